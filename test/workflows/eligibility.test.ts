// A household that was refused complains: eligible after all, and paid, or refused with an explanation (docs/domain.md, section 12).
import { describe, expect, test } from 'vitest'
import { eligibility } from '../../workflows/eligibility.ts'
import { eligibleOn } from '../support/rare-ways.ts'
import { answeredOn, story } from '../support/story.ts'

const opened = () => story(eligibility).on('2023-01-10', 'OPEN', { channel: 'web', receivedOn: '2023-01-10' })
const refused = { decision: 'refused', ground: 'income', unit: undefined, by: 'clerk' }

describe('a decision on a household', () => {
  test('is confirmed by somebody else, and told when it is', () => {
    const told = opened().on('2023-01-11', 'DECIDE_ELIGIBILITY', refused)

    expect(told.told.join()).not.toContain('tellDecision')
    expect(told.accepts('2023-01-11', 'CONFIRM_DECISION', { by: 'clerk', time: '12:00' })).toBe(false)
    told.on('2023-01-11', 'CONFIRM_DECISION', { by: 'supervisor', time: '13:00' })

    expect(told.told).toContain('2023-01-11 tellDecision')
    expect(told.states).toContain('settled')
    expect(told.context).toMatchObject({ decision: 'refused', ground: 'income', outcome: 'answered' })
  })

  test('that the supervisor does not share is forgotten, and made again', () => {
    const told = opened()
      .on('2023-01-11', 'DECIDE_ELIGIBILITY', refused)
      .on('2023-01-12', 'RETURN_DECISION', { by: 'supervisor' })

    expect(told.states).toContain('received')
    expect(told.context).toMatchObject({ decision: null, ground: null })
  })

  test('makes a household eligible, whose payment follows the road of every other one', () => {
    const told = eligibleOn('2023-01-10')
    expect(told.states).toContain('awaited')

    told
      .on('2023-01-12', 'COMMIT', { dueOn: '2023-02-10' })
      .on('2023-01-13', 'NOTIFY_COMMITMENT', { toldOn: '2023-01-13' })
      .on('2023-02-08', 'REPORT_DONE', { founded: 'yes', ground: '' })
    answeredOn(told, '2023-02-09').on('2023-02-12', 'CLOSE', { by: 'closer' })

    expect(told.context.closingOn).toBe('2023-01-13')
  })
})

test('a withdrawal that the closer does not accept leaves nothing undecided', () => {
  const told = opened().on('2023-01-11', 'WITHDRAW').on('2023-01-12', 'RETURN_CLOSURE')

  expect(told.states).toContain('received')
  expect(told.accepts('2023-01-12', 'SUBMIT_ANSWER', { time: '12:00' })).toBe(false)
})

describe('a household that the closer sends back', () => {
  test('is decided again when it was refused', () => {
    const told = opened()
      .on('2023-01-11', 'DECIDE_ELIGIBILITY', refused)
      .on('2023-01-12', 'CONFIRM_DECISION', { by: 'supervisor' })
      .on('2023-01-13', 'RETURN_CLOSURE')

    expect(told.states).toContain('received')
    expect(told.context).toMatchObject({ decision: null, ground: null, founded: 'unknown', outcome: 'none' })
    expect(told.accepts('2023-01-13', 'DECIDE_ELIGIBILITY', { ...refused, time: '12:00' })).toBe(true)
  })

  test('is answered again when it was accepted, and its work may be given back', () => {
    const told = eligibleOn('2023-01-10')
      .on('2023-01-12', 'COMMIT', { dueOn: '2023-02-10' })
      .on('2023-01-13', 'NOTIFY_COMMITMENT', { toldOn: '2023-01-13' })
      .on('2023-01-20', 'REPORT_DONE', { founded: 'yes', ground: '' })
    answeredOn(told, '2023-01-21').on('2023-01-23', 'RETURN_CLOSURE')
    expect(told.states).toEqual(expect.arrayContaining(['answerable', 'counted']))

    told.on('2023-01-24', 'RETURN_WORK')

    expect(told.states).toEqual(expect.arrayContaining(['promised', 'held']))
    expect(told.context).toMatchObject({ treated: false, realisedOn: null })
  })
})

test('the work of a unit does not change what was decided', () => {
  const told = eligibleOn('2023-01-10')
  const { decision, founded, ground } = told.context

  told.on('2023-01-12', 'REPORT_DONE', { founded: 'no', ground: 'undeclaredChange' })

  expect(told.context).toMatchObject({ decision, founded, ground, treated: true })
  expect(told.context.founded).toBe('yes')
})

test('a withdrawal that does not stand holds the clock again while a promise runs', () => {
  const told = eligibleOn('2023-01-10')
    .on('2023-01-12', 'COMMIT', { dueOn: '2023-02-10' })
    .on('2023-01-13', 'NOTIFY_COMMITMENT', { toldOn: '2023-01-13' })
    .on('2023-01-16', 'WITHDRAW')
    .on('2023-01-17', 'RETURN_CLOSURE')

  expect(told.states).toEqual(expect.arrayContaining(['promised', 'held']))
})
