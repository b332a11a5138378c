// Who may be given which role, and by whose word.
import { describe, expect, test } from 'vitest'
import { mayConfirm, refuseGrant } from '../../src/accounts/policy.ts'
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
  const first = { founded: false, beholden: false }
  const founded = { founded: true, beholden: false }

  test('by a serving focal point of the programme', () => {
    expect(mayConfirm(person('hind', focal), waiting, founded)).toBe(true)
    expect(mayConfirm(person('hind', { ...focal, programme: 'DAAM' }), waiting, founded)).toBe(false)
  })

  test('by an auditor for the first one only', () => {
    expect(mayConfirm(person('driss', auditor), waiting, first)).toBe(true)
    expect(mayConfirm(person('driss', auditor), waiting, founded)).toBe(false)
  })

  test('by no auditor whose say an administrator behind the grant had a hand in', () => {
    expect(mayConfirm(person('driss', auditor), waiting, { founded: false, beholden: true })).toBe(false)
    expect(mayConfirm(person('hind', focal), waiting, { founded: true, beholden: true })).toBe(true)
  })

  test('never by whoever asked, nor by whoever it is for', () => {
    expect(mayConfirm(person('boss', admin, auditor), waiting, first)).toBe(false)
    expect(mayConfirm(person('new', auditor), waiting, first)).toBe(false)
  })

  test('never by an administrator', () => {
    expect(mayConfirm(person('mehdi', admin), waiting, first)).toBe(false)
  })
})
