// Writing to a plan: alone, by whoever keeps it, with everything that changes added to its history.
import type { Viewer } from '../cases/desks.ts'
import { Conflict, Forbidden } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import { mayKeepPlan, planners } from './policy.ts'
import { findPlan } from './queries.ts'
import type { Plan } from './schema.ts'

/** What became of each value. */
export type Changes = Record<string, [old: string, now: string]>

/** What somebody hears who does not keep the plans of the place. */
export const refused = () => new Forbidden({ key: 'refusal.role', values: { roles: planners.join(' ') } })

/** @throws Conflict for a closed plan */
export function requireOpen({ status }: Plan): void {
  if (status !== 'open') throw new Conflict('plan.refusal.closed')
}

/** Works on a plan as it stands, alone. @throws NotFound, Forbidden */
export async function writing<T>(
  db: Database,
  viewer: Viewer,
  id: string,
  work: (tx: Tx, plan: Plan) => Promise<T>,
): Promise<T> {
  const seen = await findPlan(db, viewer, id)
  if (!mayKeepPlan(viewer, seen)) throw refused()
  return db.transaction(async (tx) => {
    const lock = db.kind === 'postgres' ? ' FOR UPDATE' : ''
    const [plan] = await tx.all<Plan>(`SELECT * FROM plans WHERE id = ?${lock}`, [id])
    return work(tx, plan ?? seen)
  })
}

/** Adds what changed to the history of a plan (action 0) or of an action. */
export async function keep(
  clock: Clock,
  tx: Tx,
  viewer: Viewer,
  { plan, action }: { plan: string; action: number },
  changes: Changes,
): Promise<void> {
  const at = clock.now()
  for (const [field, [old, now]] of Object.entries(changes)) {
    await tx.run(
      `INSERT INTO plan_changes (plan_id, n, at, day, actor, action, field, old, new)
       SELECT ?, coalesce(max(n), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM plan_changes WHERE plan_id = ?`,
      [plan, at, clock.dayOf(at), viewer.id, action, field, old, now, plan],
    )
  }
}
