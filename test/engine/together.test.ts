// Several people and the time itself at one case: who comes first, what a stale form is told, what a key opens.
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { Conflict, Refused } from '../../src/errors.ts'
import type { Database } from '../../src/platform/database.ts'
import { days, instantOf, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { amina, bachir, furnish, type Library, openLibrary, person, salma } from './library.ts'

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'nothing',
    (error: unknown) => error,
  )

eachDatabase('engine, with several at once', (open) => {
  const clock = testClock('2026-03-02')
  let db: Database
  let library: Library
  let count = 0

  const lent = async () => {
    clock.setDay('2026-03-02')
    return (await library.lend(`B-${++count}`, '2026-03-10')).id
  }
  const journal = async (id: string) => db.read('journal').where({ instance_id: id }).orderBy('seq')

  const waitingForLock = async () => {
    const rows = await db
      .read('pg_stat_activity')
      .whereRaw("datname = current_database() AND wait_event_type = 'Lock'")
    return rows.length
  }

  beforeAll(async () => {
    db = (await open()).db
    await furnish(db)
    library = openLibrary(db, clock)
  })

  describe('a form that became stale', () => {
    test('is told who was faster, with what', async () => {
      const id = await lent()
      await library.send(id, 'NOTE', salma, { shelf: 'A', text: 'wet' }, 1)

      const error = await caught(library.send(id, 'ASK_BACK', amina, {}, 1))

      expect(error).toBeInstanceOf(Conflict)
      expect((error as Conflict).changes).toEqual([{ actor: 'salma', event: 'NOTE', at: clock.now() }])
      await library.send(id, 'ASK_BACK', amina, {}, 2)
    })

    test('is not stale because of the system alone: not of a deadline, not of its own acts', async () => {
      const id = await lent()
      clock.setDay('2026-03-12')
      await library.engine.fire(id)
      await library.send(id, 'RECOUNT', person('system', 'system'))

      await expect(library.send(id, 'ASK_BACK', amina, {}, 1)).resolves.toEqual({ id, revision: 4 })
    })

    test('is stale when it names a revision that never was', async () => {
      const id = await lent()

      expect(await caught(library.send(id, 'ASK_BACK', amina, {}, 9))).toBeInstanceOf(Conflict)
    })

    test('lets one of two through when both come at once', async () => {
      const id = await lent()

      const answers = await Promise.all(
        [amina, bachir, amina, bachir].map((actor) => caught(library.send(id, 'ASK_BACK', actor, {}, 1))),
      )

      expect(answers.filter((answer) => answer === 'nothing')).toHaveLength(1)
      expect(answers.filter((answer) => answer instanceof Conflict)).toHaveLength(3)
    })
  })

  describe('opening', () => {
    test('with a key that was used finds the first, and writes nothing', async () => {
      clock.setDay('2026-03-02')
      const first = await library.lend('K-1', '2026-03-10', { key: 'form-1' })

      const second = await library.lend('K-2', '2026-03-10', { key: 'form-1' })

      expect(first).toEqual({ id: 'K-1', revision: 1, known: false })
      expect(second).toEqual({ id: 'K-1', revision: 1, known: true })
      expect(await db.read('instances').whereIn('id', ['K-1', 'K-2'])).toHaveLength(1)
    })

    test('with one key by several at once opens one', async () => {
      const opened = await Promise.all(
        [1, 2, 3, 4].map((n) => library.lend(`R-${n}`, '2026-03-10', { key: 'form-2' })),
      )

      expect(new Set(opened.map(({ id }) => id)).size).toBe(1)
      expect(opened.filter(({ known }) => !known)).toHaveLength(1)
    })
  })

  describe('deadlines that have passed', () => {
    test('are carried out before the act, as of the instants they were due', async () => {
      const id = await lent()
      clock.setDay('2026-03-25')

      await library.send(id, 'ASK_BACK', amina)

      const due = instantOf('2026-03-11', '00:00')
      expect((await journal(id)).map(({ event, at }) => [event.split('.')[2] ?? event, at])).toEqual([
        ['LEND', instantOf('2026-03-02')],
        ['untilDue', due],
        ['untilLost', due + days(7)],
        ['ASK_BACK', clock.now()],
      ])
      const effects = await db.read('outbox').where({ instance_id: id }).orderBy(['seq', 'n'])
      expect(effects.map(({ effect }) => effect)).toEqual(['greet', 'remind', 'tell', 'alert', 'tell'])
    })

    test('are undone with the act when it is refused', async () => {
      const id = await lent()
      clock.setDay('2026-03-25')

      expect(await caught(library.send(id, 'RETURN', amina))).toBeInstanceOf(Refused)

      expect(await journal(id)).toHaveLength(1)
      expect(await library.engine.fire(id)).toBe(true)
      expect(await library.engine.fire(id)).toBe(false)
      expect(await journal(id)).toHaveLength(3)
    })

    test('are also those that somebody started while the act was waiting for the case', async () => {
      const id = await lent()
      const [held, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const holding = db.transaction(async (tx) => {
        await library.engine.send({ id, type: 'EXTEND', input: { dueOn: '2026-03-05' }, actor: amina }, tx)
        held.resolve()
        await gate.promise
      })
      await held.promise
      clock.setDay('2026-03-08')
      const acting = library.send(id, 'ASK_BACK', amina)
      if (db.kind === 'postgres') await vi.waitFor(async () => expect(await waitingForLock()).toBe(1))
      gate.resolve()
      await Promise.all([holding, acting])

      const events = (await journal(id)).map(({ event }) => event.split('.')[2] ?? event)
      expect(events).toEqual(['LEND', 'EXTEND', 'untilDue', 'ASK_BACK'])
    })

    test('are those of the new date once it was extended', async () => {
      const id = await lent()
      await library.send(id, 'EXTEND', amina, { dueOn: '2026-04-10' })
      clock.setDay('2026-03-25')

      expect(await library.engine.fire(id)).toBe(false)
    })
  })

  test('after all this every case is what its journal says', async () => {
    const report = await library.verify()

    expect(report.faults).toEqual([])
    expect(report.instances).toBe(count + 2)
  })
})
