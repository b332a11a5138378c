// Whose word counts on the confidential road: that of somebody whose role was not made for the occasion, and whose account nobody took over just now.
import type { Tx } from '../platform/database.ts'

/** So long (ms) a role has to have been held before its holder has a say in a door, or confirms who enters the road. */
export const SETTLED = 7 * 24 * 3_600_000

/** Of a grant `g`, given the same instant twice: whether its holder counts. */
export const settledSql = `(coalesce(g.confirmed_at, g.granted_at) <= ?
  AND NOT EXISTS (SELECT 1 FROM account_events e
    WHERE e.user_id = g.user_id AND e.act IN ('linked', 'reactivated') AND e.at > ?))`

type Held = { userId: string; role: string; programme: string }

/** Whether somebody has held a role in a programme for long enough at an instant (UTC ms). */
export async function isSettled(
  tx: Pick<Tx, 'all'>,
  { userId, role, programme }: Held,
  at: number,
): Promise<boolean> {
  const since = at - SETTLED
  const held = await tx.all(
    `SELECT g.user_id FROM grants g
     WHERE g.user_id = ? AND g.role = ? AND g.programme = ? AND g.pending = 0 AND ${settledSql}`,
    [userId, role, programme, since, since],
  )
  return held.length > 0
}

/**
 * Whether the first account of the house is younger than a role has to be: nobody can have held one for so long yet,
 * and no administrator makes a house young again, because no account is ever deleted.
 */
export async function isYoung(tx: Pick<Tx, 'all'>, at: number): Promise<boolean> {
  const [first] = await tx.all<{ at: number | null }>('SELECT min(created_at) AS at FROM users')
  return Number(first?.at ?? at) > at - SETTLED
}
