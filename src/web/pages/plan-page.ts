// Plans as pages: the list, one of them with its actions and what was changed, and the forms that keep them.
import type { Named } from '../../accounts/names.ts'
import type { SignedIn } from '../../accounts/schema.ts'
import { isLateAction } from '../../plans/plans-at.ts'
import { mayKeepPlan } from '../../plans/policy.ts'
import { planProgress, stateOf } from '../../plans/progress.ts'
import type { WholePlan } from '../../plans/queries.ts'
import { origins, type Plan, type PlanAction, type PlanChange } from '../../plans/schema.ts'
import { endOfDay } from '../../platform/clock.ts'
import type { Programmes } from '../../programmes/index.ts'
import type { FieldSpec } from '../forms.ts'
import { deadlineClock } from './clock.ts'
import { placeName, placeOptions } from './place-options.ts'
import type { Say } from './say.ts'

const percent = ({ t, f }: Say, n: number) => t('honour.percent', { n: f.number(n) })

const live = (actions: readonly PlanAction[]) => actions.filter(({ dropped }) => dropped === '')

const late = (actions: readonly PlanAction[], today: string) =>
  live(actions).filter((action) => isLateAction({ ...action, dueOn: action.due_on }, today)).length

/** How far a plan is, in words and as the length of a bar. */
export function progressOf(say: Say, actions: readonly PlanAction[]) {
  const { percent: n, state } = planProgress(live(actions))
  return {
    known: n !== null,
    text: n === null ? say.t('plan.noActions') : percent(say, n),
    state: say.t(`plan.state.${state}`),
    length: n ?? 0,
  }
}

/** Plans as lines, those that are open first. */
export function planGroups(say: Say, plans: readonly WholePlan[], programmes: Programmes, today: string) {
  const groups = (['open', 'closed'] as const).map((status) => ({
    title: say.t(`plan.list.${status}`),
    lines: plans.filter((plan) => plan.status === status).map((plan) => lineOf(say, plan, programmes, today)),
  }))
  return groups.filter(({ lines }) => lines.length > 0)
}

function lineOf(say: Say, plan: WholePlan, programmes: Programmes, today: string) {
  const overdue = late(plan.actions, today)
  return {
    href: `/plans/${plan.id}`,
    title: plan.title,
    meta: [
      placeName(say, programmes, plan),
      say.t(`plan.origin.${plan.origin}`),
      say.t('plan.actionCount', { count: live(plan.actions).length }),
    ].join(' · '),
    progress: progressOf(say, plan.actions),
    late: plan.status === 'open' && overdue > 0 ? say.t('plan.lateCount', { count: overdue }) : null,
  }
}

/** The actions of a plan as lines; each leads to its form for whoever may move it. */
export function actionLines(
  say: Say,
  plan: Plan,
  actions: readonly PlanAction[],
  names: ReadonlyMap<string, string>,
  { now, linked }: { now: number; linked: boolean },
) {
  return actions.map((action) => {
    const done = stateOf(action.progress) === 'completed'
    const gone = action.dropped !== ''
    return {
      n: action.n,
      href: linked ? `/plans/${plan.id}/actions/${action.n}` : null,
      title: action.title,
      owner: action.owner ? (names.get(action.owner) ?? '') : action.owner_name,
      weight: say.t('plan.weightOf', { n: say.f.number(action.weight) }),
      due: say.f.dayShortYear(action.due_on),
      clock:
        done || gone || plan.status === 'closed' ? null : deadlineClock(say, endOfDay(action.due_on), now),
      progress: percent(say, action.progress),
      length: action.progress,
      state: gone ? say.t('plan.dropped') : say.t(`plan.state.${stateOf(action.progress)}`),
      proof: gone ? action.dropped : action.evidence,
      gone,
    }
  })
}

