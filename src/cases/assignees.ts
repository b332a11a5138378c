// Who can be given work by name: an active person who holds the role where the case belongs, and is there today.
import type { Scope } from '../../workflows/kit.ts'
import { Invalid } from '../errors.ts'
import type { Database } from '../platform/database.ts'
import { firstFree, type Span } from '../platform/spans.ts'

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

/**
 * Nobody is given work while they are away; what they have already stays theirs until somebody takes it over.
 * @throws Invalid on `to`, with the day they are back.
 */
export async function refuseAway(db: Database, person: string, today: string): Promise<void> {
  const absences = await db.all<Span>(
    `SELECT from_day AS "from", to_day AS "to" FROM absences
     WHERE user_id = ? AND ended_at IS NULL AND to_day >= ?`,
    [person, today],
  )
  const day = firstFree(absences, today)
  if (day !== today) throw new Invalid({ to: { key: 'absence.refusal.away', values: { day } } })
}
