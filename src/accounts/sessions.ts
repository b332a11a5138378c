// Sessions as rows: one statement reads the session, whose it is and what they were granted.
import { createHash } from 'node:crypto'
import type { Role } from '../../workflows/kit.ts'
import type { Database } from '../platform/database.ts'
import type { AccountLanguage, SignedIn } from './schema.ts'
import { rowsOf } from './sql.ts'

const HOUR = 3_600_000
/** Without a request for so long, a session is over. */
export const IDLE = 2 * HOUR
/** However busy, a session is over after a working day. */
export const ABSOLUTE = 12 * HOUR

export type StoredSession = {
  data: string
  startedAt: number
  expiresAt: number
  /** Who it belongs to; null for a visitor, and for whoever was deactivated since. */
  user: SignedIn | null
}

type SessionRow = {
  data: string
  started_at: number
  expires_at: number
  id: string | null
  login: string
  name: string
  language: AccountLanguage
  role: Role | null
  programme: string
  entity: string
}

const findSql = `SELECT s.data, s.started_at, s.expires_at, u.id, u.login, u.name, u.language,
    g.role, g.programme, g.entity
  FROM sessions s
  LEFT JOIN users u ON u.id = s.user_id AND u.active = 1
  LEFT JOIN grants g ON g.user_id = u.id AND g.pending = 0
  WHERE s.sid = ? AND s.expires_at > ?`

/** The session a browser's id opens, unless it is over. */
export async function findSession(
  db: Database,
  sid: string,
  now: number,
): Promise<StoredSession | undefined> {
  const rows = await db.all<SessionRow>(findSql, [hashOf(sid), now])
  const [row] = rows
  if (!row) return undefined
  return { data: row.data, startedAt: row.started_at, expiresAt: row.expires_at, user: userOf(row, rows) }
}

function userOf(row: SessionRow, rows: readonly SessionRow[]): SignedIn | null {
  if (row.id === null) return null
  const grants = rows.flatMap(({ role, programme, entity }) => (role ? [{ role, programme, entity }] : []))
  return { id: row.id, login: row.login, name: row.name, language: row.language, grants }
}

/** Keeps a new session. */
export async function insertSession(
  db: Database,
  sid: string,
  session: { userId: string | null; data: string; now: number },
): Promise<void> {
  const { userId, data, now } = session
  await db.run('INSERT INTO sessions (sid, user_id, data, started_at, expires_at) VALUES (?, ?, ?, ?, ?)', [
    hashOf(sid),
    userId,
    data,
    now,
    now + IDLE,
  ])
}

/** Changes a session that is there; one that was ended meanwhile stays ended. */
export async function updateSession(db: Database, sid: string, data: string, userId: string | null) {
  await db.run('UPDATE sessions SET data = ?, user_id = ? WHERE sid = ?', [data, userId, hashOf(sid)])
}

/** Moves the end of a session that is in use. */
export async function prolongSession(db: Database, sid: string, expiresAt: number): Promise<void> {
  await db.run('UPDATE sessions SET expires_at = ? WHERE sid = ?', [expiresAt, hashOf(sid)])
}

export async function endSession(db: Database, sid: string): Promise<void> {
  await db.run('DELETE FROM sessions WHERE sid = ?', [hashOf(sid)])
}

/** When a session in use now will be over. */
export const expiryOf = (startedAt: number, now: number): number => Math.min(now + IDLE, startedAt + ABSOLUTE)

/** Removes what is over: sessions, links, counted tries. For the worker, now and then. */
export async function forgetExpired(db: Database, now: number): Promise<void> {
  for (const [table, column] of [
    ['sessions', 'expires_at'],
    ['links', 'expires_at'],
    ['attempts', 'ends_at'],
  ])
    await rowsOf(db.write, `DELETE FROM ${table} WHERE ${column} < ?`, [now])
}

const hashOf = (sid: string): string => createHash('sha256').update(sid).digest('base64url')
