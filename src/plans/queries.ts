// Plans as they stand now: one of them, the list, who may own an action, and what was changed.
import type { Named } from '../accounts/names.ts'
import type { Viewer } from '../cases/desks.ts'
import { NotFound } from '../errors.ts'
import type { Database } from '../platform/database.ts'
import { mayReadPlan, programmesRead } from './policy.ts'
import type { Plan, PlanAction, PlanChange } from './schema.ts'

/** A plan the viewer may read. @throws NotFound */
export async function findPlan(db: Database, viewer: Viewer, id: string): Promise<Plan> {
  const [plan] = await db.all<Plan>('SELECT * FROM plans WHERE id = ?', [id])
  if (!plan || !mayReadPlan(viewer, plan)) throw new NotFound()
  return plan
}

/** So many stand in a list. */
const MOST = 100

/** A plan with its actions. */
export type WholePlan = Plan & { actions: PlanAction[] }

/** The plans the viewer may read, the newest first, each with its actions in order. */
export async function listPlans(db: Database, viewer: Viewer): Promise<WholePlan[]> {
  const programmes = programmesRead(viewer)
  if (programmes.length === 0) return []
  const rows: Plan[] = await db
    .read('plans')
    .whereIn('programme', programmes)
    .orderBy([{ column: 'opened_at', order: 'desc' }, { column: 'id' }])
    .limit(MOST)
  const plans = rows.filter((plan) => mayReadPlan(viewer, plan))
  const actions: (PlanAction & { plan_id: string })[] = await db
    .read('plan_actions')
    .whereIn(
      'plan_id',
      plans.map(({ id }) => id),
    )
    .orderBy(['plan_id', 'n'])
  return plans.map((plan) => ({ ...plan, actions: actions.filter(({ plan_id }) => plan_id === plan.id) }))
}

/** The actions of a plan the viewer was let see, in order. */
export const actionsOf = (db: Database, id: string): Promise<PlanAction[]> =>
  db.all('SELECT * FROM plan_actions WHERE plan_id = ? ORDER BY n', [id])

/** What was changed on a plan or on one of its actions, the newest first. */
export async function changesOf(db: Database, id: string, action?: number): Promise<PlanChange[]> {
  const query = db.read('plan_changes').where({ plan_id: id })
  if (action !== undefined) query.where({ action })
  return query.orderBy('n', 'desc').limit(200)
}

/** The active people who have a part in a programme, by name. */
export const peopleOfProgramme = (db: Database, programme: string): Promise<Named[]> =>
  db.all(
    `SELECT DISTINCT u.id, u.name FROM grants g JOIN users u ON u.id = g.user_id
     WHERE g.programme = ? AND g.pending = 0 AND u.active = 1 ORDER BY u.name, u.id`,
    [programme],
  )

/** Whether somebody active has a part in a programme. */
export async function isOfProgramme(db: Database, programme: string, person: string): Promise<boolean> {
  const found = await db.all(
    `SELECT u.id FROM grants g JOIN users u ON u.id = g.user_id
     WHERE g.programme = ? AND u.id = ? AND g.pending = 0 AND u.active = 1 LIMIT 1`,
    [programme, person],
  )
  return found.length > 0
}
