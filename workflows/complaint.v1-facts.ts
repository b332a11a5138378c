// What the machine of a complaint remembers in its first version, frozen as it was released.
import type { CaseContext, CaseEvent } from './case-facts.ts'
import { type Commitment, firstNotified } from './closing-date.ts'

type Remembered =
  | 'programme'
  | 'entity'
  | 'unit'
  | 'assignees'
  | 'receivedAt'
  | 'receivedOn'
  | 'soonAt'
  | 'dueAt'
  | 'lateAt'
  | 'channel'
  | 'answerChannels'
  | 'contactChannels'
  | 'noticeBy'
  | 'noticeGiven'
  | 'identity'
  | 'category'
  | 'object'
  | 'admissibility'
  | 'founded'
  | 'ground'
  | 'commitBy'
  | 'commitments'
  | 'treated'
  | 'realisedOn'
  | 'broken'
  | 'documentsAsked'
  | 'waitUntil'
  | 'approvedOn'
  | 'outcome'
  | 'returned'
  | 'failures'
  | 'failed'
  | 'closingOn'
  | 'reopened'

/** Whatever newer commands add comes with the event that opens the case; older cases lack it. */
export type ComplaintContext = Pick<CaseContext, Remembered> & Partial<CaseContext>

export type ComplaintEvent = CaseEvent

export const unborn: ComplaintContext = {
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

/** After so many failures a message may take another channel. */
const PATIENCE = 3

/** The channels a message may take: those that answer the complaint, later any on which the complainant is known. */
export function openChannels({ failures, answerChannels, contactChannels }: ComplaintContext): string[] {
  return failures < PATIENCE ? answerChannels : [...new Set([...answerChannels, ...contactChannels])]
}

/** The promise made last, told or not. */
export const lastCommitment = (context: ComplaintContext): Commitment | undefined =>
  context.commitments.at(-1)

/**
 * When (UTC ms) the hold has to be looked at again: at the end of the first date told, which alone can be honoured,
 * and once that is broken at the end of the last one.
 */
export function holdEndsAt(context: ComplaintContext): number {
  const first = firstNotified(context.commitments)
  return context.broken || !first ? heldUntil(context) : first.endsAt
}

/** Until when (UTC ms) the clock is held: the end of the last date the complainant was told; 0 when none. */
export function heldUntil(context: ComplaintContext): number {
  return context.commitments.findLast((c) => c.notifiedOn !== null)?.endsAt ?? 0
}
