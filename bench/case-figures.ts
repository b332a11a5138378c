// The figures of cases over a large archive: what the dashboard, the lists behind its figures and open data ask, and what counting costs.
import { countSealed } from '../src/cases/counting.ts'
import type { Viewer } from '../src/cases/desks.ts'
import { casesOfFigure, type FigureCasesQuery } from '../src/cases/figure-cases.ts'
import type { Place } from '../src/cases/overseen.ts'
import { type Database, openDatabase } from '../src/platform/database.ts'
import { createProgrammes, programmes as packs } from '../src/programmes/index.ts'
import {
  type CaseFiguresQuery,
  caseFigures,
  figuresBy,
  figuresOverTime,
} from '../src/reports/case-figures.ts'
import { openFigures } from '../src/reports/open-figures.ts'
import { type Bench, type Kind, withDatabase } from './databases.ts'
import { fillCube } from './filled-cube.ts'
import { entities, fillArchive, LARGE, others, RARE, UNDER_A_SEAL, YEAR } from './filled-figures.ts'
import { figuresOf, repeat } from './measure.ts'
import type { Options } from './options.ts'
import { hire } from './people.ts'
import { type Line, type Section, say } from './report.ts'
import { visits } from './visits.ts'

const programmes = createProgrammes(packs)
/** So many seals are left to the product's own counting. */
const LEFT = 20
const ODD = { from: '2025-01-02', to: '2025-12-30' }
const TODAY = '2026-01-15'

const auditor = (...codes: string[]): Viewer => ({
  id: 'auditor',
  grants: codes.map((programme) => ({ role: 'auditor', programme, entity: '' })),
})
const everywhere = auditor(LARGE, ...others)
const whole: Place[] = [{ programme: LARGE, entity: '' }]
const all: Place[] = everywhere.grants.map(({ programme }) => ({ programme, entity: '' }))
const single: Place[] = [{ programme: LARGE, entity: entities[7] ?? '' }]

/** Measures both databases, unless only SQLite is asked for. */
export async function caseFigureCosts({ cases, seconds, postgres }: Options): Promise<Section[]> {
  const kinds: Kind[] = postgres ? ['sqlite', 'postgres'] : ['sqlite']
  const sections: Section[] = []
  for (const kind of kinds) {
    const lines = await withDatabase(kind, async (bench) => {
      const db = openDatabase(bench.url)
      try {
        await fillArchive(db, cases)
        await fillCube(db, LEFT)
        return await measureAll(db, bench, seconds)
      } finally {
        await db.close()
      }
    })
    sections.push({ title: `Figures of ${cases} cases, ${kind}`, lines })
  }
  return sections
}

/** Everything that is measured, on a database that is filled. */
async function measureAll(db: Database, bench: Bench, seconds: number): Promise<Line[]> {
  await hire(db, [{ login: LOGIN, grants: everywhere.grants }])
  return [
    ...(await questions(db, seconds)),
    ...(await lists(db, seconds)),
    ...(await pages(bench, seconds)),
    ...(await counting(db)),
  ]
}

async function asked(seconds: number, asks: Record<string, () => Promise<unknown>>): Promise<Line[]> {
  const lines: Line[] = []
  for (const [what, ask] of Object.entries(asks)) {
    say(`measuring: ${what}`)
    await ask()
    lines.push({ what, figures: figuresOf(await repeat(seconds, 1, ask)) })
  }
  return lines
}

function questions(db: Database, seconds: number): Promise<Line[]> {
  const of = (places: readonly Place[], days: { from: string; to: string }): CaseFiguresQuery => ({
    ...{ places, today: TODAY },
    ...days,
  })
  const year = of(whole, YEAR)
  const weeks12 = of(whole, { from: '2025-09-23', to: '2025-12-15' })
  return asked(seconds, {
    'a year, a programme': () => caseFigures(db, year),
    'a year less a day at each end': () => caseFigures(db, of(whole, ODD)),
    'a year, all programmes': () => caseFigures(db, of(all, YEAR)),
    'a year, one entity': () => caseFigures(db, of(single, YEAR)),
    'a year by entity': () => figuresBy(db, year, 'entity'),
    'a year by category': () => figuresBy(db, year, 'category'),
    'a year by channel and category': () => figuresBy(db, year, 'channelCategory'),
    'an odd year by channel and category': () => figuresBy(db, of(whole, ODD), 'channelCategory'),
    'an odd year by entity': () => figuresBy(db, of(whole, ODD), 'entity'),
    'a year by channel, all programmes': () => figuresBy(db, of(all, YEAR), 'channel'),
    'a year by months': () => figuresOverTime(db, year, 'month'),
    'twelve weeks by weeks': () => figuresOverTime(db, weeks12, 'week'),
    'a quarter for open data': () =>
      openFigures(db, programmes.get(LARGE), { from: '2025-10', to: '2025-12' }),
  })
}

