// Who may have which role, and where a role reaches.
import { describe, expect, test } from 'vitest'
import { mayConfirm, refuseGrant, rolesIn } from '../../src/accounts/policy.ts'
import type { Grant, SignedIn } from '../../src/accounts/schema.ts'
import { Refused } from '../../src/errors.ts'
import { admin, auditor, clerk, focal } from './office.ts'

const person = (id: string, ...grants: Grant[]): SignedIn => ({
  id,
  login: `${id}@office.test`,
  name: id,
  language: 'fr',
  grants,
})
const here = { programme: 'TAYSSIR', entity: 'CNRA', unit: 'PAYMENTS' }

describe('a role reaches', () => {
  test('a whole programme, or one entity of it', () => {
    const whole = person('a', clerk)
    const part = person('b', { ...clerk, entity: 'CNRA' })
    const other = person('c', { ...clerk, entity: 'ELSEWHERE' })

    expect(rolesIn(whole, here)).toEqual(['clerk'])
    expect(rolesIn(part, here)).toEqual(['clerk'])
    expect(rolesIn(other, here)).toEqual([])
  })

  test('never another programme', () => {
    expect(rolesIn(person('a', clerk), { ...here, programme: 'DAAM' })).toEqual([])
  })

  test('the unit, for whoever does the work', () => {
    const worker = person('a', { role: 'processor', programme: 'TAYSSIR', entity: 'PAYMENTS' })

    expect(rolesIn(worker, here)).toEqual(['processor'])
    expect(rolesIn(worker, { ...here, unit: null })).toEqual([])
  })

  test('no case at all, for an administrator', () => {
    expect(rolesIn(person('a', admin), here)).toEqual([])
    expect(rolesIn(person('a', admin), { ...here, programme: '*' })).toEqual([])
  })
})

describe('a role is given', () => {
  const boss = person('boss', admin)

  test('never to oneself', () => {
    expect(() => refuseGrant(boss, boss, clerk)).toThrow(Refused)
  })

  test('by an administrator for the whole installation, the others for a programme', () => {
    const other = { id: 'other', grants: [] }

    expect(() => refuseGrant(boss, other, admin)).not.toThrow()
    expect(() => refuseGrant(boss, other, { ...admin, programme: 'TAYSSIR' })).toThrow(Refused)
    expect(() => refuseGrant(boss, other, { ...clerk, programme: '*' })).toThrow(Refused)
  })

  test('so that administering and the confidential road never meet in one person', () => {
    expect(() => refuseGrant(boss, { id: 'other', grants: [admin] }, focal)).toThrow(Refused)
    expect(() => refuseGrant(boss, { id: 'other', grants: [focal] }, admin)).toThrow(Refused)
  })
})

describe('a confidential role is confirmed', () => {
  const waiting = { ...focal, userId: 'new', grantedBy: 'boss' }

  test('by a serving focal point of the programme', () => {
    expect(mayConfirm(person('hind', focal), waiting, true)).toBe(true)
    expect(mayConfirm(person('hind', { ...focal, programme: 'DAAM' }), waiting, true)).toBe(false)
  })

  test('by an auditor for the first one only', () => {
    expect(mayConfirm(person('driss', auditor), waiting, false)).toBe(true)
    expect(mayConfirm(person('driss', auditor), waiting, true)).toBe(false)
  })

  test('never by whoever asked, nor by whoever it is for', () => {
    expect(mayConfirm(person('boss', admin, auditor), waiting, false)).toBe(false)
    expect(mayConfirm(person('new', auditor), waiting, false)).toBe(false)
  })

  test('never by an administrator', () => {
    expect(mayConfirm(person('mehdi', admin), waiting, false)).toBe(false)
  })
})
