// A sample of closures, what is asked of each, and what people type about them.
import { z } from 'zod'
import { namesCase } from '../cases/named-case.ts'
import { addDays } from '../platform/clock.ts'
import type { Edge } from './sample.ts'

export type SampleRow = {
  id: string
  programme: string
  /** '' is the whole programme. */
  entity: string
  from_day: string
  to_day: string
  /** How many were asked for. */
  size: number
  seed: string
  rule: number
  /** The points of each risk, as JSON, as they were when it was drawn. */
  points: string
  population: number
  population_hash: string
  edge_draw: string | null
  edge_weight: number | null
  drawn_by: string
  /** When it was asked for, until it is drawn. */
  drawn_at: number
}

/** Whether a worker has drawn it; before, it has its seed and nothing else. */
export const isDrawn = ({ population_hash }: SampleRow): boolean => population_hash !== ''

/** The first closure that was not drawn; null when all were. */
export const edgeOf = ({ edge_draw, edge_weight }: SampleRow): Edge | null =>
  edge_draw === null ? null : { draw: edge_draw, weight: Number(edge_weight) }

export type ItemStatus = 'waiting' | 'begun' | 'done'
export type Verdict = 'conform' | 'notConform'

export type ItemRow = {
  sample_id: string
  case_id: string
  n: number
  closed_on: string
  weight: number
  /** The risks it had, with spaces between. */
  risks: string
  /** Who answers; null while nobody without a hand in it was found. */
  auditor: string | null
  status: ItemStatus
  verdict: Verdict | null
  findings: string
  concluded_at: number | null
  concluded_by: string | null
  /** When the reopening was asked for, and by whom. */
  asked_at: number | null
  asked_by: string | null
}

/** What is asked of every closure. */
export const checks = ['treated', 'channel', 'ground', 'dates', 'evidence'] as const
export type Check = (typeof checks)[number]

export const answers = ['yes', 'no', 'notApplicable'] as const
export type Answer = (typeof answers)[number]

/** Why a check is not met. */
export const reasons: Readonly<Record<Check, readonly string[]>> = {
  treated: ['notDone', 'partly', 'wrongCase', 'other'],
  channel: ['otherChannel', 'notDelivered', 'notSent', 'other'],
  ground: ['missing', 'unclear', 'wrong', 'other'],
  dates: ['reception', 'sending', 'realisation', 'closing', 'other'],
  evidence: ['missing', 'unreadable', 'doesNotProve', 'other'],
}

/** `answer` is '' while nobody said. */
export type CheckRow = { name: Check; answer: Answer | ''; reason: string; note: string }

/** The longest period: a year and a day. */
const MOST_DAYS = 366
/** The largest sample. */
export const MOST_SIZE = 200

const day = z.iso
  .date('audit.refusal.day')
  .refine((one) => one >= '2000' && one < '2100', 'audit.refusal.day')

/** `place` is PROGRAMME or PROGRAMME/ENTITY; `key` makes a form that is sent twice draw once. */
export const DrawForm = z
  .object({
    key: z.uuid(),
    place: z
      .string('audit.refusal.place')
      .regex(/^[A-Z][A-Z0-9_]{1,31}(\/[A-Z][A-Z0-9_]{1,31})?$/, 'audit.refusal.place'),
    from: day,
    to: day,
    size: z
      .string('audit.refusal.size')
      .trim()
      .regex(/^\d{1,3}$/, 'audit.refusal.size')
      .transform(Number)
      .refine((n) => n >= 1 && n <= MOST_SIZE, 'audit.refusal.size'),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'audit.refusal.order' })
  .refine(({ from, to }) => to <= addDays(from, MOST_DAYS - 1), { path: ['to'], error: 'audit.refusal.long' })
export type DrawForm = z.output<typeof DrawForm>

/** What is written about one case goes with it; it may not name another one. */
const words = (most: number) =>
  z
    .string('audit.refusal.words')
    .trim()
    .max(most, 'audit.refusal.words')
    .refine((text) => !namesCase(text), 'audit.refusal.namesCase')
    .default('')

const answer = z.enum(['', ...answers], 'audit.refusal.answer').default('')
const note = words(300)
const reason = (check: Check) => z.enum(['', ...reasons[check]], 'audit.refusal.reason').default('')

const Typed = z.object({
  ...{ treated: answer, treatedReason: reason('treated'), treatedNote: note },
  ...{ channel: answer, channelReason: reason('channel'), channelNote: note },
  ...{ ground: answer, groundReason: reason('ground'), groundNote: note },
  ...{ dates: answer, datesReason: reason('dates'), datesNote: note },
  ...{ evidence: answer, evidenceReason: reason('evidence'), evidenceNote: note },
  verdict: z.enum(['', 'conform', 'notConform'], 'audit.refusal.verdict').default(''),
  findings: words(2000),
  /** What the button says: keep what was typed, or conclude for good. */
  act: z.enum(['save', 'conclude'], 'audit.refusal.answer'),
})
type Typed = z.output<typeof Typed>

/** What keeps a checklist from being concluded, by field. */
function missingIn(typed: Typed): [field: string, message: string][] {
  const open = checks.filter((name) => typed[name] === '')
  const bare = checks.filter((name) => typed[name] === 'no' && typed[`${name}Reason`] === '')
  const failed = checks.some((name) => typed[name] === 'no')
  const { verdict, findings } = typed
  return [
    ...open.map((name): [string, string] => [name, 'audit.refusal.answer']),
    ...bare.map((name): [string, string] => [`${name}Reason`, 'audit.refusal.reason']),
    ...(verdict === '' ? [['verdict', 'audit.refusal.verdict'] satisfies [string, string]] : []),
    ...(verdict === 'conform' && failed
      ? [['verdict', 'audit.refusal.conform'] satisfies [string, string]]
      : []),
    ...(verdict === 'notConform' && findings.length < 5
      ? [['findings', 'audit.refusal.findings'] satisfies [string, string]]
      : []),
  ]
}

/** The checklist of one closure: begun while it is only kept, complete when it is concluded. */
export const ChecklistForm = Typed.superRefine((typed, context) => {
  if (typed.act === 'save') return
  for (const [field, message] of missingIn(typed))
    context.addIssue({ code: 'custom', path: [field], message })
}).transform((typed) => ({
  act: typed.act,
  verdict: typed.verdict,
  findings: typed.findings,
  rows: checks.map((name) => ({
    name,
    answer: typed[name],
    // What was typed for a "no" that became a "yes" says nothing any more.
    reason: typed[name] === 'no' ? typed[`${name}Reason`] : '',
    note: typed[name] === 'no' ? typed[`${name}Note`] : '',
  })),
}))
export type ChecklistForm = z.output<typeof ChecklistForm>