function lists(db: Database, seconds: number): Promise<Line[]> {
  const list = (query: Omit<FigureCasesQuery, 'narrow'> & Partial<FigureCasesQuery>) => () =>
    casesOfFigure(db, programmes, everywhere, { narrow: {}, ...query })
  const rare = { channel: 'exchange', category: programmes.get(LARGE).categories.at(-1)?.code ?? '' }
  return asked(seconds, {
    'cases received in a year': list({ figure: 'received', ...YEAR }),
    'cases closed late in a year': list({ figure: 'late', ...YEAR }),
    'founded cases of a programme': list({ figure: 'founded', ...YEAR, programme: LARGE }),
    'a category by a channel, women in the country': list({
      ...{ figure: 'founded', ...YEAR, programme: LARGE },
      narrow: { ...rare, sex: 'F', area: 'rural' },
    }),
    'received by a channel that 20 of a million took': list({
      figure: 'received',
      ...YEAR,
      narrow: { channel: RARE },
    }),
    'closed late by this channel': list({ figure: 'late', ...YEAR, narrow: { channel: RARE } }),
    'broken promises of a year': list({ figure: 'broken', ...YEAR }),
    'broken promises of a week': list({ figure: 'broken', from: '2025-06-02', to: '2025-06-08' }),
    'open cases': list({ figure: 'open', ...YEAR }),
  })
}

const LOGIN = 'auditor@bench.jawab'

/** The pages somebody looks at. */
function pages(bench: Bench, seconds: number): Promise<Line[]> {
  const year = new URLSearchParams(YEAR)
  const by = ['programme', 'entity', 'unit', 'channel', 'category', 'service', 'sex', 'area']
  const looks: Record<string, string> = {
    ...Object.fromEntries(
      by.map((one) => [`the dashboard of a year, by ${one}`, `/dashboard?${year}&by=${one}`]),
    ),
    'the dashboard of a programme, by entity': `/dashboard?${year}&programme=${LARGE}&by=entity`,
    'the dashboard of an odd year, by entity': `/dashboard?${new URLSearchParams(ODD)}&by=entity`,
    'the list behind a figure': `/dashboard/cases?figure=late&${year}`,
    ...Object.fromEntries(
      ['quarter', 'funder'].map((kind) => [
        `the ${kind} report of a year of a programme`,
        `/reports/${kind}?${year}&programme=${LARGE}`,
      ]),
    ),
    'the quarter report of odd days': `/reports/quarter?${new URLSearchParams(ODD)}&programme=${LARGE}`,
    'the referrals of the ombudsman': `/reports/ombudsman?${year}`,
    'what people did, newest first': '/journal',
    'who read what': '/journal/reads',
  }
  return visits(bench, LOGIN, looks, seconds)
}

/** What the product's own counting costs a case: one that is new, one that an act changed, and one under a seal that changed nothing. */
async function counting(db: Database): Promise<Line[]> {
  const line = async (what: string, cases: number): Promise<Line> => {
    const [from, cpu] = [performance.now(), process.cpuUsage()]
    await countSealed(db)
    const { user, system } = process.cpuUsage(cpu)
    const ms = performance.now() - from
    return { what, figures: { 'per s': (cases * 1000) / ms, 'cpu ms': (user + system) / 1000 / cases } }
  }
  const lines = [await line('counting a case for the first time', LEFT * UNDER_A_SEAL)]
  const again = async () => {
    await db.run(
      `INSERT INTO seals (id, at, leaves, root, prev_hash, hash)
       SELECT max(id) + 1, 0, ${UNDER_A_SEAL}, '', '', '' FROM seals`,
    )
    await db.run(
      `INSERT INTO seal_leaves (seal_id, instance_id, revision, hash)
       SELECT (SELECT max(id) FROM seals), instance_id, 9, '' FROM seal_leaves
       WHERE seal_id = (SELECT max(id) FROM seals) - 1`,
    )
  }
  await again()
  await db.run(
    `UPDATE cases SET stage = 'respond', mark = 'dueSoon' WHERE closing_on IS NULL AND id IN
       (SELECT instance_id FROM seal_leaves WHERE seal_id = (SELECT max(id) FROM seals))`,
  )
  await db.run(
    `UPDATE cases SET founded = 'yes', ground = NULL WHERE closing_on IS NOT NULL AND id IN
       (SELECT instance_id FROM seal_leaves WHERE seal_id = (SELECT max(id) FROM seals))`,
  )
  lines.push(await line('counting a case that an act changed', UNDER_A_SEAL))
  await again()
  lines.push(await line('looking at a case that changed nothing', UNDER_A_SEAL))
  return lines
}
