// The states of a lifecycle in figures: how many cases stand in each now, and how long those that left it had stood there.
import type { Knex } from 'knex'
import type { Viewer } from '../cases/desks.ts'
import { overseenPlaces, type Place } from '../cases/overseen.ts'
import type { Database } from '../platform/database.ts'
import { type Span, spansOf } from './spans.ts'
import { durationOf } from './stays.ts'

export type FiguresQuery = {
  workflow: string
  version?: number | undefined
  programme?: string | undefined
  entity?: string | undefined
  /** The civil days on which a stay ended, both included. */
  from: string
  to: string
}

export type StateFigures = {
  /** How many cases stand there now. */
  now: number
  /** How long (ms) half of the stays that ended lasted at most; null when none ended. */
  median: number | null
  /** How long (ms) nine of ten of them lasted at most. */
  p90: number | null
  /** How many stays ended in the period. */
  stays: number
}

/** The figures of every state that has any, over what the viewer oversees. */
export async function stateFigures(
  db: Database,
  viewer: Viewer,
  query: FiguresQuery,
): Promise<Map<string, StateFigures>> {
  const [now, histograms] = await Promise.all([standing(db, viewer, query), histogramsOf(db, viewer, query)])
  return new Map(
    [...new Set([...now.keys(), ...histograms.keys()])].map((state) => {
      const histogram = histograms.get(state) ?? new Map()
      return [state, { now: now.get(state) ?? 0, ...measured(histogram) }]
    }),
  )
}

/** How many stays ended, by their bucket. */
type Histogram = Map<number, number>

/** The middle and the ninth tenth of a histogram; each within 5 % of what the stays themselves would give. */
function measured(histogram: Histogram): Omit<StateFigures, 'now'> {
  const sorted = [...histogram].sort(([a], [b]) => a - b)
  const stays = sorted.reduce((sum, [, n]) => sum + n, 0)
  const at = (share: number): number | null => {
    let left = Math.ceil(share * stays)
    const found = sorted.find(([, n]) => {
      left -= n
      return left <= 0
    })
    return stays > 0 && found ? durationOf(found[0]) : null
  }
  return { median: at(0.5), p90: at(0.9), stays }
}

/**
 * Counted by the index of states alone, place by place, which knows nothing of who is kept out: restricted cases,
 * of which there are few, are counted by their handlers and taken away.
 */
async function standing(db: Database, viewer: Viewer, query: FiguresQuery): Promise<Map<string, number>> {
  const places = overseenPlaces(viewer, query)
  if (places.length === 0) return new Map()
  const handled = db.read('case_handlers').distinct('case_id').as('h')
  // The order is meant: from the few to their cases.
  const restricted = db.read.from(handled).joinRaw('CROSS JOIN cases').whereRaw('cases.id = h.case_id')
  const [apart, ...parts] = await Promise.all([
    counted(restricted, places, query),
    ...places.map((place) => counted(db.read('cases'), [place], query)),
  ])
  const all = new Map<string, number>()
  const add = (state: string, n: number) => all.set(state, (all.get(state) ?? 0) + n)
  for (const { state, n } of apart) add(state, -Number(n))
  for (const { state, n } of parts.flat()) add(state, Number(n))
  return all
}

/** Grouped in the order of the index, so that nothing is sorted; a state comes once for each entity. */
function counted(
  cases: Knex.QueryBuilder,
  places: readonly Place[],
  { workflow, version }: FiguresQuery,
): Promise<{ state: string; n: number }[]> {
  cases.where('cases.workflow', workflow).where((any) => {
    for (const { programme, entity } of places)
      any.orWhere({ 'cases.programme': programme, ...(entity !== '' && { 'cases.entity': entity }) })
  })
  if (version !== undefined) cases.where('cases.version', version)
  return cases
    .groupBy('cases.programme', 'cases.entity', 'cases.state')
    .select('cases.state')
    .count({ n: '*' })
}

async function histogramsOf(
  db: Database,
  viewer: Viewer,
  query: FiguresQuery,
): Promise<Map<string, Histogram>> {
  const { months, days } = spansOf(query.from, query.to)
  const places = overseenPlaces(viewer, query)
  const parts = await Promise.all([
    ...months.map((span) => ended(db, places, query, 'stay_months', 'month', span)),
    ...days.map((span) => ended(db, places, query, 'stay_figures', 'day', span)),
  ])
  const histograms = new Map<string, Histogram>()
  for (const { state, bucket, n } of parts.flat()) {
    const histogram = histograms.get(state) ?? new Map<number, number>()
    histograms.set(state, histogram.set(bucket, (histogram.get(bucket) ?? 0) + Number(n)))
  }
  return histograms
}

async function ended(
  db: Database,
  places: readonly Place[],
  { workflow, version }: FiguresQuery,
  table: 'stay_months' | 'stay_figures',
  column: 'month' | 'day',
  span: Span,
): Promise<{ state: string; bucket: number; n: number }[]> {
  if (places.length === 0) return []
  const pairs = places.map(({ programme, entity }) => [programme, entity])
  const query = db.read(table).where({ workflow }).whereIn(['programme', 'entity'], pairs)
  if (version !== undefined) query.where({ version })
  return query.whereBetween(column, span).groupBy('state', 'bucket').select('state', 'bucket').sum({ n: 'n' })
}