/** What was changed, as lines of a history: what one person changed at once on one thing is one line. */
export function changeLines(
  say: Say,
  changes: readonly PlanChange[],
  actions: readonly PlanAction[],
  names: ReadonlyMap<string, string>,
) {
  const { t, f } = say
  const acts = Map.groupBy(changes, ({ at, actor, action }) => `${at} ${actor} ${action}`)
  return [...acts.values()].map((act) => {
    const [{ at, actor, action } = { at: 0, actor: '', action: 0 }] = act
    const born = act.some(({ field, old }) => (field === 'title' || field === 'status') && old === '')
    const kind = action === 0 ? 'plan' : 'action'
    return {
      what: t(`plan.change.${born ? 'born' : 'moved'}.${kind}`),
      about: actions.find(({ n }) => n === action)?.title ?? null,
      // The name of an action that is new stands above already.
      parts: act
        .filter(({ field }) => !(born && (field === 'title' || field === 'status')))
        .toReversed()
        .map(({ field, old, new: now }) => ({
          name: t(`plan.change.${field}`),
          old: old === '' ? null : shownValue(say, field, old, names),
          now:
            now === ''
              ? t(`plan.change.${field === 'file' ? 'withdrawn' : 'none'}`)
              : shownValue(say, field, now, names),
        })),
      meta: `${f.dateTime(at)} · ${names.get(actor) ?? ''}`,
    }
  })
}

function shownValue(say: Say, field: string, value: string, names: ReadonlyMap<string, string>): string {
  if (field === 'status') return say.t(`plan.status.${value}`)
  if (field === 'dueOn') return say.f.dayShortYear(value)
  if (field === 'progress') return percent(say, Number(value))
  if (field === 'weight') return say.f.number(Number(value))
  return field === 'owner' ? (names.get(value) ?? value) : value
}

/** The fields of a new plan. */
export function planFields(say: Say, user: SignedIn, programmes: Programmes): FieldSpec[] {
  const { t } = say
  const places = placeOptions(say, programmes, (place) => mayKeepPlan(user, place))
  return [
    { name: 'key', kind: 'hidden', label: '' },
    { name: 'place', kind: 'select', label: t('plan.form.place'), required: true, options: places },
    { name: 'title', kind: 'text', label: t('plan.form.title'), required: true },
    {
      ...{ name: 'origin', kind: 'radio', label: t('plan.form.origin'), required: true },
      options: origins.map((value) => ({ value, label: t(`plan.origin.${value}`) })),
    },
    {
      ...{ name: 'why', kind: 'long', rows: 3, label: t('plan.form.why'), required: true },
      hint: t('plan.form.whyHint'),
    },
  ]
}

/** The fields of an action, new or known. */
export function actionFields(say: Say, people: readonly Named[], known: boolean): FieldSpec[] {
  const { t } = say
  const optionalText = t('frame.optional')
  const owners = people.map(({ id, name }) => ({ value: id, label: name }))
  const kept: FieldSpec[] = [
    {
      ...{ name: 'progress', kind: 'number', label: t('plan.form.progress'), required: true },
      hint: t('plan.form.progressHint'),
    },
    {
      ...{ name: 'evidence', kind: 'long', rows: 2, label: t('plan.form.evidence'), optionalText },
      hint: t('plan.form.evidenceHint'),
    },
  ]
  const basic: FieldSpec[] = [
    { name: 'title', kind: 'text', label: t('plan.form.action'), required: true },
    {
      ...{ name: 'weight', kind: 'number', label: t('plan.form.weight'), required: true },
      hint: t('plan.form.weightHint'),
    },
    {
      ...{ name: 'owner', kind: 'select', label: t('plan.form.owner') },
      options: [{ value: '', label: t('plan.form.nobody') }, ...owners],
    },
    { name: 'ownerName', kind: 'text', label: t('plan.form.ownerName'), optionalText },
    { name: 'dueOn', kind: 'date', label: t('plan.form.due'), required: true },
  ]
  if (!known) return [{ name: 'key', kind: 'hidden', label: '' }, ...basic]
  const dropped: FieldSpec = {
    ...{ name: 'dropped', kind: 'text', label: t('plan.form.dropped'), optionalText },
    hint: t('plan.form.droppedHint'),
  }
  return [{ name: 'seen', kind: 'hidden', label: '' }, ...kept, ...basic, dropped]
}
