// The rows of many journals, newest first, for auditors: one range of one index at a time, however large the archive.
import type { Knex } from 'knex'
import { RELEASE } from '../engine/emptied.ts'
import { endOfDay, startOfDay } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Viewer } from './desks.ts'
import { asOverseer } from './overseen.ts'
import { system, visible } from './policy.ts'

/** So many rows are on one page. */
export const JOURNAL_PAGE = 50

/** So many rows are looked at, first and then again and again; what lies further back is left to the next page. */
const FIRST_LOOK = 200
const LOOK = 5_000
const LOOKS = 4

/** A row after which a page begins. */
export type JournalCursor = { at: number; id: string; seq: number }

/** What narrows the rows; days are civil and both included. */
export type JournalQuery = {
  id?: string | undefined
  actor?: string | undefined
  /** Names of events, any of them. */
  events?: readonly string[] | undefined
  from?: string | undefined
  to?: string | undefined
  programme?: string | undefined
  entity?: string | undefined
  after?: JournalCursor | undefined
}

export type JournalRow = {
  instance_id: string
  seq: number
  /** When it happened, and when it was written down. */
  at: number
  recorded_at: number
  actor: string
  role: string
  event: string
  from_state: string
  to_state: string
  workflow: string
  programme: string
  entity: string
}

export type JournalPage = {
  rows: JournalRow[]
  /** Where the next page begins; null at the end. */
  next: JournalCursor | null
  /** Whether it ended before the page was full: so many rows were looked at, and few were the viewer's. */
  cut: boolean
}

/**
 * One page of what happened in the cases the viewer audits and nobody alone handles.
 * It looks at a bounded number of rows, so that a page costs the same where few of them are the viewer's.
 */
export async function journalRows(db: Database, viewer: Viewer, query: JournalQuery): Promise<JournalPage> {
  const rows: JournalRow[] = []
  let after = query.after
  for (let n = 0; n <= LOOKS; n += 1) {
    const size = n === 0 ? FIRST_LOOK : LOOK
    const look = looked(db, { ...query, after }, size)
    const edge = await edgeOf(db, look)
    if (!edge) return { rows, next: null, cut: false }
    rows.push(...(await seen(db, viewer, query, look, edge)))
    if (rows.length > JOURNAL_PAGE) {
      const page = rows.slice(0, JOURNAL_PAGE)
      return { rows: page.map(quiet), next: cursorOf(page.at(-1)), cut: false }
    }
    if (edge.n < size) return { rows: rows.map(quiet), next: null, cut: false }
    after = edge
  }
  return { rows: rows.map(quiet), next: after ?? null, cut: true }
}

const cursorOf = (row: JournalRow | undefined): JournalCursor | null =>
  row ? { at: row.at, id: row.instance_id, seq: row.seq } : null

/** Whose hand gave a case away could tell where to. */
const quiet = (row: JournalRow): JournalRow =>
  row.event === RELEASE ? { ...row, actor: system.id, role: 'system' } : row

const order = (direction: 'asc' | 'desc') =>
  ['at', 'instance_id', 'seq'].map((column) => ({ column, order: direction }))

/** Later than any row. */
const NEVER = Number.MAX_SAFE_INTEGER

/** Where the next rows of the journal in order are, whosever they are. */
function looked(db: Database, query: JournalQuery, size: number): Knex.QueryBuilder {
  const { id, actor, events } = query
  if (id !== undefined || (actor === undefined && !events)) return rangeByTime(db, query, size)
  // A person's events are picked out of what the person did: one range, as bounded as any.
  if (actor !== undefined) return rangeBy(db, 'actor', actor, query, size)
  const ranges = (events ?? []).map((event) => rangeBy(db, 'event', event, query, size))
  const [first, ...others] = ranges.map((range) => db.read.from(range.as('r')).select('r.*'))
  if (!first) return rangeByTime(db, query, size).whereRaw('1 = 0')
  return db.read.from(first.unionAll(others).as('r')).orderBy(order('desc')).limit(size)
}

