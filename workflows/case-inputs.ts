// What each event of a complaint carries: the schema is the form, its messages are text keys.
import { z } from 'zod'
import { drawn } from './kit.ts'

const sentence = (key: string) =>
  z
    .string({ error: `field.${key}.missing` })
    .trim()
    .min(10, `field.${key}.tooShort`)
    .max(5000, `field.${key}.tooLong`)
    .register(drawn, { long: true })
const choice = <const T extends readonly [string, ...string[]]>(key: string, values: T) =>
  z.enum(values, { error: `field.${key}.choose` })
const day = (key: string) => z.iso.date({ error: `field.${key}.invalid` })
const ticked = (key: string) =>
  z.stringbool({ error: `field.${key}.confirm` }).refine((on) => on, `field.${key}.confirm`)

/** Why a complaint is not founded, or not one (docs/domain.md, section 5). */
export const grounds = ['contestsRules', 'undeclaredChange', 'falseDeclaration'] as const
export const notComplaintGrounds = [
  'undueSums',
  'serviceRequest',
  'information',
  'clarification',
  'opinion',
] as const

/** How a complaint reaches the body (docs/domain.md, section 4). */
export const channels = [
  'desk',
  'web',
  'app',
  'mail',
  'phone',
  'exchange',
  'email',
  'social',
  'register',
  'ombudsman',
] as const

/** How an answer may be carried. */
export const answerChannels = [
  'desk',
  'web',
  'app',
  'mail',
  'phone',
  'exchange',
  'email',
  'sms',
  'ombudsman',
] as const

export const languages = ['ar', 'fr', 'en'] as const
export const relations = ['beneficiary', 'representative', 'lawyer', 'organisation', 'anonymous'] as const

const line = (max: number) => z.string().trim().max(max)
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const Registration = z.object({
  programme: line(40).min(1),
  entity: line(40).min(1),
  channel: z.enum(channels),
  receivedOn: z.iso.date(),
  category: line(60).min(1),
  object: line(200).min(1),
  description: z.string().trim().min(1).max(20_000),
  language: z.enum(languages),
  relation: z.enum(relations),
  name: line(120),
  phone: line(20),
  email: line(200),
  address: line(300),
  cnie: line(20),
  beneficiary: line(60).nullable(),
  /** The number the sender, the portal or an imported register knows it by. */
  externalKey: line(120),
})

export type Registration = z.output<typeof Registration>

/** An original document or a photograph of one, already stored by its hash. */
const StoredDocument = z.object({
  id: z.string(),
  sha256: z.string(),
  name: line(200),
  type: line(80),
  bytes: z.int().min(1),
})

const withGround = <T extends z.ZodType<{ founded?: string | undefined; ground?: string | undefined }>>(
  schema: T,
) =>
  schema.refine((v) => v.founded !== 'no' || v.ground !== undefined, {
    path: ['ground'],
    error: 'field.ground.choose',
  })

