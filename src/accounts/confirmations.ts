// The lock of the confidential road: what waits for a word, and whose.
import type { Database, Tx } from '../platform/database.ts'
import {
  confidentialRoles,
  confirmingRole,
  confirmingRoles,
  holds,
  mayConfirm,
  type Past,
  type Waiting,
} from './policy.ts'
import { type GrantRow, keptGrant } from './queries.ts'
import type { SignedIn } from './schema.ts'
import { isSettled, isYoung } from './settled.ts'
import { rowsOf } from './sql.ts'

export type Confirmation = Waiting & {
  name: string
  login: string
  askedBy: string
  askedAt: number
  /** This person's own role or access is too new: they may say no, not yes. */
  tooNew: boolean
}

type PastRow = GrantRow & { founded: number; beholden: number }

const pastOf = (row: PastRow): Past => ({ founded: row.founded > 0, beholden: row.beholden > 0 })

/** The confidential grants that wait for this person's word at an instant (UTC ms). */
export async function confirmationsFor(db: Database, user: SignedIn, at: number): Promise<Confirmation[]> {
  if (!holds(user, ...confirmingRoles)) return []
  const rows = await rowsOf<PastRow & { name: string; login: string; asked_by: string }>(
    db.read,
    `SELECT g.*, u.name, u.login, coalesce(a.name, g.granted_by) AS asked_by, ${pastSql}
     FROM grants g JOIN users u ON u.id = g.user_id AND u.active = 1
     LEFT JOIN users a ON a.id = g.granted_by
     WHERE g.pending = 1 ORDER BY g.granted_at LIMIT 100`,
    [user.id, user.id],
  )
  const waiting = rows.map((row) => ({
    ...keptGrant(row),
    userId: row.user_id,
    name: row.name,
    login: row.login,
    askedBy: row.asked_by,
    askedAt: row.granted_at,
    past: pastOf(row),
  }))
  const theirs = waiting.filter((row) => mayConfirm(user, row, row.past))
  return Promise.all(
    theirs.map(async (row) => ({ ...row, tooNew: !(await isHeard(db, user, row, row.past, at)) })),
  )
}

/**
 * Whether somebody's yes counts at an instant: their role was not made for the occasion, so that nobody who makes
 * accounts plays every part within an hour. In a house that is younger than that, it has to count from the first day.
 */
export async function isHeard(
  tx: Pick<Tx, 'all'>,
  { id }: SignedIn,
  { programme }: Pick<Waiting, 'programme'>,
  past: Past,
  at: number,
): Promise<boolean> {
  const held = { userId: id, role: confirmingRole(past), programme }
  return (await isSettled(tx, held, at)) || (await isYoung(tx, at))
}

// An administrator can close accounts and take roles away, and never undo what is written here.
const foundedSql = `(SELECT count(*) FROM grants f
    WHERE f.role = 'focal_point' AND f.programme = g.programme AND f.pending = 0)
  + (SELECT count(*) FROM account_events f
    WHERE f.role = 'focal_point' AND f.programme = g.programme AND f.act IN ('granted', 'confirmed', 'suspended'))`

// Whoever made somebody a link could become them, and a password changed since proves nothing: they could do that too.
const handsSql = (role: string, userId: string) => `
  SELECT k.granted_by FROM grants k
    WHERE k.role = ${role} AND k.programme = g.programme AND k.user_id = ${userId}
  UNION SELECT l.actor FROM account_events l WHERE l.act = 'linked' AND l.user_id = ${userId}`

/** What was done before the grant `g` came to wait; asks twice for the person whose word it would be. */
const pastSql = `${foundedSql} AS founded, (SELECT count(*) FROM users h
  WHERE h.id IN (${handsSql('g.role', 'g.user_id')}) AND h.id IN (${handsSql("'auditor'", '?')})) AS beholden`

/** A waiting grant, and what the word of this person on it depends on, as they stand inside a transaction. */
export async function findWaiting(
  tx: Tx,
  { userId, role, programme, entity }: Omit<Waiting, 'grantedBy'>,
  by: SignedIn,
): Promise<{ waiting: Waiting; past: Past } | undefined> {
  const [row] = await tx.all<PastRow>(
    `SELECT g.*, ${pastSql} FROM grants g JOIN users u ON u.id = g.user_id AND u.active = 1
     WHERE g.pending = 1 AND g.user_id = ? AND g.role = ? AND g.programme = ? AND g.entity = ?`,
    [by.id, by.id, userId, role, programme, entity],
  )
  return row && { waiting: { userId, role, programme, entity, grantedBy: row.granted_by }, past: pastOf(row) }
}

/** The confidential grants in force of one person. */
export async function confidentialGrants(tx: Tx, userId: string): Promise<GrantRow[]> {
  const marks = confidentialRoles.map(() => '?').join(', ')
  return tx.all<GrantRow>(`SELECT * FROM grants WHERE user_id = ? AND pending = 0 AND role IN (${marks})`, [
    userId,
    ...confidentialRoles,
  ])
}
