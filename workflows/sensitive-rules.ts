// The rules of a sensitive case: what is shared and with whom, by when others are told, what has to be true before it ends.
import { assertEvent, assign, setup } from 'xstate'
import { type Meta, momentOf } from './kit.ts'
import type { InputOf, SensitiveEvent } from './sensitive-events.ts'
import {
  ATTEMPTS,
  type ClosedAs,
  type Consent,
  ENCLOSURE_KEPT,
  isChild,
  isRunning,
  isSentTo,
  MEDICAL_BY,
  NOTICE_BY,
  NOTICE_LEAVES,
  needsPoint,
  OUTSIDE,
  type Referral,
  type SensitiveContext,
  unborn,
  waysToTry,
} from './sensitive-facts.ts'
import { servicesIn } from './sensitive-inputs.ts'

type Given = { context: SensitiveContext; event: SensitiveEvent }
type Field = { field: string }

const words = setup({
  types: { context: {} as SensitiveContext, events: {} as SensitiveEvent, meta: {} as Meta },
})

const until =
  (instant: (context: SensitiveContext) => number | null) =>
  ({ context, event }: Given) =>
    Math.max(0, (instant(context) ?? 0) - momentOf(event))

const noticeOut = ({ context: { notices } }: Given) => notices.institution !== null && notices.funder !== null
const childReferred = ({ context }: Given) => context.childReferred !== null
const dutiesDone = (given: Given) => noticeOut(given) && (!isChild(given.context) || childReferred(given))

/** What an event says happened, and to whom; nothing when it says nothing of it. */
const described = ({ event }: Given) =>
  event.type === 'OPEN' || event.type === 'RECLASSIFY' ? event.input : undefined

const followUpAhead = ({ event }: Given) => event.type === 'REFER' && event.input.followUpOn > event.on

