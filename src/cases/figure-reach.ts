// Where the cases of a figure can be: what is counted says in which entities and months there are any, so that a list of three reads no million.
import { addDays, dayOf, endOfDay } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { verdicts } from './counted.ts'
import type { Figure, FigureCasesQuery, Narrowing } from './figure-query.ts'
import type { Place } from './overseen.ts'
import type { Order } from './place-ranges.ts'

/** An entity and the days in which its cases can lie, both included; null where days are no help. */
export type Reach = Place & { days: { from: string; to: string } | null }

/** How a figure is counted. */
type Counted = { measure: string; bucket?: string }

const found = (verdict: (typeof verdicts)[number]): Counted => {
  const first = verdicts.indexOf(verdict) * 2
  return { measure: 'received', bucket: `BETWEEN ${first} AND ${first + 1}` }
}

const countedAs: Record<Figure, Counted> = {
  received: { measure: 'received' },
  founded: found('founded'),
  notFounded: found('notFounded'),
  undetermined: found('undetermined'),
  request: found('request'),
  treated: { measure: 'received', bucket: '% 2 = 1' },
  closed: { measure: 'closed' },
  onTime: { measure: 'closed', bucket: '% 2 = 0' },
  late: { measure: 'closed', bucket: '% 2 = 1' },
  rated: { measure: 'rated' },
  satisfied: { measure: 'rated' },
  promised: { measure: 'promised' },
  kept: { measure: 'promised', bucket: '= 1' },
  broken: { measure: 'promised', bucket: '= 0' },
  open: { measure: 'open' },
}

/** What a list can be narrowed to and figures are told by; the mark of a clock is no facet. */
const facets: readonly Exclude<Narrowing, 'mark'>[] = [
  ...(['unit', 'channel', 'category', 'service', 'ground', 'sex', 'area', 'stage'] as const),
]

export type Reached = {
  all: Reach[]
  /** The same in the latest months that hold enough together, as far as that is known; null where these are all. */
  lately: Reach[] | null
}

/** The entities that have cases of a figure, and where in the period; `enough` is how many are wanted for now. */
export async function reachOf(
  db: Database,
  places: readonly Place[],
  query: FigureCasesQuery,
  enough: number,
): Promise<Reached> {
  const { measure } = countedAs[query.figure]
  // The step a case stands at is told of open ones alone.
  const told = facets.filter(
    (facet) => query.narrow[facet] !== undefined && (facet !== 'stage' || measure === 'open'),
  )
  const [first = [], ...others] = await Promise.all(
    (told.length > 0 ? told : ['' as const]).map((facet) =>
      monthsOf(db, places, query, { facet, part: facet === '' ? '' : (query.narrow[facet] ?? '') }),
    ),
  )
  const keyOf = ({ programme, entity, span }: Month): string => `${programme}/${entity}/${span}`
  const everywhere = others.map((months) => new Set(months.map(keyOf)))
  const all = first.filter((month) => everywhere.every((keys) => keys.has(keyOf(month))))
  // What is narrowed by more than one thing is fewer than what is counted by either.
  const exact = Object.values(query.narrow).filter((value) => value !== undefined).length <= 1
  if (!isByDay(measure)) return { all: await whereReceived(db, all, query), lately: null }
  const lately = exact ? latest(all, enough) : all
  return {
    all: joined(all, query),
    lately: lately.length < all.length ? joined(lately, query) : null,
  }
}

/** So many promises are read to know when their complaints came; where there are more, a page is soon full. */
const FEW = 20_000

/** Where a list is ordered by reception and its figure is not: the days that what was promised then was received on. */
async function whereReceived(
  db: Database,
  months: readonly Month[],
  { figure, from, to }: FigureCasesQuery,
): Promise<Reach[]> {
  const keyOf = ({ programme, entity }: Place): string => `${programme}/${entity}`
  const places = [...new Map(months.map((month) => [keyOf(month), month])).values()]
  const programmes = [...new Set(places.map(({ programme }) => programme))]
  const few = months.reduce((sum, { n }) => sum + n, 0) <= FEW
  if (countedAs[figure].measure === 'open' || !few || programmes.length === 0)
    return places.map(({ programme, entity }) => ({ programme, entity, days: null }))
  const rows = await db.all<Place & { first: string; last: string }>(
    `SELECT c.programme, c.entity, min(c.received_on) AS first, max(c.received_on) AS last
     FROM commitments f JOIN cases c ON c.id = f.case_id
     WHERE f.programme IN (${programmes.map(() => '?').join(', ')}) AND f.due_on BETWEEN ? AND ?
     GROUP BY c.programme, c.entity`,
    [...programmes, from, to],
  )
  const days = new Map(rows.map((row) => [keyOf(row), { from: row.first, to: row.last }]))
  return places.flatMap(({ programme, entity }) => {
    const own = days.get(keyOf({ programme, entity }))
    return own ? [{ programme, entity, days: own }] : []
  })
}

