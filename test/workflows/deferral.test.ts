// A client asks to put an instalment off: checked, granted with a new date or refused with its ground, told.
import { describe, expect, test } from 'vitest'
import { deferral } from '../../workflows/deferral.ts'
import { story } from '../support/story.ts'

const opened = () => story(deferral).on('2023-01-10', 'OPEN', { channel: 'desk', receivedOn: '2023-01-10' })
const checked = () => opened().on('2023-01-11', 'CHECK_REQUEST', { by: 'clerk' })
const granted = { decision: 'granted', ground: undefined, instalmentOn: '2023-04-01', by: 'supervisor' }
const refused = { decision: 'refused', ground: 'noCrisis', instalmentOn: undefined, by: 'supervisor' }

describe('a request to put an instalment off', () => {
  test('is granted with a date by somebody else than who checked it, and told', () => {
    const told = checked()
    expect(told.accepts('2023-01-12', 'DECIDE_DEFERRAL', { ...granted, by: 'clerk' })).toBe(false)
    told.on('2023-01-12', 'DECIDE_DEFERRAL', { ...granted, time: '12:00' }).on('2023-01-13', 'TELL_DECISION')

    expect(told.context).toMatchObject({
      decision: 'granted',
      instalmentOn: '2023-04-01',
      outcome: 'answered',
    })
    expect(told.told).toContain('2023-01-13 tellDecision')
  })

  test('is refused with its ground', () => {
    const told = checked().on('2023-01-12', 'DECIDE_DEFERRAL', refused)

    expect(told.context).toMatchObject({ decision: 'refused', ground: 'noCrisis', instalmentOn: null })
  })

  test('goes on without its documents when they do not come', () => {
    const told = opened().on('2023-01-11', 'ASK_DOCUMENTS').until('2023-02-01')

    expect(told.states).toContain('received')
    expect(told.accepts('2023-02-01', 'ASK_DOCUMENTS', { time: '12:00' })).toBe(false)
  })

  test('is decided anew when the supervisor finds the decision wrong after all', () => {
    const told = checked()
      .on('2023-01-12', 'DECIDE_DEFERRAL', granted)
      .on('2023-01-13', 'TELL_DECISION', { by: 'clerk' })
      .on('2023-01-14', 'RETURN_CLOSURE')
      .on('2023-01-16', 'RETURN_DECISION', { by: 'supervisor' })

    expect(told.states).toContain('received')
    expect(told.context).toMatchObject({ decision: null, instalmentOn: null, approvedOn: null })
  })

  test('runs again from its first reception when an appeal is upheld', () => {
    const told = checked()
      .on('2023-01-12', 'DECIDE_DEFERRAL', refused)
      .on('2023-01-13', 'TELL_DECISION', { by: 'clerk' })
      .on('2023-01-14', 'CLOSE', { by: 'closer' })
      .on('2023-01-20', 'LODGE_APPEAL', { receivedOn: '2023-01-20' })
      .on('2023-02-01', 'APPEAL_DECIDED', { decision: 'upheld' })

    expect(told.states).toEqual(expect.arrayContaining(['received', 'late']))
    expect(told.context).toMatchObject({ closingOn: null, outcome: 'none', reopened: 1 })
  })
})
