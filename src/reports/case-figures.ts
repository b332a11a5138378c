// What became of complaints, in figures: received, closed in time or late, how fast, founded or not, promised and kept, open now.
import {
  type Cell,
  type Facet,
  type Measure,
  marks,
  type Satisfaction,
  satisfactions,
  type Verdict,
  verdicts,
} from '../cases/counted.ts'
import type { Place } from '../cases/overseen.ts'
import { addDays, daysBetween } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { type Span, spansOf } from './spans.ts'

/** Where figures are read: those that are kept up, or cells that were gathered apart. */
export type Cells = (Pick<Database, 'read'> & { inTurn?: InTurn }) | { gathered: readonly Cell[] }

/** Asks when what was asked before is answered: a connection of its own takes one question at a time. */
export type InTurn = <T>(ask: () => Promise<T>) => Promise<T>

export type CaseFiguresQuery = {
  /** None inside another: nothing is counted twice. */
  places: readonly Place[]
  /** The civil days, both included: of reception, of closing, or of a promise, by what is counted. */
  from: string
  to: string
  /** A promise whose day is not over yet is neither kept nor broken. */
  today: string
}

/** The last day whose promises are over. */
export const promisesUntil = ({ to, today }: Pick<CaseFiguresQuery, 'to' | 'today'>): string =>
  to < today ? to : addDays(today, -1)

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
  /** Of those closed, what people said of the answer; most say nothing. */
  ratings: Record<Satisfaction, number>
  /** Of the first dates that complainants were told and that fell into the period, how many were kept. */
  promised: number
  kept: number
  /** Open now, whatever the period, by the mark of the clock. */
  open: number
  marks: Record<string, number>
}

/** Figures of one value of what they are told by, in one programme. */
export type Part = { programme: string; part: string; figures: CaseFigures }

type Row = { programme: string; part: string; measure: Measure; bucket: number; n: number }

/** The instant (UTC ms) up to which everything is counted: now, unless seals wait to be counted. */
export async function countedUntil(db: Database, now: number): Promise<number> {
  const [waiting] = await db.all<{ at: number }>(
    'SELECT s.at FROM seals s JOIN counted_seals c ON s.id > c.seal_id ORDER BY s.id LIMIT 1',
  )
  return waiting ? Number(waiting.at) : now
}

/** The figures of everything together. */
export async function caseFigures(db: Cells, query: CaseFiguresQuery): Promise<CaseFigures> {
  return gather(await rowsOf(db, query, '', 'part'))
}

/** Told by what means the same in every programme; the codes of the others belong to their programme. */
const shared: readonly Facet[] = ['channel', 'sex', 'area', 'stage']

const withoutProgramme = async (rows: Promise<Row[]>): Promise<Row[]> =>
  (await rows).map((row) => ({ ...row, programme: '' }))

/** The figures of each value of a facet that has any; `programme` is '' where a value means the same in all of them. */
export async function figuresBy(
  db: Cells,
  query: CaseFiguresQuery,
  facet: Exclude<Facet, ''> | 'programme',
): Promise<Part[]> {
  if (facet === 'programme') return partsOf(await rowsOf(db, query, '', 'part'))
  if (shared.includes(facet)) return partsOf(await withoutProgramme(rowsOf(db, query, facet, 'part')))
  if (facet !== 'entity') return partsOf(await rowsOf(db, query, facet, 'part'))
  // A whole programme is told by its entities; an entity alone is its own only part.
  const whole = { ...query, places: query.places.filter(({ entity }) => entity === '') }
  const single = { ...query, places: query.places.filter(({ entity }) => entity !== '') }
  const rows = await Promise.all([rowsOf(db, whole, facet, 'part'), rowsOf(db, single, '', 'entity')])
  return partsOf(rows.flat())
}

/** The figures of the values of a facet, those together that `group` names alike. */
export async function figuresGrouped(
  db: Cells,
  query: CaseFiguresQuery,
  facet: Exclude<Facet, ''>,
  group: (part: string) => string,
): Promise<Part[]> {
  const rows = await rowsOf(db, query, facet, 'part')
  return partsOf(rows.map((row) => ({ ...row, part: group(row.part) })))
}

/**
 * The figures of each month of a period, cut at its ends, or of each seven days counted back from its last; every one,
 * also the empty. So twelve weeks until today are twelve steps of one length, whatever day it is.
 */
export async function figuresOverTime(
  db: Cells,
  query: CaseFiguresQuery,
  step: 'week' | 'month',
): Promise<{ from: string; to: string; figures: CaseFigures }[]> {
  const rows = await rowsOf(db, query, '', 'span', step === 'week')
  const startOf = step === 'week' ? (day: string) => weekUntil(query.to, day) : firstOfMonth
  const groups = Map.groupBy(rows, ({ part }) => startOf(part))
  return stepsOf(query, startOf).map((one) => ({
    ...one,
    figures: gather(groups.get(startOf(one.from)) ?? []),
  }))
}