export const sensitiveRules = words.extend({
  delays: {
    untilNoticeLeaves: until((c) => c.noticeLeavesAt),
    untilNoticeBy: until((c) => c.noticeBy),
    untilMedicalEnds: until((c) => c.medicalUntil),
    untilFollowUp: until((c) => c.followUpAt),
    untilEnclosureEnds: until((c) => c.enclosureUntil),
    untilSafeHour: until((c) => c.leaveAt),
  },
  guards: {
    // Where a case goes next.
    concernsChild: (given) => {
      const said = described(given)
      return said !== undefined && isChild(said)
    },
    bringsEnclosure: ({ event }) => event.type === 'OPEN' && event.input.enclosed === true,
    // What does not use the product cannot be shown the case in it.
    staysOutside: (given) =>
      followUpAhead(given) && given.event.type === 'REFER' && given.event.input.to === OUTSIDE,
    supportGoesOn: ({ event }) => event.type === 'REPORT_SUPPORT' && event.input.outcome === 'ongoing',
    followsUpAgain: ({ event }) => event.type === 'FOLLOW_UP' && (event.input.nextOn ?? '') > event.on,
    goesOut: ({ context }) => isSentTo(context.contactBy),
    asksSomething: ({ event }) => event.type === 'REPLY' && event.input.phrase !== 'thanks',
    leavesLater: ({ event }) =>
      event.type === 'SET_CONTACT' && isSentTo(event.input.contactBy) && event.facts?.leaveAt !== undefined,
    asksForContact: ({ event }) => event.type === 'REPLY' && event.input.phrase === 'contactMe',
    asksForSilence: ({ event }) => event.type === 'REPLY' && event.input.phrase === 'dontContactMe',

    // What has to be true, with the reason a person is told when it is not.
    consentInForce: ({ context }) => context.consent !== null,
    wasOffered: ({ context, event }, _field: Field) => {
      assertEvent(event, 'CONSENT')
      return servicesIn(event.input).every((service) => context.offered.includes(service))
    },
    followUpAhead: (given, _field: Field) => followUpAhead(given),
    nextAhead: ({ event }, _field: Field) => {
      assertEvent(event, 'FOLLOW_UP')
      return event.input.nextOn === undefined || event.input.nextOn > event.on
    },
    wayAllowed: ({ context, event }, _field: Field) => {
      assertEvent(event, 'RECORD_ATTEMPT')
      return waysToTry(context).includes(event.input.by)
    },
    // Without a code she reads nothing, and without a way nothing reaches her.
    reachesHer: ({ context }) => context.codeTag !== null || isSentTo(context.contactBy),
    toldByNow: ({ context, event }, _field: Field) => {
      assertEvent(event, 'RECORD_NOTICE')
      return event.input.sentOn >= context.receivedOn && event.input.sentOn <= event.on
    },
    noticeOut,
    dutiesDone,
    triedEnough: (given) => given.context.attempts >= ATTEMPTS && dutiesDone(given),
    // Both are only asked where they are not true, so that the page says what is missing.
    servicesOffered: () => false,
    outcomeKnown: () => false,
  },
  actions: {
    register: words.assign(({ event }) => {
      assertEvent(event, 'OPEN')
      const { programme, via, enclosed } = event.input
      return {
        programme,
        via,
        ...descriptionIn(event.input),
        ...contactIn(event.input),
        codeTag: event.input.codeTag ?? null,
        receivedAt: event.at,
        receivedOn: event.on,
        noticeLeavesAt: event.at + NOTICE_LEAVES,
        noticeBy: event.at + NOTICE_BY,
        medicalUntil: event.at + MEDICAL_BY,
        enclosureUntil: enclosed ? event.at + ENCLOSURE_KEPT : null,
      }
    }),
    reclassify: words.assign(({ event }) => {
      assertEvent(event, 'RECLASSIFY')
      return descriptionIn(event.input)
    }),
    giveCode: words.assign(({ event }) => {
      assertEvent(event, 'NEW_CODE')
      return { codeTag: event.input.codeTag }
    }),
    setContact: words.assign(({ event }) => {
      assertEvent(event, 'SET_CONTACT')
      return contactIn(event.input)
    }),
    keepOffer: words.assign(({ context, event }) => {
      assertEvent(event, 'OFFER_SERVICES')
      // Whoever is spoken with is no longer out of reach.
      return { offered: [...new Set([...context.offered, ...servicesIn(event.input)])], attempts: 0 }
    }),
    // A new consent begins with nothing shared: what was agreed before counts no longer.
    keepConsent: words.assign(({ event }) => {
      assertEvent(event, 'CONSENT')
      return { consent: consentIn(event.input, event.at), sharedWith: null, attempts: 0 }
    }),
    withdrawConsent: words.assign(({ context }) => ({
      consent: null,
      sharedWith: null,
      attempts: 0,
      referrals: isRunning(context.referrals.at(-1))
        ? last(context, { outcome: 'withdrawn' })
        : context.referrals,
    })),
    refer: words.assign(({ context, event }) => {
      assertEvent(event, 'REFER')
      const { to } = event.input
      const agreed = context.consent?.services ?? []
      const referral = {
        to,
        at: event.at,
        outcome: 'pending',
        ground: null,
        services: agreed,
        provided: [],
      } as const
      return {
        referrals: [...context.referrals, { ...referral, services: [...agreed], provided: [] }],
        sharedWith: to === OUTSIDE || context.consent === null ? null : to,
        followUpAt: event.ends.followUpOn ?? event.at,
      }
    }),
    keepAcceptance: words.assign(({ context }) => ({ referrals: last(context, { outcome: 'accepted' }) })),
    keepRefusal: words.assign(({ context, event }) => {
      assertEvent(event, 'REFUSE')
      const { ground } = event.input
      return { referrals: last(context, { outcome: 'refused', ground }), sharedWith: null }
    }),
    keepSupport: words.assign(({ context, event }) => {
      assertEvent(event, 'REPORT_SUPPORT')
      const provided = [
        ...new Set([...(context.referrals.at(-1)?.provided ?? []), ...servicesIn(event.input)]),
      ]
      const outcome = event.input.outcome === 'ongoing' ? 'accepted' : 'supported'
      return { referrals: last(context, { outcome, provided }) }
    }),
    keepFollowUp: words.assign(({ context, event }) => {
      assertEvent(event, 'FOLLOW_UP')
      const { reached, nextOn } = event.input
      return {
        followUpAt: nextOn === undefined ? null : (event.ends.nextOn ?? event.at),
        ...(reached === 'yes' ? { attempts: 0 } : lookedFor(context, event.on)),
      }
    }),
    countAttempt: words.assign(({ context, event }) => lookedFor(context, event.on)),
    keepChildReferral: words.assign(({ event }) => {
      assertEvent(event, 'REFER_CHILD')
      return { childReferred: { authority: event.input.authority, at: event.at } }
    }),
    // Told is told: by mail or by hand, whichever came first.
    keepNotice: words.assign(({ context, event }) => {
      assertEvent(event, ['NOTICE_SENT', 'RECORD_NOTICE'])
      const { to } = event.input
      const told =
        event.type === 'NOTICE_SENT'
          ? ({ at: event.at, by: 'mail' } as const)
          : ({ at: Math.min(event.at, event.ends.sentOn ?? event.at), by: 'hand' } as const)
      return {
        notices: { ...context.notices, [to]: context.notices[to] ?? told },
        noticeFailed: context.noticeFailed.filter((one) => one !== to),
      }
    }),
    // A mail that comes back told nobody; what was given by hand stands.
    loseNotice: words.assign(({ context, event }) => {
      assertEvent(event, 'NOTICE_FAILED')
      const { to } = event.input
      if (context.notices[to]?.by === 'hand') return {}
      return {
        notices: { ...context.notices, [to]: null },
        noticeFailed: [...new Set([...context.noticeFailed, to])],
      }
    }),
    // Several messages leave together, at the hour of the first.
    say: words.assign(({ context, event }) => {
      assertEvent(event, 'SAY')
      const safe = context.leaveAt ?? event.facts?.leaveAt ?? event.at
      return {
        messages: [
          ...context.messages,
          { from: 'office' as const, phrase: event.input.phrase, at: event.at },
        ],
        leaveAt: isSentTo(context.contactBy) ? safe : null,
      }
    }),
    hear: words.assign(({ context, event }) => {
      assertEvent(event, 'REPLY')
      const { phrase } = event.input
      return {
        messages: [...context.messages, { from: 'survivor' as const, phrase, at: event.at }],
        attempts: 0,
        ...(phrase === 'dontContactMe' &&
          ({ contactBy: 'none', contactPoint: null, calls: 'never' } as const)),
      }
    }),
    postponeLeaving: words.assign(({ context, event }) => {
      assertEvent(event, 'SET_CONTACT')
      return { leaveAt: event.facts?.leaveAt ?? context.leaveAt }
    }),
    clearLeaving: words.assign({ leaveAt: null }),
    close: assign((_: unknown, { as }: { as: ClosedAs }) => ({
      closedAs: as,
      sharedWith: null,
      followUpAt: null,
    })),
    // A new round: nothing that was agreed before is taken for granted.
    reopen: words.assign({ closedAs: null, offered: [], consent: null, sharedWith: null, attempts: 0 }),
    erase: words.assign(({ context: { programme, receivedOn } }) => ({ ...unborn, programme, receivedOn })),

    // Effects: only named here.
    noticeInstitution: () => {},
    noticeFunder: () => {},
    alertNoticeLate: () => {},
    destroyEnclosure: () => {},
    tellSurvivor: () => {},
    tellFocalPoints: () => {},
    tellSpecialist: () => {},
  },
})

