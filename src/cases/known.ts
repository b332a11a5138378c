// What everybody may read of known causes, without a name or a password: published notices, and for a while that it is solved.
import { NotFound } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { CauseNotice } from './cause-notices.ts'
import type { Cause } from './causes.ts'

/** So long (ms) it is said that a cause is solved; then nothing is said of it any more. */
const SAID_SOLVED = 30 * 86_400_000

export type Known = Pick<Cause, 'id' | 'programme' | 'entity' | 'since' | 'closed_at'> &
  Pick<
    CauseNotice,
    | 'title_fr'
    | 'title_ar'
    | 'text_fr'
    | 'text_ar'
    | 'do_fr'
    | 'do_ar'
    | 'avoid_fr'
    | 'avoid_ar'
    | 'published_at'
  >

const SELECT = `SELECT c.id, c.programme, c.entity, c.since, c.closed_at, n.title_fr, n.title_ar, n.text_fr, n.text_ar,
    n.do_fr, n.do_ar, n.avoid_fr, n.avoid_ar, n.published_at
  FROM causes c JOIN cause_notices n ON n.cause_id = c.id AND n.status = 'published'
  WHERE (c.status = 'open' OR c.closed_at > ?)`

type Parts = { db: Database; clock: Clock }

/** So many are listed. */
const MOST = 100

/** What is known now, of one programme when it is named: what lasts first, the newest first. */
export const knownNow = ({ db, clock }: Parts, programme?: string): Promise<Known[]> =>
  db.all(
    `${SELECT}${programme ? ' AND c.programme = ?' : ''}
     ORDER BY CASE WHEN c.closed_at IS NULL THEN 0 ELSE 1 END, n.published_at DESC, c.id LIMIT ?`,
    [clock.now() - SAID_SOLVED, ...(programme ? [programme] : []), MOST],
  )

/** One of them. @throws NotFound, of what is not published too. */
export async function findKnown({ db, clock }: Parts, id: string): Promise<Known> {
  const [known] = await db.all<Known>(`${SELECT} AND c.id = ?`, [clock.now() - SAID_SOLVED, id])
  if (!known) throw new NotFound()
  return known
}