export const inputs = {
  OPEN: Registration,
  IMPORT: Registration.extend({ closedOn: z.iso.date() }),

  QUALIFY: z
    .object({
      identity: choice('identity', ['verified', 'notVerifiable']),
      identityNote: optional(line(500)).register(drawn, {
        when: { field: 'identity', is: ['notVerifiable'] },
      }),
      category: z
        .string({ error: 'field.category.choose' })
        .min(1, 'field.category.choose')
        .register(drawn, { choices: 'categories' }),
      object: z
        .string({ error: 'field.object.missing' })
        .trim()
        .min(3, 'field.object.missing')
        .max(200, 'field.object.tooLong'),
      kind: choice('kind', ['right', 'payment', 'data', 'technical', 'conduct', 'other']),
      nature: choice('nature', ['individual', 'collective']),
      number: optional(line(60)),
      admissibility: choice('admissibility', ['complaint', 'notFounded', 'notComplaint']),
      ground: optional(z.enum([...grounds, ...notComplaintGrounds])).register(drawn, {
        when: { field: 'admissibility', is: ['notFounded', 'notComplaint'] },
      }),
      explanation: optional(z.string().trim().max(5000)).register(drawn, {
        long: true,
        when: { field: 'admissibility', is: ['notFounded', 'notComplaint'] },
      }),
      checkQualification: ticked('checkQualification'),
      checkBeneficiary: ticked('checkBeneficiary'),
      checkUnit: ticked('checkUnit'),
      answerExists: choice('answerExists', ['yes', 'no']),
    })
    .superRefine((v, ctx) => {
      const wrong = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message })
      if (v.identity === 'notVerifiable' && !v.identityNote)
        wrong('identityNote', 'field.identityNote.missing')
      if (v.admissibility === 'complaint') return
      const allowed: readonly string[] = v.admissibility === 'notFounded' ? grounds : notComplaintGrounds
      if (!v.ground || !allowed.includes(v.ground)) wrong('ground', 'field.ground.choose')
      if (!v.explanation || v.explanation.length < 10) wrong('explanation', 'field.explanation.tooShort')
    }),

  REQUALIFY: z.object({ reason: sentence('reason') }),

  CONCLUDE: withGround(
    z.object({
      conclusion: sentence('conclusion'),
      founded: choice('founded', ['yes', 'no', 'unknown']),
      ground: optional(z.enum(grounds)).register(drawn, { when: { field: 'founded', is: ['no'] } }),
      route: choice('route', ['answer', 'treat']),
      unit: optional(line(40)).register(drawn, { choices: 'units', when: { field: 'route', is: ['treat'] } }),
    }),
  )
    .refine((v) => v.route !== 'treat' || v.unit, { path: ['unit'], error: 'field.unit.choose' })
    .refine((v) => v.route !== 'answer' || v.founded !== 'unknown', {
      path: ['founded'],
      error: 'field.founded.beforeAnswer',
    }),

  TELL_ANSWER_FOLLOWS: z.object({
    toldOn: day('toldOn'),
    note: optional(line(1000)).register(drawn, { long: true }),
  }),

  COMMIT: z.object({ dueOn: day('dueOn'), work: sentence('work') }),
  RENEW: z.object({ dueOn: day('dueOn'), reason: sentence('reason') }),
  NOTIFY_COMMITMENT: z.object({
    toldOn: day('toldOn'),
    note: optional(line(1000)).register(drawn, { long: true }),
  }),
  REPORT_DONE: withGround(
    z.object({
      founded: choice('founded', ['yes', 'no']),
      ground: optional(z.enum(grounds)).register(drawn, { when: { field: 'founded', is: ['no'] } }),
      work: sentence('work'),
    }),
  ),
  RETURN_TO_CLERK: z.object({ reason: sentence('reason') }),
  RETURN_WORK: z.object({ reason: sentence('reason') }),
  RECONSIDER: z.object({ reason: sentence('reason') }),

  SUBMIT_ANSWER: z.object({
    template: optional(line(60)).register(drawn, { choices: 'templates' }),
    language: choice('language', languages),
    text: z
      .string({ error: 'field.text.missing' })
      .trim()
      .min(20, 'field.text.tooShort')
      .max(20_000, 'field.text.tooLong')
      .register(drawn, { long: true })
      .refine((text) => !/\[[^\]\n]{1,40}\]/.test(text), 'field.text.blanks'),
  }),
  DISPENSE: z.object({
    exception: choice('exception', ['notNeeded', 'alreadyAnswered']),
    reason: sentence('reason'),
  }),
  APPROVE: z.object({ note: optional(line(1000)).register(drawn, { long: true }) }),
  RETURN_ANSWER: z.object({ reason: sentence('reason') }),
  SEND_ANSWER: z.object({
    channel: choice('channel', answerChannels),
    sentOn: day('sentOn'),
    proof: optional(line(1000)).register(drawn, { long: true }),
  }),

  CLOSE: z.object({ synthesis: sentence('synthesis') }),
  SEND_BACK: z.object({ to: choice('to', ['answer', 'work']), reason: sentence('reason') }),
  REOPEN: z.object({ reason: sentence('reason') }),

  ASK_DOCUMENTS: z.object({ documents: sentence('documents') }),
  RECEIVE_DOCUMENTS: z.object({ note: optional(line(1000)).register(drawn, { long: true }) }),
  WITHDRAW: z.object({ reason: sentence('reason') }),
  ASSIGN: z.object({
    role: choice('role', ['clerk', 'processor', 'supervisor', 'closer']),
    to: optional(line(60)).register(drawn, { choices: 'assignees' }),
  }),
  ADD_NOTE: z.object({ note: sentence('note') }),
  ATTACH: z.object({ documents: z.array(StoredDocument).min(1).max(10) }),

  DELIVERY_FAILED: z.object({ message: z.string(), channel: z.enum(answerChannels), error: line(300) }),
  RESEND: z.object({
    channel: choice('channel', answerChannels),
    note: optional(line(1000)).register(drawn, { long: true }),
  }),
  RESCHEDULE: z.object({ reason: line(300) }),
}

export type Inputs = typeof inputs
