// Work named to somebody who cannot do it any more goes back to everybody's desk.
import type { Scope } from '../../workflows/kit.ts'
import type { Engine } from '../engine/engine.ts'
import { Refused } from '../errors.ts'
import type { Database } from '../platform/database.ts'
import { canTake } from './assignees.ts'
import { readPersonal } from './personal-desks.ts'
import { system } from './policy.ts'

type Named = Scope & { case_id: string; desk: string }

/** Frees the cases named to people who left, lost their role, or belong elsewhere than the case does by now; returns how many. */
export async function freeOrphans(db: Database, engine: Engine): Promise<number> {
  const waiting: Named[] = await db
    .read('tasks')
    .join('cases', 'cases.id', 'tasks.case_id')
    .whereLike('desk', '%/@%')
    // What waits with each handler of a restricted case was named to nobody, and is nobody else's.
    .whereNot((one) => one.where('restricted', 1).whereLike('slot', '%.@%'))
    .distinct('case_id', 'desk', 'programme', 'entity', 'unit')
  let freed = 0
  for (const cases of Map.groupBy(waiting, placeOf).values()) {
    const [one] = cases
    const named = readPersonal(one?.desk ?? '')
    if (!one || !named || (await canTake(db, named.person, named.role, one))) continue
    for (const { case_id } of cases) freed += await free(engine, case_id, named.role)
  }
  return freed
}

/** Whoever can take one case of a group can take them all. */
const placeOf = ({ desk, entity, unit }: Named): string => `${desk} ${entity} ${unit}`

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
