// Who may send what, when, and what a person is told when they may not.
import { beforeAll, describe, expect, test } from 'vitest'
import { Forbidden, Invalid, NotFound, Refused } from '../../src/errors.ts'
import type { Database } from '../../src/platform/database.ts'
import { testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { amina, bachir, furnish, type Library, openLibrary, person, salma, stranger } from './library.ts'

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'nothing',
    (error: unknown) => error,
  )

eachDatabase('engine', (open) => {
  const clock = testClock('2026-03-02')
  let db: Database
  let library: Library
  let count = 0

  const lent = async (options?: { price?: number }) => {
    clock.setDay('2026-03-02')
    return (await library.lend(`B-${++count}`, '2026-03-10', options)).id
  }
  const journal = async (id: string) => db.read('journal').where({ instance_id: id }).orderBy('seq')

  beforeAll(async () => {
    db = (await open()).db
    await furnish(db)
    library = openLibrary(db, clock)
  })

  describe('an allowed act', () => {
    test('moves the case, its rows, its timers, its effects and its journal together', async () => {
      const id = await lent()

      await library.send(id, 'ASK_BACK', amina)
      const outcome = await library.send(id, 'RETURN', bachir)

      expect(outcome).toEqual({ id, revision: 3 })
      expect((await journal(id)).map(({ seq, event, actor, role }) => [seq, event, actor, role])).toEqual([
        [1, 'LEND', 'amina', 'agent'],
        [2, 'ASK_BACK', 'amina', 'agent'],
        [3, 'RETURN', 'bachir', 'agent'],
      ])
      const effects = await db.read('outbox').where({ instance_id: id }).orderBy(['seq', 'n'])
      expect(effects.map(({ effect }) => effect)).toEqual(['greet', 'tell'])
      expect(await db.read('timers').where({ instance_id: id })).toEqual([])
      expect(await db.read('waits').where({ loan_id: id })).toEqual([])
      expect(await db.read('loans').where({ id }).first('revision')).toEqual({ revision: 3 })
    })

    test('keeps only what the schema lets through, and replaces a row of the same key', async () => {
      const id = await lent()

      await library.send(id, 'NOTE', amina, { shelf: 'A', text: 'first', signed: 'amina', role: 'admin' })
      await library.send(id, 'NOTE', salma, { shelf: 'A', text: 'second' })

      const note = await db.read('notes').where({ loan_id: id })
      expect(note).toEqual([{ loan_id: id, shelf: 'A', text: 'second', at: clock.now(), signed: null }])
      const input = await db.read('journal_inputs').where({ instance_id: id, seq: 2 }).first()
      expect(JSON.parse(input.input).input).toEqual({ shelf: 'A', text: 'first', signed: 'amina' })
    })
  })

  describe('a refused act', () => {
    const refusals: [string, (id: string) => Promise<unknown>, unknown, unknown][] = [
      ['of a role that may not', (id) => library.send(id, 'ASK_BACK', salma), Forbidden, 'refusal.role'],
      ['at the wrong moment', (id) => library.send(id, 'CHECK', salma), Refused, 'refusal.notNow'],
      ['that a guard stops', (id) => library.send(id, 'RETURN', amina), Refused, 'refusal.wasAsked'],
      ['that no lifecycle knows', (id) => library.send(id, 'BURN', amina), Refused, 'refusal.notNow'],
      ['named like a prototype', (id) => library.send(id, '__proto__', amina), Refused, 'refusal.notNow'],
      ['with a wildcard', (id) => library.send(id, '*', amina), Refused, 'refusal.notNow'],
      ['kept for the system', (id) => library.send(id, 'RECOUNT', amina), Refused, 'refusal.notNow'],
      ['of a stranger', (id) => library.send(id, 'ASK_BACK', stranger), NotFound, 'error.notFound'],
      ['on nothing', () => library.send('B-none', 'ASK_BACK', amina), NotFound, 'error.notFound'],
      [
        'with an input that breaks its schema',
        (id) => library.send(id, 'EXTEND', amina, { dueOn: 'soon' }),
        Invalid,
        { dueOn: { key: 'field.day.invalid' } },
      ],
      [
        'that a guard on a field stops',
        (id) => library.send(id, 'EXTEND', amina, { dueOn: '2026-03-01' }),
        Invalid,
        { dueOn: { key: 'refusal.dueAhead' } },
      ],
    ]

    test.each(refusals)('%s says so and writes nothing', async (_name, act, type, said) => {
      const id = await lent()

      const error = await caught(act(id))

      expect(error).toBeInstanceOf(type)
      expect(error instanceof Invalid ? error.fields : (error as Refused).said.key).toEqual(said)
      expect(await journal(id)).toHaveLength(1)
    })

    test('of hands that must be different names the act they did', async () => {
      const id = await lent()
      await library.send(id, 'ASK_BACK', bachir)
      await library.send(id, 'RETURN', bachir)

      const [lender, returner] = await Promise.all([
        caught(library.send(id, 'CHECK', amina)),
        caught(library.send(id, 'CHECK', bachir)),
      ])

      expect(lender).toMatchObject({ said: { key: 'refusal.apart', values: { event: 'LEND' } } })
      expect(returner).toMatchObject({ said: { key: 'refusal.apart', values: { event: 'RETURN' } } })
      await expect(library.send(id, 'CHECK', salma)).resolves.toMatchObject({ revision: 4 })
    })

    test('is told before what was typed: a form that is not theirs is not described', async () => {
      const id = await lent()

      expect(await caught(library.send(id, 'EXTEND', salma, { dueOn: 'soon' }))).toBeInstanceOf(Forbidden)
      expect(await caught(library.send(id, 'EXTEND', stranger, {}))).toBeInstanceOf(NotFound)
    })

    test('cannot slip through a branch that the machine does not take', async () => {
      const dear = await lent({ price: 500 })
      const cheap = await lent({ price: 5 })

      expect(await caught(library.send(dear, 'WRITE_OFF', amina))).toMatchObject({
        said: { key: 'refusal.role', values: { roles: 'supervisor' } },
      })
      expect(await caught(library.send(cheap, 'WRITE_OFF', salma))).toBeInstanceOf(Refused)
      await library.send(dear, 'WRITE_OFF', salma)
      await library.send(cheap, 'WRITE_OFF', amina)
    })

    test.each(['xstate.after.untilDue.loan.clock.running.onTime', 'xstate.init', 'xstate.stop'])(
      'as if it were the machinery (%s) is refused, whoever sends it',
      async (type) => {
        const id = await lent()

        for (const actor of [amina, salma, person('robot', 'system')]) {
          expect(await caught(library.send(id, type, actor))).toMatchObject({
            said: { key: 'refusal.notNow' },
          })
        }
        expect(await journal(id)).toHaveLength(1)
      },
    )
  })

  test('after all this every case is what its journal says', async () => {
    const report = await library.verify()

    expect(report.faults).toEqual([])
    expect(report.instances).toBe(count)
  })
})
