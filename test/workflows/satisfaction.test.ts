// What people say of the answer, once it is over.
import { describe, expect, test } from 'vitest'
import { programme } from '../../src/programmes/index.ts'
import { satisfactionWith } from '../../workflows/case-facts.ts'
import { complaint2 } from '../../workflows/complaint.v2.ts'
import { deferral } from '../../workflows/deferral.ts'
import { answeredOn, beginnings, story } from '../support/story.ts'

const { answerableOn } = beginnings(complaint2)
const closed = () => answeredOn(answerableOn('2023-01-10'), '2023-01-12').on('2023-01-13', 'CLOSE')

describe('what somebody says of an answer', () => {
  test('is nothing before the case is closed', () => {
    const answered = answeredOn(answerableOn('2023-01-10'), '2023-01-12')

    expect(answered.accepts('2023-01-13', 'RATE', { satisfaction: 'satisfied' })).toBe(false)
    expect(satisfactionWith(closed().context)).toBe(null)
  })

  test('is what was said last, and leaves the case closed', () => {
    const rated = closed()
      .on('2023-01-14', 'RATE', { satisfaction: 'unsatisfied' })
      .on('2023-01-15', 'RATE', { satisfaction: 'partly' })

    expect(satisfactionWith(rated.context)).toBe('partly')
    expect(rated.states).toContain('closed')
  })

  test('is not taken down by whoever wrote the answer or sent it', () => {
    expect(closed().accepts('2023-01-14', 'RATE', { by: 'writer' })).toBe(false)
    expect(closed().accepts('2023-01-14', 'RATE', { by: 'sender' })).toBe(false)
    expect(closed().accepts('2023-01-14', 'RATE', { by: 'somebody' })).toBe(true)
  })

  test('says nothing of the next answer, once the case is taken up again', () => {
    const again = closed().on('2023-01-14', 'RATE', { satisfaction: 'satisfied' }).on('2023-01-16', 'REOPEN')

    expect(satisfactionWith(again.context)).toBe(null)
  })

  test('is not asked of whoever took the complaint back', () => {
    const withdrawn = answerableOn('2023-01-10').on('2023-01-11', 'WITHDRAW').on('2023-01-12', 'CLOSE')

    expect(withdrawn.accepts('2023-01-13', 'RATE')).toBe(false)
  })

  test('is asked about a deferral too', () => {
    const told = story(deferral, programme('DAAM'))
      .on('2023-01-10', 'OPEN', { channel: 'desk', receivedOn: '2023-01-10' })
      .on('2023-01-11', 'CHECK_REQUEST', { by: 'checker' })
      .on('2023-01-12', 'DECIDE_DEFERRAL', { by: 'decider' })
      .on('2023-01-13', 'TELL_DECISION', { by: 'teller' })
      .on('2023-01-14', 'CLOSE')

    expect(told.accepts('2023-01-15', 'RATE', { by: 'checker' })).toBe(false)
    expect(satisfactionWith(told.on('2023-01-15', 'RATE', { satisfaction: 'satisfied' }).context)).toBe(
      'satisfied',
    )
  })
})
