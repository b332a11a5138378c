// What somebody might try who knows the addresses of acts: none of it changes anything.
import { beforeAll, describe, expect, test } from 'vitest'
import { leadTo, type Place, typed } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, type Office, openOffice } from '../support/office.ts'
import { post as postBy } from './acting.ts'
import { flashOf, wordsOf } from './reading.ts'

eachDatabase('a cheat', (open) => {
  let office: Office
  let app: App
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })

  const post = (name: string, id: string, event: string, input: object = {}) =>
    postBy({ app, office }, name, id, event, input)

  /** Somebody who holds every role of the desk. */
  const everywhere = (login: string) => {
    const roles = ['agent', 'clerk', 'supervisor', 'closer'] as const
    return office.hire(
      login,
      roles.map((role) => ({ role, programme: 'DAAM', entity: '' })),
    )
  }

  describe('who holds several roles', () => {
    test('does not approve an answer of their own, nor send it back as if reviewed', async () => {
      const both = await everywhere('both')
      const id = await leadTo(office, 'answerable')
      await office.act(id, both, 'SUBMIT_ANSWER', typed.answer)

      for (const [event, input] of [['APPROVE', {}] as const, ['RETURN_ANSWER', typed.reason] as const]) {
        const { status, text, changed } = await post('both', id, event, input)

        expect([status, changed]).toEqual([403, false])
        expect(flashOf(text)).toContain('jamais vous : vous avez écrit cette réponse')
      }
    })

    type Input = Record<string, unknown>
    const dispensed = { exception: 'notNeeded', reason: typed.reason.reason }
    test.each<[string, Place, string, Input, [string, Input][]]>([
      ['withdrew', 'received', 'WITHDRAW', typed.reason, []],
      ['dispensed', 'answerable', 'DISPENSE', dispensed, []],
      [
        'qualified',
        'received',
        'QUALIFY',
        typed.qualify,
        [
          ['CONCLUDE', typed.conclude],
          ['DISPENSE', dispensed],
        ],
      ],
    ])('does not close what they %s', async (verb, place, event, input, others) => {
      const id = await leadTo(office, place)
      await office.act(id, await everywhere(verb), event, input)
      for (const [next, given] of others) await office.act(id, office.staff.clerk, next, given)

      const { status, text, changed } = await post(verb, id, 'CLOSE', typed.synthesis)

      expect([status, changed]).toEqual([403, false])
      expect(flashOf(text)).toContain('jamais vous')
      expect(await office.row(id)).toMatchObject({ state: 'settled', closing_on: null })
    })
  })

  describe('of another role', () => {
    test.each<[Name, Place, string, object]>([
      ['agent', 'received', 'QUALIFY', typed.qualify],
      ['agent', 'submitted', 'APPROVE', {}],
      ['clerk2', 'submitted', 'APPROVE', {}],
      ['clerk2', 'settled', 'CLOSE', typed.synthesis],
      ['supervisor2', 'settled', 'CLOSE', typed.synthesis],
      ['supervisor', 'received', 'QUALIFY', typed.qualify],
      ['processor', 'treated', 'SUBMIT_ANSWER', typed.answer],
      ['clerk', 'referred', 'COMMIT', { dueOn: '2026-12-03', work: typed.done.work }],
      ['auditor', 'received', 'ADD_NOTE', { note: 'Une note de passage.' }],
      ['closer', 'closed', 'REOPEN', typed.reason],
      ['clerk', 'received', 'ASSIGN', { role: 'clerk', to: '' }],
    ])('a %s on a case that is %s cannot %s', async (name, place, event, input) => {
      const id = await leadTo(office, place)

      const { status, text, changed } = await post(name, id, event, input)

      expect([status, changed]).toEqual([403, false])
      expect(flashOf(text)).toMatch(/n’est pas possible : rôle requis/)
    })
  })

  describe('who does not wait for the moment', () => {
    test.each<[Name, Place, string, object]>([
      ['clerk', 'received', 'SUBMIT_ANSWER', typed.answer],
      ['clerk', 'submitted', 'SEND_ANSWER', { channel: 'desk', sentOn: '2026-11-25' }],
      ['supervisor', 'answerable', 'APPROVE', {}],
      ['closer', 'approved', 'CLOSE', typed.synthesis],
      ['supervisor', 'settled', 'REOPEN', typed.reason],
      ['processor', 'promised', 'COMMIT', { dueOn: '2026-12-03', work: typed.done.work }],
      ['clerk', 'received', 'OPEN', {}],
    ])('as a %s on a case that is %s cannot %s yet', async (name, place, event, input) => {
      const id = await leadTo(office, place)

      const { status, text, changed } = await post(name, id, event, input)

      expect([status, changed]).toEqual([422, false])
      expect(flashOf(text)).toMatch(/n’est pas possible : pas à cette étape/)
    })
  })

  describe('who speaks like the machine', () => {
    test.each([
      ['DELIVERY_FAILED', { message: 'x', channel: 'email', error: 'x' }],
      ['RESCHEDULE', { reason: 'x' }],
      ['IMPORT', {}],
    ])('cannot send %s', async (event, input) => {
      const id = await leadTo(office, 'settled')

      const { status, changed } = await post('clerk', id, event, input)

      expect([[403, 422].includes(status), changed]).toEqual([true, false])
    })

    test.each([
      'NO_SUCH_EVENT',
      'xstate.after.untilDue.complaint.clock.running.dueSoon',
      'xstate.init',
      'xstate.stop',
      'constructor',
      '__proto__',
      'toString',
      'qualify',
      '%2e%2e',
      '*',
    ])('finds nothing under %s', async (event) => {
      const id = await leadTo(office, 'received')

      const { status, text, changed } = await post('clerk', id, event, typed.qualify)

      expect([status, changed]).toEqual([404, false])
      expect(wordsOf(text)).not.toContain(event === '*' ? 'complaint.event' : event)
    })
  })
})
