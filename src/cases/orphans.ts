// Work named to somebody who cannot do it any more goes back to everybody's desk.
import type { Engine } from '../engine/engine.ts'
import { Refused } from '../errors.ts'
import type { Database } from '../platform/database.ts'
import { system } from './policy.ts'

/** A desk of one person: programme, person, role (see `desks.ts`). */
const PERSONAL = /^(.+)\/@(.+)\/(.+)$/

/** Frees the cases named to people who left or lost their role; returns how many. */
export async function freeOrphans(db: Database, engine: Engine): Promise<number> {
  const named: { case_id: string; desk: string }[] = await db
    .read('tasks')
    .whereLike('desk', '%/@%')
    .distinct('case_id', 'desk')
  let freed = 0
  for (const [desk, tasks] of Map.groupBy(named, (task) => task.desk)) {
    const [, programme = '', person = '', role = ''] = PERSONAL.exec(desk) ?? []
    if (await holds(db, person, programme, role)) continue
    for (const { case_id } of tasks) freed += await free(engine, case_id, role)
  }
  return freed
}

async function free(engine: Engine, id: string, role: string): Promise<number> {
  try {
    await engine.send({ id, type: 'ASSIGN', input: { role, to: '' }, actor: system })
    return 1
  } catch (error) {
    // Closed meanwhile: nothing waits for anybody there.
    if (error instanceof Refused) return 0
    throw error
  }
}

async function holds(db: Database, person: string, programme: string, role: string): Promise<boolean> {
  const found = await db
    .read('grants')
    .join('users', 'users.id', 'grants.user_id')
    .where({ user_id: person, programme, role, pending: 0, 'users.active': 1 })
    .first('user_id')
  return found !== undefined
}