/** The first of the seven days a day lies in, counted back from the last one. */
const weekUntil = (last: string, day: string): string =>
  addDays(last, -6 - 7 * Math.floor(daysBetween(day, last) / 7))

const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`

function stepsOf(
  { from, to }: CaseFiguresQuery,
  startOf: (day: string) => string,
): { from: string; to: string }[] {
  const steps: { from: string; to: string }[] = []
  for (let last = to; last >= from; ) {
    const first = startOf(last)
    steps.unshift({ from: first > from ? first : from, to: last })
    last = addDays(first, -1)
  }
  return steps
}

type Key = 'part' | 'entity' | 'span'

/** The cells of a question; by months where a period has whole ones, unless it has to be told by days. */
async function rowsOf(
  db: Cells,
  query: CaseFiguresQuery,
  facet: Facet,
  key: Key,
  byDays = false,
): Promise<Row[]> {
  const { from, to } = query
  const cut = (until: string): { months: Span[]; days: Span[] } =>
    byDays ? { months: [], days: [[from, until]] } : spansOf(from, until)
  const happened = (measures: Measure[], { months, days }: { months: Span[]; days: Span[] }) => [
    ...months.map((span) => counted(db, query, { facet, key, measures, grain: 'month', span })),
    ...days.map((span) => counted(db, query, { facet, key, measures, grain: 'day', span })),
  ]
  const parts = await Promise.all([
    ...happened(['received', 'closed', 'rated'], cut(to)),
    ...happened(['promised'], cut(promisesUntil(query))),
    ...(key === 'span'
      ? []
      : [counted(db, query, { facet, key, measures: ['open'], grain: 'now', span: ['', ''] })]),
  ])
  return parts.flat()
}

type Asked = {
  facet: Facet
  key: Key
  measures: Measure[]
  grain: 'day' | 'month' | 'now'
  span: Span
}

async function counted(db: Cells, { places }: CaseFiguresQuery, asked: Asked): Promise<Row[]> {
  if (places.length === 0) return []
  if ('gathered' in db) return countedApart(db.gathered, places, asked)
  const { facet, key, measures, grain, span } = asked
  const pairs = places.map(({ programme, entity }) => [programme, entity])
  const ask = async (): Promise<Row[]> =>
    db
      .read('case_figures')
      .whereIn(['programme', 'entity'], pairs)
      .where({ facet, grain })
      .whereIn('measure', measures)
      .whereBetween('span', span)
      .groupBy('programme', key, 'measure', 'bucket')
      .having(db.read.raw('sum(n) <> 0'))
      .select('programme', { part: key }, 'measure', 'bucket')
      .sum({ n: 'n' })
  return db.inTurn ? db.inTurn(ask) : ask()
}

/** The same of cells that lie in memory; what comes to nothing adds nothing. */
function countedApart(
  cells: readonly Cell[],
  places: readonly Place[],
  { facet, key, measures, grain, span: [first, last] }: Asked,
): Row[] {
  return cells.flatMap((cell) => {
    const measure = measures.find((one) => one === cell.measure)
    if (!measure || cell.facet !== facet || cell.grain !== grain) return []
    if (cell.span < first || cell.span > last) return []
    if (!places.some(({ programme, entity }) => cell.programme === programme && cell.entity === entity))
      return []
    return [{ programme: cell.programme, part: cell[key], measure, bucket: cell.bucket, n: cell.n }]
  })
}

function partsOf(rows: readonly Row[]): Part[] {
  const groups = Map.groupBy(rows, ({ programme, part }) => `${programme}/${part}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first ? [{ programme: first.programme, part: first.part, figures: gather(group) }] : []
  })
}

function gather(rows: readonly Row[]): CaseFigures {
  const of = (measure: Measure): Row[] => rows.filter((row) => row.measure === measure)
  const sum = (some: readonly Row[]): number => some.reduce((total, { n }) => total + Number(n), 0)
  const [received, closed, promised, open] = [of('received'), of('closed'), of('promised'), of('open')]
  const found = (verdict: Verdict): number =>
    sum(received.filter(({ bucket }) => verdicts[Math.floor(bucket / 2)] === verdict))
  const rated = of('rated')
  const said = (one: Satisfaction): number => sum(rated.filter(({ bucket }) => satisfactions[bucket] === one))
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
    ratings: { satisfied: said('satisfied'), partly: said('partly'), unsatisfied: said('unsatisfied') },
    promised: sum(promised),
    kept: sum(promised.filter(({ bucket }) => bucket === 1)),
    open: sum(open),
    marks: Object.fromEntries(
      marks.map((mark, bucket) => [mark, sum(open.filter((row) => row.bucket === bucket))]),
    ),
  }
}

/** What there is to tell of nothing. */
export const noFigures: CaseFigures = gather([])

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
