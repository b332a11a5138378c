// A complaint about corruption: seen by named handlers alone, referred to the authority that is competent.
import { describe, expect, test } from 'vitest'
import { rolesIn } from '../../src/cases/policy.ts'
import { integrity } from '../../workflows/integrity.ts'
import { answeredOn, story } from '../support/story.ts'

const opened = () =>
  story(integrity).on('2023-01-10', 'OPEN', {
    channel: 'desk',
    receivedOn: '2023-01-10',
    handlers: ['head'],
  })
const examined = () =>
  opened().on('2023-01-10', 'NAME_HANDLER', { person: 'amina', by: 'head', time: '11:00' })
const assessed = () => examined().on('2023-01-11', 'ASSESS', { route: 'refer', by: 'amina' })
const sees = (told: ReturnType<typeof story>, id: string) => {
  const grants = [{ role: 'supervisor' as const, programme: told.context.programme, entity: '' }]
  return rolesIn({ id, grants }, told.context).length > 0
}

describe('a restricted case', () => {
  test('is seen by those who were named, whatever others are elsewhere', () => {
    expect(['head', 'amina', 'somebody'].map((id) => sees(examined(), id))).toEqual([true, true, false])
  })

  test('is seen no more by a handler who was taken off, and never by nobody', () => {
    const told = examined().on('2023-01-12', 'REMOVE_HANDLER', { person: 'amina' })

    expect(sees(told, 'amina')).toBe(false)
    expect(told.accepts('2023-01-12', 'REMOVE_HANDLER', { person: 'head', time: '12:00' })).toBe(false)
  })
})

describe('a referral to the competent authority', () => {
  test('is made by somebody else than who proposed it', () => {
    const referral = { authority: 'prosecutor', referredOn: '2023-01-12' }

    expect(assessed().accepts('2023-01-12', 'REFER', { ...referral, by: 'amina' })).toBe(false)
    expect(assessed().accepts('2023-01-12', 'REFER', { ...referral, by: 'head' })).toBe(true)
  })

  test('is asked about when no reply comes; with the reply it is answered and closed by somebody else', () => {
    const told = assessed().on('2023-01-12', 'REFER', {
      authority: 'prosecutor',
      referredOn: '2023-01-12',
      by: 'head',
    })
    told.until('2023-03-01')
    expect(told.told.filter((line) => line.endsWith('alertNoReply'))).toHaveLength(1)

    told.on('2023-03-01', 'RECORD_REPLY', { receivedOn: '2023-03-01', by: 'amina', time: '12:00' })
    answeredOn(told, '2023-03-02')

    for (const by of ['amina', 'head', 'writer', 'reviewer', 'sender'])
      expect(told.accepts('2023-03-03', 'CLOSE', { by })).toBe(false)
    expect(told.accepts('2023-03-03', 'CLOSE', { by: 'closer' })).toBe(true)
  })

  test('has its reply recorded whenever it comes: after the author was answered, and after the closure', () => {
    const reply = { receivedOn: '2023-01-20', by: 'amina', time: '12:00' }
    const told = assessed()
    expect(told.accepts('2023-01-12', 'RECORD_REPLY', { ...reply, receivedOn: '2023-01-12' })).toBe(false)

    told.on('2023-01-12', 'REFER', {
      authority: 'prosecutor',
      referredOn: '2023-01-12',
      by: 'head',
      time: '13:00',
    })
    answeredOn(told, '2023-01-13')
    expect(told.accepts('2023-01-20', 'RECORD_REPLY', reply)).toBe(true)

    const state = told.states
    told.on('2023-01-20', 'RECORD_REPLY', reply)
    expect(told.states).toEqual(state)
    told.on('2023-01-21', 'CLOSE', { by: 'closer' })
    expect(told.accepts('2023-02-20', 'RECORD_REPLY', { ...reply, receivedOn: '2023-02-20' })).toBe(true)
  })

  test('does not leave the product’s own naming to stand for the choice of a handler', () => {
    const told = opened().on('2023-01-11', 'NAME_HANDLER', { person: 'next', by: 'system' })

    expect(told.states).toContain('received')
    expect(told.context.handlers).toEqual(['head', 'next'])
  })
})
