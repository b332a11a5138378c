// The rules of cases in which something is decided: on a household, a deferral, an appeal; and of what is only noted or referred.
import { assertEvent } from 'xstate'
import { words } from './case-words.ts'
import { atUnit, rules } from './complaint-rules.ts'

export const decisionRules = rules.extend({
  guards: {
    wasAccepted: ({ context }) => context.decision === 'accepted',
    wasDecided: ({ context }) => context.decision !== null,
    // Whoever had a hand in the first case does not judge it again.
    noHandInFirst: ({ context, event }) => !context.barred.includes(event.by),
    toRefer: ({ event }) => event.type === 'ASSESS' && event.input.route === 'refer',
    wasReferred: ({ context }) => context.authority !== null,
    bySystem: ({ event }) => event.by === 'system',
    handlerLeft: ({ context, event }, _field: { field: string }) => {
      assertEvent(event, 'REMOVE_HANDLER')
      return (context.handlers ?? []).some((one) => one !== event.input.person)
    },
  },
  actions: {
    decideEligibility: words.assign(({ context, event }) => {
      assertEvent(event, 'DECIDE_ELIGIBILITY')
      const { identity, decision, ground, unit } = event.input
      return {
        identity,
        decision,
        ground: ground ?? null,
        founded: decision === 'accepted' ? 'yes' : 'no',
        ...atUnit(context, decision === 'accepted' ? unit : null),
        commitBy: event.facts.commitBy,
        admissibility: 'complaint',
        returned: false,
      } as const
    }),
    decideDeferral: words.assign(({ event }) => {
      assertEvent(event, 'DECIDE_DEFERRAL')
      const { decision, ground, instalmentOn } = event.input
      return {
        decision,
        ground: ground ?? null,
        instalmentOn: decision === 'granted' ? (instalmentOn ?? null) : null,
        approvedOn: event.on,
        returned: false,
      } as const
    }),
    keepCheck: words.assign(({ event }) => {
      assertEvent(event, 'CHECK_REQUEST')
      return { identity: event.input.identity, returned: false } as const
    }),
    decideAppeal: words.assign(({ event }) => {
      assertEvent(event, 'DECIDE_APPEAL')
      const { decision, ground } = event.input
      return {
        decision,
        ground: ground ?? null,
        founded: decision === 'rejected' ? 'no' : 'yes',
        admissibility: 'complaint',
        approvedOn: event.on,
        returned: false,
      } as const
    }),
    forgetDecision: words.assign({
      decision: null,
      ground: null,
      founded: 'unknown',
      instalmentOn: null,
      approvedOn: null,
      returned: true,
    }),
    route: words.assign(({ context, event }) => {
      assertEvent(event, 'ROUTE')
      return { ...atUnit(context, event.input.unit), returned: false }
    }),
    keepFounded: words.assign(({ event }) => {
      assertEvent(event, 'ANALYSE_REFERRAL')
      return { founded: event.input.founded, admissibility: 'complaint', returned: false } as const
    }),
    nameHandler: words.assign(({ context, event }) => {
      assertEvent(event, 'NAME_HANDLER')
      return { handlers: [...new Set([...(context.handlers ?? []), event.input.person])] }
    }),
    removeHandler: words.assign(({ context, event }) => {
      assertEvent(event, 'REMOVE_HANDLER')
      const { person } = event.input
      const left = Object.entries(context.assignees).filter(([, named]) => named !== person)
      return {
        handlers: (context.handlers ?? []).filter((one) => one !== person),
        assignees: Object.fromEntries(left),
      }
    }),
    refer: words.assign(({ event }) => {
      assertEvent(event, 'REFER')
      return { authority: event.input.authority, verifyBy: event.facts.verifyBy }
    }),

    tellDecision: () => {},
    tellObserved: () => {},
    thank: () => {},
    tellReferred: () => {},
    alertNoReply: () => {},
  },
})
