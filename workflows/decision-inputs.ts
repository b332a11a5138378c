// What the acts carry that decide: on a household, a deferral, an appeal, an observation, a referral.
import { z } from 'zod'
import { answerChannels, choice, day, line, note, optional, sentence, words } from './fields.ts'
import { drawn } from './kit.ts'
import { channels } from './opening-inputs.ts'

/** Why a household is not eligible. */
export const eligibilityGrounds = [
  'income',
  'notRegistered',
  'otherAid',
  'incomplete',
  'undeclaredChange',
] as const
/** Why a deferral is refused. */
export const deferralGrounds = ['noCrisis', 'arrears', 'alreadyDeferred', 'loanEnded'] as const
/** Why an appeal is rejected. */
export const appealGrounds = ['answerRight', 'nothingNew', 'notCompetent', 'tooLate'] as const

export const authorities = [
  'prosecutor',
  'inspection',
  'antiCorruption',
  'courtOfAccounts',
  'health',
] as const

const unit = () =>
  z
    .string({ error: 'field.unit.choose' })
    .trim()
    .min(1, 'field.unit.choose')
    .register(drawn, { choices: 'units' })
/** What the person is told, in their language. */
const explanation = () =>
  z
    .string({ error: 'field.explanation.tooShort' })
    .trim()
    .min(10, 'field.explanation.tooShort')
    .max(5000, 'field.explanation.tooLong')
    .register(drawn, { long: true })
const when = (field: string, ...is: string[]) => ({ when: { field, is } })

const Carried = z.object({ channel: choice('channel', answerChannels), proof: note() })

export const decisionInputs = {
  DECIDE_ELIGIBILITY: z
    .object({
      identity: choice('identity', ['verified', 'notVerifiable']),
      decision: choice('decision', ['accepted', 'refused']),
      ground: optional(z.enum(eligibilityGrounds)).register(drawn, when('decision', 'refused')),
      unit: optional(line(40)).register(drawn, { choices: 'units', ...when('decision', 'accepted') }),
      explanation: explanation(),
    })
    .refine((v) => v.decision !== 'refused' || v.ground, { path: ['ground'], error: 'field.ground.choose' })
    .refine((v) => v.decision !== 'accepted' || v.unit, { path: ['unit'], error: 'field.unit.choose' }),
  CONFIRM_DECISION: z.object({ note: note() }),
  RETURN_DECISION: z.object({ reason: sentence('reason') }),

  CHECK_REQUEST: z.object({
    identity: choice('identity', ['verified', 'notVerifiable']),
    arrears: choice('arrears', ['yes', 'no']),
    crisis: choice('crisis', ['yes', 'no']),
    conclusion: sentence('conclusion'),
  }),
  DECIDE_DEFERRAL: z
    .object({
      decision: choice('decision', ['granted', 'refused']),
      ground: optional(z.enum(deferralGrounds)).register(drawn, when('decision', 'refused')),
      instalmentOn: optional(day('instalmentOn')).register(drawn, when('decision', 'granted')),
      explanation: explanation(),
    })
    .refine((v) => v.decision !== 'refused' || v.ground, { path: ['ground'], error: 'field.ground.choose' })
    .refine((v) => v.decision !== 'granted' || v.instalmentOn, {
      path: ['instalmentOn'],
      error: 'field.instalmentOn.missing',
    }),

  LODGE_APPEAL: z.object({
    // What the ombudsman writes is a referral, with a life of its own.
    cameBy: choice('cameBy', channels).exclude(['ombudsman']),
    receivedOn: day('receivedOn'),
    reason: sentence('reason'),
  }),
  /** What became of the appeal, told to the case it is about. */
  APPEAL_DECIDED: z.object({
    appeal: line(40),
    decision: z.enum(['upheld', 'partly', 'rejected', 'withdrawn']),
    reason: z.string().max(5000),
  }),
  EXAMINE_APPEAL: z.object({ conclusion: sentence('conclusion') }),
  DECIDE_APPEAL: z
    .object({
      decision: choice('decision', ['upheld', 'partly', 'rejected']),
      ground: optional(z.enum(appealGrounds)).register(drawn, when('decision', 'rejected')),
      explanation: explanation(),
    })
    .refine((v) => v.decision !== 'rejected' || v.ground, { path: ['ground'], error: 'field.ground.choose' }),

  /** The decision is told, with the remedies that remain. */
  TELL_DECISION: Carried.extend({ sentOn: day('sentOn') }),

  ROUTE: z.object({ unit: unit(), note: note() }),
  TAKE_NOTE: z.object({ taken: sentence('taken') }),
  THANK: Carried.extend({ sentOn: day('sentOn'), thanks: explanation() }),

  NAME_HANDLER: z.object({
    person: words('person', 60).register(drawn, { choices: 'people' }),
    reason: sentence('reason'),
  }),
  REMOVE_HANDLER: z.object({
    person: words('person', 60).register(drawn, { choices: 'handlers' }),
    reason: sentence('reason'),
  }),
  ASSESS: z.object({ route: choice('route', ['refer', 'answer']), conclusion: sentence('conclusion') }),
  REFER: z.object({
    authority: choice('authority', authorities),
    referredOn: day('referredOn'),
    reference: words('reference', 60),
    reason: sentence('reason'),
  }),
  RECORD_REPLY: z.object({ receivedOn: day('receivedOn'), reply: sentence('reply') }),

  RECORD_LETTER: z.object({
    direction: choice('direction', ['in', 'out']),
    letterOn: day('letterOn'),
    reference: optional(line(60)),
    summary: sentence('summary'),
  }),
  ANALYSE_REFERRAL: z.object({
    conclusion: sentence('conclusion'),
    founded: choice('founded', ['yes', 'no']),
  }),
  /** A referral of the ombudsman is about this case. */
  JOIN_REFERRAL: z.object({ referral: line(40) }),

  /** Nothing is new, and somebody waits: they hear that their case is not forgotten. */
  KEEP_IN_TOUCH: z.object({
    channel: choice('channel', answerChannels),
    toldOn: day('toldOn'),
    news: explanation(),
  }),
  RETURN_CLOSURE: z.object({ reason: sentence('reason') }),
}
