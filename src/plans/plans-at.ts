// Plans as they stood on a day: read from what was changed until then, so that a report of last year stays what it was.
import type { Place } from '../cases/overseen.ts'
import type { Database } from '../platform/database.ts'
import { isWithin } from './policy.ts'
import { type PlanProgress, type ProgressState, planProgress, stateOf } from './progress.ts'
import type { Origin, Plan, PlanChange, PlanStatus } from './schema.ts'

/** An action as it stood on the day; one that was dropped by then is not among them. */
export type ActionAt = {
  n: number
  title: string
  weight: number
  /** The id of somebody with an account; '' when `ownerName` says who. */
  owner: string
  ownerName: string
  dueOn: string
  /** A whole percentage, and what it is called. */
  progress: number
  state: ProgressState
  evidence: string
  /** Not completed, and its day has passed. */
  late: boolean
}

/** A plan as it stood on the day. */
export type PlanAt = {
  id: string
  programme: string
  /** '' is the whole programme. */
  entity: string
  title: string
  origin: Origin
  why: string
  openedOn: string
  status: PlanStatus
  /** The weighted mean of its actions. */
  progress: PlanProgress
  actions: ActionAt[]
}

/** What is late: an action that is not completed once its day is over. */
export const isLateAction = (
  { progress, dueOn }: { progress: number; dueOn: string },
  day: string,
): boolean => stateOf(progress) !== 'completed' && dueOn < day

/**
 * The plans that lie within these places and were open on a day or closed by then, the oldest first.
 * @param day a civil day, YYYY-MM-DD, that counts until its end.
 */
export async function plansAt(db: Database, places: readonly Place[], day: string): Promise<PlanAt[]> {
  const programmes = [...new Set(places.map(({ programme }) => programme))]
  if (programmes.length === 0) return []
  const rows: Plan[] = await db.read('plans').whereIn('programme', programmes).orderBy(['opened_at', 'id'])
  const plans = rows.filter((plan) => places.some((place) => isWithin(plan, place)))
  const changes: (PlanChange & { plan_id: string })[] = await db
    .read('plan_changes')
    .whereIn(
      'plan_id',
      plans.map(({ id }) => id),
    )
    .where('day', '<=', day)
    .orderBy(['plan_id', 'n'])
  return plans.flatMap((plan) => {
    const own = changes.filter(({ plan_id }) => plan_id === plan.id)
    return own.length === 0 ? [] : [planOn(plan, own, day)]
  })
}

type Values = Record<string, string>

function planOn(plan: Plan, changes: readonly PlanChange[], day: string): PlanAt {
  const byAction = new Map<number, Values>()
  for (const { action, field, new: now } of changes)
    byAction.set(action, { ...byAction.get(action), [field]: now })
  const actions = [...byAction]
    .filter(([n, { dropped = '' }]) => n > 0 && dropped === '')
    .map(([n, values]) => actionOn(n, values, day))
    .sort((a, b) => a.n - b.n)
  const { id, programme, entity, title, origin, why } = plan
  return {
    ...{ id, programme, entity, title, origin, why },
    openedOn: changes[0]?.day ?? day,
    status: byAction.get(0)?.status === 'closed' ? 'closed' : 'open',
    progress: planProgress(actions),
    actions,
  }
}

function actionOn(n: number, values: Values, day: string): ActionAt {
  const { title = '', owner = '', ownerName = '', dueOn = '', evidence = '' } = values
  const progress = Number(values.progress ?? 0)
  return {
    ...{ n, title, owner, ownerName, dueOn, evidence, progress },
    weight: Number(values.weight ?? 1),
    state: stateOf(progress),
    late: isLateAction({ progress, dueOn }, day),
  }
}
