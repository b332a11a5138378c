// What a rewritten database cannot hide: seals keep what journals ended with, and a noted seal keeps the seals.
import type { Knex } from 'knex'
import { beforeEach, describe, expect, test } from 'vitest'
import { lastSeal, seal } from '../../src/engine/seals.ts'
import { type Database, openDatabase } from '../../src/platform/database.ts'
import { testClock } from '../support/clock.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'
import { keepCase, removeCase, rewrite, sealAnew } from './forgery.ts'
import { breakIn } from './intruder.ts'
import { amina, bachir, furnish, type Library, openLibrary } from './library.ts'

eachDatabase('seals', (open) => {
  const clock = testClock('2026-03-02')
  let database: TestDatabase
  let db: Database
  let library: Library
  let intruder: Knex

  beforeEach(async () => {
    database = await open()
    db = database.db
    await furnish(db)
    library = openLibrary(db, clock)
    intruder = breakIn(database)
    for (const id of ['B-1', 'B-2', 'B-3']) await library.lend(id, '2026-03-10')
    return () => intruder.destroy()
  })

  test('hold what is new, and nothing twice', async () => {
    const first = await seal(db, clock)
    await library.send('B-2', 'ASK_BACK', amina)
    const second = await seal(db, clock)
    const third = await seal(db, clock)

    expect([first, second, third].map((made) => made.map(({ id, leaves }) => [id, leaves]))).toEqual([
      [[1, 3]],
      [[2, 1]],
      [],
    ])
    expect(second[0]?.prev_hash).toBe(first[0]?.hash)
    expect(await lastSeal(db)).toEqual(second[0])
    expect((await library.verify()).faults).toEqual([])
  })

  test('take many in several seals, few at a time', async () => {
    expect((await seal(db, clock, 2)).map(({ leaves }) => leaves)).toEqual([2, 1])
    expect((await library.verify()).faults).toEqual([])
  })

  test('made by several workers while clerks work are one chain', async () => {
    const others = database.kind === 'postgres' ? [1, 2].map(() => openDatabase(database.url)) : []
    const work = ['B-1', 'B-2', 'B-3'].flatMap((id) =>
      [1, 2, 3, 4, 5].map((n) => library.send(id, 'NOTE', amina, { shelf: `${n}`, text: 'so' })),
    )

    const sealing = [db, ...others].flatMap((each) => [seal(each, clock, 2), seal(each, clock, 2)])
    await Promise.all([...work, ...sealing])
    await seal(db, clock)
    await Promise.all(others.map((each) => each.close()))

    const report = await library.verify()
    expect(report.faults).toEqual([])
    expect(report.head?.id).toBe(report.seals)
    const newest = await db.read('instances').whereRaw('sealed_revision <> revision')
    expect(newest).toEqual([])
  })

  test('show a tail that was deleted, though the case agrees with itself again', async () => {
    const before = await keepCase(intruder, 'B-2')
    await library.send('B-2', 'ASK_BACK', amina)
    await seal(db, clock)

    await removeCase(intruder, 'B-2')
    for (const [table, rows] of before) if (rows.length > 0) await intruder(table).insert(rows)
    await intruder('instances').where({ id: 'B-2' }).update({ sealed_revision: 1 })
    const report = await library.verify()

    expect(report.faults[0]).toEqual({ place: 'journal B-2 2', what: 'seal 1 holds it, and it is gone' })
  })

  test('show a whole case that was deleted', async () => {
    await seal(db, clock)

    await removeCase(intruder, 'B-3')
    const report = await library.verify()

    expect(report.faults).toEqual([{ place: 'journal B-3 1', what: 'seal 1 holds it, and it is gone' }])
  })

  test('show an input that was replaced, though its chain was made anew', async () => {
    await library.send('B-2', 'ASK_BACK', amina)
    await seal(db, clock)

    await rewrite(intruder, 'B-2', (text) => text.replace('Idris', 'Mallory'))
    await intruder('loans').where({ id: 'B-2' }).update({ reader: 'Mallory' })
    const { snapshot } = await intruder('instances').where({ id: 'B-2' }).first()
    await intruder('instances')
      .where({ id: 'B-2' })
      .update({ snapshot: snapshot.replace('Idris', 'Mallory') })
    const report = await library.verify()

    expect(report.faults).toEqual([{ place: 'journal B-2 2', what: 'it is not what seal 1 holds' }])
  })

  test('are themselves held by one that was noted elsewhere', async () => {
    const [first] = await seal(db, clock)
    const known = { id: 1, hash: first?.hash ?? '' }
    expect((await library.verify({ known })).faults).toEqual([])

    await removeCase(intruder, 'B-3')
    await sealAnew(intruder)

    expect((await library.verify()).faults).toEqual([])
    expect((await library.verify({ known })).faults).toEqual([
      { place: 'seals 1', what: 'its hash is not the one that was noted' },
    ])
    await intruder('seals').delete()
    await intruder('seal_leaves').delete()
    await intruder('instances').update({ sealed_revision: 0 })
    expect((await library.verify({ known })).faults).toEqual([{ place: 'seals 1', what: 'missing' }])
  })

  test('that were deleted at the end are missed by the cases they sealed', async () => {
    await seal(db, clock)
    await library.send('B-1', 'ASK_BACK', amina)
    await seal(db, clock)

    await intruder('seal_leaves').where({ seal_id: 2 }).delete()
    await intruder('seals').where({ id: 2 }).delete()
    const report = await library.verify()

    expect(report.faults).toEqual([
      { place: 'instances B-1', what: 'sealed_revision is not that of its newest leaf' },
    ])
  })

  describe('verifying what is new since a seal', () => {
    test('takes the cases that moved, sealed or not, and leaves the rest', async () => {
      await seal(db, clock)
      await library.send('B-1', 'ASK_BACK', amina)
      await seal(db, clock)
      await library.send('B-2', 'ASK_BACK', bachir)

      expect(await library.verify({ since: 1 })).toMatchObject({
        instances: 2,
        events: 4,
        seals: 1,
        wrong: 0,
      })
      expect(await library.verify({ since: 2 })).toMatchObject({
        instances: 1,
        events: 2,
        seals: 0,
        wrong: 0,
      })
    })

    test('names what is wrong there', async () => {
      await seal(db, clock)
      await library.send('B-1', 'ASK_BACK', amina)
      await seal(db, clock)
      await intruder('loans').whereIn('id', ['B-1', 'B-2']).update({ reader: 'Mallory' })

      const report = await library.verify({ since: 1 })

      expect(report.faults.map(({ place }) => place)).toEqual(['loans B-1'])
    })

    test('needs a seal that is there', async () => {
      await expect(library.verify({ since: 7 })).rejects.toThrow('there is no seal 7')
    })
  })
})