type Month = Place & { span: string; n: number }

async function monthsOf(
  db: Database,
  places: readonly Place[],
  { figure, from, to, after }: FigureCasesQuery,
  { facet, part }: { facet: string; part: string },
): Promise<Month[]> {
  if (places.length === 0) return []
  const { measure, bucket } = countedAs[figure]
  const until = after && isByDay(measure) ? earlier(to, dayOfCursor(after.at)) : to
  const spans = measure === 'open' ? [''] : monthsBetween(from, until)
  if (spans.length === 0) return []
  const marks = (some: readonly unknown[], one = '?'): string => some.map(() => one).join(', ')
  const rows = await db.all<Month>(
    `WITH p (programme, entity) AS (VALUES ${marks(places, '(?, ?)')})
     SELECT f.programme, f.entity, f.span, sum(f.n) AS n FROM p JOIN case_figures f
       ON f.programme = p.programme AND f.entity = p.entity
     WHERE f.facet = ? AND f.measure = ? AND f.grain = ? AND f.span IN (${marks(spans)}) AND f.part = ?
       ${bucket ? `AND f.bucket ${bucket}` : ''}
     GROUP BY f.programme, f.entity, f.span HAVING sum(f.n) > 0`,
    [
      ...places.flatMap(({ programme, entity }) => [programme, entity]),
      ...[facet, measure, measure === 'open' ? 'now' : 'month', ...spans, part],
    ],
  )
  return rows.map((row) => ({ ...row, n: Number(row.n) }))
}

/** Whether a list is ordered by the days its figure is counted on. */
const isByDay = (measure: string): boolean => ['received', 'closed', 'rated'].includes(measure)

const dayOfCursor = (at: string | number): string => (typeof at === 'number' ? dayOf(at) : at)

const earlier = (a: string, b: string): string => (a < b ? a : b)

function monthsBetween(from: string, to: string): string[] {
  const months: string[] = []
  for (let day = `${from.slice(0, 7)}-01`; day <= to; day = `${addDays(day, 31).slice(0, 7)}-01`)
    months.push(day.slice(0, 7))
  return months
}

/** The latest months that hold enough together; the very latest may be half read already and does not count. */
function latest(months: readonly Month[], enough: number): Month[] {
  const spans = [...new Set(months.map(({ span }) => span))].sort().reverse()
  let left = enough
  const first = spans.find((span, n) => {
    if (n > 0) for (const month of months) if (month.span === span) left -= month.n
    return left <= 0
  })
  return months.filter(({ span }) => first === undefined || span >= first)
}

function joined(months: readonly Month[], { from, to }: FigureCasesQuery): Reach[] {
  const byPlace = Map.groupBy(months, ({ programme, entity }) => `${programme}/${entity}`)
  return [...byPlace.values()].flatMap((own) => {
    const [one] = own
    if (!one) return []
    const { programme, entity } = one
    const spans = own.map(({ span }) => span).sort()
    const [first = '', last = ''] = [spans.at(0), spans.at(-1)]
    const ends = addDays(`${addDays(`${last}-01`, 31).slice(0, 7)}-01`, -1)
    const begins = `${first}-01`
    return [{ programme, entity, days: { from: begins > from ? begins : from, to: earlier(ends, to) } }]
  })
}

/** The values of what a list is ordered by that lie on these days. */
export const boundsOf = (
  order: Order,
  { from, to }: { from: string; to: string },
): [string, string] | [number, number] =>
  order === 'closing_on' ? [from, to] : [endOfDay(addDays(from, -1)), endOfDay(to)]
