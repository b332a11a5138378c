// Plans of what is put right: the list, one of them, its actions, and the forms that keep them.
import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { z } from 'zod'
import { namesOf } from '../../accounts/names.ts'
import { NotFound } from '../../errors.ts'
import { addAction, changeAction, openPlan, setPlanStatus } from '../../plans/commands.ts'
import { filesOf } from '../../plans/files.ts'
import { mayKeepPlan } from '../../plans/policy.ts'
import { actionsOf, changesOf, findPlan, listPlans, peopleOfProgramme } from '../../plans/queries.ts'
import { ActionChangeForm, ActionForm, origins, type PlanAction, PlanForm } from '../../plans/schema.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { blank, carryOut, type Form, fieldsOf, readForm, summaryOf, type Values } from '../forms.ts'
import { placeName } from '../pages/place-options.ts'
import { fileLines, withdrawalFields } from '../pages/plan-files.ts'
import {
  actionFields,
  actionLines,
  changeLines,
  planFields,
  planGroups,
  progressOf,
} from '../pages/plan-page.ts'
import { sayOf } from '../pages/say.ts'
import { may } from '../permissions.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

type PlanRequest = SignedRequest<{ id: string }>
type ActionRequest = SignedRequest<{ id: string; n: string }>

const NewPlan = z.object({ origin: z.enum(origins).optional().catch(undefined) })
const StatusForm = z.object({ status: z.enum(['open', 'closed']) })

/** The routes of plans. */
export function planRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/plans', 'plan.read', (req, res) => drawList(deps, req, res))
  own.get('/plans/new', 'plan.keep', (req, res) => {
    const { origin } = NewPlan.parse(req.query)
    return drawNew(deps, req, res, blank({ key: randomUUID(), ...(origin && { origin }) }))
  })
  own.post('/plans', 'plan.keep', async (req, res) => {
    const form = readForm(PlanForm, req.body)
    if (!form.ok) return drawNew(deps, req, res.status(422), form)
    const done = await carryOut(form, (data) => openPlan(deps, req.user, data))
    if (!done.ok) return drawNew(deps, req, res.status(422), done)
    flash(req, { kind: 'done', key: 'plan.opened' })
    res.redirect(303, `/plans/${done.result}`)
  })
  own.get('/plans/:id', 'plan.read', (req, res) => drawPlan(deps, req, res))
  own.post('/plans/:id/status', 'plan.keep', async (req, res) => {
    const read = StatusForm.safeParse(req.body)
    if (!read.success) throw new NotFound()
    await setPlanStatus(deps, req.user, req.params.id, read.data.status)
    flash(req, { kind: 'done', key: `plan.now.${read.data.status}` })
    res.redirect(303, `/plans/${req.params.id}`)
  })
  own.post('/plans/:id/actions', 'plan.keep', async (req, res) => {
    const form = readForm(ActionForm, req.body)
    if (!form.ok) return drawPlan(deps, req, res.status(422), form)
    const done = await carryOut(form, (data) => addAction(deps, req.user, req.params.id, data))
    if (!done.ok) return drawPlan(deps, req, res.status(422), done)
    flash(req, { kind: 'done', key: 'plan.added' })
    res.redirect(303, `/plans/${req.params.id}`)
  })
  own.get('/plans/:id/actions/:n', 'plan.keep', (req, res) => drawAction(deps, req, res))
  own.post('/plans/:id/actions/:n', 'plan.keep', async (req, res) => {
    const form = readForm(ActionChangeForm, req.body)
    if (!form.ok) return drawAction(deps, req, res.status(422), { change: form })
    const done = await carryOut(form, (data) =>
      changeAction(deps, req.user, req.params.id, Number(req.params.n), data),
    )
    if (!done.ok) return drawAction(deps, req, res.status(422), { change: done })
    flash(req, { kind: 'done', key: 'plan.kept' })
    res.redirect(303, `/plans/${req.params.id}`)
  })
  return own
}

async function drawList({ db, programmes, clock }: CaseDeps, req: SignedRequest<unknown>, res: Response) {
  const say = sayOf(res)
  const plans = await listPlans(db, req.user)
  res.render('plans/list', {
    title: say.t('plan.title'),
    section: 'plans',
    groups: planGroups(say, plans, programmes, clock.dayOf(clock.now())),
    mayOpen: may(req.user, 'plan.keep'),
  })
}

function drawNew({ programmes }: CaseDeps, req: SignedRequest<unknown>, res: Response, form: Form<unknown>) {
  const say = sayOf(res)
  const fields = fieldsOf(say.lang, form, planFields(say, req.user, programmes))
  const summary = summaryOf(say.lang, form, fields)
  res.render('plans/new', { title: say.t('plan.new'), section: 'plans', fields, summary })
}

