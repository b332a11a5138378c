// Who keeps the access list of a restricted case: a supervisor of its place. Without one nobody could ever name anybody.
import type { Engine } from '../engine/engine.ts'
import { Refused } from '../errors.ts'
import type { Database, Tx } from '../platform/database.ts'
import { canTake } from './assignees.ts'
import { system } from './policy.ts'
import type { CaseRow } from './rows.ts'

type Place = { programme: string; entity: string }

/** The supervisors of a place who can work today. */
export async function keepersAt(db: Pick<Tx, 'all'>, { programme, entity }: Place): Promise<string[]> {
  const rows = await db.all<{ id: string }>(
    `SELECT DISTINCT users.id FROM grants JOIN users ON users.id = grants.user_id
     WHERE role = 'supervisor' AND programme = ? AND entity IN ('', ?) AND pending = 0 AND users.active = 1
     ORDER BY users.id`,
    [programme, entity],
  )
  return rows.map(({ id }) => id)
}

/** Whether somebody who keeps the list is left among the handlers of a case when one of them goes. */
export async function keptWithout(db: Database, row: CaseRow, person: string): Promise<boolean> {
  const others = await db
    .read('case_handlers')
    .where({ case_id: row.id })
    .whereNot({ user_id: person })
    .select('user_id')
  for (const { user_id } of others) if (await canTake(db, user_id, 'supervisor', row)) return true
  return false
}

/** Stands in the journal of the case, where people write their own reason. */
const REASON = 'Plus personne ne tenait la liste d’accès. · لم يعد أحد يمسك لائحة الولوج.'

/**
 * Names the present supervisors of its place on each restricted case whose keepers all left or lost the role;
 * returns how many cases found a keeper. One whose place has none waits until somebody gets the role.
 */
export async function keepLists(db: Database, engine: Engine): Promise<number> {
  const lost = await db.all<Place & { id: string }>(
    `SELECT c.id, c.programme, c.entity FROM (SELECT DISTINCT case_id FROM case_handlers) k
       JOIN cases c ON c.id = k.case_id AND c.outcome <> 'takenOver'
     WHERE NOT EXISTS (
       SELECT 1 FROM case_handlers h
         JOIN users u ON u.id = h.user_id AND u.active = 1
         JOIN grants g ON g.user_id = u.id AND g.role = 'supervisor' AND g.pending = 0
           AND g.programme = c.programme AND g.entity IN ('', c.entity)
       WHERE h.case_id = c.id)
     ORDER BY c.id`,
  )
  let kept = 0
  for (const { id, ...place } of lost)
    if (await nameAll(db, engine, id, await keepersAt(db, place))) kept += 1
  return kept
}

/** All of them in one transaction; false when the case knows no such act. */
async function nameAll(
  db: Database,
  engine: Engine,
  id: string,
  people: readonly string[],
): Promise<boolean> {
  if (people.length === 0) return false
  try {
    await db.transaction(async (tx) => {
      for (const person of people)
        await engine.send({ id, type: 'NAME_HANDLER', input: { person, reason: REASON }, actor: system }, tx)
    })
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}
