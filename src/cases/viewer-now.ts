// Somebody as they are now: for what was ordered earlier, and is done while they are not looking.
import type { Database } from '../platform/database.ts'
import type { Grant, Viewer } from './desks.ts'

/** A person with the grants in force; without any when their account is not active any more. */
export async function viewerNow(db: Database, id: string): Promise<Viewer> {
  const grants = await db.all<Grant>(
    `SELECT g.role, g.programme, g.entity FROM grants g JOIN users u ON u.id = g.user_id
     WHERE u.id = ? AND u.active = 1 AND g.pending = 0`,
    [id],
  )
  return { id, grants }
}
