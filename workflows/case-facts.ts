// What the machine of a case remembers, whatever its lifecycle: only the facts its decisions need. Texts, people and files live elsewhere.

import type { z } from 'zod'
import type { inputs } from './case-inputs.ts'
import { type Commitment, firstNotified } from './closing-date.ts'
import type { satisfactions } from './fields.ts'
import type { BaseContext, EventsOf } from './kit.ts'

export type Satisfaction = (typeof satisfactions)[number]

/** The instants of the case clock, computed with the calendar by the command (docs/domain.md, section 8). */
export type Deadlines = {
  /** 80 % of the time is used. */
  soonAt: number
  /** The due day is over. */
  dueAt: number
  /** Twice the time is used. */
  lateAt: number
  /** The civil day whose end `dueAt` is: no change of the clock moves it. */
  dueOn: string
  /** By when the complainant hears at least that an answer will follow. */
  noticeBy: number
}

export type OpeningFacts = Deadlines & {
  receivedAt: number
  /** When the complainant has to have heard something again; 0 when the programme does not ask for it. */
  touchBy: number
  /** The channels an answer may take, given how the complaint came. */
  answerChannels: string[]
  /** The channels on which the complainant gave a contact. */
  contactChannels: string[]
}

export type CaseContext = BaseContext &
  Partial<OwnFacts> &
  Deadlines & {
    receivedAt: number
    receivedOn: string
    channel: string
    answerChannels: string[]
    contactChannels: string[]
    /** What was brought when it is no complaint: a service of the programme. */
    service: string
    noticeGiven: boolean
    identity: 'unknown' | 'verified' | 'notVerifiable'
    category: string
    object: string
    admissibility: 'unknown' | 'complaint' | 'notFounded' | 'notComplaint'
    founded: 'unknown' | 'yes' | 'no'
    ground: string | null
    /** By when the business unit has to name a date. */
    commitBy: number
    /** The promises of this round, oldest first. */
    commitments: Commitment[]
    /** The business unit reported the work done. */
    treated: boolean
    realisedOn: string | null
    /** A date that the complainant was told has passed. */
    broken: boolean
    documentsAsked: boolean
    waitUntil: number
    /** The day the answer was approved; it cannot have left before. */
    approvedOn: string | null
    outcome: 'none' | 'answered' | 'dispensed' | 'withdrawn' | 'takenOver'
    /** Sent back to be done again; the reason is in the journal. */
    returned: boolean
    /** How often messages did not arrive, in this round. */
    failures: number
    /** The messages that did not arrive and were not sent again, oldest first. */
    failed: string[]
    closingOn: string | null
    reopened: number
    /** What the person said once the case was closed for the so manieth time; absent before anybody said anything. */
    rating?: { satisfaction: Satisfaction; round: number }
    /** The last rung of the ladder that was told: 1 due soon, 2 overdue, 3 late. */
    alerted: number
    touchBy: number
    /** The body that has to verify this category before anybody can answer. */
    verifier: string | null
    transmittedTo: string | null
    verifyBy: number
    /** Whether the verifying body put its own register right. */
    corrected: 'unknown' | 'yes' | 'no'
    /** The beneficiary's data that were asked to be corrected, oldest first. */
    corrections: { field: string; status: 'requested' | 'applied' | 'refused' }[]
    /** What was decided, where a lifecycle decides something; the codes are its own. */
    decision: string | null
    /** The day of the next instalment, where one was put off. */
    instalmentOn: string | null
    /** The day the answer was sent; null before there is one. */
    answeredOn: string | null
    /** Until when an answer may be appealed; 0 before there is one. */
    appealUntil: number
    appeal: 'none' | 'lodged' | 'upheld' | 'partly' | 'rejected' | 'withdrawn'
    /** What the last appeal was against. */
    contested: 'none' | 'delay' | 'answer'
    /** The case this one is about. */
    about: string | null
    /** Who had a hand in that case. */
    barred: string[]
    handlers: string[] | null
    /** The authority it was referred to. */
    authority: string | null
  }

