// The figures of cases: what is kept up seal by seal is what the cases say, whoever counts, however often, whatever breaks.
import { beforeAll, describe, expect, test } from 'vitest'
import { countSealed, rebuildFigures } from '../../src/cases/counting.ts'
import type { Viewer } from '../../src/cases/desks.ts'
import { casesOfFigure, type Figure, type FigureCasesQuery, figures } from '../../src/cases/figure-cases.ts'
import { handToOtherBody } from '../../src/cases/release.ts'
import { seal } from '../../src/engine/seals.ts'
import { addDays, daysBetween } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database.ts'
import { type CaseFigures, caseFigures, figuresBy, figuresOverTime } from '../../src/reports/case-figures.ts'
import { lead } from '../cases/roads.ts'
import { days, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { openPower } from '../support/power.ts'
import { quantile, wanderAbout } from './figures.ts'

const RABAT = [{ programme: 'DAAM', entity: 'RABAT' }]
const WHOLE = [{ programme: 'DAAM', entity: '' }]
const ALWAYS = { from: '2000-01-01', to: '2100-12-31', today: '2101-01-01' }

type Plain = {
  entity: string
  channel: string
  category: string
  received_on: string
  closing_on: string | null
  days: number | null
  due_on: string
  founded: string
  admissibility: string
  mark: string
}

/** The cases that figures are made of, as they stand in the database. */
const plainCases = (db: Database, entity?: string): Promise<Plain[]> =>
  db
    .read('cases')
    .where({ programme: 'DAAM', restricted: 0, about: null, ...(entity && { entity }) })
    .select()

/** Every cell that holds something, as text, whatever the order. */
async function cells(db: Database): Promise<string[]> {
  const rows = await db.read('case_figures').whereNot('n', 0)
  return rows.map((row) => JSON.stringify(Object.values(row))).sort()
}

const count = async (db: Database, clock: Office['clock']): Promise<void> => {
  await seal(db, clock)
  await countSealed(db)
}

eachDatabase('figures of cases', (open) => {
  let office: Office
  let db: Database

  beforeAll(async () => {
    office = await openOffice((await open()).db, { clock: testClock('2026-09-25') })
    db = office.db
    const wide = await office.hire('wide', [{ role: 'clerk', programme: 'DAAM', entity: '' }])
    await office.register({ entity: 'CASABLANCA' }, wide)
    await wanderAbout(office, 60, 11, () => count(db, office.clock))
    for (let n = 0; n < 8; n += 1) {
      const id = await office.register()
      // Eleven days are one too many.
      office.clock.advance(days(n % 2 === 0 ? n : 11))
      await office.work()
      await lead(office, id, 'qualify', 'conclude', 'answer', 'approve', 'send', 'close')
      if (n < 5)
        await office.act(id, office.staff.agent, 'RATE', { satisfaction: n === 1 ? 'partly' : 'satisfied' })
      if (n === 3) await lead(office, id, 'reopen')
    }
    await seal(db, office.clock)
    await Promise.all([countSealed(db), countSealed(db), countSealed(db)])
  }, 120_000)

  test('are the same when they are counted anew from the first seal', async () => {
    const [before, seals] = [await cells(db), await db.read('seals')]

    expect(before.length).toBeGreaterThan(100)
    expect(await rebuildFigures(db)).toBe(seals.length)

    expect(await cells(db)).toEqual(before)
  })

  test('are what the cases say', async () => {
    const cases = await plainCases(db, 'RABAT')
    const closed = cases.filter((row) => row.closing_on !== null)
    const durations = closed.map((row) => row.days ?? Number.NaN)

    const figures = await caseFigures(db, { places: RABAT, ...ALWAYS })

    expect(closed.length).toBeGreaterThan(5)
    expect(figures).toMatchObject({
      received: cases.length,
      treated: closed.length,
      closed: closed.length,
      open: cases.length - closed.length,
      onTime: closed.filter((row) => (row.closing_on ?? '') <= row.due_on).length,
      late: closed.filter((row) => (row.closing_on ?? '') > row.due_on).length,
      days: {
        average: durations.reduce((a, b) => a + b) / durations.length,
        median: quantile(durations, 0.5),
        p90: quantile(durations, 0.9),
      },
      // Of the case that was reopened, what was said no longer counts.
      ratings: { satisfied: 3, partly: 1, unsatisfied: 0 },
      verdicts: {
        founded: cases.filter((row) => row.founded === 'yes').length,
        request: cases.filter((row) => row.admissibility === 'notComplaint').length,
      },
    })
  })

  test('say by each thing they are told by what they say in all', async () => {
    const all = await caseFigures(db, { places: WHOLE, ...ALWAYS })
    for (const facet of [
      'entity',
      'unit',
      'channel',
      'category',
      'sex',
      'area',
      'channelCategory',
    ] as const) {
      const parts = (await figuresBy(db, { places: WHOLE, ...ALWAYS }, facet)).map(({ figures }) => figures)
      const sum = (of: (part: (typeof parts)[number]) => number) => parts.reduce((n, part) => n + of(part), 0)

      expect([facet, sum((p) => p.received), sum((p) => p.closed), sum((p) => p.open)]).toEqual([
        ...[facet, all.received, all.closed, all.open],
      ])
    }
  })

  test('of some days are those of the cases received and closed on them, by months and days alike', async () => {
    const [from, to] = ['2026-09-28', '2026-11-11']
    const within = (day: string | null) => day !== null && from <= day && day <= to
    const cases = await plainCases(db)

    const figures = await caseFigures(db, { ...ALWAYS, places: WHOLE, from, to })

    expect(figures.received).toBe(cases.filter((row) => within(row.received_on)).length)
    expect(figures.closed).toBe(cases.filter((row) => within(row.closing_on)).length)
    for (const step of ['week', 'month'] as const) {
      const steps = await figuresOverTime(db, { ...ALWAYS, places: WHOLE, from, to }, step)
      expect([steps.at(0)?.from, steps.at(-1)?.to]).toEqual([from, to])
      expect(steps.reduce((n, { figures: { received } }) => n + received, 0)).toBe(figures.received)
      expect(steps.reduce((n, { figures: { closed } }) => n + closed, 0)).toBe(figures.closed)
    }
  })

  test('of twelve weeks are twelve times seven days, whatever day is the last', async () => {
    for (const to of ['2026-11-22', '2026-11-25', '2026-11-28']) {
      const steps = await figuresOverTime(
        db,
        { ...ALWAYS, places: WHOLE, from: addDays(to, -83), to },
        'week',
      )
      expect(steps).toHaveLength(12)
      for (const step of steps) expect(daysBetween(step.from, step.to)).toBe(6)
    }
  })

  describe('lead to their cases', () => {
    const everywhere: Viewer = { id: 'manager', grants: [{ role: 'auditor', programme: 'DAAM', entity: '' }] }

    /** How many cases all pages of a list hold together; none comes twice. */
    async function listed(
      query: Omit<FigureCasesQuery, 'narrow'> & Partial<FigureCasesQuery>,
    ): Promise<number> {
      const found = new Set<string>()
      for (let after: FigureCasesQuery['after']; ; ) {
        const page = await casesOfFigure(db, office.programmes, everywhere, { narrow: {}, ...query, after })
        for (const { id } of page.rows) {
          expect(found.has(id)).toBe(false)
          found.add(id)
        }
        if (!page.next) return found.size
        after = page.next
      }
    }

    const numberOf = (figure: Figure, of: CaseFigures): number => {
      if (figure === 'broken') return of.promised - of.kept
      if (figure === 'rated') return Object.values(of.ratings).reduce((sum, n) => sum + n, 0)
      if (figure === 'satisfied') return of.ratings.satisfied
      if (figure in of.verdicts) return Reflect.get(of.verdicts, figure)
      return Reflect.get(of, figure)
    }

    test.each(figures)('%s: as many as the figure says, in a period and in its parts', async (figure) => {
      for (const days of [ALWAYS, { ...ALWAYS, from: '2026-09-28', to: '2026-11-11' }]) {
        const all = await caseFigures(db, { places: WHOLE, ...days })
        expect(await listed({ figure, ...days })).toBe(numberOf(figure, all))
      }
      for (const facet of [
        'unit',
        'channel',
        'category',
        'service',
        'ground',
        'sex',
        'area',
        'stage',
      ] as const)
        for (const { part, figures } of await figuresBy(db, { places: WHOLE, ...ALWAYS }, facet))
          if (facet !== 'stage' || figure === 'open')
            expect([facet, part, await listed({ figure, ...ALWAYS, narrow: { [facet]: part } })]).toEqual([
              ...[facet, part, numberOf(figure, figures)],
            ])
    })

    test('as many, in the same order, when they are read a few at a time, month by month', async () => {
      for (const figure of ['received', 'founded', 'closed', 'late', 'promised', 'open'] as const) {
        const query = { figure, ...ALWAYS, narrow: {} } as const
        const { rows } = await casesOfFigure(db, office.programmes, everywhere, { ...query, size: 500 })
        const ids: string[] = []
        for (let after: FigureCasesQuery['after']; ; ) {
          const page = await casesOfFigure(db, office.programmes, everywhere, { ...query, size: 2, after })
          ids.push(...page.rows.map(({ id }) => id))
          if (!page.next) break
          after = page.next
        }

        expect([figure, ids]).toEqual([figure, rows.map(({ id }) => id)])
      }
    })

    test('by several things at once', async () => {
      const cases = await plainCases(db, 'RABAT')
      const narrow = { channel: 'desk', category: 'PAYMENT_MISSING' }
      const of = cases.filter((row) => row.channel === narrow.channel && row.category === narrow.category)

      expect(of.length).toBeGreaterThan(0)
      expect(await listed({ figure: 'received', ...ALWAYS, entity: 'RABAT', narrow })).toBe(of.length)
      expect(await listed({ figure: 'received', ...ALWAYS, narrow: { ...narrow, channel: 'fax' } })).toBe(0)
    })

    test('open, by step and by the mark of the clock', async () => {
      for (const { part, figures } of await figuresBy(db, { places: WHOLE, ...ALWAYS }, 'stage'))
        for (const [mark, n] of Object.entries(figures.marks))
          expect(await listed({ figure: 'open', ...ALWAYS, narrow: { stage: part, mark } })).toBe(n)
    })

    test('and to none of a place the viewer does not oversee', async () => {
      const query = { figure: 'received', ...ALWAYS, narrow: {} } as const
      for (const viewer of [
        office.staff.clerk,
        office.staff.stranger,
        office.staff.admin,
        office.staff.reporter,
      ])
        expect(
          (await casesOfFigure(db, office.programmes, viewer, { ...query, programme: 'DAAM' })).rows,
        ).toEqual([])
      const { rows } = await casesOfFigure(db, office.programmes, office.staff.supervisor, query)
      expect(new Set(rows.map(({ entity }) => entity))).toEqual(new Set(['RABAT']))
    })
  })

  test('know promises by the first date that was told, kept or not', async () => {
    const before = await caseFigures(db, { places: RABAT, ...ALWAYS })
    const road = ['qualify', 'treat', 'commit', 'notify'] as const
    const [kept, broken] = [await office.register(), await office.register()]
    for (const id of [kept, broken]) await lead(office, id, ...road)
    await lead(office, kept, 'done')
    office.clock.advance(days(8))
    await office.work()
    await lead(office, broken, 'renew', 'notify', 'done')
    await count(db, office.clock)

    const after = await caseFigures(db, { places: RABAT, ...ALWAYS })

    expect(after.promised).toBe(before.promised + 2)
    expect(after.kept).toBe(before.kept + 1)
  })

  test('leave a case out from the seal on under which it became restricted', async () => {
    const id = await office.register()
    await count(db, office.clock)
    const before = await caseFigures(db, { places: RABAT, ...ALWAYS })
    await db.write('cases').where({ id }).update({ restricted: 1 })
    await db.write('instances').where({ id }).update({ sealed_revision: 0 })
    await count(db, office.clock)

    const after = await caseFigures(db, { places: RABAT, ...ALWAYS })

    expect(after.received).toBe(before.received - 1)
    expect(after.open).toBe(before.open - 1)
    expect(await db.read('counted_cases').where({ case_id: id })).toEqual([])
  })

  test('keep of a case that another service took over that it came and is closed, and nothing else', async () => {
    const id = await office.register()
    await lead(office, id, 'qualify', 'treat')
    await count(db, office.clock)
    const before = await caseFigures(db, { places: RABAT, ...ALWAYS })
    const { revision } = await db.read('instances').where({ id }).first()

    await handToOtherBody(office, id, revision, office.staff.supervisor)

    const after = await caseFigures(db, { places: RABAT, ...ALWAYS })
    expect(after.received).toBe(before.received)
    expect(after.open).toBe(before.open - 1)
    const { facts } = await db.read('counted_cases').where({ case_id: id }).first()
    expect(JSON.parse(facts)).toMatchObject({ category: '', unit: '', sex: '', ground: '', promisedOn: '' })
    const counted = await cells(db)
    await rebuildFigures(db)
    await count(db, office.clock)
    expect(await cells(db)).toEqual(counted)
  })
})

eachDatabase('a count of cases that breaks off', (open) => {
  test('after any statement loses nothing and doubles nothing', { timeout: 60_000 }, async () => {
    const power = openPower()
    const { db } = await open(power)
    const office = await openOffice(db)
    await wanderAbout(office, 6, 3, () => seal(db, office.clock))
    await seal(db, office.clock)

    let broken = 0
    while (!(await power.lasts(broken, () => countSealed(db)))) broken += 1

    expect(broken).toBeGreaterThan(1)
    const counted = await cells(db)
    await rebuildFigures(db)
    expect(await cells(db)).toEqual(counted)
  })
})
