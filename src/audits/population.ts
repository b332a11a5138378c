// The closures of a place and a period that may be drawn, each with its risks and its weight.
import type { Place } from '../cases/overseen.ts'
import type { Database, Row } from '../platform/database.ts'
import { busyClosers, type Closure, type Risk, risksOf, weightOf } from './risks.ts'

export type Candidate = { id: string; entity: string; closing_on: string; risks: Risk[]; weight: number }

export type Period = { from: string; to: string }

/** So many are read at once. */
const STRIDE = 2000

type ClosureRow = Row & Closure & { entity: string; sent: string | null }

/**
 * What was closed here by somebody and still is, by its closing date: no restricted case, none about another one, none
 * that another service took over, none that came closed from a register.
 */
export async function populationOf(
  db: Database,
  place: Place,
  entities: readonly string[],
  period: Period,
): Promise<Candidate[]> {
  const rows: ClosureRow[] = []
  for (const entity of place.entity ? [place.entity] : entities) {
    for (let after: ClosureRow | undefined; ; ) {
      const some = await stride(db, { programme: place.programme, entity }, period, after)
      rows.push(...some)
      after = some.at(-1)
      if (some.length < STRIDE) break
    }
  }
  const busy = busyClosers(rows)
  return rows.map((row) => {
    const risks = risksOf({ ...row, channel: channelIn(row.sent) }, busy)
    return { id: row.id, entity: row.entity, closing_on: row.closing_on, risks, weight: weightOf(risks) }
  })
}

/** Along the index of closing dates: the cost is that of the period, not of the table. */
async function stride(
  db: Database,
  { programme, entity }: Place,
  { from, to }: Period,
  after: ClosureRow | undefined,
): Promise<ClosureRow[]> {
  const rows = await db.all<ClosureRow>(
    `SELECT c.id, c.entity, c.closing_on, c.due_on, c.admissibility, c.founded, c.outcome, c.reopened, c.broken,
       c.appeal, c.channel AS came_by, j.actor AS closer, j.at AS closed_at,
       (SELECT min(g.granted_at) FROM grants g
         WHERE g.user_id = j.actor AND g.role = 'closer' AND g.programme = c.programme) AS closer_since,
       (SELECT i.input FROM journal_inputs i WHERE i.instance_id = c.id AND i.seq = (
         SELECT max(s.seq) FROM journal s
         WHERE s.instance_id = c.id AND s.event IN ('SEND_ANSWER', 'TELL_DECISION', 'THANK'))) AS sent
     FROM cases c
     JOIN journal j ON j.instance_id = c.id AND j.seq = (
       SELECT max(k.seq) FROM journal k WHERE k.instance_id = c.id AND k.event = 'CLOSE')
     WHERE c.programme = ? AND c.entity = ? AND c.closing_on >= ? AND c.closing_on <= ?
       AND (c.closing_on < ? OR (c.closing_on = ? AND c.id > ?))
       AND c.state = 'closed' AND c.restricted = 0 AND c.about IS NULL AND c.outcome <> 'takenOver'
     ORDER BY c.closing_on DESC, c.id LIMIT ${STRIDE}`,
    [
      ...[programme, entity, from, after?.closing_on ?? to],
      ...[after?.closing_on ?? '9999', after?.closing_on ?? '', after?.id ?? ''],
    ],
  )
  return rows.map((row) => ({
    ...row,
    closed_at: Number(row.closed_at),
    closer_since: row.closer_since === null ? null : Number(row.closer_since),
  }))
}

/** The channel somebody chose when the answer left. */
function channelIn(sent: string | null): string | null {
  if (sent === null) return null
  const { input = {} } = JSON.parse(sent)
  return typeof input.channel === 'string' ? input.channel : null
}
