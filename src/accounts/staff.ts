// The people a supervisor answers for, and who of them is away.
import { NotFound } from '../errors.ts'
import type { Database, Value } from '../platform/database.ts'
import { absencesOf, answersFor, supervised } from './absences.ts'
import type { Named } from './names.ts'
import type { Page } from './queries.ts'
import type { Grant, SignedIn } from './schema.ts'
import { rowsOf } from './sql.ts'

/** Somebody with the roles they hold where the supervisor answers for them. */
export type Member = Named & { grants: Grant[] }

/** So many stand on one page. */
const PAGE = 50

/** So many stand in a list to choose from. */
const MOST = 500

/** Active people by name, but not the supervisor; `after` is the last one of the page before. */
export async function staffOf(db: Database, by: SignedIn, after: string | null): Promise<Page<Member>> {
  const from = after === null ? '' : 'AND (u.name, u.id) > (SELECT name, id FROM users WHERE id = ?)'
  const people = await find(db, by, from, after === null ? [] : [after], PAGE + 1)
  const items = await withGrants(db, by, people.slice(0, PAGE))
  return { items, next: people.length > PAGE ? (items.at(-1)?.id ?? null) : null }
}

/** Those who are away today, by name, but not the supervisor. */
export async function staffAway(db: Database, by: SignedIn, today: string): Promise<Member[]> {
  const away = `AND EXISTS (SELECT 1 FROM absences a
    WHERE a.user_id = u.id AND a.ended_at IS NULL AND a.from_day <= ? AND a.to_day >= ?)`
  return withGrants(db, by, await find(db, by, away, [today, today], MOST))
}

/** One of them. @throws NotFound when there is none, or not for this supervisor. */
export async function memberOf(db: Database, by: SignedIn, id: string): Promise<Member> {
  const [found] = await withGrants(db, by, await find(db, by, 'AND u.id = ?', [id], 1))
  if (!found) throw new NotFound()
  return found
}

/** Who else holds a role in a programme where the supervisor answers for it, and is there today. */
export async function standInsFor(
  db: Database,
  by: SignedIn,
  { person, role, programme }: { person: string; role: Grant['role']; programme: string },
  today: string,
): Promise<Named[]> {
  const inRole = 'AND g.role = ? AND g.programme = ? AND u.id <> ?'
  // A supervisor may take the work over in person: nobody is left out but whoever has it.
  const found = await find(db, { ...by, id: '' }, inRole, [role, programme, person], MOST)
  const absences = await absencesOf(
    db,
    found.map(({ id }) => id),
    today,
  )
  const away = new Set(absences.filter(({ from }) => from <= today).map(({ userId }) => userId))
  return found.filter(({ id }) => !away.has(id))
}

async function find(
  db: Database,
  by: SignedIn,
  more: string,
  values: readonly Value[],
  limit: number,
): Promise<Named[]> {
  const reach = reachOf(by)
  if (reach.length === 0) return []
  return rowsOf<Named>(
    db.read,
    `SELECT DISTINCT u.id, u.name FROM grants g JOIN users u ON u.id = g.user_id
     WHERE u.active = 1 AND u.id <> ? AND g.pending = 0
       AND g.role IN (${supervised.map(() => '?').join(', ')})
       AND (${reach.map(({ sql }) => sql).join(' OR ')}) ${more}
     ORDER BY u.name, u.id LIMIT ?`,
    [by.id, ...supervised, ...reach.flatMap(({ values }) => values), ...values, limit],
  )
}

/** `answersFor` as conditions, one for each place the supervisor serves. */
function reachOf(by: SignedIn): { sql: string; values: Value[] }[] {
  return by.grants
    .filter(({ role }) => role === 'supervisor')
    .map(({ programme, entity }) =>
      entity === ''
        ? { sql: 'g.programme = ?', values: [programme] }
        : {
            sql: "(g.programme = ? AND (g.role = 'processor' OR g.entity IN ('', ?)))",
            values: [programme, entity],
          },
    )
}

async function withGrants(db: Database, by: SignedIn, people: readonly Named[]): Promise<Member[]> {
  if (people.length === 0) return []
  const rows = await rowsOf<Grant & { user_id: string }>(
    db.read,
    `SELECT user_id, role, programme, entity FROM grants WHERE pending = 0
       AND user_id IN (${people.map(() => '?').join(', ')}) ORDER BY programme, role, entity`,
    people.map(({ id }) => id),
  )
  return people.map(({ id, name }) => {
    const held = rows.filter(({ user_id }) => user_id === id)
    const grants = held.map(({ role, programme, entity }) => ({ role, programme, entity }))
    return { id, name, grants: grants.filter((grant) => answersFor(by, grant)) }
  })
}
