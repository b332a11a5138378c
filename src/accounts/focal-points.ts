// Which programmes nobody serves on the confidential road: what is brought to them would wait for nobody.
import type { Database } from '../platform/database.ts'

/** Those of these programmes that have no focal point in force. */
export async function unservedOf(db: Database, programmes: readonly string[]): Promise<string[]> {
  const rows = await db.all<{ programme: string }>(
    `SELECT DISTINCT g.programme FROM grants g JOIN users u ON u.id = g.user_id
     WHERE u.active = 1 AND g.role = 'focal_point' AND g.pending = 0`,
  )
  return programmes.filter((code) => !rows.some(({ programme }) => programme === code))
}
