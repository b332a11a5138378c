// The lock of the confidential road: what waits for a word, and whose.
import type { Database, Tx } from '../platform/database.ts'
import { confidentialRoles, confirmingRoles, holds, mayConfirm, type Waiting } from './policy.ts'
import { type GrantRow, keptGrant } from './queries.ts'
import type { SignedIn } from './schema.ts'
import { rowsOf } from './sql.ts'

export type Confirmation = Waiting & { name: string; login: string; askedBy: string; askedAt: number }

/** The confidential grants that wait for this person's word. */
export async function confirmationsFor(db: Database, user: SignedIn): Promise<Confirmation[]> {
  if (!holds(user, ...confirmingRoles)) return []
  const rows = await rowsOf<GrantRow & { name: string; login: string; asked_by: string; served: number }>(
    db.read,
    `SELECT g.*, u.name, u.login, coalesce(a.name, g.granted_by) AS asked_by, ${servedSql} AS served
     FROM grants g JOIN users u ON u.id = g.user_id AND u.active = 1
     LEFT JOIN users a ON a.id = g.granted_by
     WHERE g.pending = 1 ORDER BY g.granted_at LIMIT 100`,
  )
  const waiting = rows.map((row) => ({
    ...keptGrant(row),
    userId: row.user_id,
    name: row.name,
    login: row.login,
    askedBy: row.asked_by,
    askedAt: row.granted_at,
    served: row.served > 0,
  }))
  return waiting.filter((row) => mayConfirm(user, row, row.served))
}

/** Whether the programme of the grant `g` has a serving focal point other than the person it is for. */
const servedSql = `(SELECT count(*) FROM grants f JOIN users s ON s.id = f.user_id AND s.active = 1
  WHERE f.role = 'focal_point' AND f.programme = g.programme AND f.pending = 0 AND f.user_id <> g.user_id)`

/** A waiting grant and whether its programme is served, as they stand inside a transaction. */
export async function findWaiting(
  tx: Tx,
  { userId, role, programme, entity }: Omit<Waiting, 'grantedBy'>,
): Promise<(Waiting & { served: boolean }) | undefined> {
  const [row] = await tx.all<GrantRow & { served: number }>(
    `SELECT g.*, ${servedSql} AS served FROM grants g JOIN users u ON u.id = g.user_id AND u.active = 1
     WHERE g.pending = 1 AND g.user_id = ? AND g.role = ? AND g.programme = ? AND g.entity = ?`,
    [userId, role, programme, entity],
  )
  return row && { userId, role, programme, entity, grantedBy: row.granted_by, served: row.served > 0 }
}

/** The confidential grants in force of one person. */
export async function confidentialGrants(tx: Tx, userId: string): Promise<GrantRow[]> {
  const marks = confidentialRoles.map(() => '?').join(', ')
  return tx.all<GrantRow>(`SELECT * FROM grants WHERE user_id = ? AND pending = 0 AND role IN (${marks})`, [
    userId,
    ...confidentialRoles,
  ])
}
