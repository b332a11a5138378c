// Who serves the desks of the confidential road now: accounts in force, each once.
import { OUTSIDE, type SensitiveContext } from '../../workflows/sensitive-facts.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Colleague } from './tell-people.ts'

/** The focal points of a programme; those of all programmes when none is named. */
export const focalPoints = (db: Database, programme?: string): Promise<Colleague[]> =>
  db.all<Colleague>(
    `SELECT DISTINCT u.id, u.login, u.language FROM users u JOIN grants g ON g.user_id = u.id
     WHERE u.active = 1 AND g.role = 'focal_point' AND g.pending = 0${programme === undefined ? '' : ' AND g.programme = ?'}
     ORDER BY u.id`,
    programme === undefined ? [] : [programme],
  )

/** The specialists of the body that a case is shared with; nobody once its consent was withdrawn. */
export async function specialists(
  db: Pick<Tx, 'all'>,
  { programme, sharedWith }: Pick<SensitiveContext, 'programme' | 'sharedWith'>,
): Promise<Colleague[]> {
  if (!sharedWith || sharedWith === OUTSIDE) return []
  return db.all<Colleague>(
    `SELECT DISTINCT u.id, u.login, u.language FROM users u JOIN grants g ON g.user_id = u.id
     WHERE u.active = 1 AND g.role = 'specialist' AND g.pending = 0 AND g.programme = ? AND g.entity = ?
     ORDER BY u.id`,
    [programme, sharedWith],
  )
}
