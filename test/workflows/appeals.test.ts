// An answer that does not satisfy, or a deadline that passed: appealed once, decided by somebody who had no hand in it.
import { describe, expect, test } from 'vitest'
import { appeal } from '../../workflows/appeal.ts'
import { complaint2 } from '../../workflows/complaint.v2.ts'
import { answeredOn, beginnings, story } from '../support/story.ts'

const { answerableOn, story: complaintStory } = beginnings(complaint2)
const closed = () =>
  answeredOn(answerableOn('2023-01-10'), '2023-01-11').on('2023-01-12', 'CLOSE', { by: 'closer' })

describe('a complaint', () => {
  test.each([
    ['2023-02-10', true],
    ['2023-02-11', false],
  ])('answered on 11 January may be appealed for thirty days: on %s it is %s', (day, accepted) => {
    expect(closed().accepts(day, 'LODGE_APPEAL', { receivedOn: day })).toBe(accepted)
  })

  test.each([
    ['2023-01-20', false],
    ['2023-01-21', true],
  ])('without an answer may be appealed when its deadline has passed: on %s it is %s', (day, accepted) => {
    const told = complaintStory().on('2023-01-10', 'OPEN', { channel: 'desk', receivedOn: '2023-01-10' })

    expect(told.accepts(day, 'LODGE_APPEAL', { receivedOn: day })).toBe(accepted)
  })

  test.each(['upheld', 'rejected', 'withdrawn'])(
    'whose delay was contested (%s) is answered, and that answer contested once',
    (decision) => {
      const told = answeredOn(
        answerableOn('2023-01-10')
          .on('2023-01-23', 'LODGE_APPEAL', { receivedOn: '2023-01-23' })
          .on('2023-01-24', 'APPEAL_DECIDED', { decision }),
        '2023-01-25',
      )
      const contest = { receivedOn: '2023-01-26' }

      expect(told.accepts('2023-01-26', 'LODGE_APPEAL', { receivedOn: '2023-01-24' })).toBe(false)
      told.on('2023-01-26', 'LODGE_APPEAL', contest)
      expect(told.context).toMatchObject({ appeal: 'lodged', contested: 'answer' })
      told.on('2023-01-27', 'APPEAL_DECIDED', { decision: 'rejected' })
      expect(told.accepts('2023-01-27', 'LODGE_APPEAL', contest)).toBe(false)
    },
  )

  test('whose delay was contested waits for its answer, and for the decision, before it is contested again', () => {
    const waiting = answerableOn('2023-01-10').on('2023-01-23', 'LODGE_APPEAL', { receivedOn: '2023-01-23' })
    expect(waiting.context.contested).toBe('delay')
    waiting.on('2023-01-24', 'APPEAL_DECIDED', { decision: 'rejected' })
    expect(waiting.accepts('2023-01-25', 'LODGE_APPEAL', { receivedOn: '2023-01-25' })).toBe(false)

    const meanwhile = answeredOn(
      answerableOn('2023-01-10').on('2023-01-23', 'LODGE_APPEAL', { receivedOn: '2023-01-23' }),
      '2023-01-24',
    )
    expect(meanwhile.accepts('2023-01-25', 'LODGE_APPEAL', { receivedOn: '2023-01-25' })).toBe(false)
    meanwhile.on('2023-03-24', 'APPEAL_DECIDED', { decision: 'rejected' })
    // It came in time, and is registered when nothing else runs any more.
    expect(meanwhile.accepts('2023-03-25', 'LODGE_APPEAL', { receivedOn: '2023-01-25' })).toBe(true)
  })

  test('that was answered anew after an appeal against its answer is not appealed again', () => {
    const told = closed()
      .on('2023-01-20', 'LODGE_APPEAL', { receivedOn: '2023-01-20' })
      .on('2023-02-01', 'APPEAL_DECIDED', { decision: 'upheld' })
    expect(told.accepts('2023-02-02', 'LODGE_APPEAL', { receivedOn: '2023-02-02' })).toBe(false)

    answeredOn(
      told.on('2023-02-03', 'CONCLUDE', { founded: 'yes', ground: '', route: 'answer' }),
      '2023-02-04',
    )
    expect(told.accepts('2023-02-05', 'LODGE_APPEAL', { receivedOn: '2023-02-05' })).toBe(false)
  })

  test('is appealed once', () => {
    expect(
      closed()
        .on('2023-01-20', 'LODGE_APPEAL', { receivedOn: '2023-01-20' })
        .accepts('2023-01-21', 'LODGE_APPEAL', { receivedOn: '2023-01-21' }),
    ).toBe(false)
  })

  test.each([
    ['upheld', 'qualified', 1],
    ['partly', 'qualified', 1],
    ['rejected', 'closed', 0],
  ])('whose appeal is %s stands at %s', (decision, state, reopened) => {
    const told = closed()
      .on('2023-01-20', 'LODGE_APPEAL', { receivedOn: '2023-01-20' })
      .on('2023-02-01', 'APPEAL_DECIDED', { decision })

    expect(told.states).toContain(state)
    expect(told.context).toMatchObject({ appeal: decision, reopened })
  })

  test('is reopened by an appeal once, and by nothing that was never lodged', () => {
    const never = closed().on('2023-02-01', 'APPEAL_DECIDED', { decision: 'upheld' })

    expect(never.states).toContain('closed')
  })

  test('keeps what was first decided on its appeal', () => {
    const told = closed()
      .on('2023-01-20', 'LODGE_APPEAL', { receivedOn: '2023-01-20' })
      .on('2023-02-01', 'APPEAL_DECIDED', { decision: 'rejected' })
      .on('2023-02-02', 'APPEAL_DECIDED', { decision: 'withdrawn' })

    expect(told.context.appeal).toBe('rejected')
  })

  test('that goes on while its appeal is upheld keeps its promises', () => {
    const told = complaintStory()
      .on('2023-01-10', 'OPEN', { channel: 'desk', receivedOn: '2023-01-10' })
      .on('2023-01-23', 'LODGE_APPEAL', { receivedOn: '2023-01-23' })
      .on('2023-01-24', 'APPEAL_DECIDED', { decision: 'upheld' })

    expect(told.states).toContain('received')
    expect(told.context).toMatchObject({ appeal: 'upheld', reopened: 0 })
  })
})

