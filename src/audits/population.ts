// The closures of a place and a period that may be drawn, each with its risks and its weight.
import type { Place } from '../cases/overseen.ts'
import { addDays } from '../platform/clock.ts'
import type { Database, Row, Value } from '../platform/database.ts'
import { busyClosers, type Closure, type Risk, risksOf, weightOf, withRisk } from './risks.ts'

export type Candidate = {
  id: string
  entity: string
  closing_on: string
  closer: string
  risks: readonly Risk[]
  weight: number
}

export type Period = { from: string; to: string }

/** Few are read at once: while they are weighed, nobody is answered. */
const TOGETHER = 500

/** Hears after each stride how many closures were read so far. */
export type Told = (seen: number) => Promise<void>

/** Closed cases that lie in the open: none that is restricted, about another one, or with another service by now. */
const CLOSED = "c.state = 'closed' AND c.restricted = 0 AND c.about IS NULL AND c.outcome <> 'takenOver'"

/** Whether anything lies closed there at all; who closed it is asked when it is weighed. */
export async function isAnyClosed(
  db: Database,
  place: Place,
  entities: readonly string[],
  { from, to }: Period,
): Promise<boolean> {
  for (const entity of placesIn(place, entities)) {
    const rows = await db.all(
      `SELECT c.id FROM cases c
       WHERE c.programme = ? AND c.entity = ? AND c.closing_on >= ? AND c.closing_on <= ? AND ${CLOSED} LIMIT 1`,
      [place.programme, entity, from, to],
    )
    if (rows.length > 0) return true
  }
  return false
}

const placesIn = ({ entity }: Place, entities: readonly string[]): readonly string[] =>
  entity ? [entity] : entities

/**
 * What was closed here by somebody and still is, by its closing date: no restricted case, none about another one, none
 * that another service took over, none that came closed from a register.
 */
export async function populationOf(
  db: Database,
  place: Place,
  entities: readonly string[],
  period: Period,
  { told = async () => {}, together = TOGETHER }: { told?: Told; together?: number } = {},
): Promise<Candidate[]> {
  const all: Candidate[] = []
  const weigh = weighing()
  for (const entity of placesIn(place, entities))
    for await (const rows of strides(db, { programme: place.programme, entity }, period, together)) {
      for (const row of rows) all.push(weigh(row, entity))
      await told(all.length)
    }
  const busy = busyClosers(all)
  for (const one of all)
    if (busy.has(one.closer)) {
      one.risks = withRisk(one.risks, 'busyCloser')
      one.weight = weightOf(one.risks)
    }
  return all
}

/** A closure as little as it can be: a year of a programme has hundreds of thousands, and most say the same few things. */
function weighing(): (row: ClosureRow, entity: string) => Candidate {
  const texts = new Map<string, string>()
  const sets = new Map<string, { risks: Risk[]; weight: number }>()
  const once = (text: string): string => {
    const known = texts.get(text) ?? text
    texts.set(known, known)
    return known
  }
  return (row, entity) => {
    const risks = risksOf({ ...row, channel: channelIn(row.sent) }, new Set())
    const key = risks.join(' ')
    const known = sets.get(key) ?? { risks, weight: weightOf(risks) }
    sets.set(key, known)
    return { id: row.id, entity, closing_on: once(row.closing_on), closer: once(row.closer), ...known }
  }
}

type ClosureRow = Row & Closure & { sent: string | null }

/** Along the index of closing dates, the newest day first: the cost is that of the period, not of the table. */
async function* strides(
  db: Database,
  place: Place,
  { from, to }: Period,
  together: number,
): AsyncGenerator<ClosureRow[]> {
  const read = (range: string, values: readonly Value[]) => stride(db, place, { range, values, together })
  for (let upTo = to; upTo >= from; ) {
    let rows = await read('c.closing_on >= ? AND c.closing_on <= ?', [from, upTo])
    yield rows
    if (rows.length < together) return
    // The rest of the day in which it ended, by its own range of the index.
    const day = rows.at(-1)?.closing_on ?? from
    while (rows.length === together) {
      rows = await read('c.closing_on = ? AND c.id > ?', [day, rows.at(-1)?.id ?? ''])
      yield rows
    }
    upTo = addDays(day, -1)
  }
}

async function stride(
  db: Database,
  { programme, entity }: Place,
  { range, values, together }: { range: string; values: readonly Value[]; together: number },
): Promise<ClosureRow[]> {
  const rows = await db.all<ClosureRow>(
    `SELECT c.id, c.closing_on, c.due_on, c.admissibility, c.founded, c.outcome, c.reopened, c.broken,
       c.appeal, c.channel AS came_by, j.actor AS closer, j.at AS closed_at,
       (SELECT min(g.granted_at) FROM grants g
         WHERE g.user_id = j.actor AND g.role = 'closer' AND g.programme = c.programme) AS closer_since,
       (SELECT i.input FROM journal_inputs i WHERE i.instance_id = c.id AND i.seq = (
         SELECT max(s.seq) FROM journal s
         WHERE s.instance_id = c.id AND s.event IN ('SEND_ANSWER', 'TELL_DECISION', 'THANK'))) AS sent
     FROM cases c
     JOIN journal j ON j.instance_id = c.id AND j.seq = (
       SELECT max(k.seq) FROM journal k WHERE k.instance_id = c.id AND k.event = 'CLOSE')
     WHERE c.programme = ? AND c.entity = ? AND ${range} AND ${CLOSED}
     ORDER BY c.closing_on DESC, c.id LIMIT ?`,
    [programme, entity, ...values, together],
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
