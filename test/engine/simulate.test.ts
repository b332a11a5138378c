// What another version would have made of the cases that were: their endings, their lateness, what it would have refused.
import { expect, test } from 'vitest'
import { z } from 'zod'
import { erase } from '../../src/engine/erase.ts'
import { createMachines } from '../../src/engine/machines.ts'
import { simulate } from '../../src/engine/simulate.ts'
import type { Simulated } from '../../src/engine/simulate-case.ts'
import { dayOf } from '../../src/platform/clock.ts'
import type { Workflow } from '../../workflows/kit.ts'
import { instantOf, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { visit1, visit2, visit3 } from './toy-versions.ts'
import { openVisits, ownTables, projection, standingOf, type Visits } from './visits.ts'

const everything = [
  'instances',
  'journal',
  'journal_inputs',
  'erasures',
  'timers',
  'outbox',
  'seals',
  ...ownTables,
]

/** It wants a field that no form had. */
const placed: Workflow = {
  ...visit2,
  version: 4,
  inputs: { ...visit2.inputs, CHECK: z.object({ place: z.string() }) },
}
const machines = createMachines([visit1, visit2, visit3, placed])

eachDatabase('a simulation', (open) => {
  const begin = async () => {
    const { db } = await open()
    const clock = testClock('2026-03-02')
    const visits = await openVisits(db, clock, [visit1, visit2])
    const lead = async (id: string, hard: boolean, ...acts: [day: string, type: string][]) => {
      clock.setDay('2026-03-02')
      await visits.open(id, { hard, workflow: 'visit@1' })
      for (const [day, type] of acts) {
        clock.setDay(day)
        await visits.send(id, type)
      }
    }
    const dump = async () => {
      const rows: unknown[] = []
      for (const table of everything)
        rows.push((await db.read(table)).map((row) => JSON.stringify(row)).sort())
      return rows
    }
    return { db, clock, visits, lead, dump }
  }
  const run = async (
    visits: Visits,
    now: number,
    version: number,
    more: { since?: number; programme?: string } = {},
  ) => {
    const found: Record<string, Exclude<Simulated, { kind: 'same' }>> = {}
    const parts = { db: visits.db, machines, projection, standingOf, dayOf, now }
    const totals = await simulate(
      parts,
      { workflow: 'visit', version, since: 0, ...more },
      {
        found: (id, result) => {
          found[id] = result
        },
        progress: () => {},
      },
    )
    return { found, totals }
  }

  test('finds the endings that change, and changes nothing', async () => {
    const { clock, visits, lead, dump } = await begin()
    await lead('V-1', false, ['2026-03-04', 'CHECK'], ['2026-03-06', 'ANSWER'])
    await lead('V-2', true, ['2026-03-04', 'CHECK'], ['2026-03-06', 'ANSWER'])
    await lead('V-3', false, ['2026-03-04', 'PARK'], ['2026-03-05', 'UNPARK'], ['2026-03-06', 'CHECK'])
    clock.setDay('2026-03-10')
    const before = await dump()

    const { found, totals } = await run(visits, clock.now(), 2)

    expect(totals).toEqual({ cases: 3, same: 1, differs: 2, refused: 1, erased: 0, failed: 0 })
    expect(found['V-2']).toEqual({
      kind: 'differs',
      was: { state: 'done', mark: 'stopped', closedOn: '2026-03-06' },
      is: { state: 'answered', mark: 'stopped', closedOn: null },
      first: { event: 'OPEN', at: instantOf('2026-03-02') },
      refused: [],
    })
    expect(found['V-3']).toMatchObject({
      is: { state: 'simple' },
      refused: [
        { event: 'PARK', at: instantOf('2026-03-04'), why: { key: 'refusal.notNow' } },
        { event: 'UNPARK', why: { key: 'refusal.notNow' } },
      ],
    })
    expect(await dump()).toEqual(before)
    expect((await visits.verify()).faults).toEqual([])
  })

  test('finds what becomes late, by deadlines that nobody recorded', async () => {
    const { clock, visits, lead } = await begin()
    await lead('V-1', false, ['2026-03-19', 'CHECK'])
    await lead('V-2', false)
    await visits.engine.fire('V-2')
    clock.setDay('2026-03-20')

    const { found } = await run(visits, clock.now(), 2)

    // The day it was due is over in three days; the newer version was late two days before.
    expect(found['V-1']).toMatchObject({ was: { mark: 'onTime' }, is: { mark: 'late' } })
    expect(found['V-2']).toMatchObject({ was: { mark: 'onTime' }, is: { mark: 'late' } })
  })

  test('takes only the cases it is asked for', async () => {
    const { clock, visits, lead } = await begin()
    await lead('V-1', false)
    await lead('V-2', false, ['2026-03-05', 'CHECK'])
    await visits.open('V-3', { workflow: 'visit@2' })
    const count = async (more: Parameters<typeof run>[3]) =>
      (await run(visits, clock.now(), 2, more)).totals.cases

    expect(await count({})).toBe(2)
    expect(await count({ since: instantOf('2026-03-03') })).toBe(1)
    expect(await count({ programme: 'visits' })).toBe(2)
    expect(await count({ programme: 'other' })).toBe(0)
  })

  test('leads a case that was carried on through the other version from its start', async () => {
    const { clock, visits, lead } = await begin()
    await lead('V-1', false)
    await visits.engine.upgrade('V-1', 2)
    await visits.send('V-1', 'CHECK')
    await visits.send('V-1', 'ANSWER')

    const { found, totals } = await run(visits, clock.now(), 1)

    expect(found).toEqual({})
    expect(totals.same).toBe(1)
  })

  test('says of which cases nothing can be said, and why', async () => {
    const { db, clock, visits, lead } = await begin()
    await lead('V-1', false, ['2026-03-04', 'CHECK'])
    await lead('V-2', false)
    await db.transaction((tx) => erase(tx, 'V-2', [1], 'asked for', clock.now()))

    const weighed = await run(visits, clock.now(), 3)
    const placed = await run(visits, clock.now(), 4)

    expect(weighed.totals).toMatchObject({ cases: 2, erased: 1, failed: 1 })
    expect(weighed.found['V-2']).toEqual({ kind: 'erased' })
    expect(weighed.found['V-1']).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('expected'),
    })
    expect(placed.found['V-1']).toEqual({ kind: 'failed', reason: 'CHECK was recorded without place' })
  })
})