export const unborn: CaseContext = {
  programme: '',
  entity: '',
  unit: null,
  assignees: {},
  receivedAt: 0,
  receivedOn: '',
  soonAt: 0,
  dueAt: 0,
  lateAt: 0,
  dueOn: '',
  channel: '',
  service: '',
  answerChannels: [],
  contactChannels: [],
  noticeBy: 0,
  noticeGiven: false,
  identity: 'unknown',
  category: '',
  object: '',
  admissibility: 'unknown',
  founded: 'unknown',
  ground: null,
  commitBy: 0,
  commitments: [],
  treated: false,
  realisedOn: null,
  broken: false,
  documentsAsked: false,
  waitUntil: 0,
  approvedOn: null,
  outcome: 'none',
  returned: false,
  failures: 0,
  failed: [],
  closingOn: null,
  reopened: 0,
  alerted: 0,
  touchBy: 0,
  verifier: null,
  transmittedTo: null,
  verifyBy: 0,
  corrected: 'unknown',
  corrections: [],
  decision: null,
  instalmentOn: null,
  answeredOn: null,
  appealUntil: 0,
  appeal: 'none',
  contested: 'none',
  about: null,
  barred: [],
  handlers: null,
  authority: null,
}

/** The context of a stored case: what a case of an earlier version lacks stands as it does in one that begins. */
export const caseContext = (stored: Partial<CaseContext>): CaseContext => ({ ...unborn, ...stored })

type Computed = {
  OPEN: OpeningFacts
  IMPORT: OpeningFacts
  CONCLUDE: { commitBy: number }
  SEND_BACK: { commitBy: number }
  RETURN_WORK: { commitBy: number }
  ASK_DOCUMENTS: { waitUntil: number; touchBy: number }
  QUALIFY: { verifier: string | null }
  TRANSMIT: { verifyBy: number }
  REFER: { verifyBy: number }
  NOTIFY_COMMITMENT: { touchBy: number }
  TELL_ANSWER_FOLLOWS: { touchBy: number }
  KEEP_IN_TOUCH: { touchBy: number }
  REOPEN: { touchBy: number }
  LODGE_APPEAL: { against: 'delay' | 'answer' }
  APPEAL_DECIDED: { touchBy: number }
  RECONSIDER: { touchBy: number }
  DECIDE_ELIGIBILITY: { commitBy: number }
  SEND_ANSWER: { appealUntil: number; touchBy: number }
  TELL_DECISION: { appealUntil: number }
  CONFIRM_DECISION: { appealUntil: number }
  /** The message that is sent again. */
  RESEND: { message: string | null }
  RESCHEDULE: Deadlines
}

/** The forms that one lifecycle adds to the vocabulary, by event: it declares them beside its chart. */
// biome-ignore lint/suspicious/noEmptyInterface: lifecycles declare what stands in it.
export interface OwnInputs {}

/** The facts that the cases of one lifecycle remember besides: absent from all others. */
// biome-ignore lint/suspicious/noEmptyInterface: lifecycles declare what stands in it.
export interface OwnFacts {}

type Own = { [Type in keyof OwnInputs & string]: Extract<OwnInputs[Type], z.ZodType> }
type Bare = EventsOf<typeof inputs & Own>

/** What the command adds to an event; to one that a lifecycle brought, the instants of its `limits`. */
type FactsOf<Type> = Type extends keyof Computed
  ? Computed[Type]
  : Type extends keyof OwnInputs
    ? Partial<Record<string, number>>
    : unknown

/** The events of cases, each with its input and with the facts its command computed. */
export type CaseEvent = {
  [Type in Bare['type']]: Omit<Extract<Bare, { type: Type }>, 'facts'> & { facts: FactsOf<Type> }
}[Bare['type']]

/** After so many failures a message may take another channel. */
const PATIENCE = 3

/** The channels a message may take: those that answer the complaint, later any on which the complainant is known. */
export function openChannels({ failures, answerChannels, contactChannels }: CaseContext): string[] {
  return failures < PATIENCE ? answerChannels : [...new Set([...answerChannels, ...contactChannels])]
}

/** What the person said of the answer that stands; null when nothing, or of an answer that was taken up again. */
export const satisfactionWith = ({ rating, reopened, closingOn }: CaseContext): Satisfaction | null =>
  closingOn !== null && rating?.round === reopened ? rating.satisfaction : null

/** The promise made last, told or not. */
export const lastCommitment = (context: CaseContext): Commitment | undefined => context.commitments.at(-1)

/**
 * When (UTC ms) the hold has to be looked at again: at the end of the first date told, which alone can be honoured,
 * and once that is broken at the end of the last one.
 */
export function holdEndsAt(context: CaseContext): number {
  const first = firstNotified(context.commitments)
  return context.broken || !first ? heldUntil(context) : first.endsAt
}

/** Until when (UTC ms) the clock is held: the end of the last date the complainant was told; 0 when none. */
export function heldUntil(context: CaseContext): number {
  return context.commitments.findLast((c) => c.notifiedOn !== null)?.endsAt ?? 0
}
