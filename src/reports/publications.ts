// Figures for everybody, published once for each period that is over, and never changed: the job, and what is kept.
import { addDays, type Clock, endOfDay } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { countedUntil } from './case-figures.ts'
import { openFigures } from './open-figures.ts'
import {
  type OpenRow,
  type PeriodDays,
  type Publication,
  publicationOf,
  rowsOf,
  sumOfQuarters,
} from './published-file.ts'

/** So many days after its end a period is published: what was keyed in late is in it by then. */
export const SETTLED_AFTER = 30

/** A quarter (2026-Q3) or a year (2026), with its days. */
export function daysOf(period: string): PeriodDays {
  const year = period.slice(0, 4)
  const quarter = Number(period.slice(6))
  if (!quarter) return { period, from: `${year}-01-01`, to: `${year}-12-31` }
  const from = `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`
  // Three months are 90 to 92 days: so many later is a day of the month after them.
  const next = `${addDays(from, 95).slice(0, 7)}-01`
  return { period, from, to: addDays(next, -1) }
}

const quarterOf = (day: string): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`

type Parts = { db: Database; clock: Clock; programmes: Programmes }

/** Publishes the periods whose time has come and that are not published yet; gives their names. */
export async function publishDue(parts: Parts): Promise<string[]> {
  const { db, clock, programmes } = parts
  const now = clock.now()
  const first = await firstMonth(db, programmes)
  if (first === null) return []
  const [known, counted] = [new Set(await publishedPeriods(db)), await countedUntil(db, now)]
  const made: string[] = []
  for (const { period, to } of quartersBetween(`${first}-01`, addDays(clock.dayOf(now), -SETTLED_AFTER))) {
    // What happened until it settled has to be counted.
    if (counted < endOfDay(addDays(to, SETTLED_AFTER))) break
    const year = period.slice(0, 4)
    const due = period.endsWith('Q4') ? [period, year] : [period]
    for (const name of due.filter((one) => !known.has(one))) {
      const publication =
        name === year ? await publicationOfYear(parts, year) : await publicationOfQuarter(parts, name)
      if (publication && (await keep(parts, publication))) made.push(name)
    }
  }
  return made
}

/** The quarters from the one a day lies in to the last one that is over before a day. */
function quartersBetween(first: string, last: string): PeriodDays[] {
  const quarters: PeriodDays[] = []
  for (let quarter = daysOf(quarterOf(first)); quarter.to < last; ) {
    quarters.push(quarter)
    quarter = daysOf(quarterOf(addDays(quarter.to, 1)))
  }
  return quarters
}

/** The first month in which anything was received; null when nothing ever was. */
async function firstMonth(db: Database, { all }: Programmes): Promise<string | null> {
  const months = await Promise.all(
    all.map(({ code }) =>
      db
        .read('case_figures')
        .where({ programme: code, entity: '', facet: '', measure: 'received', grain: 'month' })
        .where('n', '>', 0)
        .min({ span: 'span' })
        .first(),
    ),
  )
  const known = months.flatMap((row) => row?.span ?? []).sort()
  return known[0] ?? null
}

async function publicationOfQuarter({ db, clock, programmes }: Parts, period: string): Promise<Publication> {
  const days = daysOf(period)
  const months = { from: days.from.slice(0, 7), to: days.to.slice(0, 7) }
  const rows: OpenRow[] = []
  for (const programme of programmes.all)
    rows.push(...rowsOf(period, programme.code, await openFigures(db, programme, months)))
  return publicationOf(programmes.all, days, clock.dayOf(clock.now()), rows)
}

/** Nothing but the sums of what is published already; undefined where a quarter is missing. */
async function publicationOfYear(
  { db, clock, programmes }: Parts,
  year: string,
): Promise<Publication | undefined> {
  const quarters: OpenRow[][] = []
  for (const n of [1, 2, 3, 4]) {
    const quarter = await findPublication(db, `${year}-Q${n}`)
    if (!quarter) return undefined
    quarters.push(quarter.publication.rows)
  }
  const rows = sumOfQuarters(year, quarters)
  return publicationOf(programmes.all, daysOf(year), clock.dayOf(clock.now()), rows)
}

/** Keeps it, unless another worker was faster: what is published stays as it is. */
async function keep({ db, clock }: Parts, publication: Publication): Promise<boolean> {
  const kept = await db.run(
    `INSERT INTO publications (period, made_at, seal, content)
     SELECT ?, CAST(? AS bigint), seal_id, ? FROM counted_seals WHERE 1 = 1 ON CONFLICT (period) DO NOTHING`,
    [publication.period, clock.now(), JSON.stringify(publication)],
  )
  return kept > 0
}

/** The periods that are published, the latest first; a year stands before its quarters. */
export async function publishedPeriods(db: Database): Promise<string[]> {
  const periods: string[] = await db.read('publications').pluck('period')
  const rank = (period: string): string => (period.length === 4 ? `${period}-Z` : period)
  return periods.sort((a, b) => (rank(a) < rank(b) ? 1 : -1))
}

export type Kept = { madeAt: number; content: string; publication: Publication }

/** A publication as it was made; undefined when there is none of this period. */
export async function findPublication(db: Database, period: string): Promise<Kept | undefined> {
  const row = await db.read('publications').where({ period }).first('made_at', 'content')
  if (!row) return undefined
  // Written by this very file.
  const publication: Publication = JSON.parse(row.content)
  return { madeAt: Number(row.made_at), content: row.content, publication }
}
