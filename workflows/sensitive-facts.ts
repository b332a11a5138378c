// What the machine of a sensitive case remembers: codes, instants and one way to reach the person; never a word of what she told.

import type { BaseContext } from './kit.ts'

/** What happened, as far as it may be written down. */
export const natures = [
  'rape',
  'sexualAssault',
  'physicalAssault',
  'forcedMarriage',
  'denialOfResources',
  'psychologicalAbuse',
  'exploitation',
  'harassment',
  'childAtRisk',
  'other',
] as const
export type Nature = (typeof natures)[number]

/** Those after which medical care within days matters. */
export const physicalNatures: readonly Nature[] = ['rape', 'sexualAssault', 'physicalAssault']

export const ageBands = ['unknown', 'under12', 'teen', 'young', 'adult', 'senior'] as const
export type AgeBand = (typeof ageBands)[number]

/** The ages at which somebody is a child. */
export const childBands: readonly AgeBand[] = ['under12', 'teen']

export const services = ['medical', 'psychosocial', 'legal', 'shelter', 'police', 'childProtection'] as const
export type Service = (typeof services)[number]

export const contactWays = ['none', 'inPerson', 'sms', 'phone', 'email'] as const
export type ContactBy = (typeof contactWays)[number]

/** What goes out to her by itself; any other way is a person's. */
export const isSentTo = (by: ContactBy): boolean => by === 'sms' || by === 'email'

/** Whether a way to reach her needs a number or an address. */
export const needsPoint = (by: ContactBy): boolean => isSentTo(by) || by === 'phone'

/** A service that does not use the product: nothing is shared through it. */
export const OUTSIDE = 'OUTSIDE'

type Reachable = Pick<SensitiveContext, 'contactBy' | 'calls'>

/** The ways by which she may be looked for: those she named, and whoever comes by. */
export const waysToTry = ({ contactBy, calls }: Reachable): ('sms' | 'phone' | 'email' | 'inPerson')[] => [
  ...(contactBy === 'sms' || contactBy === 'email' || contactBy === 'phone' ? [contactBy] : []),
  ...(contactBy === 'sms' && calls === 'allowed' ? (['phone'] as const) : []),
  'inPerson',
]

type Described = { nature: Nature; ageBand: AgeBand }

/** Whether the law asks for a referral to those who protect children. */
export const isChild = ({ nature, ageBand }: Described): boolean =>
  nature === 'childAtRisk' || childBands.includes(ageBand)

export const isPhysical = ({ nature }: Pick<Described, 'nature'>): boolean => physicalNatures.includes(nature)

const HOUR = 3_600_000

/** The notice leaves by itself so long (ms) after reception: early enough to be carried by hand when it does not arrive. */
export const NOTICE_LEAVES = 20 * HOUR
/** By when (ms after reception) the institution and the funder know. */
export const NOTICE_BY = 24 * HOUR
/** How long (ms after reception) medical care after an assault can still prevent the worst. */
export const MEDICAL_BY = 72 * HOUR
/** How long (ms) what was written on the ordinary road is kept sealed. */
export const ENCLOSURE_KEPT = 30 * 24 * HOUR
/** On so many days she has to be looked for before she counts as out of reach. */
export const ATTEMPTS = 3

/** How a case ended; nobody types it, it follows from where the case stood. */
export type ClosedAs = 'supported' | 'declined' | 'refused' | 'withdrawn' | 'unreachable'
export type Told = { at: number; by: 'mail' | 'hand' }
export type Consent = {
  given: 'spoken' | 'written' | 'guardian'
  services: Service[]
  share: ('nature' | 'person' | 'contact')[]
  at: number
}
export type Referral = {
  to: string
  at: number
  outcome: 'pending' | 'accepted' | 'refused' | 'supported' | 'withdrawn'
  ground: string | null
  /** What she agreed to be referred for. */
  services: Service[]
  /** What the body says it gave. */
  provided: Service[]
}

/** Whether a help that was asked for is still to come, or goes on. */
export const isRunning = (referral: Referral | undefined): boolean =>
  referral?.outcome === 'pending' || referral?.outcome === 'accepted'

/** Whether a help ended before anything was given, as when she did not come any more. */
export const gaveNothing = ({ outcome, provided }: Referral): boolean =>
  outcome === 'supported' && provided.length === 0

export type Said = { from: 'office' | 'survivor'; phrase: string; at: number }

export type SensitiveContext = BaseContext & {
  receivedAt: number
  receivedOn: string
  via: 'self' | 'staff' | 'transfer'
  nature: Nature
  linked: 'yes' | 'no' | 'unknown'
  ageBand: AgeBand
  sex: 'unknown' | 'female' | 'male'
  contactBy: ContactBy
  /** A telephone number or an e-mail address, where `contactBy` needs one. */
  contactPoint: string | null
  contactHours: 'any' | 'morning' | 'afternoon' | 'evening'
  contactLanguage: 'fr' | 'ar' | 'en'
  calls: 'never' | 'allowed'
  wording: 'neutral' | 'plain'
  /** The services that were explained to her in this round. */
  offered: Service[]
  consent: Consent | null
  /** The specialist body that may read the case now. */
  sharedWith: string | null
  referrals: Referral[]
  followUpAt: number | null
  noticeLeavesAt: number
  noticeBy: number
  /** Counted for every case alike, so that its timer tells nobody what happened. */
  medicalUntil: number
  enclosureUntil: number | null
  notices: { institution: Told | null; funder: Told | null }
  /** Those whom the notice did not reach, and who were not told by hand since. */
  noticeFailed: string[]
  /** By what she is known again on her page, until another code is given. */
  codeTag: string | null
  /** The days on which she was looked for in vain since she was last heard. */
  attempts: number
  attemptedOn: string | null
  messages: Said[]
  /** When a message leaves; null when none waits. */
  leaveAt: number | null
  childReferred: { authority: string; at: number } | null
  closedAs: ClosedAs | null
}

export const unborn: SensitiveContext = {
  programme: '',
  entity: '',
  unit: null,
  assignees: {},
  receivedAt: 0,
  receivedOn: '',
  via: 'staff',
  nature: 'other',
  linked: 'unknown',
  ageBand: 'unknown',
  sex: 'unknown',
  contactBy: 'none',
  contactPoint: null,
  contactHours: 'any',
  contactLanguage: 'ar',
  calls: 'never',
  wording: 'neutral',
  offered: [],
  consent: null,
  sharedWith: null,
  referrals: [],
  followUpAt: null,
  noticeLeavesAt: 0,
  noticeBy: 0,
  medicalUntil: 0,
  enclosureUntil: null,
  notices: { institution: null, funder: null },
  noticeFailed: [],
  codeTag: null,
  attempts: 0,
  attemptedOn: null,
  messages: [],
  leaveAt: null,
  childReferred: null,
  closedAs: null,
}

/** The context of a stored case: a fact that came later stands as it does in a case that begins. */
export const sensitiveContext = (stored: Partial<SensitiveContext>): SensitiveContext => ({
  ...unborn,
  ...stored,
})
