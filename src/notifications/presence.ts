// Who is there today for a case: what somebody who is away would hear, somebody else has to hear now.
import { type Role, roles } from '../../workflows/kit.ts'
import { readPersonal } from '../cases/personal-desks.ts'
import type { Database } from '../platform/database.ts'
import type { Facts } from './facts.ts'

export type Presence = {
  /** Whether somebody the case was given to is away. */
  isAway(person: string): boolean
  /** Whether anybody who holds this role where the case belongs is there. */
  isStaffed(role: Role): boolean
}

/** Everybody is there. */
export const allPresent: Presence = { isAway: () => false, isStaffed: () => true }

const AWAY = 'ended_at IS NULL AND from_day <= ? AND to_day >= ?'

/** Reads who is there, in one statement: the roles with somebody present, and who of those named is away. */
export async function readPresence(
  db: Database,
  { row, owners, context }: Facts,
  today: string,
): Promise<Presence> {
  const named = new Set(Object.values(context.assignees))
  for (const desk of owners) named.add(readPersonal(desk)?.person ?? '')
  const rows = await db.all<{ kind: string; name: string }>(
    `SELECT 'staffed' AS kind, g.role AS name FROM grants g JOIN users u ON u.id = g.user_id AND u.active = 1
     WHERE g.role IN (${roles.map(() => '?').join(', ')}) AND g.programme = ? AND g.pending = 0
       AND (g.entity = '' OR (g.role = 'processor' AND g.entity = ?) OR (g.role <> 'processor' AND g.entity = ?))
       AND NOT EXISTS (SELECT 1 FROM absences a WHERE a.user_id = g.user_id AND ${AWAY})
     GROUP BY g.role
     UNION ALL
     SELECT 'away' AS kind, user_id AS name FROM absences
     WHERE user_id IN (${[...named, ''].map(() => '?').join(', ')}) AND ${AWAY} GROUP BY user_id`,
    [...roles, row.programme, row.unit ?? '', row.entity, today, today, ...named, '', today, today],
  )
  const found = new Set(rows.map(({ kind, name }) => `${kind} ${name}`))
  return {
    isAway: (person) => found.has(`away ${person}`),
    isStaffed: (role) => found.has(`staffed ${role}`),
  }
}
