// The figures of states: what is counted seal by seal is what the journal says, whoever counts, however often, whatever breaks.
import { beforeAll, describe, expect, test } from 'vitest'
import { seal } from '../../src/engine/seals.ts'
import type { Database } from '../../src/platform/database.ts'
import { foldStays, rebuildStays } from '../../src/reports/fold-stays.ts'
import { spansOf } from '../../src/reports/spans.ts'
import { type FiguresQuery, stateFigures } from '../../src/reports/state-figures.ts'
import { bucketOf, durationOf, staysOf } from '../../src/reports/stays.ts'
import { typed } from '../cases/roads.ts'
import { hours, instantOf, minutes, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { openPower } from '../support/power.ts'
import { asked, type PlainStay, plainStays, quantile, wanderAbout } from './figures.ts'

const ALWAYS = { workflow: 'complaint', from: '2000-01-01', to: '2100-12-31' }

/** The cells of the table as text, so that they compare whatever their order. */
async function counted(db: Database): Promise<string[]> {
  const rows = await db.read('stay_figures').whereNot('entity', '')
  return rows
    .map(({ day, programme, entity, state, bucket, n }) =>
      [day, programme, entity, state, bucket, n].join(' '),
    )
    .sort()
}

const byHand = (stays: readonly PlainStay[]): string[] => {
  const cells = Map.groupBy(stays, ({ day, programme, entity, state, lasted }) =>
    [day, programme, entity, state, bucketOf(lasted)].join(' '),
  )
  return [...cells].map(([cell, { length }]) => `${cell} ${length}`).sort()
}

eachDatabase('figures of states', (open) => {
  let office: Office
  let db: Database
  let stays: PlainStay[]

  beforeAll(async () => {
    // The end of a month, so that periods are cut by months and by days.
    office = await openOffice((await open()).db, { clock: testClock('2026-09-25') })
    db = office.db
    const look = async () => {
      await seal(db, office.clock)
      await foldStays(db)
    }
    await elsewhere(office)
    await wanderAbout(office, 60, 7, look)
    await seal(db, office.clock)
    await Promise.all([foldStays(db), foldStays(db), foldStays(db)])
    stays = await plainStays(db)
  }, 120_000)

  test('are what the journal says, though three workers counted the last seals at once', async () => {
    expect(stays.length).toBeGreaterThan(150)
    expect(await counted(db)).toEqual(byHand(stays))
  })

  test('say the same by months as by days', async () => {
    const days = await db.read('stay_figures').sum({ n: 'n' }).first()
    const months = await db.read('stay_months').sum({ n: 'n' }).first()

    expect(Number(months?.n)).toBe(Number(days?.n))
  })

  test('say of a programme what its entities say together', async () => {
    const sums: { programme: string; n: number }[] = await db
      .read('stay_figures')
      .groupByRaw("programme, entity = ''")
      .sum({ n: 'n' })
      .select('programme')
    const byProgramme = Map.groupBy(sums, ({ programme }) => programme)

    expect(byProgramme.size).toBe(2)
    for (const [whole, parts] of byProgramme.values()) expect(whole?.n).toBe(parts?.n)
  })

  test('stay as they are when they are counted again', async () => {
    const before = await counted(db)

    expect(await foldStays(db)).toBe(0)

    expect(await counted(db)).toEqual(before)
  })

  test('are the same when they are counted anew from the first seal', async () => {
    const [before, seals] = [await counted(db), await db.read('seals')]

    expect(await rebuildStays(db)).toBe(seals.length)

    expect(await counted(db)).toEqual(before)
  })

  test('are the same when they are counted a few seals at a time', async () => {
    const [before, seals] = [await counted(db), await db.read('seals')]
    await db.write('folded_seals').update({ seal_id: 0 })
    await db.write('stay_figures').delete()
    await db.write('stay_months').delete()

    expect(await foldStays(db, 2)).toBe(2)
    expect(await foldStays(db, seals.length)).toBe(seals.length - 2)

    expect(await counted(db)).toEqual(before)
  })

  const periods: [string, Partial<FiguresQuery>][] = [
    ['all of it', {}],
    ['one day', { from: '2026-10-02', to: '2026-10-02' }],
    ['a whole month', { from: '2026-10-01', to: '2026-10-31' }],
    ['from the middle of a month to the middle of another', { from: '2026-09-28', to: '2026-11-11' }],
    ['one programme', { programme: 'DAAM' }],
    ['one entity', { programme: 'DAAM', entity: 'RABAT' }],
    ['a version that no case has', { version: 99 }],
  ]
  test.each(periods)(
    'give for %s the number of stays, and median and ninth tenth within 5 %%',
    async (_, part) => {
      const query = { ...ALWAYS, ...part }
      const own = asked(stays, query).filter(({ programme }) => programme === 'DAAM' && query.version !== 99)

      const figures = await stateFigures(db, office.staff.auditor, query)

      const byState = Map.groupBy(own, ({ state }) => state)
      for (const [state, { stays: n, median, p90 }] of figures) {
        const lasted = (byState.get(state) ?? []).map((stay) => stay.lasted)
        expect(n, state).toBe(lasted.length)
        expect(isNear(median, quantile(lasted, 0.5)), `median of ${state}`).toBe(true)
        expect(isNear(p90, quantile(lasted, 0.9)), `ninth tenth of ${state}`).toBe(true)
      }
      for (const state of byState.keys()) expect(figures.has(state)).toBe(true)
    },
  )

  test('give for the version they all run in what they give for all', async () => {
    const version = office.machines.newest('complaint').version

    expect(await stateFigures(db, office.staff.auditor, { ...ALWAYS, version })).toEqual(
      await stateFigures(db, office.staff.auditor, ALWAYS),
    )
  })

  test('count the cases that stand in each state now', async () => {
    const rows: { state: string; n: number }[] = await db
      .read('cases')
      .where({ programme: 'DAAM', workflow: 'complaint' })
      .groupBy('state')
      .select('state')
      .count({ n: '*' })

    const figures = await stateFigures(db, office.staff.auditor, ALWAYS)

    const now = [...figures]
      .filter(([, figure]) => figure.now > 0)
      .map(([state, figure]) => [state, figure.now])
    expect(now.sort()).toEqual(rows.map(({ state, n }) => [state, Number(n)]).sort())
  })

  test('count what stands at several places as each of them alone', async () => {
    const place = (programme: string, entity: string) => ({ role: 'auditor' as const, programme, entity })
    const sum = async (...grants: ReturnType<typeof place>[]) => {
      const figures = await stateFigures(db, { id: 'several', grants }, ALWAYS)
      return [...figures.values()].reduce((n, { now }) => n + now, 0)
    }
    const places = [place('DAAM', 'RABAT'), place('DAAM', 'CASABLANCA'), place('TAYSSIR', '')]

    const alone = await Promise.all(places.map((one) => sum(one)))

    expect(alone.every((n) => n > 0)).toBe(true)
    expect(await sum(...places)).toBe(alone.reduce((n, m) => n + m, 0))
    expect(await sum()).toBe(0)
  })

  test('are of the places somebody oversees, and nothing to those who work on cases', async () => {
    const { supervisor, clerk, processor, stranger } = office.staff
    const sum = async (viewer: typeof clerk, part: Partial<FiguresQuery> = {}) => {
      const figures = await stateFigures(db, viewer, { ...ALWAYS, ...part })
      return [...figures.values()].reduce((n, figure) => n + figure.stays, 0)
    }

    expect(await sum(supervisor)).toBe(asked(stays, { ...ALWAYS, programme: 'DAAM', entity: 'RABAT' }).length)
    expect(await sum(stranger)).toBe(asked(stays, { ...ALWAYS, programme: 'TAYSSIR' }).length)
    expect(await sum(supervisor, { programme: 'TAYSSIR' })).toBe(0)
    expect(await sum(clerk)).toBe(0)
    expect(await sum(processor)).toBe(0)
  })

  test('leave restricted cases out, even for those who handle them', async () => {
    const { auditor, clerk } = office.staff
    const ids = [await office.register(), await office.register()]
    const now = async () => (await stateFigures(db, auditor, ALWAYS)).get('qualified')?.now ?? 0
    office.clock.advance(hours(1))
    for (const id of ids) await office.act(id, clerk, 'QUALIFY', typed.qualify)
    // One state at two places, and both are taken away.
    await db.write('cases').where({ id: ids[1] }).update({ entity: 'CASABLANCA' })
    const before = await now()
    for (const id of ids) {
      await db.write('cases').where({ id }).update({ restricted: 1 })
      for (const { id: user_id } of [auditor, clerk])
        await db.write('case_handlers').insert({ case_id: id, user_id })
    }
    const cells = await counted(db)

    await seal(db, office.clock)
    await foldStays(db)

    expect(await now()).toBe(before - 2)
    expect(await counted(db)).toEqual(cells)
  })

  test('name the version a stay ended under, though the case was carried to the next one since', async () => {
    const { version } = office.machines.newest('complaint')
    const id = await office.register()
    office.clock.advance(hours(1))
    await office.act(id, office.staff.clerk, 'QUALIFY', typed.qualify)
    await append(id, 'UPGRADE', {})
    office.clock.advance(hours(1))
    await append(id, 'CLOSE', { handling: 'closed' })
    await db
      .write('instances')
      .where({ id })
      .update({ version: version + 1 })
    const total = await db.read('stay_figures').sum({ n: 'n' }).first()

    await seal(db, office.clock)
    await foldStays(db)

    const later = () =>
      db
        .read('stay_figures')
        .where('version', '>', version)
        .whereNot('entity', '')
        .select('version', 'state', 'n')
    expect(await later()).toEqual([{ version: version + 1, state: 'qualified', n: 1 }])
    const after = await db.read('stay_figures').sum({ n: 'n' }).first()
    // Two stays, each also of the whole programme.
    expect(Number(after?.n)).toBe(Number(total?.n) + 4)
    await rebuildStays(db)
    expect(await later()).toEqual([{ version: version + 1, state: 'qualified', n: 1 }])
  })

  /** Adds a row to a journal, as a version of the lifecycle would that this office does not have. */
  async function append(id: string, event: string, moved: object): Promise<void> {
    const last = await db.read('journal').where({ instance_id: id }).orderBy('seq', 'desc').first()
    const { seq, to_state } = last
    const at = office.clock.now()
    const to = JSON.stringify({ ...JSON.parse(to_state), ...moved })
    const row = { seq: seq + 1, at, recorded_at: at, from_state: to_state, to_state: to, event }
    await db.write('journal').insert({ ...last, ...row })
    await db
      .write('instances')
      .where({ id })
      .update({ revision: seq + 1 })
  }
})

/** What happened elsewhere: another entity of the programme, another programme. */
async function elsewhere(office: Office): Promise<void> {
  const wide = await office.hire('wide', [{ role: 'clerk', programme: 'DAAM', entity: '' }])
  const ids = [
    [await office.register({ entity: 'CASABLANCA' }, wide), wide],
    [
      await office.register({ programme: 'TAYSSIR', entity: 'CNRA' }, office.staff.stranger),
      office.staff.stranger,
    ],
  ] as const
  office.clock.advance(hours(3))
  for (const [id, by] of ids) await office.act(id, by, 'QUALIFY', typed.qualify)
}

/** Under a minute nothing is told apart. */
const isNear = (found: number | null, exact: number): boolean =>
  found === null
    ? Number.isNaN(exact)
    : exact < minutes(1)
      ? found < minutes(1)
      : Math.abs(found - exact) <= exact * 0.05

eachDatabase('a count that breaks off', (open) => {
  test('after any statement loses nothing and doubles nothing', { timeout: 60_000 }, async () => {
    const power = openPower()
    const { db } = await open(power)
    const office = await openOffice(db)
    await wanderAbout(office, 6, 3, () => seal(db, office.clock))
    await seal(db, office.clock)
    const expected = byHand(await plainStays(db))

    let broken = 0
    while (!(await power.lasts(broken, () => foldStays(db)))) {
      broken += 1
      const [row] = await db.read('folded_seals')
      // What is counted is always what the seals counted so far say.
      expect(row.seal_id > 0).toBe((await counted(db)).length > 0)
    }

    expect(broken).toBeGreaterThan(1)
    expect(await counted(db)).toEqual(expected)
  })
})

describe('a stay', () => {
  const at = (time: string) => instantOf('2026-10-01', time)
  const state = (handling: unknown) => JSON.stringify({ handling, clock: 'onTime' })
  const unborn = JSON.stringify('unborn')

  test('begins where a state is entered, ends where it is left, and is not cut by what happens meanwhile', () => {
    const steps = [
      { seq: 1, at: at('08:00'), from_state: unborn, to_state: state('received') },
      { seq: 2, at: at('09:00'), from_state: state('received'), to_state: state('received') },
      { seq: 3, at: at('11:30'), from_state: state('received'), to_state: state({ open: 'qualified' }) },
      { seq: 4, at: at('11:30'), from_state: state({ open: 'qualified' }), to_state: state('closed') },
    ]

    expect(staysOf(steps).map(({ state, lasted }) => [state, lasted])).toEqual([
      ['received', minutes(210)],
      ['qualified', 0],
    ])
  })

  test('goes on over a new version of the lifecycle that knows the same state, and over a reopening begins anew', () => {
    const steps = [
      { seq: 1, at: at('08:00'), from_state: unborn, to_state: state('received') },
      // UPGRADE: another shape, the same state.
      { seq: 2, at: at('09:00'), from_state: state('received'), to_state: state({ first: 'received' }) },
      { seq: 3, at: at('10:00'), from_state: state({ first: 'received' }), to_state: state('closed') },
      { seq: 4, at: at('12:00'), from_state: state('closed'), to_state: state('received') },
      { seq: 5, at: at('12:45'), from_state: state('received'), to_state: state('closed') },
    ]

    expect(staysOf(steps).map(({ state, lasted }) => [state, lasted])).toEqual([
      ['received', hours(2)],
      ['closed', hours(2)],
      ['received', minutes(45)],
    ])
  })

  test('is measured within 5 %, from a minute to ten years', () => {
    for (let lasted = minutes(1); lasted < hours(24 * 3650); lasted *= 1.013)
      expect(Math.abs(durationOf(bucketOf(lasted)) / lasted - 1)).toBeLessThan(0.05)
    expect(bucketOf(0)).toBe(0)
    expect(bucketOf(59_999)).toBe(0)
    expect(bucketOf(60_000)).toBe(1)
  })
})

describe('a period', () => {
  test.each([
    ['2026-01-01', '2026-12-31', [['2026-01', '2026-12']], []],
    ['2026-02-03', '2026-02-20', [], [['2026-02-03', '2026-02-20']]],
    ['2026-02-01', '2026-02-28', [['2026-02', '2026-02']], []],
    [
      '2026-01-31',
      '2026-03-01',
      [['2026-02', '2026-02']],
      [
        ['2026-01-31', '2026-01-31'],
        ['2026-03-01', '2026-03-01'],
      ],
    ],
    ['2026-12-15', '2027-01-14', [], [['2026-12-15', '2027-01-14']]],
    ['2026-03-02', '2026-03-01', [], []],
  ])('from %s to %s is whole months and the days beside them', (from, to, months, days) => {
    expect(spansOf(from, to)).toEqual({ months, days })
  })
})
