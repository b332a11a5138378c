// What a complaint's machine remembers: only the facts its decisions need. Texts, people and files live elsewhere.

import type { inputs } from './case-inputs.ts'
import { type Commitment, firstNotified } from './closing-date.ts'
import type { BaseContext, EventsOf } from './kit.ts'

/** The instants of the case clock, computed with the calendar by the command (docs/domain.md, section 8). */
export type Deadlines = {
  /** 80 % of the time is used. */
  soonAt: number
  /** The due day is over. */
  dueAt: number
  /** Twice the time is used. */
  lateAt: number
}

export type OpeningFacts = Deadlines & {
  receivedAt: number
  /** By when the complainant hears at least that an answer will follow. */
  noticeBy: number
  /** The channels an answer may take, given how the complaint came. */
  answerChannels: string[]
  /** The channels on which the complainant gave a contact. */
  contactChannels: string[]
}

export type CaseContext = BaseContext &
  Deadlines & {
    receivedAt: number
    receivedOn: string
    channel: string
    answerChannels: string[]
    contactChannels: string[]
    noticeBy: number
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
    outcome: 'none' | 'answered' | 'dispensed' | 'withdrawn'
    /** Sent back to be done again; the reason is in the journal. */
    returned: boolean
    /** How often messages did not arrive, in this round. */
    failures: number
    /** The messages that did not arrive and were not sent again, oldest first. */
    failed: string[]
    closingOn: string | null
    reopened: number
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
  channel: '',
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
}

type Computed = {
  OPEN: OpeningFacts
  IMPORT: OpeningFacts
  CONCLUDE: { commitBy: number }
  SEND_BACK: { commitBy: number }
  RETURN_WORK: { commitBy: number }
  ASK_DOCUMENTS: { waitUntil: number }
  /** The message that is sent again. */
  RESEND: { message: string | null }
  RESCHEDULE: Deadlines
}

type Bare = EventsOf<typeof inputs>

/** The events of a complaint, each with its input and with the facts its command computed. */
export type CaseEvent = {
  [Type in Bare['type']]: Omit<Extract<Bare, { type: Type }>, 'facts'> & {
    facts: Type extends keyof Computed ? Computed[Type] : unknown
  }
}[Bare['type']]

/** After so many failures a message may take another channel. */
const PATIENCE = 3

/** The channels a message may take: those that answer the complaint, later any on which the complainant is known. */
export function openChannels({ failures, answerChannels, contactChannels }: CaseContext): string[] {
  return failures < PATIENCE ? answerChannels : [...new Set([...answerChannels, ...contactChannels])]
}

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
