// What people do to plans: open one, add an action, move it, close the plan. Each keeps what was before.
import type { Viewer } from '../cases/desks.ts'
import { Conflict, Invalid } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { mayKeepPlan } from './policy.ts'
import { findPlan, isOfProgramme } from './queries.ts'
import type { ActionChangeForm, ActionForm, PlanAction, PlanForm, PlanStatus } from './schema.ts'
import { type Changes, keep, refused, requireOpen, writing } from './writing.ts'

type Parts = { db: Database; clock: Clock }
type Opening = Parts & { programmes: Programmes }

/** Opens a plan; gives its id, the same for a form that comes twice. @throws Forbidden, Invalid for an unknown place. */
export async function openPlan(
  { db, clock, programmes }: Opening,
  viewer: Viewer,
  form: PlanForm,
): Promise<string> {
  const { key: id, place, title, origin, why } = form
  const [programme = '', entity = ''] = place.split('/')
  const pack = programmes.find(programme)
  if (!pack || (entity && !pack.entities.some(({ code }) => code === entity)))
    throw new Invalid({ place: { key: 'plan.refusal.place' } })
  if (!mayKeepPlan(viewer, { programme, entity })) throw refused()
  await db.transaction(async (tx) => {
    const opened = await tx.run(
      `INSERT INTO plans (id, programme, entity, title, origin, why, status, opened_by, opened_at)
       VALUES (?, ?, ?, ?, ?, ?, 'open', ?, ?) ON CONFLICT (id) DO NOTHING`,
      [id, programme, entity, title, origin, why, viewer.id, clock.now()],
    )
    if (opened === 1) await keep(clock, tx, viewer, { plan: id, action: 0 }, { status: ['', 'open'] })
  })
  return id
}

/** Closes a plan, or takes it up again. @throws NotFound, Forbidden, Conflict when it is so already. */
export async function setPlanStatus(
  { db, clock }: Parts,
  viewer: Viewer,
  id: string,
  status: PlanStatus,
): Promise<void> {
  await writing(db, viewer, id, async (tx, plan) => {
    if (plan.status === status) throw new Conflict('plan.refusal.changed')
    await tx.run('UPDATE plans SET status = ? WHERE id = ?', [status, id])
    await keep(clock, tx, viewer, { plan: id, action: 0 }, { status: [plan.status, status] })
  })
}

/**
 * Adds an action; gives its number. `form.key` is the number it would get: a form that comes twice adds one action.
 * @throws NotFound, Forbidden, Conflict for a closed plan or another action meanwhile, Invalid for an unknown owner.
 */
export async function addAction(
  { db, clock }: Parts,
  viewer: Viewer,
  id: string,
  form: ActionForm,
): Promise<number> {
  await knownOwner(db, viewer, id, form.owner)
  return writing(db, viewer, id, async (tx, plan) => {
    requireOpen(plan)
    const [last] = await tx.all<{ n: number }>(
      'SELECT coalesce(max(n), 0) AS n FROM plan_actions WHERE plan_id = ?',
      [id],
    )
    const n = Number(last?.n ?? 0) + 1
    if (form.key !== n) throw new Conflict('plan.refusal.changed')
    await tx.run(
      `INSERT INTO plan_actions (plan_id, n, title, weight, owner, owner_name, due_on, progress, evidence, dropped)
       VALUES (?, ?, ?, ?, ?, ?, ?, 0, '', '')`,
      [id, n, form.title, form.weight, form.owner || null, form.ownerName, form.dueOn],
    )
    const born = told({ ...form, progress: 0, evidence: '', dropped: '' })
    await keep(clock, tx, viewer, { plan: id, action: n }, changed({}, born))
    return n
  })
}

/**
 * Makes an action what the form says; what did not change is not written down.
 * @throws as `addAction`, and Conflict when somebody changed the same action since the form was drawn.
 */
export async function changeAction(
  { db, clock }: Parts,
  viewer: Viewer,
  id: string,
  n: number,
  form: ActionChangeForm,
): Promise<void> {
  await knownOwner(db, viewer, id, form.owner)
  await writing(db, viewer, id, async (tx, plan) => {
    requireOpen(plan)
    const [action] = await tx.all<PlanAction>('SELECT * FROM plan_actions WHERE plan_id = ? AND n = ?', [
      id,
      n,
    ])
    const [since] = await tx.all(
      `SELECT n FROM plan_changes WHERE plan_id = ? AND action = ? AND n > ? AND field NOT IN ('file', 'fileWhy')
       LIMIT 1`,
      [id, n, form.seen],
    )
    if (!action || since) throw new Conflict('plan.refusal.changed')
    const { title, weight, owner, ownerName, dueOn, progress, evidence, dropped } = form
    await tx.run(
      `UPDATE plan_actions SET title = ?, weight = ?, owner = ?, owner_name = ?, due_on = ?, progress = ?,
         evidence = ?, dropped = ? WHERE plan_id = ? AND n = ?`,
      [title, weight, owner || null, ownerName, dueOn, progress, evidence, dropped, id, n],
    )
    await keep(clock, tx, viewer, { plan: id, action: n }, changed(toldOf(action), told(form)))
  })
}

/** An owner by account is somebody of the programme. */
async function knownOwner(db: Database, viewer: Viewer, id: string, owner: string): Promise<void> {
  const { programme } = await findPlan(db, viewer, id)
  if (owner && !(await isOfProgramme(db, programme, owner)))
    throw new Invalid({ owner: { key: 'plan.refusal.owner' } })
}

type Told = Record<string, string>

type Typed = Omit<ActionChangeForm, 'seen'>

/** An action as its history tells it: every value as a text. */
const told = ({ title, weight, owner, ownerName, dueOn, progress, evidence, dropped }: Typed): Told => ({
  ...{ title, weight: String(weight), owner, ownerName, dueOn },
  ...{ progress: String(progress), evidence, dropped },
})

const toldOf = ({
  title,
  weight,
  owner,
  owner_name,
  due_on,
  progress,
  evidence,
  dropped,
}: PlanAction): Told =>
  told({
    title,
    weight,
    owner: owner ?? '',
    ownerName: owner_name,
    dueOn: due_on,
    progress,
    evidence,
    dropped,
  })

const changed = (before: Told, after: Told): Changes =>
  Object.fromEntries(
    Object.entries(after)
      .map(([field, now]): [string, [string, string]] => [field, [before[field] ?? '', now]])
      .filter(([, [old, now]]) => old !== now),
  )
