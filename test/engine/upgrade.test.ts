// A case that began in one version of its lifecycle and goes on in another: nothing lost, nothing twice, all of it provable.
import { expect, test } from 'vitest'
import { erase } from '../../src/engine/erase.ts'
import { seal } from '../../src/engine/seals.ts'
import { type UpgradeTotals, upgradeAll } from '../../src/engine/upgrade-all.ts'
import type { Said } from '../../src/errors.ts'
import { endOfDay } from '../../src/platform/clock.ts'
import type { Row } from '../../src/platform/database.ts'
import type { Workflow } from '../../workflows/kit.ts'
import { testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { openPower } from '../support/power.ts'
import { rewrite } from './forgery.ts'
import { breakIn, keepTables } from './intruder.ts'
import { visit1, visit2, visit3 } from './toy-versions.ts'
import { farid, openVisits, ownTables, type Visits } from './visits.ts'

const engineTables = ['instances', 'journal', 'journal_inputs', 'erasures', 'timers', 'outbox']

eachDatabase('an upgrade', (open) => {
  const begin = async (...newer: Workflow[]) => {
    const database = await open()
    const clock = testClock('2026-03-02')
    const old = await openVisits(database.db, clock, [visit1])
    const both = await openVisits(database.db, clock, [visit1, ...newer], true)
    const dump = async () => {
      const rows: unknown[] = []
      for (const table of [...engineTables, ...ownTables])
        rows.push((await database.db.read(table)).map((row) => JSON.stringify(row)).sort())
      return rows
    }
    return { database, clock, old, both, db: database.db, dump }
  }
  const instanceOf = async ({ db }: Visits, id: string) => {
    const row = await db.read('instances').where({ id }).first()
    return { ...row, snapshot: JSON.parse(row.snapshot) }
  }
  const timersOf = async ({ db }: Visits, id: string) => {
    const rows: Row[] = await db.read('timers').where({ instance_id: id }).orderBy('name')
    return Object.fromEntries(rows.map((row) => [String(row.name).split('.')[2], row.due_at]))
  }
  const faultsOf = async (visits: Visits) => (await visits.verify()).faults

  test('renames a state, keeps what runs, starts what is new, and the case goes on to its end', async () => {
    const { clock, old, both, db } = await begin(visit2)
    await old.open('V-1')
    expect(await faultsOf(old)).toEqual([])
    const before = await timersOf(old, 'V-1')
    const due = endOfDay('2026-03-20')

    clock.setDay('2026-03-05')
    const { revision } = await both.engine.upgrade('V-1', 2)

    const after = await instanceOf(both, 'V-1')
    expect(revision).toBe(2)
    expect(after).toMatchObject({ version: 2, opened_version: 1, revision: 2, hands: '{"OPEN":["dina"]}' })
    expect(after.snapshot.value).toEqual({
      handling: { alive: 'received' },
      clock: { running: 'onTime' },
      inspection: 'ahead',
    })
    expect(before).toEqual({ untilDue: due, untilReminder: due - 3 * 86_400_000 })
    expect(await timersOf(both, 'V-1')).toEqual({
      untilReminder: due - 3 * 86_400_000,
      untilSoon: due - 2 * 86_400_000,
      untilInspection: due + 5 * 86_400_000,
    })
    expect(await db.read('visits').where({ id: 'V-1' }).first()).toMatchObject({ state: 'received' })
    const entry = await db.read('journal').where({ instance_id: 'V-1', seq: 2 }).first()
    expect(entry).toMatchObject({ event: 'UPGRADE', actor: 'system', role: 'system', at: clock.now() })
    // What is entered by an upgrade is not entered as by an event.
    expect(await db.read('outbox')).toEqual([])
    expect(await faultsOf(both)).toEqual([])

    await both.send('V-1', 'CHECK')
    clock.setDay('2026-03-19')
    await both.send('V-1', 'ANSWER')
    expect(await db.read('visits').first()).toMatchObject({
      state: 'done',
      mark: 'stopped',
      closed_on: '2026-03-19',
    })
    expect(await faultsOf(both)).toEqual([])
  })

  test('splits a state by what the case knows', async () => {
    const { both, old } = await begin(visit2)
    for (const [id, hard] of [
      ['V-1', false],
      ['V-2', true],
    ] as const) {
      await old.open(id, { hard })
      await old.send(id, 'CHECK')
      await both.engine.upgrade(id, 2)
    }

    expect((await instanceOf(both, 'V-1')).snapshot.value.handling).toEqual({ alive: 'simple' })
    expect((await instanceOf(both, 'V-2')).snapshot.value.handling).toEqual({ alive: 'hard' })
    await both.send('V-2', 'ANSWER')
    await both.send('V-2', 'APPROVE', farid)
    expect(await faultsOf(both)).toEqual([])
  })

  test('refuses a case whose state is gone, and leaves it as it was', async () => {
    const { both, old, dump } = await begin(visit2)
    await old.open('V-1')
    await old.send('V-1', 'PARK')
    const before = await dump()

    await expect(both.engine.upgrade('V-1', 2)).rejects.toThrow('refusal.upgrade.gone')

    expect(await dump()).toEqual(before)
    await both.send('V-1', 'UNPARK')
    await both.engine.upgrade('V-1', 2)
    expect(await faultsOf(both)).toEqual([])
  })

  test.each<[string, Workflow['upgrade'], string]>([
    [
      'that does not exist',
      (b) => ({ ...b, value: { handling: 'nowhere', clock: 'idle', inspection: 'idle' } }),
      'impossible',
    ],
    [
      'that is only half of one',
      (b) => ({ ...b, value: { handling: 'alive', clock: 'idle', inspection: 'idle' } }),
      'impossible',
    ],
    [
      'without one of its regions',
      (b) => ({ ...b, value: { handling: 'done', clock: 'idle' } }),
      'impossible',
    ],
    [
      'with a memory of what is gone',
      (b) => ({
        value: { handling: 'done', clock: 'idle', inspection: 'idle' },
        context: b.context,
        historyValue: { 'visit.no': [{ id: 'visit.no' }] },
      }),
      'impossible',
    ],
    [
      'that cannot be computed',
      () => {
        throw new TypeError('no such thing')
      },
      'impossible',
    ],
    ['of a version that takes nobody', undefined, 'none'],
  ])('to a place %s is refused', async (_title, upgrade, key) => {
    const { upgrade: _own, ...bare } = visit2
    const { both, old, dump } = await begin(upgrade ? { ...bare, upgrade } : bare)
    await old.open('V-1')
    const before = await dump()

    await expect(both.engine.upgrade('V-1', 2)).rejects.toThrow(`refusal.upgrade.${key}`)

    expect(await dump()).toEqual(before)
  })

  test('goes through every version between, one row for each', async () => {
    const { both, old, db } = await begin(visit2, visit3)
    await old.open('V-1')

    await both.engine.upgrade('V-1', 3)

    const { version, snapshot } = await instanceOf(both, 'V-1')
    expect([version, snapshot.context.weight]).toEqual([3, 1])
    const inputs: { input: string }[] = await db.read('journal_inputs').whereIn('seq', [2, 3]).orderBy('seq')
    expect(inputs.map(({ input }) => JSON.parse(input).input)).toEqual([
      { from: 1, to: 2 },
      { from: 2, to: 3 },
    ])
    expect(await both.engine.upgrade('V-1', 3)).toEqual({ id: 'V-1', revision: 3 })
    await both.send('V-1', 'CHECK')
    expect((await instanceOf(both, 'V-1')).snapshot.context.weight).toBe(7)
    expect(await faultsOf(both)).toEqual([])
  })

  test('carries out what was due first, by the version it was due in, and repeats nothing', async () => {
    const { clock, both, old, db } = await begin(visit2)
    await old.open('V-1')
    clock.setDay('2026-03-19')

    await both.engine.upgrade('V-1', 2)
    await both.engine.fire('V-1')

    // Two days before is a deadline of the new version only: it passes at once. The reminder was given.
    const events: { event: string }[] = await db.read('journal').orderBy('seq').select('event')
    expect(events.map(({ event }) => event.split('.')[2] ?? event)).toEqual([
      'OPEN',
      'untilReminder',
      'UPGRADE',
      'untilSoon',
    ])
    expect(await db.read('outbox').select('effect')).toEqual([{ effect: 'remind' }])
    expect(await faultsOf(both)).toEqual([])
  })

  test('leaves a timer that keeps its instant with all that was tried', async () => {
    const { both, old, db } = await begin(visit2)
    await old.open('V-1')
    const mine = () => db.read('timers').where('name', 'like', '%untilReminder%').first()
    await db
      .write('timers')
      .where('name', 'like', '%untilReminder%')
      .update({ attempts: 2, error: 'no network' })
    const before = await mine()

    await both.engine.upgrade('V-1', 2)

    expect(await mine()).toEqual(before)
  })

  test('that is cut off after any statement leaves the case carried or as it was', async () => {
    const power = openPower()
    const { db } = await open(power)
    const clock = testClock('2026-03-02')
    const both = await openVisits(db, clock, [visit1, visit2, visit3])
    await both.open('V-1', { workflow: 'visit@1' })
    clock.setDay('2026-03-19')
    const journal = () => db.read('journal').pluck('event')

    for (let statements = 0; (await journal()).length === 1; statements += 1) {
      await power.lasts(statements, () => both.engine.upgrade('V-1', 3))
      const events: string[] = await journal()
      // Whole or not at all: the last statement is the commit itself.
      expect([1, 5]).toContain(events.length)
      expect(await faultsOf(both)).toEqual([])
    }

    expect((await journal()).filter((event: string) => event === 'UPGRADE')).toHaveLength(2)
  })

  test('is nothing a person can send', async () => {
    const { both, old } = await begin(visit2)
    await old.open('V-1')

    await expect(both.send('V-1', 'UPGRADE')).rejects.toThrow('refusal.notNow')
    await expect(both.engine.upgrade('V-9', 2)).rejects.toThrow('error.notFound')
  })

  test('lets both versions run side by side', async () => {
    const { both, db } = await begin(visit2)
    await both.open('V-1', { workflow: 'visit@1' })
    await both.open('V-2')
    for (const id of ['V-1', 'V-2']) await both.send(id, 'CHECK')

    const visits: { state: string }[] = await db.read('visits').orderBy('id')
    expect(visits.map(({ state }) => state)).toEqual(['checked', 'simple'])
    expect(await faultsOf(both)).toEqual([])
  })

  test('stays provable when everything that was typed is erased, its own numbers too', async () => {
    const { clock, both, old, db } = await begin(visit2)
    await old.open('V-1')
    await old.open('V-2')
    for (const id of ['V-1', 'V-2']) await both.engine.upgrade(id, 2)
    await db.transaction((tx) => erase(tx, 'V-1', 'all', 'asked for', clock.now()))
    await db.transaction((tx) => erase(tx, 'V-2', [2], 'asked for', clock.now()))
    expect(await faultsOf(both)).toEqual([])

    await db.write('instances').where({ id: 'V-1' }).update({ version: 1 })
    await db.write('instances').where({ id: 'V-2' }).update({ version: 1 })

    const place = (id: string) => ({
      place: `instances ${id}`,
      what: 'version is not the one its upgrades led to',
    })
    expect(await faultsOf(both)).toEqual([place('V-1'), place('V-2')])
  })

  test('that was tampered with is found', async () => {
    const { database, clock, both, old, db } = await begin(visit2)
    await old.open('V-1')
    await both.engine.upgrade('V-1', 2)
    await both.send('V-1', 'CHECK')
    await seal(db, clock)
    const intruder = breakIn(database)
    const putBack = await keepTables(intruder, [...engineTables, 'visits'])
    const forge = async (change: Row) => {
      await intruder('journal').where({ seq: 2 }).update(change)
      await rewrite(intruder, 'V-1', (text) => text)
    }
    const forged: [string, () => Promise<unknown>, string][] = [
      [
        'version',
        () => intruder('instances').update({ version: 1 }),
        'version is not the one its upgrades led to',
      ],
      ['opened', () => intruder('instances').update({ opened_version: 2, version: 3 }), 'opened_version'],
      ['row', () => intruder('journal').where({ seq: 2 }).update({ event: 'CHECK' }), 'its hash is not'],
      ['gone', () => intruder('journal').where({ seq: 2 }).delete(), 'missing'],
      [
        'numbers',
        () => intruder('journal_inputs').where({ seq: 2 }).update({ input: '{}' }),
        'not what the journal commits to',
      ],
      [
        'state',
        () =>
          forge({
            to_state: '{"handling":{"alive":"hard"},"clock":{"running":"onTime"},"inspection":"ahead"}',
          }),
        'another to_state',
      ],
      ['by', () => forge({ actor: 'mallory', role: 'clerk' }), 'another actor'],
      ['time', () => forge({ at: endOfDay('2026-03-21') }), 'was passed over'],
    ]
    const found: [string, string][] = []
    for (const [name, change] of forged) {
      await change()
      found.push([name, (await faultsOf(both))[0]?.what ?? 'nothing'])
      await putBack()
    }
    await intruder.destroy()

    for (const [n, [name, what]] of found.entries()) expect(what, name).toContain(forged[n]?.[2])
    expect(await faultsOf(both)).toEqual([])
  })

  test('that the lifecycle would not have given is a contradiction, however well it is forged', async () => {
    const { database, both, old } = await begin(visit2)
    await old.open('V-1')
    await both.engine.upgrade('V-1', 2)
    const tighter: Workflow = { ...visit2, upgrade: () => ({ refused: 'gone' }) }
    const other = await openVisits(database.db, testClock('2026-03-02'), [visit1, tighter], true)

    expect(await faultsOf(other)).toEqual([
      { place: 'journal V-1 2', what: 'it could not be carried: refusal.upgrade.gone' },
    ])
  })

  test('of all cases goes on where it stopped, names those that stay, and can be tried first', async () => {
    const { both, old, dump, db } = await begin(visit2)
    for (const n of [1, 2, 3, 4, 5]) await old.open(`V-${n}`)
    await old.send('V-2', 'PARK')
    const refused: [string, Said][] = []
    const progress: UpgradeTotals[] = []
    const run = (more: { limit?: number; dryRun?: boolean; programme?: string } = {}) => {
      refused.length = 0
      return upgradeAll(
        { db, engine: both.engine },
        { workflow: 'visit', to: 2, ...more },
        {
          refused: (id, why) => refused.push([id, why]),
          progress: (totals) => progress.push({ ...totals }),
        },
      )
    }
    const before = await dump()

    expect(await run({ dryRun: true })).toEqual({ carried: 4, closed: 0, refused: 1 })
    expect(await run({ programme: 'other' })).toEqual({ carried: 0, closed: 0, refused: 0 })
    expect(await dump()).toEqual(before)
    expect(await run({ limit: 2 })).toEqual({ carried: 2, closed: 0, refused: 1 })
    expect(await run({ programme: 'visits' })).toEqual({ carried: 2, closed: 0, refused: 1 })
    expect(refused).toEqual([['V-2', { key: 'refusal.upgrade.gone' }]])
    expect(progress.at(-1)).toEqual({ carried: 2, closed: 0, refused: 1 })
    expect(await run()).toEqual({ carried: 0, closed: 0, refused: 1 })
    expect(await faultsOf(both)).toEqual([])
  })
})
