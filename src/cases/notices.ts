// What a desk is told about a case: posted once, unread until somebody who works at that desk has read it.
import type { Knex } from 'knex'
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { DESKS_TOGETHER, deskOf, desksOf, inGroups, type Viewer } from './desks.ts'
import { readPersonal } from './personal-desks.ts'

/** Counting stops here: beyond it a badge says "99+". */
export const MOST_COUNTED = 100

export type Notice = {
  id: string
  desk: string
  case_id: string
  /** What happened: its sentence is `effect.<effect>`. */
  effect: string
  at: number
}

/** An unread notice with what its line shows of the case. */
export type NoticeRow = Notice & {
  programme: string
  category: string
  object: string
  state: string
  due_at: number
}

/**
 * The desks whose notices a viewer reads: those they work at, and for an auditor those where the grant reaches.
 * A notice says what a case is about: those of a verifier lead to nothing that may be read, the worklist says enough.
 */
export function noticeDesks(programmes: Programmes, viewer: Viewer): string[] {
  const grants = viewer.grants.filter(({ role }) => role !== 'verifier')
  const own = desksOf(programmes, { ...viewer, grants })
  return [...new Set([...own, ...auditorDesks(programmes, viewer)])].sort()
}

/** Auditors have no worklist, and still are told of what is late in the entities they read. */
function auditorDesks(programmes: Programmes, viewer: Viewer): string[] {
  const audited = viewer.grants.filter((grant) => grant.role === 'auditor')
  return audited.flatMap(({ programme, entity }) =>
    (programmes.find(programme)?.entities ?? [])
      .filter(({ code }) => entity === '' || entity === code)
      .map(({ code }) => deskOf({ programme, entity: code, unit: null }, 'auditor')),
  )
}

/** Posts notices; one that was posted before is left as it is. */
export async function postNotices(db: Database, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return
  const rows = notices.map(() => '(?, ?, ?, ?, ?)').join(', ')
  await db.run(
    `INSERT INTO notices (id, desk, case_id, effect, at) VALUES ${rows} ON CONFLICT (id) DO NOTHING`,
    notices.flatMap(({ id, desk, case_id, effect, at }) => [id, desk, case_id, effect, at]),
  )
}

/** The newest unread notices of these desks. */
export async function unreadNotices(
  db: Database,
  desks: readonly string[],
  limit: number,
): Promise<NoticeRow[]> {
  if (desks.length === 0) return []
  return db.read
    .select('n.id', 'n.desk', 'n.case_id', 'n.effect', 'n.at')
    .select('c.programme', 'c.category', 'c.object', 'c.state', 'c.due_at')
    .from(newestOf(db, desks, limit).as('n'))
    .join('cases as c', 'c.id', 'n.case_id')
    .orderBy('n.at', 'desc')
    .orderBy('n.id')
    .limit(limit)
}

/** How many notices of these desks are unread; stops at `MOST_COUNTED`. */
export async function countUnread(db: Database, desks: readonly string[]): Promise<number> {
  if (desks.length === 0) return 0
  const row = await db.read
    .count({ n: '*' })
    .from(newestOf(db, desks, MOST_COUNTED).as('u'))
    .first<{ n: number }>()
  return Math.min(Number(row?.n ?? 0), MOST_COUNTED)
}

/** Marks a notice of one of these desks as read; false when it is not there, or was read before. */
export async function markRead(
  db: Database,
  id: string,
  desks: readonly string[],
  viewerId: string,
  now: number,
): Promise<boolean> {
  if (desks.length === 0) return false
  const touched = await db.run(
    `UPDATE notices SET read_at = ?, read_by = ?
       WHERE id = ? AND read_at IS NULL AND desk IN (${desks.map(() => '?').join(', ')})`,
    [now, viewerId, id, ...desks],
  )
  return touched > 0
}

/** Marks what these desks were told in a span of time (both ends included) as read: what somebody saw, and no more. */
export async function markAllRead(
  db: Database,
  desks: readonly string[],
  viewerId: string,
  seen: { from: number; to: number },
  now: number,
): Promise<void> {
  if (desks.length === 0) return
  await db.run(
    `UPDATE notices SET read_at = ?, read_by = ?
       WHERE read_at IS NULL AND at >= ? AND at <= ? AND desk IN (${desks.map(() => '?').join(', ')})`,
    [now, viewerId, seen.from, seen.to, ...desks],
  )
}

/** One index range a desk, each cut short, then put together: the cost does not grow with the table. */
function newestOf(db: Database, desks: readonly string[], limit: number): Knex.QueryBuilder {
  const newest = (query: Knex.QueryBuilder) => query.orderBy('at', 'desc').limit(limit)
  const together = (queries: Knex.QueryBuilder[]) =>
    db.read.unionAll(queries.map((query) => db.read.select('*').from(query.as('d'))))
  const ofDesks = desks.map((desk) => newest(unreadAt(db, desk)))
  return together(
    inGroups(ofDesks, DESKS_TOGETHER).map((group) =>
      newest(db.read.select('*').from(together(group).as('g'))),
    ),
  )
}

/** Unread at a desk. Of a restricted case somebody is told at their own desk alone, and only while they handle it. */
function unreadAt(db: Database, desk: string): Knex.QueryBuilder {
  const unread = db.read('notices').where({ desk }).whereNull('read_at')
  const personal = readPersonal(desk)
  if (!personal) return unread
  return unread.whereRaw(
    `(NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = notices.case_id AND c.restricted = 1)
      OR EXISTS (SELECT 1 FROM case_handlers h WHERE h.case_id = notices.case_id AND h.user_id = ?))`,
    personal.person,
  )
}
