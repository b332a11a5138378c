// Showing a masked number is a deliberate act, and kept.
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { findCase } from './case-view.ts'
import type { Viewer } from './desks.ts'

/** Records that a viewer asked to see the numbers of a case. @throws NotFound as `findCase`. */
export async function recordReveal(db: Database, clock: Clock, id: string, viewer: Viewer): Promise<void> {
  await findCase(db, id, viewer)
  await db.write('reveals').insert({ case_id: id, user_id: viewer.id, at: clock.now() })
}
