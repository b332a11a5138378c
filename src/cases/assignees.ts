// Who can be given work by name: an active person who holds the role where the case belongs.
import type { Scope } from '../../workflows/kit.ts'
import type { Database } from '../platform/database.ts'

/** Whether somebody can take a role's part on a case that belongs there. */
export async function canTake(db: Database, person: string, role: string, scope: Scope): Promise<boolean> {
  const place = role === 'processor' ? scope.unit : scope.entity
  const found = await db
    .read('grants')
    .join('users', 'users.id', 'grants.user_id')
    .where({ user_id: person, role, programme: scope.programme, pending: 0, 'users.active': 1 })
    .whereIn('entity', ['', ...(place ? [place] : [])])
    .first('user_id')
  return found !== undefined
}
