// The names of people, for pages that only know who did something.
import type { Role } from '../../workflows/kit.ts'
import type { Database } from '../platform/database.ts'

export type Named = { id: string; name: string }

/** Names by id; an id nobody has is left out. */
export async function namesOf(db: Database, ids: Iterable<string>): Promise<Map<string, string>> {
  const rows: Named[] = await db
    .read('users')
    .whereIn('id', [...new Set(ids)])
    .select('id', 'name')
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The active people who hold a role in a programme, at this place or everywhere in it; by name. */
export async function peopleWith(
  db: Database,
  role: Role,
  programme: string,
  place: string | null,
): Promise<Named[]> {
  return db
    .read('grants')
    .join('users', 'users.id', 'grants.user_id')
    .where({ role, programme, pending: 0, 'users.active': 1 })
    .whereIn('entity', ['', ...(place ? [place] : [])])
    .orderBy('users.name')
    .distinct('users.id', 'users.name')
}

/** The active people who hold one of these roles in these programmes, by name; at most so many. */
export async function colleaguesIn(
  db: Database,
  roles: readonly Role[],
  programmes: readonly string[],
  most: number,
): Promise<Named[]> {
  return db
    .read('grants')
    .join('users', 'users.id', 'grants.user_id')
    .where({ pending: 0, 'users.active': 1 })
    .whereIn('role', [...roles])
    .whereIn('programme', [...programmes])
    .orderBy(['users.name', 'users.id'])
    .limit(most)
    .distinct('users.id', 'users.name')
}
