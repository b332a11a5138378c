// Showing a masked number, or whoever is protected, is a deliberate act, and kept.
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import { findCase } from './case-view.ts'
import type { Viewer } from './desks.ts'

/** Records that a viewer asked to see the numbers of a case. @throws NotFound as `findCase`. */
export async function recordReveal(db: Database, clock: Clock, id: string, viewer: Viewer): Promise<void> {
  await findCase(db, id, viewer)
  await db.write('reveals').insert({ case_id: id, user_id: viewer.id, at: clock.now() })
}

export type Reveal = { user_id: string; at: number }

const MOST = 50

/** Who asked to see whose case it is, and when, the newest first; whoever reads it may see the case. */
export const revealsOf = (db: Database, id: string): Promise<Reveal[]> =>
  db.read('reveals').where({ case_id: id }).orderBy('at', 'desc').limit(MOST).select('user_id', 'at')

/** Of a case that leaves nobody knows any more who saw its numbers: it would say whose hands it was in. */
export async function forgetReveals(tx: Tx, caseId: string): Promise<void> {
  await tx.run('DELETE FROM reveals WHERE case_id = ?', [caseId])
}
