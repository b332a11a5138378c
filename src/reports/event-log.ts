// The journals of many cases as an event log (XES), for process mining: who did what by role and pseudonym, never what was typed.
import { createHmac, randomBytes } from 'node:crypto'
import type { Viewer } from '../cases/desks.ts'
import { asOverseer } from '../cases/overseen.ts'
import { system, visible } from '../cases/policy.ts'
import { RELEASE } from '../engine/emptied.ts'
import { startOfDay } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { handlingLeaf } from './stays.ts'
import { type Attribute, closing, type Declared, opening, trace } from './xes.ts'

export type LogQuery = {
  programme: string
  /** The civil days on which the cases were received, both included. */
  from: string
  to: string
}

/** So many cases are looked at together; the memory an export takes does not grow with the archive. */
const BATCH = 200

type LoggedCase = {
  id: string
  workflow: string
  version: number
  programme: string
  entity: string
  channel: string
  category: string
  received_on: string
}

type LoggedEvent = {
  instance_id: string
  at: number
  actor: string
  role: string
  event: string
  from_state: string
  to_state: string
}

const unknown = (...keys: string[]): Attribute[] => keys.map((key) => [key, 'unknown'])

const declared: Declared = {
  trace: [
    ...unknown('concept:name', 'programme', 'entity', 'channel', 'category', 'workflow'),
    ['version', 0],
    ['received', new Date(0)],
  ],
  event: [
    ...unknown('concept:name', 'org:role', 'org:resource', 'from', 'to'),
    ['lifecycle:transition', 'complete'],
    ['time:timestamp', new Date(0)],
  ],
}

/**
 * The log, piece by piece, by reference: what stood in the journals at `now`, of the cases the viewer may audit.
 * Nothing is read before it is asked for, and nothing more once nobody asks.
 */
export async function* eventLog(
  db: Database,
  viewer: Viewer,
  query: LogQuery,
  now: number,
): AsyncGenerator<string, void, undefined> {
  const pseudonym = pseudonyms()
  yield opening(declared, [
    ['concept:name', `${query.programme} ${query.from} ${query.to}`],
    ['time:timestamp', new Date(now)],
  ])
  for (let first = ''; ; ) {
    const last = await endOfBatch(db, first)
    if (last === undefined) break
    const cases = await casesUpTo(db, viewer, query, first)
    const events = await eventsOf(db, cases, now)
    for (const one of cases) yield traceOf(one, events.get(one.id) ?? [], pseudonym)
    first = last
  }
  yield closing
}

/** The reference a batch ends with, whoever may see what is in it; undefined after the last one. */
async function endOfBatch(db: Database, first: string): Promise<string | undefined> {
  const [row] = await db.all<{ last: string | null }>(
    `SELECT max(id) AS last FROM (SELECT id FROM cases WHERE id > ? ORDER BY id LIMIT ${BATCH}) AS batch`,
    [first],
  )
  return row?.last ?? undefined
}

/** The cases of a batch that go into the log. A batch is one range of references, however few of them are asked for. */
function casesUpTo(db: Database, viewer: Viewer, query: LogQuery, first: string): Promise<LoggedCase[]> {
  const batch = db.read('cases').where('id', '>', first).orderBy('id').limit(BATCH)
  const logged = db.read
    .from(batch.as('cases'))
    .join('instances', 'instances.id', 'cases.id')
    .where('cases.programme', query.programme)
    // Not even for whoever handles them: a log goes on to others.
    .where('cases.restricted', 0)
    .whereBetween('cases.received_on', [query.from, query.to])
    .orderBy('cases.id')
    .select('cases.*', 'instances.version')
  visible(logged, asOverseer(viewer, ['auditor']))
  return logged
}

async function eventsOf(
  db: Database,
  cases: readonly LoggedCase[],
  now: number,
): Promise<Map<string, LoggedEvent[]>> {
  if (cases.length === 0) return new Map()
  const ids = cases.map(({ id }) => id)
  const rows: LoggedEvent[] = await db
    .read('journal')
    .whereIn('instance_id', ids)
    .where('recorded_at', '<=', now)
    .orderBy(['instance_id', 'seq'])
    .select('instance_id', 'at', 'actor', 'role', 'event', 'from_state', 'to_state')
  return Map.groupBy(rows, ({ instance_id }) => instance_id)
}

function traceOf(
  { id, programme, entity, channel, category, workflow, version, received_on }: LoggedCase,
  events: readonly LoggedEvent[],
  pseudonym: (actor: string) => string,
): string {
  const about: Attribute[] = [
    ['concept:name', id],
    ...Object.entries({ programme, entity, channel, category, workflow }),
    ['version', version],
    ['received', new Date(startOfDay(received_on))],
  ]
  return trace(
    about,
    events.map(namedAlike).map(({ at, actor, role, event, from_state, to_state }): Attribute[] => [
      ['concept:name', nameOf(event)],
      ['org:role', role],
      ['org:resource', pseudonym(actor)],
      ['from', handlingLeaf(from_state)],
      ['to', handlingLeaf(to_state)],
      ['lifecycle:transition', 'complete'],
      ['time:timestamp', new Date(at)],
    ]),
  )
}

/** Whose hand gave a case away could tell where to: old rows say it, and a log goes on to others. */
const namedAlike = (event: LoggedEvent): LoggedEvent =>
  event.event === RELEASE ? { ...event, actor: system.id, role: 'system' } : event

/** A deadline goes by the name of its delay: `untilDue`, not where in the machine it stands. */
const nameOf = (event: string): string => /^xstate\.after\.(\w+)/.exec(event)?.[1] ?? event

/** The same person has the same pseudonym throughout one log, and another one in the next. */
function pseudonyms(): (actor: string) => string {
  const salt = randomBytes(32)
  const known = new Map<string, string>()
  return (actor) => {
    if (actor === 'system') return actor
    const given = known.get(actor) ?? createHmac('sha256', salt).update(actor).digest('hex').slice(0, 16)
    known.set(actor, given)
    return given
  }
}
