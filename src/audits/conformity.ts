// The rate of conformity over time: what the concluded closures of all samples of some places say, month by month or quarter by quarter.
import type { Place } from '../cases/overseen.ts'
import type { Database, Row } from '../platform/database.ts'
import { type Concluded, type Conformity, conformityOf } from './estimate.ts'
import { likelihood } from './sample.ts'

export type Step = 'month' | 'quarter'

/** `span` is YYYY-MM or YYYY-Q1 to -Q4, by the closing date of the closures. */
export type Span = Conformity & { span: string; sampled: number }

export type ConformityQuery = { places: readonly Place[]; from: string; to: string }

type Found = Row & {
  programme: string
  closed_on: string
  weight: number
  verdict: string | null
  status: string
  edge_draw: string | null
  edge_weight: number | null
}

/** The name of the span a civil day lies in. */
export function spanOf(day: string, step: Step): string {
  const month = day.slice(0, 7)
  return step === 'month' ? month : `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
}

/** The spans in which something was sampled, in order. */
export async function conformityOver(db: Database, query: ConformityQuery, step: Step): Promise<Span[]> {
  const found = await foundIn(db, query)
  const bySpan = Map.groupBy(found, ({ closed_on }) => spanOf(closed_on, step))
  return [...bySpan]
    .map(([span, some]) => ({ span, ...told(some) }))
    .sort((a, b) => (a.span < b.span ? -1 : 1))
}

/** The same by programme, over the whole period. */
export async function conformityBy(
  db: Database,
  query: ConformityQuery,
): Promise<(Conformity & { programme: string; sampled: number })[]> {
  const byProgramme = Map.groupBy(await foundIn(db, query), ({ programme }) => programme)
  return [...byProgramme]
    .map(([programme, some]) => ({ programme, ...told(some) }))
    .sort((a, b) => (a.programme < b.programme ? -1 : 1))
}

function told(some: readonly Found[]): Conformity & { sampled: number } {
  const concluded = some
    .filter(({ status }) => status === 'done')
    .map(({ weight, verdict, edge_draw, edge_weight }): Concluded => {
      const edge = edge_draw === null ? null : { draw: edge_draw, weight: Number(edge_weight) }
      return { conform: verdict === 'conform', likelihood: likelihood(weight, edge) }
    })
  return { ...conformityOf(concluded), sampled: some.length }
}

async function foundIn(db: Database, { places, from, to }: ConformityQuery): Promise<Found[]> {
  if (places.length === 0) return []
  const there = places.map(({ entity }) => `(c.programme = ?${entity ? ' AND c.entity = ?' : ''})`)
  return db.all<Found>(
    `SELECT c.programme, i.closed_on, i.weight, i.verdict, i.status, s.edge_draw, s.edge_weight
     FROM audit_items i JOIN audit_samples s ON s.id = i.sample_id JOIN cases c ON c.id = i.case_id
     WHERE i.closed_on >= ? AND i.closed_on <= ? AND c.restricted = 0 AND c.outcome <> 'takenOver'
       AND (${there.join(' OR ')})
     ORDER BY i.closed_on, i.sample_id, i.case_id`,
    [from, to, ...places.flatMap(({ programme, entity }) => (entity ? [programme, entity] : [programme]))],
  )
}
