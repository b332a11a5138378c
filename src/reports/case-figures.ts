// What became of complaints, in figures: received, closed in time or late, how fast, founded or not, promised and kept, open now.

import { type Facet, type Measure, marks, type Verdict, verdicts } from '../cases/counted.ts'
import type { Place } from '../cases/overseen.ts'
import type { Database } from '../platform/database.ts'
import { type Span, spansOf } from './spans.ts'

export type CaseFiguresQuery = {
  /** None inside another: nothing is counted twice. */
  places: readonly Place[]
  /** The civil days, both included: of reception, of closing, or of a promise, by what is counted. */
  from: string
  to: string
}

/** Processing times in days (docs/domain.md, section 7), nearest rank; null where nothing was closed. */
export type Days = { average: number | null; median: number | null; p90: number | null }

export type CaseFigures = {
  received: number
  /** Of those received in the period, what they were found to be, and how many are closed by now. */
  verdicts: Record<Verdict, number>
  treated: number
  /** Closed in the period, whenever they were received. */
  closed: number
  onTime: number
  late: number
  days: Days
  /** Of the first dates that complainants were told and that fell into the period, how many were kept. */
  promised: number
  kept: number
  /** Open now, whatever the period, by the mark of the clock. */
  open: number
  marks: Record<string, number>
}

type Row = { key: string; measure: Measure; bucket: number; n: number }

/** The figures of each value of a facet that has any; of the facet '' there is one, under ''. */
export async function caseFigures(
  db: Database,
  query: CaseFiguresQuery,
  facet: Facet = '',
): Promise<Map<string, CaseFigures>> {
  const { months, days } = spansOf(query.from, query.to)
  const parts = await Promise.all([
    ...months.map((span) => counted(db, query, facet, 'part', ['month', span])),
    ...days.map((span) => counted(db, query, facet, 'part', ['day', span])),
    counted(db, query, facet, 'part', ['now', ['', '']]),
  ])
  return figuresOf(parts.flat())
}

/** The figures of each month (YYYY-MM) of a period, cut at its ends; what is open now belongs to no month. */
export async function monthlyFigures(
  db: Database,
  query: CaseFiguresQuery,
): Promise<Map<string, CaseFigures>> {
  const { months, days } = spansOf(query.from, query.to)
  const parts = await Promise.all([
    ...months.map((span) => counted(db, query, '', 'span', ['month', span])),
    ...days.map((span) => counted(db, query, '', 'span', ['day', span])),
  ])
  return figuresOf(parts.flat().map((row) => ({ ...row, key: row.key.slice(0, 7) })))
}

async function counted(
  db: Database,
  { places }: CaseFiguresQuery,
  facet: Facet,
  key: 'part' | 'span',
  [grain, span]: [grain: 'day' | 'month' | 'now', span: Span],
): Promise<Row[]> {
  if (places.length === 0) return []
  const pairs = places.map(({ programme, entity }) => [programme, entity])
  return db
    .read('case_figures')
    .whereIn(['programme', 'entity'], pairs)
    .where({ facet, grain })
    .whereIn('measure', grain === 'now' ? ['open'] : ['received', 'closed', 'promised'])
    .whereBetween('span', span)
    .groupBy(key, 'measure', 'bucket')
    .having(db.read.raw('sum(n) <> 0'))
    .select({ key }, 'measure', 'bucket')
    .sum({ n: 'n' })
}

function figuresOf(rows: readonly Row[]): Map<string, CaseFigures> {
  const groups = Map.groupBy(rows, ({ key }) => key)
  return new Map([...groups].map(([key, group]) => [key, gather(group)]))
}

/** Figures of nothing at all. */
export const none = (): CaseFigures => gather([])

function gather(rows: readonly Row[]): CaseFigures {
  const of = (measure: Measure): Row[] => rows.filter((row) => row.measure === measure)
  const sum = (some: readonly Row[]): number => some.reduce((total, { n }) => total + Number(n), 0)
  const [received, closed, promised, open] = [of('received'), of('closed'), of('promised'), of('open')]
  const found = (verdict: Verdict): number =>
    sum(received.filter(({ bucket }) => verdicts[Math.floor(bucket / 2)] === verdict))
  return {
    received: sum(received),
    verdicts: {
      undetermined: found('undetermined'),
      founded: found('founded'),
      notFounded: found('notFounded'),
      request: found('request'),
    },
    treated: sum(received.filter(({ bucket }) => bucket % 2 === 1)),
    closed: sum(closed),
    onTime: sum(closed.filter(({ bucket }) => bucket % 2 === 0)),
    late: sum(closed.filter(({ bucket }) => bucket % 2 === 1)),
    days: daysOf(closed),
    promised: sum(promised),
    kept: sum(promised.filter(({ bucket }) => bucket === 1)),
    open: sum(open),
    marks: Object.fromEntries(
      marks.map((mark, bucket) => [mark, sum(open.filter((row) => row.bucket === bucket))]),
    ),
  }
}

function daysOf(closed: readonly Row[]): Days {
  const sorted = closed
    .map(({ bucket, n }) => ({ days: Math.floor(bucket / 2), n: Number(n) }))
    .sort((a, b) => a.days - b.days)
  const all = sorted.reduce((sum, { n }) => sum + n, 0)
  const rank = (share: number): number | null => {
    let left = Math.ceil(share * all)
    const found = sorted.find(({ n }) => {
      left -= n
      return left <= 0
    })
    return found?.days ?? null
  }
  if (all === 0) return { average: null, median: null, p90: null }
  const total = sorted.reduce((sum, { days, n }) => sum + days * n, 0)
  return { average: total / all, median: rank(0.5), p90: rank(0.9) }
}