describe('an appeal', () => {
  const examined = () =>
    story(appeal)
      .on('2023-01-20', 'OPEN', { channel: 'desk', receivedOn: '2023-01-20', barred: ['writer', 'reviewer'] })
      .on('2023-01-21', 'EXAMINE_APPEAL', { by: 'clerk' })

  test.each([
    ['writer', false],
    ['reviewer', false],
    ['clerk', false],
    ['somebody else', true],
  ])('is decided by %s: %s', (by, accepted) => {
    expect(examined().accepts('2023-01-22', 'DECIDE_APPEAL', { by, decision: 'upheld' })).toBe(accepted)
  })

  test('is withdrawn before it is decided, and not after', () => {
    const decided = examined().on('2023-01-22', 'DECIDE_APPEAL', { by: 'judge', decision: 'upheld' })

    expect(examined().accepts('2023-01-22', 'WITHDRAW')).toBe(true)
    expect(decided.accepts('2023-01-23', 'WITHDRAW')).toBe(false)
  })

  test('is decided, told and closed by three people', () => {
    const told = examined()
      .on('2023-01-22', 'DECIDE_APPEAL', { by: 'judge', decision: 'rejected', ground: 'nothingNew' })
      .on('2023-01-23', 'TELL_DECISION', { by: 'teller' })

    for (const by of ['clerk', 'judge', 'teller'])
      expect(told.accepts('2023-01-24', 'CLOSE', { by })).toBe(false)
    told.on('2023-01-24', 'CLOSE', { by: 'closer', time: '12:00' })
    expect(told.context).toMatchObject({ outcome: 'answered', decision: 'rejected', ground: 'nothingNew' })
  })
})