const descriptionIn = ({ nature, linked, ageBand, sex }: InputOf<'RECLASSIFY'>) => ({
  ...{ nature, linked, ageBand, sex },
})

/** Several attempts on one day are one. */
const lookedFor = ({ attempts, attemptedOn }: SensitiveContext, on: string) => ({
  attempts: attemptedOn === on ? attempts : attempts + 1,
  attemptedOn: on,
})

function contactIn(input: InputOf<'SET_CONTACT'>) {
  const { contactBy, contactPoint, contactHours, contactLanguage, calls, wording } = input
  const point = needsPoint(contactBy) ? (contactPoint ?? null) : null
  return { contactBy, contactPoint: point, contactHours, contactLanguage, calls, wording }
}

function consentIn(input: InputOf<'CONSENT'>, at: number): Consent {
  const { given, shareNature, sharePerson, shareContact } = input
  const ticked = { nature: shareNature, person: sharePerson, contact: shareContact }
  const share = (['nature', 'person', 'contact'] as const).filter((part) => ticked[part] === true)
  return { given, services: servicesIn(input), share, at }
}

/** The referrals with something more known of the last one. */
const last = ({ referrals }: SensitiveContext, known: Partial<Referral>): Referral[] =>
  referrals.map((referral, n) => (n === referrals.length - 1 ? { ...referral, ...known } : referral))
