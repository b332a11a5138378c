// An instance that another service takes over leaves nothing of what was told, all at once, provably, and for good.
import type { Knex } from 'knex'
import { beforeEach, describe, expect, test } from 'vitest'
import { createEngine } from '../../src/engine/engine.ts'
import { write } from '../../src/engine/journal.ts'
import { createMachines } from '../../src/engine/machines.ts'
import { seal } from '../../src/engine/seals.ts'
import { upgradeAll } from '../../src/engine/upgrade-all.ts'
import { Conflict } from '../../src/errors.ts'
import type { Database } from '../../src/platform/database.ts'
import { testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { openPower, type Power } from '../support/power.ts'
import { breakIn } from './intruder.ts'
import {
  acts,
  amina,
  bachir,
  furnish,
  type Library,
  openLibrary,
  person,
  salma,
  stranger,
} from './library.ts'
import { loan } from './toy-workflow.ts'

const owned: Record<string, string> = {
  journal: 'instance_id',
  journal_inputs: 'instance_id',
  timers: 'instance_id',
  outbox: 'instance_id',
  loans: 'id',
  waits: 'loan_id',
  notes: 'loan_id',
}

eachDatabase('a release', (open) => {
  let clock: ReturnType<typeof testClock>
  let db: Database
  let library: Library
  let intruder: Knex
  let power: Power

  beforeEach(async () => {
    power = openPower()
    clock = testClock('2026-03-02')
    const database = await open(power)
    db = database.db
    await furnish(db)
    library = openLibrary(db, clock)
    intruder = breakIn(database)
    await lendNoted('B-1')
    return () => intruder.destroy()
  })

  const lendNoted = async (id: string) => {
    await library.lend(id, '2026-03-10')
    await library.send(id, 'NOTE', bachir, { shelf: 'A', text: 'private' })
  }
  const release = (id = 'B-1', actor = salma, revision?: number) =>
    library.engine.release({ id, actor, revision, reason: 'elsewhere' })
  const rowsOf = (table: string, id = 'B-1') => db.read(table).where(owned[table] ?? '', id)
  const faults = async () => (await library.verify()).faults

  test('leaves what happened and who did it, and nothing of what was told', async () => {
    expect(await release()).toEqual({ id: 'B-1', revision: 3 })

    for (const table of ['timers', 'outbox', 'waits', 'notes']) expect(await rowsOf(table)).toEqual([])
    expect(await rowsOf('loans')).toEqual([{ id: 'B-1', reader: '', due_at: 0, revision: 3 }])
    const events = await db.read('journal').where({ instance_id: 'B-1' }).orderBy('seq')
    expect(events.map(({ event, actor, role }) => [event, actor, role])).toEqual([
      ['LEND', 'amina', 'agent'],
      ['NOTE', 'bachir', 'agent'],
      ['RELEASE', 'salma', 'supervisor'],
    ])
    expect((await rowsOf('journal_inputs')).map(({ seq }) => seq)).toEqual([3])
    expect(await db.read('erasures').orderBy('seq')).toEqual(
      [1, 2].map((seq) => ({ instance_id: 'B-1', seq, at: clock.now(), reason: 'elsewhere' })),
    )
    const { hands, snapshot } = await db.read('instances').where({ id: 'B-1' }).first()
    expect(JSON.parse(hands)).toEqual({ LEND: ['amina'], NOTE: ['bachir'], RELEASE: ['salma'] })
    expect(JSON.parse(snapshot)).toMatchObject({
      value: { book: 'gone', clock: 'stopped' },
      historyValue: {},
    })
    for (const words of [snapshot, JSON.stringify(await rowsOf('journal_inputs'))])
      expect(words).not.toMatch(/Idris|private/)
  })

  test('is proved like everything else, sealed or not', async () => {
    await lendNoted('B-2')
    await seal(db, clock)
    await release()
    expect(await faults()).toEqual([])

    await seal(db, clock)
    const report = await library.verify()

    expect(report.faults).toEqual([])
    expect(report.erased).toEqual({ inputs: 2, instances: 1 })
    expect((await library.verify({ since: 1 })).faults).toEqual([])
  })

  test('keeps what was told already as the proof that it was, and tells nothing more', async () => {
    await intruder('outbox').where({ instance_id: 'B-1' }).update({ status: 'done' })
    await library.send('B-1', 'ASK_BACK', amina)

    await release()

    expect((await rowsOf('outbox')).map(({ effect, status }) => [effect, status])).toEqual([
      ['greet', 'done'],
    ])
    expect(await faults()).toEqual([])
  })

  test('comes after the deadlines that have passed', async () => {
    clock.setDay('2026-03-12')

    await release()

    const events = await db.read('journal').where({ instance_id: 'B-1' }).orderBy('seq')
    expect(events.map(({ event }) => event.split('.')[2] ?? event)).toEqual([
      'LEND',
      'NOTE',
      'untilDue',
      'RELEASE',
    ])
    expect(await rowsOf('outbox')).toEqual([])
    expect(await faults()).toEqual([])
  })

  test('is refused to whoever has no part in it, saw less than there is, or comes second', async () => {
    await expect(release('B-9')).rejects.toThrow('error.notFound')
    await expect(release('B-1', stranger)).rejects.toThrow('error.notFound')
    await expect(release('B-1', salma, 1)).rejects.toBeInstanceOf(Conflict)
    await expect(release('B-1', salma, 3)).rejects.toBeInstanceOf(Conflict)
    expect((await rowsOf('journal')).length).toBe(2)

    await release('B-1', salma, 2)
    await expect(release()).rejects.toThrow('refusal.notNow')
  })

  test('is refused where a lifecycle lets no case go', async () => {
    const { released: _, ...bound } = loan
    const engine = createEngine({ ...parts(), machines: createMachines([bound]) })

    await expect(engine.release({ id: 'B-1', actor: salma, reason: 'elsewhere' })).rejects.toThrow(
      'refusal.notNow',
    )
    expect((await rowsOf('journal_inputs')).length).toBe(2)
  })

  const parts = () => {
    const { projection, prepare } = library
    return { db, clock, projection, prepare }
  }

  test('by the product itself is a release too', async () => {
    await release('B-1', person('system', 'system'))

    await expect(library.send('B-1', 'NOTE', amina, {})).rejects.toThrow('refusal.released')
    expect(await faults()).toEqual([])
  })

  test('is the last thing that happens', async () => {
    await release()
    clock.setDay('2026-06-01')

    for (const type of Object.keys(loan.inputs))
      await expect(library.send('B-1', type, salma, { shelf: 'A', text: 'x' })).rejects.toThrow(
        'refusal.released',
      )
    await expect(library.send('B-1', 'RELEASE', salma)).rejects.toThrow('refusal.released')
    await expect(library.send('B-1', 'NOTE', stranger)).rejects.toThrow('error.notFound')
    expect(await library.engine.fire('B-1')).toBe(false)
    expect((await rowsOf('journal')).length).toBe(3)
  })

  test('stays on its version, and is counted with what is over', async () => {
    const newer = { ...loan, version: 2, upgrade: () => ({ refused: 'none' }) }
    const engine = createEngine({ ...parts(), machines: createMachines([loan, newer]) })
    await release()

    const totals = await upgradeAll(
      { db, engine },
      { workflow: 'loan', to: 2 },
      { refused: () => {}, progress: () => {} },
    )

    expect(totals).toEqual({ carried: 0, closed: 1, refused: 0 })
    expect(await faults()).toEqual([])
  })

  test('that breaks off after any statement leaves all or nothing', { timeout: 60_000 }, async () => {
    const whole = { journal: 2, journal_inputs: 2, timers: 1, outbox: 1, waits: 1, notes: 1 }
    const gone = { journal: 3, journal_inputs: 1, timers: 0, outbox: 0, waits: 0, notes: 0 }

    let statements = 0
    for (let went = false; !went; statements += 1) {
      const id = `C-${statements}`
      await lendNoted(id)
      went = await power.lasts(statements, () => release(id))
      const counts = Object.fromEntries(
        await Promise.all(Object.keys(whole).map(async (table) => [table, (await rowsOf(table, id)).length])),
      )
      expect([whole, gone], `after statement ${statements}`).toContainEqual(counts)
      if (went) expect(counts).toEqual(gone)
    }

    expect(statements).toBeGreaterThan(5)
    expect(await faults()).toEqual([])
  })

  test('and an event at the same time come one after the other', async () => {
    for (let n = 0; n < 5; n += 1) {
      await lendNoted(`D-${n}`)
      const both = await Promise.allSettled([
        release(`D-${n}`, salma, 2),
        library.send(`D-${n}`, 'NOTE', amina, { shelf: 'B', text: 'private' }, 2),
      ])

      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    }
    expect(await faults()).toEqual([])
  })

  describe('lets nobody keep a fact in it:', () => {
    const change = async (table: string, columns: object, where: object = {}) => {
      await intruder(table)
        .where({ [owned[table] ?? 'id']: 'B-1', ...where })
        .update(columns)
    }
    const changeSnapshot = async (
      turn: (stored: { context: Record<string, unknown> } & object) => object,
    ) => {
      const { snapshot } = await intruder('instances').where({ id: 'B-1' }).first()
      await change('instances', { snapshot: JSON.stringify(turn(JSON.parse(snapshot))) })
    }

    const timer = { instance_id: 'B-1', name: 'Idris', due_at: 1, attempts: 0, next_at: 1 }
    const effect = { instance_id: 'B-1', seq: 1, n: 7, effect: 'Idris', at: 1, attempts: 0, next_at: 1 }

    test.each<[string, () => Promise<unknown>, string]>([
      [
        'the snapshot',
        () => changeSnapshot((stored) => ({ ...stored, context: { ...stored.context, reader: 'Idris' } })),
        'instances B-1',
      ],
      [
        'beside the snapshot',
        () => changeSnapshot((stored) => ({ ...stored, kept: 'Idris' })),
        'instances B-1',
      ],
      ['the status', () => changeSnapshot((stored) => ({ ...stored, status: 'Idris' })), 'instances B-1'],
      [
        'what is kept of it',
        () => changeSnapshot((stored) => ({ ...stored, context: { ...stored.context, programme: 'Idris' } })),
        'instances B-1',
      ],
      ['its hands', () => change('instances', { hands: '{"Idris":["salma"]}' }), 'instances B-1'],
      ['a timer', () => intruder('timers').insert(timer), 'timers B-1 Idris'],
      [
        'what waits to be told',
        () => intruder('outbox').insert({ ...effect, effect: 'greet' }),
        'outbox B-1 1 7',
      ],
      ['what was told', () => intruder('outbox').insert({ ...effect, status: 'done' }), 'outbox B-1 1 7'],
      [
        'a row of an event',
        () => intruder('notes').insert({ loan_id: 'B-1', shelf: 'A', text: 'Idris', at: 1, signed: null }),
        'notes B-1 A',
      ],
      ['a row of its state', () => change('loans', { reader: 'Idris' }), 'loans B-1'],
      ['who released it', () => change('journal', { actor: 'Idris' }, { seq: 3 }), 'journal B-1 3'],
    ])('%s', async (_what, tamper, place) => {
      await release()
      expect(await faults()).toEqual([])

      await tamper()

      expect((await faults())[0]?.place).toBe(place)
    })

    test('an input that somebody puts back', async () => {
      const kept = await intruder('journal_inputs').where({ instance_id: 'B-1' })
      await release()
      await intruder('journal_inputs').insert(kept)
      await intruder('erasures').where({ instance_id: 'B-1' }).delete()

      expect((await faults()).map(({ place }) => place)).toEqual([
        'journal_inputs B-1 1',
        'journal_inputs B-1 2',
      ])
    })

    test('an event after it', async () => {
      await release()
      const [last] = await intruder('journal').where({ instance_id: 'B-1', seq: 3 })
      const { entry, input } = write(
        { ...last, seq: 4, event: 'NOTE', from_state: last.to_state, prev_hash: last.hash },
        { input: { shelf: 'A', text: 'Idris' }, ends: {}, facts: null, on: '2026-03-02' },
      )
      await intruder('journal').insert(entry)
      await intruder('journal_inputs').insert(input)
      await change('instances', { revision: 4, last_hash: entry.hash })

      expect(await faults()).toEqual([{ place: 'journal B-1 4', what: 'nothing follows a release' }])
    })

    test('a release that never was', async () => {
      await library.send('B-1', 'WRITE_OFF', amina)
      await release('B-1', salma).catch(() => {})
      await lendNoted('B-2')
      await library.send('B-2', 'WRITE_OFF', amina)
      await db.transaction(async (tx) => {
        await tx.run("DELETE FROM journal_inputs WHERE instance_id = 'B-2'")
        await tx.run(
          "INSERT INTO erasures SELECT instance_id, seq, 0, 'x' FROM journal WHERE instance_id = 'B-2'",
        )
      })
      const { snapshot } = await intruder('instances').where({ id: 'B-1' }).first()
      await intruder('instances').where({ id: 'B-2' }).update({ snapshot })

      expect((await faults()).map(({ what }) => what)).toContain('it stands as if released, and was not')
    })
  })

  test('of a case at the end of its life is one as well', async () => {
    for (const [, day, act] of acts) {
      clock.setDay(day)
      await act(library, 'E-1')
    }

    await release('E-1')

    expect(await faults()).toEqual([])
  })
})
