// Whatever is changed behind the engine's back, the verifier names the place.
import type { Knex } from 'knex'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { erase } from '../../src/engine/erase.ts'
import { seal } from '../../src/engine/seals.ts'
import type { Database, Row } from '../../src/platform/database.ts'
import { testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { columns, owners, tables } from './columns.ts'
import { breakIn, keepTables } from './intruder.ts'
import { amina, bachir, furnish, type Library, openLibrary, salma } from './library.ts'

const everyColumn = Object.entries(columns).flatMap(([table, names]) =>
  names.map((name) => [table, name] as const),
)

/** Another value of the same type. */
const altered = (value: unknown): string | number =>
  typeof value === 'number' ? value + 10 : `${value ?? ''}x`

eachDatabase('verify', (open) => {
  const clock = testClock('2026-03-02')
  let db: Database
  let library: Library
  let intruder: Knex
  let putBack: () => Promise<void>

  /** A case that stands for all: several events, a running timer, effects, a note, sealed; and one after an erasure. */
  beforeAll(async () => {
    const database = await open()
    db = database.db
    await furnish(db)
    library = openLibrary(db, clock)
    intruder = breakIn(database)

    for (const id of ['B-1', 'B-2', 'B-3', 'B-4'])
      await library.lend(id, '2026-03-10', { key: `key of ${id}` })
    await library.send('B-2', 'NOTE', amina, { shelf: 'A', text: 'dry', signed: 'amina' })
    await library.send('B-2', 'ASK_BACK', bachir)
    await seal(db, clock)
    clock.setDay('2026-03-12')
    await library.engine.fire('B-2')
    await library.send('B-2', 'NOTE', salma, { shelf: 'B', text: 'wet' })
    await library.send('B-3', 'ASK_BACK', amina)
    await library.send('B-4', 'NOTE', amina, { shelf: 'A', text: 'private' })
    await db.transaction((tx) => erase(tx, 'B-4', [3], 'asked for', clock.now()))
    await seal(db, clock)
    putBack = await keepTables(intruder, tables)
  })
  afterAll(() => intruder.destroy())

  const rowOf = async (table: string): Promise<Row> => {
    const owner = table === 'erasures' ? 'B-4' : 'B-2'
    const rows: Row[] = await intruder(table).where(
      table === 'seals' ? { id: 2 } : { [owners[table] ?? '']: owner },
    )
    return rows.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))).at(-1) ?? {}
  }

  test('finds nothing where nothing was changed', async () => {
    const report = await library.verify()

    expect(report.faults).toEqual([])
    expect(report).toMatchObject({ instances: 4, events: 12, seals: 2, erased: { inputs: 1, instances: 1 } })
    expect(report.head).toMatchObject({ id: 2, leaves: 3 })
  })

  describe('a column that was changed is found, and the place named', () => {
    test.each(everyColumn)('%s.%s', async (table, column) => {
      const row = await rowOf(table)

      await intruder(table)
        .where(row)
        .update({ [column]: altered(row[column]) })
      const report = await library.verify()
      await putBack()

      // An erasure that is moved leaves an input missing.
      const named = table === 'erasures' ? 'journal_inputs' : table
      expect(Object.keys(row)).toContain(column)
      expect(report.faults[0]?.place).toMatch(new RegExp(`^${named} `))
    })
  })

  test('no column is left out of the list above', async () => {
    // When and why something was erased is known nowhere else.
    const free = ['erasures.at', 'erasures.reason']
    for (const table of tables) {
      const all = Object.keys(await rowOf(table)).filter((name) => !free.includes(`${table}.${name}`))
      expect(columns[table]?.toSorted(), table).toEqual(all.toSorted())
    }
  })

  describe('a row that was deleted is found, and the place named', () => {
    const named: Record<string, string> = {
      instances: 'journal',
      erasures: 'journal_inputs',
      seals: 'seals 2',
    }
    test.each(tables)('of %s', async (table) => {
      await intruder(table)
        .where(await rowOf(table))
        .delete()
      const report = await library.verify()
      await putBack()

      expect(report.faults[0]?.place).toMatch(new RegExp(`^${named[table] ?? table}`))
    })

    test('in the middle of a journal', async () => {
      await intruder('journal').where({ instance_id: 'B-2', seq: 3 }).delete()
      const report = await library.verify()
      await putBack()

      expect(report.faults[0]).toEqual({ place: 'journal B-2 3', what: 'missing; the next row is 4' })
    })
  })

  describe('a row that was added is found, and the place named', () => {
    const twins = tables.filter((table) => !['instances', 'loans', 'seals', 'erasures'].includes(table))
    const lastOfKey: Record<string, string> = {
      timers: 'name',
      waits: 'slot',
      notes: 'shelf',
      seal_leaves: 'instance_id',
    }
    test.each(twins)('to %s', async (table) => {
      const row = await rowOf(table)
      const column = lastOfKey[table] ?? 'seq'

      await intruder(table).insert({ ...row, [column]: altered(row[column]) })
      const report = await library.verify()
      await putBack()

      expect(report.faults[0]?.place).toMatch(new RegExp(`^${table} `))
    })

    test('as an erasure that never happened', async () => {
      await intruder('erasures').insert({ instance_id: 'B-2', seq: 2, at: 0, reason: '' })
      const report = await library.verify()
      await putBack()

      expect(report.faults[0]).toEqual({
        place: 'erasures B-2 2',
        what: 'recorded as erased, yet still there',
      })
    })
  })

  test('only columns of people are named, never what they hold', async () => {
    await intruder('loans').where({ id: 'B-2' }).update({ reader: 'Mallory' })
    const report = await library.verify()
    await putBack()

    expect(JSON.stringify(report.faults)).not.toMatch(/Mallory|Idris/)
  })

  test('every fault is counted', async () => {
    await intruder('outbox').update({ effect: 'other' })
    const rows: Row[] = await intruder('outbox')
    const report = await library.verify()
    await putBack()

    expect(report.wrong).toBe(rows.length)
  })
})
