// A plan of what is put right, its actions, and what people type about them.
import { z } from 'zod'
import { namesCase } from '../cases/named-case.ts'

/** What a plan answers to. */
export const origins = ['report', 'cause', 'audit', 'other'] as const
export type Origin = (typeof origins)[number]

export type PlanStatus = 'open' | 'closed'

export type Plan = {
  id: string
  programme: string
  /** '' is the whole programme. */
  entity: string
  title: string
  origin: Origin
  /** Which report, cause or finding it answers to, in words. */
  why: string
  status: PlanStatus
  opened_by: string
  opened_at: number
}

export type PlanAction = {
  n: number
  title: string
  /** A whole number above 0. */
  weight: number
  /** Somebody with an account; null when `owner_name` says who. */
  owner: string | null
  owner_name: string
  due_on: string
  /** A whole percentage. */
  progress: number
  /** Where the proof of what is done lies. */
  evidence: string
  /** Why it no longer counts; '' while it does. */
  dropped: string
}

/** One value that became another one; an action of 0 is the plan itself. */
export type PlanChange = {
  n: number
  at: number
  day: string
  actor: string
  action: number
  field: string
  old: string
  new: string
}

/** A plan stays when a complaint leaves: no text of it may name one. */
export const words = (least: number, most: number, missing: string) =>
  z
    .string(missing)
    .trim()
    .min(least, missing)
    .max(most, 'plan.refusal.long')
    .refine((text) => !namesCase(text), 'plan.refusal.namesCase')

const whole = (least: number, most: number, wrong: string) =>
  z
    .string(wrong)
    .trim()
    .regex(/^\d{1,4}$/, wrong)
    .transform(Number)
    .refine((n) => n >= least && n <= most, wrong)

/** `place` is PROGRAMME or PROGRAMME/ENTITY; `key` makes a form that is sent twice open one plan. */
export const PlanForm = z.object({
  key: z.uuid(),
  place: z
    .string('plan.refusal.place')
    .regex(/^[A-Z][A-Z0-9_]{1,31}(\/[A-Z][A-Z0-9_]{1,31})?$/, 'plan.refusal.place'),
  title: words(5, 160, 'plan.refusal.title'),
  origin: z.enum(origins, 'plan.refusal.origin'),
  why: words(5, 500, 'plan.refusal.why'),
})
export type PlanForm = z.output<typeof PlanForm>

const shape = {
  title: words(5, 200, 'plan.refusal.action'),
  weight: whole(1, 1000, 'plan.refusal.weight'),
  owner: z.string().max(60).default(''),
  ownerName: words(0, 120, 'plan.refusal.owner').default(''),
  dueOn: z.iso.date('plan.refusal.due').refine((day) => day >= '2000' && day < '2100', 'plan.refusal.due'),
}

const owned = ({ owner, ownerName }: { owner: string; ownerName: string }): boolean =>
  (owner === '') !== (ownerName === '')
const byOne = { path: ['owner'], error: 'plan.refusal.owner' }

/** A new action; its owner is somebody with an account, or a written name. */
export const ActionForm = z.object({ key: z.coerce.number().int(), ...shape }).refine(owned, byOne)
export type ActionForm = z.output<typeof ActionForm>

/** What an action becomes; `seen` is the last change whoever types has seen. */
export const ActionChangeForm = z
  .object({
    seen: z.coerce.number().int(),
    ...shape,
    progress: whole(0, 100, 'plan.refusal.progress'),
    evidence: words(0, 500, 'plan.refusal.evidence').default(''),
    dropped: words(0, 300, 'plan.refusal.long').default(''),
  })
  .refine(owned, byOne)
  .refine(({ progress, evidence }) => progress < 90 || evidence.length >= 3, {
    path: ['evidence'],
    error: 'plan.refusal.evidence',
  })
export type ActionChangeForm = z.output<typeof ActionChangeForm>
