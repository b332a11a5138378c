// What was lawfully erased is reported as erased; everything else is still proved.
import type { Knex } from 'knex'
import { beforeEach, expect, test } from 'vitest'
import { erase } from '../../src/engine/erase.ts'
import type { Database } from '../../src/platform/database.ts'
import { testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { breakIn } from './intruder.ts'
import { amina, furnish, type Library, openLibrary } from './library.ts'

eachDatabase('erasure', (open) => {
  const clock = testClock('2026-03-02')
  let db: Database
  let library: Library
  let intruder: Knex

  beforeEach(async () => {
    const database = await open()
    db = database.db
    await furnish(db)
    library = openLibrary(db, clock)
    intruder = breakIn(database)
    for (const id of ['B-1', 'B-2']) {
      await library.lend(id, '2026-03-10')
      await library.send(id, 'NOTE', amina, { shelf: 'A', text: 'private' })
      await library.send(id, 'NOTE', amina, { shelf: 'B', text: 'harmless' })
    }
    return () => intruder.destroy()
  })

  const eraseNow = (seqs: number[] | 'all') =>
    db.transaction(async (tx) => {
      await tx.run('DELETE FROM notes WHERE loan_id = ?', ['B-1'])
      return erase(tx, 'B-1', seqs, 'retention', clock.now())
    })
  const texts = async () => JSON.stringify(await db.read('journal_inputs').where({ instance_id: 'B-1' }))

  test('of one input forgets it, and the journal stays proved', async () => {
    expect(await eraseNow([2])).toBe(1)

    expect(await texts()).not.toContain('private')
    expect(await texts()).toContain('harmless')
    const report = await library.verify()
    expect(report.faults).toEqual([])
    expect(report.erased).toEqual({ inputs: 1, instances: 1 })
    expect(await db.read('erasures')).toEqual([
      { instance_id: 'B-1', seq: 2, at: clock.now(), reason: 'retention' },
    ])
  })

  test('of everything leaves nothing that was typed, and the case can still move', async () => {
    expect(await eraseNow('all')).toBe(3)
    expect(await eraseNow('all')).toBe(0)
    await library.send('B-1', 'ASK_BACK', amina)

    const report = await library.verify()

    expect(report.faults).toEqual([])
    expect(report.erased).toEqual({ inputs: 3, instances: 1 })
  })

  test('of nothing is nothing', async () => {
    expect(await eraseNow([])).toBe(0)
    expect(await eraseNow([9])).toBe(0)
    expect((await library.verify()).erased.inputs).toBe(0)
  })

  test.each([
    ['instances', 'hands', '{}', 'instances B-1'],
    ['instances', 'last_hash', 'x', 'instances B-1'],
    ['loans', 'reader', 'Mallory', 'loans B-1'],
    ['waits', 'due_at', 1, 'waits B-1 book'],
    ['journal', 'actor', 'mallory', 'journal B-1 '],
  ])('does not hide what is changed in %s.%s', async (table, column, value, place) => {
    await eraseNow([2])

    const owner = { instances: 'id', loans: 'id', waits: 'loan_id' }[table] ?? 'instance_id'
    await intruder(table)
      .where({ [owner]: 'B-1' })
      .update({ [column]: value })

    expect((await library.verify()).faults[0]?.place).toContain(place)
  })

  test('does not hide another state', async () => {
    await eraseNow([2])

    const { snapshot } = await intruder('instances').where({ id: 'B-1' }).first()
    await intruder('instances')
      .where({ id: 'B-1' })
      .update({ snapshot: snapshot.replace('"quiet"', '"asked"') })

    expect((await library.verify()).faults).toEqual([
      { place: 'instances B-1', what: 'snapshot is not where the journal ends' },
    ])
  })

  test('that nobody recorded is a loss', async () => {
    await intruder('journal_inputs').where({ instance_id: 'B-2', seq: 2 }).delete()

    expect((await library.verify()).faults).toEqual([
      { place: 'journal_inputs B-2 2', what: 'missing, and no erasure is recorded' },
    ])
  })
})
