// Runs of the verifier: stride by stride they find what it finds, go on where they stopped, and are kept without a word of any case.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { countIncidents, knownDifference } from '../../src/cases/incidents.ts'
import { projection } from '../../src/cases/projection.ts'
import { chainHead, isInChain, tallySealed } from '../../src/cases/tally.ts'
import { toldProblems } from '../../src/cases/verify-problems.ts'
import {
  findRun,
  keepFinished,
  lastWhole,
  openRun,
  orderRun,
  problemAt,
  problemsOf,
  runsBefore,
} from '../../src/cases/verify-runs.ts'
import { carryOnVerifying, orderNightly } from '../../src/cases/verify-work.ts'
import { seal } from '../../src/engine/seals.ts'
import { verify } from '../../src/engine/verify.ts'
import { breakIn, keepTables } from '../engine/intruder.ts'
import { days, testClock } from '../support/clock.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { handOver } from './release-office.ts'
import { leadTo } from './roads.ts'

eachDatabase('runs of the verifier', (open) => {
  let database: TestDatabase
  let office: Office
  let closed: string
  let other: string
  const parts = () => ({ db: office.db, clock: office.clock, machines: office.machines, projection })

  beforeAll(async () => {
    database = await open()
    office = await openOffice(database.db, { clock: testClock('2026-11-02') })
    closed = await leadTo(office, 'closed')
    await leadTo(office, 'promised')
    await seal(office.db, office.clock)
    other = await office.register({ programme: 'TAYSSIR', entity: 'CNRA' }, office.staff.stranger)
    for (let n = 0; n < 12; n += 1) {
      await office.register()
      await seal(office.db, office.clock)
    }
  }, 120_000)
  beforeEach(async () => {
    await office.db.write('verify_problems').delete()
    await office.db.write('verify_runs').delete()
  })

  /** Takes the open run to its end, a little at a time. */
  const finish = async (size = 3) => {
    let turns = 0
    for (; await openRun(office.db); turns += 1) await carryOnVerifying(parts(), { strides: 2, size })
    return turns
  }
  /** A run over a database that somebody changed, and what the verifier finds at once. */
  const afterChange = async (change: (db: ReturnType<typeof breakIn>) => Promise<unknown>) => {
    const intruder = breakIn(database)
    const putBack = await keepTables(intruder, [
      'instances',
      'journal',
      'cases',
      'seals',
      'seal_leaves',
      'search_keys',
    ])
    await change(intruder)
    const id = await orderRun(parts(), office.staff.auditor)
    await finish()
    const { wrong } = await verify(parts())
    await putBack()
    await intruder.destroy()
    const run = await findRun(office.db, id)
    return { run, wrong, problems: await problemsOf(office.db, id) }
  }

  test('find nothing where nothing was changed, and say how much they compared', async () => {
    const id = await orderRun(parts(), office.staff.auditor)
    const turns = await finish()
    const report = await verify(parts())

    expect(turns).toBeGreaterThan(8)
    expect(await findRun(office.db, id)).toMatchObject({
      ...{ origin: 'page', ordered_by: office.staff.auditor.id, whole: true, phase: 'done', wrong: 0 },
      ...{ cases: report.instances, total: report.instances, events: report.events, seals: report.seals },
      ...{ head_seal: report.head?.id, head_hash: report.head?.hash, road_wrong: null },
    })
    expect(await knownDifference(office.db)).toBeUndefined()
  })

  test('go on where they stopped, whoever takes them up', async () => {
    const id = await orderRun(parts(), office.staff.auditor)
    await carryOnVerifying(parts(), { strides: 2, size: 3 })
    const sofar = await findRun(office.db, id)
    expect(sofar).toMatchObject({ phase: 'cases', cases: 6, finished_at: null })

    await finish()

    expect((await findRun(office.db, id))?.cases).toBe(15)
  })

  test('are taken by one worker at a time; one that died is taken up after a while', async () => {
    const id = await orderRun(parts(), office.staff.auditor)
    await office.db.run('UPDATE verify_runs SET next_at = ? WHERE id = ?', [office.clock.now() + 600_000, id])
    await carryOnVerifying(parts())
    expect((await findRun(office.db, id))?.cases).toBe(0)

    office.clock.advance(600_000)
    await Promise.all([carryOnVerifying(parts()), carryOnVerifying(parts())])

    expect((await findRun(office.db, id))?.cases).toBe(15)
  })

  test('are ordered one at a time', async () => {
    await orderRun(parts(), office.staff.auditor)
    await expect(orderRun(parts(), office.staff.auditor)).rejects.toMatchObject({
      said: { key: 'journal.verify.running' },
    })
  })

  test('are ordered once a night by however many workers', async () => {
    await Promise.all([orderNightly(parts()), orderNightly(parts())])
    await orderNightly(parts())
    expect(await office.db.read('verify_runs')).toHaveLength(1)
    office.clock.advance(days(1))
    await orderNightly(parts())
    expect(await office.db.read('verify_runs')).toHaveLength(2)
    await finish(50)
    expect(await runsBefore(office.db, 10)).toHaveLength(2)
  })

  describe('find what was changed by hand, and name the place alone:', () => {
    test('a row of a journal', async () => {
      const { run, wrong, problems } = await afterChange((db) =>
        db('journal').where({ instance_id: closed, seq: 2 }).update({ actor: 'Mallory' }),
      )

      expect(problems).toContainEqual({ area: 'journal', case_id: closed, number: 2 })
      expect(run?.wrong).toBe(wrong)
      expect(JSON.stringify([run, problems])).not.toContain('Mallory')
      expect(await knownDifference(office.db)).toMatchObject({ wrong, run: run?.id })
      expect(await countIncidents(office.db)).toBe(1)
    })

    test('a word that a search is found by, without the word', async () => {
      const { problems, wrong, run } = await afterChange((db) =>
        db('search_keys').insert({ word: 'mallory', case_id: closed }),
      )

      expect(problems).toEqual([{ area: 'search_keys', case_id: closed, number: 0 }])
      expect(run?.wrong).toBe(wrong)
    })

    test('a case that is gone, a tail of seals, a seal in the middle', async () => {
      const gone = await afterChange(async (db) => {
        for (const [table, key] of [
          ['journal', 'instance_id'],
          ['cases', 'id'],
          ['instances', 'id'],
        ] as const)
          await db(table).where(key, closed).delete()
      })
      expect(gone.run?.wrong).toBe(gone.wrong)
      expect(gone.problems.map(({ case_id }) => case_id)).toContain(closed)

      const last = (await office.db.read('seals').max('id as id').first())?.id
      const tail = await afterChange((db) => db('seals').where({ id: last }).delete())
      expect(tail.problems).toContainEqual({ area: 'seals', case_id: '', number: last })
      const middle = await afterChange((db) => db('seals').where({ id: 6 }).delete())
      expect(middle.problems).toContainEqual({ area: 'seals', case_id: '', number: 7 })
    })

    test('a seal that goes while a run is at it', async () => {
      const id = await orderRun(parts(), office.staff.auditor)
      while ((await findRun(office.db, id))?.phase !== 'seals') await carryOnVerifying(parts(), { size: 50 })
      await carryOnVerifying(parts(), { strides: 1 })
      const intruder = breakIn(database)
      const putBack = await keepTables(intruder, ['seals'])
      await intruder('seals')
        .where({ id: (await findRun(office.db, id))?.after_key })
        .delete()
      await finish()
      await putBack()
      await intruder.destroy()

      expect((await findRun(office.db, id))?.wrong).toBeGreaterThan(0)
    })
  })

  test('raise an incident until one over everything finds nothing any more', async () => {
    const found = { cases: 1, events: 1, seals: 1, erased: 0, head: undefined, startedAt: 1 }
    await keepFinished(parts(), { ...found, whole: true, wrong: 2, places: ['cases X'], roadWrong: false })
    expect(await countIncidents(office.db)).toBe(1)
    office.clock.advance(1)
    await keepFinished(parts(), { ...found, whole: false, wrong: 0, places: [], roadWrong: false })
    expect(await countIncidents(office.db)).toBe(1)
    office.clock.advance(1)
    await keepFinished(parts(), { ...found, whole: true, wrong: 0, places: [], roadWrong: true })
    expect(await knownDifference(office.db)).toMatchObject({ wrong: 0, roadWrong: true })
    office.clock.advance(1)
    await orderRun(parts(), office.staff.auditor)
    expect(await countIncidents(office.db)).toBe(1)
    await finish(50)

    expect(await countIncidents(office.db)).toBe(0)
    expect((await lastWhole(office.db))?.origin).toBe('page')
  })

  test('tell an auditor where, in the cases they audit and no others', async () => {
    const found = {
      cases: 1,
      events: 1,
      seals: 1,
      erased: 0,
      head: undefined,
      startedAt: 1,
      roadWrong: false,
    }
    const places = [`journal ${closed} 3`, `cases ${other}`, 'journal DAA-0000-0000 1', 'seals 4']
    await keepFinished(parts(), { ...found, whole: true, wrong: 4, places })
    const id = (await lastWhole(office.db))?.id ?? ''
    const told = (who: keyof Office['staff']) =>
      toldProblems(office.db, office.programmes, office.staff[who], id)

    // One that is gone is told by what its reference begins with.
    expect(problemAt('journal DAA-0000-0000 1')).toMatchObject({ case_id: 'DAA-0000-0000', number: 1 })
    expect((await told('auditor')).told.map(({ case_id }) => case_id)).toEqual([closed, 'DAA-0000-0000', ''])
    expect((await told('auditor')).kept).toBe(1)
    expect((await told('admin')).told).toHaveLength(4)
    expect((await told('clerk')).told).toEqual([{ area: 'seals', case_id: '', number: 4 }])
  })

  test('forget a case that leaves', async () => {
    const id = await leadTo(office, 'qualified')
    const found = {
      cases: 1,
      events: 1,
      seals: 1,
      erased: 0,
      head: undefined,
      startedAt: 1,
      roadWrong: false,
    }
    await keepFinished(parts(), {
      ...found,
      whole: true,
      wrong: 2,
      places: [`journal ${id} 1`, `journal ${closed} 1`],
    })

    await handOver(office, id)

    expect(await office.db.read('verify_problems').pluck('case_id')).toEqual([closed])
    expect((await lastWhole(office.db))?.wrong).toBe(2)
  })

  test('are beside a tally of what is sealed, from which a statement is made', async () => {
    expect(await tallySealed(office.db, 2)).toBe(2)
    await tallySealed(office.db)
    const head = await chainHead(office.db)
    const sealed = await office.db
      .read('instances')
      .sum('sealed_revision as events')
      .count('id as cases')
      .first()

    expect(head).toMatchObject({
      id: await office.db
        .read('seals')
        .max('id as id')
        .first()
        .then((row) => row?.id),
    })
    const newest = await office.db.read('instances').where('sealed_revision', 0).count('id as n').first()
    expect(head?.events).toBe(Number(sealed?.events))
    expect(head?.cases).toBe(Number(sealed?.cases) - Number(newest?.n))
    expect(await isInChain(office.db, { id: head?.id ?? 0, hash: head?.hash ?? '' })).toBe(true)
    expect(await isInChain(office.db, { id: 1, hash: head?.hash ?? '' })).toBe(false)
  })
})