async function drawPlan(deps: CaseDeps, req: PlanRequest, res: Response, form?: Form<unknown>) {
  const { db, programmes, clock } = deps
  const say = sayOf(res)
  const plan = await findPlan(db, req.user, req.params.id)
  const [actions, changes, files] = await Promise.all([
    actionsOf(db, plan.id),
    changesOf(db, plan.id),
    filesOf(db, plan.id),
  ])
  const people = [
    plan.opened_by,
    ...actions.map(({ owner }) => owner ?? ''),
    ...files.map(({ added_by }) => added_by),
    ...changes.flatMap(({ actor, field, old, new: now }) => [
      actor,
      ...(field === 'owner' ? [old, now] : []),
    ]),
  ]
  const names = await namesOf(db, people)
  const keeps = mayKeepPlan(req.user, plan)
  const fields = keeps ? actionFields(say, await peopleOfProgramme(db, plan.programme), false) : []
  const add = fieldsOf(say.lang, form ?? blank({ key: String(actions.length + 1) }), fields)
  res.render('plans/show', {
    title: plan.title,
    section: 'plans',
    id: plan.id,
    status: plan.status,
    place: placeName(say, programmes, plan),
    progress: progressOf(say, actions),
    facts: [
      { label: say.t('plan.form.origin'), text: say.t(`plan.origin.${plan.origin}`) },
      { label: say.t('plan.form.why'), text: plan.why },
      {
        label: say.t('plan.fact.opened'),
        text: `${say.f.dayShortYear(plan.opened_at)} · ${names.get(plan.opened_by) ?? ''}`,
      },
      { label: say.t('plan.fact.status'), text: say.t(`plan.status.${plan.status}`) },
    ],
    actions: actionLines(say, plan, actions, names, {
      now: clock.now(),
      linked: keeps && plan.status === 'open',
    }).map((line) => ({ ...line, files: fileLines(say, { plan: plan.id, n: line.n }, files, names) })),
    changes: changeLines(say, changes, actions, names),
    keeps,
    add,
    summary: summaryOf(say.lang, form ?? blank(), add),
  })
}

/** The forms of an action that are shown again. */
type ActionForms = { change?: Form<unknown>; withdrawal?: Form<unknown> }

/** Draws an action with its forms. @throws NotFound for whoever does not keep the plan, and for a closed one. */
export async function drawAction(deps: CaseDeps, req: ActionRequest, res: Response, forms: ActionForms = {}) {
  const { db } = deps
  const say = sayOf(res)
  const plan = await findPlan(db, req.user, req.params.id)
  if (!mayKeepPlan(req.user, plan) || plan.status !== 'open') throw new NotFound()
  const actions = await actionsOf(db, plan.id)
  const action = actions.find(({ n }) => String(n) === req.params.n)
  if (!action) throw new NotFound()
  const [changes, files] = await Promise.all([changesOf(db, plan.id, action.n), filesOf(db, plan.id)])
  const names = await namesOf(db, [
    ...files.map(({ added_by }) => added_by),
    ...changes.flatMap(({ actor, old, new: now }) => [actor, old, now]),
  ])
  const specs = actionFields(say, await peopleOfProgramme(db, plan.programme), true)
  const change = forms.change ?? blank(valuesOf(action, changes[0]?.n ?? 0))
  const withdrawal = forms.withdrawal ?? blank()
  const fields = fieldsOf(say.lang, change, specs)
  const withdraw = fieldsOf(say.lang, withdrawal, withdrawalFields(say, action.n, files))
  res.render('plans/action', {
    title: action.title,
    section: 'plans',
    id: plan.id,
    n: action.n,
    plan: plan.title,
    fields,
    files: fileLines(say, { plan: plan.id, n: action.n }, files, names),
    withdraw,
    withdrawing: forms.withdrawal !== undefined,
    changes: changeLines(say, changes, [], names),
    summary: forms.withdrawal
      ? summaryOf(say.lang, withdrawal, withdraw)
      : summaryOf(say.lang, change, fields),
  })
}

/** An action as its form shows it before anybody typed. */
const valuesOf = (action: PlanAction, seen: number): Values => ({
  seen: String(seen),
  title: action.title,
  weight: String(action.weight),
  owner: action.owner ?? '',
  ownerName: action.owner_name,
  dueOn: action.due_on,
  progress: String(action.progress),
  evidence: action.evidence,
  dropped: action.dropped,
})