const keys = (db: Database, size: number): Knex.QueryBuilder =>
  db.read('journal').select('at', 'instance_id', 'seq').limit(size)

function rangeByTime(db: Database, { id, from, to, after }: JournalQuery, size: number): Knex.QueryBuilder {
  const rows = keys(db, size).orderBy(order('desc'))
  if (id !== undefined) rows.where('instance_id', id)
  if (from !== undefined) rows.where('at', '>=', startOfDay(from))
  if (to !== undefined) rows.where('at', '<', endOfDay(to))
  if (after) rows.whereRaw('(at, instance_id, seq) < (?, ?, ?)', [after.at, after.id, after.seq])
  return rows
}

/** The rows of a person, or of an event. */
function rangeBy(
  db: Database,
  column: 'actor' | 'event',
  value: string,
  query: JournalQuery,
  size: number,
): Knex.QueryBuilder {
  // SQLite takes the index of the column; of two bounds on several columns it would take one, and read on past the other.
  if (db.kind === 'sqlite') return rangeByTime(db, query, size).where(column, value)
  // PostgreSQL might read the journal by time until it has met enough of a rare one: only the index of the column has
  // this order, and both bounds.
  const { from, to, after } = query
  const rows = keys(db, size)
    .orderBy([{ column, order: 'desc' }, ...order('desc')])
    .whereRaw(`(${column}, at) >= (?, ?)`, [value, from === undefined ? 0 : startOfDay(from)])
    .whereRaw(`(${column}, at) < (?, ?)`, [value, to === undefined ? NEVER : endOfDay(to)])
  if (after) {
    const last = [value, after.at, after.id, after.seq]
    rows.whereRaw(`(${column}, at, instance_id, seq) < (?, ?, ?, ?)`, last)
  }
  return rows
}

type Edge = JournalCursor & { n: number }

/** The oldest row of a look, and how many there are. */
async function edgeOf(db: Database, look: Knex.QueryBuilder): Promise<Edge | undefined> {
  const [edge]: Edge[] = await db.read
    .from(look.clone().as('l'))
    .orderBy(order('asc'))
    .limit(1)
    .select('at', { id: 'instance_id' }, 'seq', db.read.raw('count(*) OVER () AS n'))
  return edge && { ...edge, n: Number(edge.n) }
}

/** The rows of a look down to its edge that are the viewer's, newest first, one more than a page holds. */
function seen(
  db: Database,
  viewer: Viewer,
  { programme, entity, actor, events }: JournalQuery,
  look: Knex.QueryBuilder,
  edge: Edge,
): Promise<JournalRow[]> {
  const rows = db.read
    .from(look.clone().as('l'))
    .join('journal as j', (on) => on.on('j.instance_id', 'l.instance_id').andOn('j.seq', 'l.seq'))
    .join('cases', 'cases.id', 'l.instance_id')
    .whereRaw('(l.at, l.instance_id, l.seq) >= (?, ?, ?)', [edge.at, edge.id, edge.seq])
    // Not even for whoever handles them.
    .where('cases.restricted', 0)
    .orderBy(['l.at', 'l.instance_id', 'l.seq'].map((column) => ({ column, order: 'desc' })))
    .limit(JOURNAL_PAGE + 1)
    .select('j.instance_id', 'j.seq', 'j.at', 'j.recorded_at', 'j.actor', 'j.role', 'j.event')
    .select('j.from_state', 'j.to_state', 'cases.workflow', 'cases.programme', 'cases.entity')
  if (programme !== undefined) rows.where('cases.programme', programme)
  if (entity !== undefined) rows.where('cases.entity', entity)
  // Of one case every row was looked at.
  if (actor !== undefined) rows.where('j.actor', actor)
  if (events) rows.whereIn('j.event', events)
  visible(rows, asOverseer(viewer, ['auditor']))
  return rows
}
