// The rules of an answer, whatever the case: who sends it, what may fail, when it is settled and closed.
import { assertEvent } from 'xstate'
import { closedToAppeal, wrongDay } from './appeal-window.ts'
import { type CaseContext, openChannels } from './case-facts.ts'
import { until, words } from './case-words.ts'
import { clockRules } from './clock-rules.ts'
import { closingDate } from './closing-date.ts'

export const answerRules = clockRules.extend({
  delays: { untilWaitEnds: until((c) => c.waitUntil) },
  guards: {
    nothingFailed: ({ context }) => context.failed.length === 0,
    neverAsked: ({ context }) => !context.documentsAsked,
    wasWithdrawn: ({ context }) => context.outcome === 'withdrawn',
    channelOpen: ({ context, event }, _field: { field: string }) => {
      assertEvent(event, ['SEND_ANSWER', 'RESEND', 'TELL_DECISION', 'THANK'])
      return openChannels(context).includes(event.input.channel)
    },
    // Once against an answer, in its time, and once before it, as soon as a deadline has passed without one.
    mayAppeal: ({ context, event }) => {
      if (closedToAppeal(context, event.at)) return false
      // Asked before anything was typed, the day is not known.
      const { input } = event.type === 'LODGE_APPEAL' && event.input ? event : {}
      return !input || wrongDay(context, input.receivedOn, event.ends.receivedOn ?? 0) === null
    },
    // Whatever was settled begins anew; a case that still goes on only hears of it.
    appealStands: ({ context, event }) =>
      event.type === 'APPEAL_DECIDED' &&
      (event.input.decision === 'upheld' || event.input.decision === 'partly') &&
      context.appeal === 'lodged' &&
      context.outcome !== 'none',
    // Whoever took their complaint back, or was never answered, has nothing to be satisfied with.
    wasAnswered: ({ context }) => context.outcome === 'answered',
    notAComplaint: ({ context }) => context.admissibility === 'notComplaint',
  },
  actions: {
    register: words.assign(({ event }) => {
      assertEvent(event, ['OPEN', 'IMPORT'])
      const { programme, entity, service, channel, receivedOn, category, object } = event.input
      const { about, barred, handlers } = event.input
      return {
        ...event.facts,
        programme,
        entity,
        service,
        channel,
        receivedOn,
        category,
        object,
        about,
        barred,
        handlers,
      }
    }),
    archive: words.assign({
      outcome: 'answered',
      closingOn: ({ event }) => {
        assertEvent(event, 'IMPORT')
        return event.input.closedOn
      },
    }),
    markReturned: words.assign({ returned: true }),
    clearReturned: words.assign({ returned: false }),
    approve: words.assign({ approvedOn: ({ event }) => event.on }),
    settleAnswered: words.assign(({ context, event }) => ({
      outcome: 'answered' as const,
      answeredOn:
        event.type === 'SEND_ANSWER' || event.type === 'TELL_DECISION' ? event.input.sentOn : event.on,
      appealUntil:
        event.type === 'SEND_ANSWER' || event.type === 'TELL_DECISION' || event.type === 'CONFIRM_DECISION'
          ? event.facts.appealUntil
          : context.appealUntil,
    })),
    settleWithdrawn: words.assign(({ context }) => ({
      outcome: 'withdrawn' as const,
      returned: false,
      corrections: decidedAs('refused', context),
    })),
    unsettle: words.assign({ outcome: 'none' }),
    keepWait: words.assign(({ event }) => {
      assertEvent(event, 'ASK_DOCUMENTS')
      return { documentsAsked: true, waitUntil: event.facts.waitUntil }
    }),
    countFailure: words.assign(({ context, event }) => {
      assertEvent(event, 'DELIVERY_FAILED')
      return { failures: context.failures + 1, failed: [...context.failed, event.input.message] }
    }),
    // The oldest one is sent again; when that fails too it comes back as the newest.
    takeUp: words.assign({ failed: ({ context }) => context.failed.slice(1) }),
    assignTo: words.assign({
      assignees: ({ context, event }) => {
        assertEvent(event, 'ASSIGN')
        const { role, to } = event.input
        const others = Object.fromEntries(Object.entries(context.assignees).filter(([r]) => r !== role))
        return to ? { ...others, [role]: to } : others
      },
    }),
    close: words.assign({
      closingOn: ({ context, event }) => closingDate(context.commitments, context.realisedOn, event.on),
      returned: false,
    }),
    // A reopened case starts a new round: earlier promises and verdicts no longer count, the first reception still does.
    reopen: words.assign(({ context }) => ({
      closingOn: null,
      outcome: 'none' as const,
      admissibility: context.admissibility === 'unknown' ? ('unknown' as const) : ('complaint' as const),
      founded: 'unknown' as const,
      ground: null,
      corrections: decidedAs('refused', context),
      commitments: [],
      treated: false,
      realisedOn: null,
      broken: false,
      failures: 0,
      returned: true,
      alerted: 0,
      answeredOn: null,
      appealUntil: 0,
      approvedOn: null,
      decision: null,
      instalmentOn: null,
      reopened: context.reopened + 1,
    })),
    // Said again, the last word counts.
    keepRating: words.assign(({ context, event }) => {
      assertEvent(event, 'RATE')
      return { rating: { satisfaction: event.input.satisfaction, round: context.reopened } }
    }),
    lodgeAppeal: words.assign(({ event }) => {
      assertEvent(event, 'LODGE_APPEAL')
      return { appeal: 'lodged' as const, contested: event.facts.against }
    }),
    // What became of it is told once.
    keepAppeal: words.assign(({ context, event }) => {
      assertEvent(event, 'APPEAL_DECIDED')
      return context.appeal === 'lodged' ? { appeal: event.input.decision } : {}
    }),

    acknowledge: () => {},
    askDocuments: () => {},
    sendAnswer: () => {},
    resend: () => {},
    tellReturned: () => {},
    tellDocumentsMissing: () => {},
    tellAppealLodged: () => {},
    tellAppealDecided: () => {},
    tellReferralJoined: () => {},
  },
})

/** The corrections once the one that was asked for last is decided; whatever else still waited is refused. */
export function decidedAs(
  status: 'applied' | 'refused',
  { corrections }: CaseContext,
): CaseContext['corrections'] {
  const asked = corrections.findLastIndex((one) => one.status === 'requested')
  return corrections.map((one, n) =>
    one.status === 'requested' ? { ...one, status: n === asked ? status : 'refused' } : one,
  )
}
