// Work named to somebody who cannot do it any more goes back to everybody's desk.
import type { ComplaintContext } from '../../workflows/complaint-facts.ts'
import type { Role } from '../../workflows/kit.ts'
import type { Engine } from '../engine/engine.ts'
import { Refused } from '../errors.ts'
import type { Database } from '../platform/database.ts'
import { system } from './policy.ts'

/** Frees the cases named to people who left or lost their role; returns how many. */
export async function freeOrphans(db: Database, engine: Engine): Promise<number> {
  const named: { case_id: string; desk: string }[] = await db
    .read('tasks')
    .whereLike('desk', '%/@%')
    .distinct('case_id', 'desk')
  let freed = 0
  for (const [desk, tasks] of Map.groupBy(named, (task) => task.desk)) {
    const [programme = '', person = ''] = desk.split('/@')
    for (const { case_id } of tasks) freed += await free(db, engine, case_id, programme, person)
  }
  return freed
}

async function free(
  db: Database,
  engine: Engine,
  id: string,
  programme: string,
  person: string,
): Promise<number> {
  const row = await db.read('instances').where('id', id).first('snapshot')
  const { assignees }: ComplaintContext = JSON.parse(row?.snapshot ?? '{"context":{}}').context
  const roles = Object.entries(assignees ?? {}).filter(([, named]) => named === person)
  let freed = 0
  for (const [role] of roles) {
    if (await holds(db, person, programme, role as Role)) continue
    try {
      await engine.send({ id, type: 'ASSIGN', input: { role, to: '' }, actor: system })
      freed += 1
    } catch (error) {
      // Closed or named to somebody else meanwhile.
      if (!(error instanceof Refused)) throw error
    }
  }
  return freed
}

async function holds(db: Database, person: string, programme: string, role: Role): Promise<boolean> {
  const found = await db
    .read('grants')
    .join('users', 'users.id', 'grants.user_id')
    .where({ user_id: person, programme, role, pending: 0, 'users.active': 1 })
    .first('user_id')
  return found !== undefined
}
