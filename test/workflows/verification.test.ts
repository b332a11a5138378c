// What only a ministry can verify, and how a beneficiary's data are put right (docs/domain.md, sections 5 and 6).
import { describe, expect, test } from 'vitest'
import { rolesIn } from '../../src/cases/policy.ts'
import { programme } from '../../src/programmes/index.ts'
import { complaint2 } from '../../workflows/complaint.v2.ts'
import { story } from '../support/story.ts'

const tayssir = programme('TAYSSIR')
const verified = tayssir.categories.find(({ verifier }) => verifier === 'MENPS')?.code ?? ''
const own = tayssir.categories.find(({ verifier }) => !verifier)?.code ?? ''
const found = { founded: 'yes', ground: '', corrected: 'yes' }

const qualified = (category: string) =>
  story(complaint2, tayssir)
    .on('2023-01-10', 'OPEN', { channel: 'desk', receivedOn: '2023-01-10' })
    .on('2023-01-10', 'QUALIFY', { admissibility: 'complaint', ground: '', category, time: '11:00' })
const transmitted = () => qualified(verified).on('2023-01-11', 'TRANSMIT', { field: 'record' })

describe('a category that the ministry verifies', () => {
  test('is transmitted before anybody concludes; every other one is analysed at once', () => {
    expect(qualified(verified).states).toContain('unverified')
    expect(qualified(verified).accepts('2023-01-11', 'CONCLUDE')).toBe(false)
    expect(qualified(own).states).toContain('qualified')
  })

  test('is seen by the ministry while it lies there, and no longer', () => {
    const grants = [{ role: 'verifier' as const, programme: 'TAYSSIR', entity: 'MENPS' }]
    const seen = (told: ReturnType<typeof story>) => rolesIn({ id: 'menps', grants }, told.context).length > 0

    expect(seen(qualified(verified))).toBe(false)
    expect(seen(transmitted())).toBe(true)
    expect(seen(transmitted().on('2023-01-12', 'REPORT_FINDING', found))).toBe(false)
    expect(seen(transmitted().on('2023-01-12', 'RECALL'))).toBe(false)
  })

  test('is asked about again, once, when the ministry lets its days pass; it can still report', () => {
    const told = transmitted().until('2023-02-10')

    expect(told.told.filter((line) => line.endsWith('alertNotVerified'))).toEqual([
      '2023-01-17 alertNotVerified',
    ])
    expect(told.accepts('2023-02-10', 'REPORT_FINDING', { ...found, time: '12:00' })).toBe(true)
  })

  test('goes to its answer when it is not founded, with the ground that the ministry gave', () => {
    const told = transmitted().on('2023-01-12', 'REPORT_FINDING', {
      founded: 'no',
      ground: 'undeclaredChange',
      corrected: 'no',
    })

    expect(told.states).toContain('answerable')
    expect(told.context).toMatchObject({ founded: 'no', ground: 'undeclaredChange', corrected: 'no' })
  })

  test('is updated here too, approved by somebody else, and the right regularised', () => {
    const told = transmitted()
      .on('2023-01-12', 'REPORT_FINDING', found)
      .on('2023-01-13', 'REQUEST_CORRECTION', { by: 'clerk' })

    expect(told.accepts('2023-01-13', 'APPROVE_CORRECTION', { by: 'clerk', time: '12:00' })).toBe(false)
    told.on('2023-01-13', 'APPROVE_CORRECTION', { by: 'supervisor', time: '13:00' })
    told.on('2023-01-14', 'CONCLUDE', { founded: 'yes', ground: '', route: 'treat', unit: 'PAYMENTS' })

    expect(told.context.corrections.map(({ status }) => status)).toEqual(['applied'])
    expect(told.states).toContain('awaited')
  })
})

describe('a correction', () => {
  test.each([
    ['of what was verified', () => transmitted().on('2023-01-12', 'REPORT_FINDING', found), 'verified'],
    ['of any other case', () => qualified(own), 'qualified'],
  ])('%s that is refused changes nothing and goes back to where it was asked for', (_what, begun, state) => {
    const told = begun()
      .on('2023-01-13', 'REQUEST_CORRECTION', { by: 'clerk' })
      .on('2023-01-13', 'REFUSE_CORRECTION', { by: 'supervisor', time: '12:00' })

    expect(told.states).toContain(state)
    expect(told.context.corrections.map(({ status }) => status)).toEqual(['refused'])
    expect(told.told.join()).not.toContain('tellCorrected')
  })
})
