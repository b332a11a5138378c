// The rules of a complaint in its first version: what its guards ask, what its facts become, when its delays end.
// Nothing here may change any more, or the journals written by it no longer verify; newer versions have rules of their own.
import { assertEvent, assign, setup } from 'xstate'
import { closingDate, firstNotified } from './closing-date.ts'
import {
  type ComplaintContext,
  type ComplaintEvent,
  heldUntil,
  holdEndsAt,
  lastCommitment,
  openChannels,
} from './complaint.v1-facts.ts'
import { type Meta, momentOf } from './kit.ts'

type Given = { context: ComplaintContext; event: ComplaintEvent }

/** How long until an instant of the context, from the event that asks. */
const until =
  (instant: (context: ComplaintContext) => number) =>
  ({ context, event }: Given) =>
    Math.max(0, instant(context) - momentOf(event))

const passed =
  (instant: (context: ComplaintContext) => number) =>
  ({ context, event }: Given) =>
    instant(context) <= momentOf(event)

const promiseRuns = ({ context, event }: Given) =>
  context.treated && (lastCommitment(context)?.endsAt ?? 0) > momentOf(event)
const toldPromiseRuns = (given: Given) =>
  promiseRuns(given) && lastCommitment(given.context)?.notifiedOn !== null
const holdRuns = ({ context, event }: Given) => heldUntil(context) > momentOf(event)
const wasPromised = ({ context }: Given) => context.treated && context.commitments.length > 0
const workWanted = ({ event }: Given) => event.type === 'SEND_BACK' && event.input.to === 'work'

/** Everything the chart of the first version may name. */
export const rules = setup({
  types: {
    context: {} as ComplaintContext,
    events: {} as ComplaintEvent,
    meta: {} as Meta,
  },
  delays: {
    untilSoon: until((c) => c.soonAt),
    untilDue: until((c) => c.dueAt),
    untilLate: until((c) => c.lateAt),
    untilCommitLimit: until((c) => c.commitBy),
    untilPromised: until((c) => lastCommitment(c)?.endsAt ?? 0),
    untilHoldEnds: until(holdEndsAt),
    untilWaitEnds: until((c) => c.waitUntil),
  },
  guards: {
    // Where a case goes next.
    isRefused: ({ event }) => event.type === 'QUALIFY' && event.input.admissibility !== 'complaint',
    needsTreatment: ({ event }) => event.type === 'CONCLUDE' && event.input.route === 'treat',
    noticeGiven: ({ context }) => context.noticeGiven,
    toldPromiseRuns,
    promiseRuns,
    wasPromised,
    wasTreated: ({ context }) => context.treated,
    workToldPromiseRuns: (given) => workWanted(given) && toldPromiseRuns(given),
    workPromiseRuns: (given) => workWanted(given) && promiseRuns(given),
    workWasPromised: (given) => workWanted(given) && wasPromised(given),
    workWasTreated: (given) => workWanted(given) && given.context.treated,
    wasWithdrawn: ({ context }) => context.outcome === 'withdrawn',
    isPastSoon: passed((c) => c.soonAt),
    isPastDue: passed((c) => c.dueAt),
    isPastLate: passed((c) => c.lateAt),
    wasNotified: ({ context }) => firstNotified(context.commitments) !== undefined,
    holdRuns,
    workHoldRuns: (given) => workWanted(given) && holdRuns(given),
    // What has to be true, with the reason a person is told when it is not.
    nothingTreated: ({ context }) => !context.treated,
    // A refusal is always told, and so is what became of a promise: neither is dispensed with.
    nothingOwed: ({ context }) =>
      context.admissibility === 'complaint' &&
      context.founded !== 'no' &&
      !context.treated &&
      firstNotified(context.commitments) === undefined,
    nothingFailed: ({ context }) => context.failed.length === 0,
    neverAsked: ({ context }) => !context.documentsAsked,
    answerWanted: ({ event }, _field: { field: string }) =>
      event.type === 'SEND_BACK' && event.input.to === 'answer',
    dueAhead: ({ event }, { field }: { field: string }) => (event.ends[field] ?? 0) > event.at,
    toldInTime: ({ context, event }, _field: { field: string }) => {
      assertEvent(event, ['NOTIFY_COMMITMENT', 'TELL_ANSWER_FOLLOWS'])
      const from = lastCommitment(context)?.givenOn ?? context.receivedOn
      return event.input.toldOn <= event.on && event.input.toldOn >= from
    },
    channelOpen: ({ context, event }, _field: { field: string }) => {
      assertEvent(event, ['SEND_ANSWER', 'RESEND'])
      return openChannels(context).includes(event.input.channel)
    },
  },
  actions: {
    register: assign(({ event }) => {
      assertEvent(event, ['OPEN', 'IMPORT'])
      const { programme, entity, channel, receivedOn, category, object, service } = event.input
      const came = { programme, entity, channel, receivedOn, category, object }
      // Facts that commands learnt to add since are kept as they come; the first journals have none of them.
      return { ...event.facts, ...came, ...(service ? { service } : {}) }
    }),
    archive: assign({
      outcome: 'answered',
      closingOn: ({ event }) => {
        assertEvent(event, 'IMPORT')
        return event.input.closedOn
      },
    }),
    qualify: assign(({ event }) => {
      assertEvent(event, 'QUALIFY')
      const { identity, category, object, admissibility, ground } = event.input
      return {
        identity,
        category,
        object,
        admissibility,
        ground: ground ?? null,
        founded: admissibility === 'notFounded' ? 'no' : 'unknown',
        returned: false,
      } as const
    }),
    conclude: assign(({ event }) => {
      assertEvent(event, 'CONCLUDE')
      const { founded, ground, unit, route } = event.input
      return {
        // Whatever was thought of it before: what is analysed is a complaint.
        admissibility: 'complaint',
        founded,
        ground: ground ?? null,
        unit: route === 'treat' ? (unit ?? null) : null,
        commitBy: event.facts.commitBy,
        returned: false,
      } as const
    }),
    keepNotice: assign({ noticeGiven: true }),
    commit: assign({
      commitments: ({ context, event }) => {
        assertEvent(event, ['COMMIT', 'RENEW'])
        const { dueOn } = event.input
        const promise = { dueOn, endsAt: event.ends.dueOn ?? 0, givenOn: event.on, notifiedOn: null }
        return [...context.commitments, promise]
      },
      returned: false,
    }),
    notify: assign({
      noticeGiven: true,
      commitments: ({ context, event }) => {
        assertEvent(event, 'NOTIFY_COMMITMENT')
        return context.commitments.with(-1, { ...promised(context), notifiedOn: event.input.toldOn })
      },
    }),
    realise: assign(({ event }) => {
      assertEvent(event, 'REPORT_DONE')
      const { founded, ground } = event.input
      return { treated: true, realisedOn: event.on, founded, ground: ground ?? null, returned: false }
    }),
    unrealise: assign(({ event }) => {
      assertEvent(event, ['RETURN_WORK', 'SEND_BACK'])
      return { treated: false, realisedOn: null, commitBy: event.facts.commitBy }
    }),
    markBroken: assign({ broken: true }),
    markReturned: assign({ returned: true }),
    clearReturned: assign({ returned: false }),
    approve: assign({ approvedOn: ({ event }) => event.on }),
    settleAnswered: assign({ outcome: 'answered' }),
    settleDispensed: assign({ outcome: 'dispensed', returned: false }),
    settleWithdrawn: assign({ outcome: 'withdrawn', returned: false }),
    unsettle: assign({ outcome: 'none' }),
    keepWait: assign(({ event }) => {
      assertEvent(event, 'ASK_DOCUMENTS')
      return { documentsAsked: true, waitUntil: event.facts.waitUntil }
    }),
    countFailure: assign(({ context, event }) => {
      assertEvent(event, 'DELIVERY_FAILED')
      return { failures: context.failures + 1, failed: [...context.failed, event.input.message] }
    }),
    // The oldest one is sent again; when that fails too it comes back as the newest.
    takeUp: assign({ failed: ({ context }) => context.failed.slice(1) }),
    assignTo: assign({
      assignees: ({ context, event }) => {
        assertEvent(event, 'ASSIGN')
        const { role, to } = event.input
        const others = Object.fromEntries(Object.entries(context.assignees).filter(([r]) => r !== role))
        return to ? { ...others, [role]: to } : others
      },
    }),
    close: assign({
      closingOn: ({ context, event }) => closingDate(context.commitments, context.realisedOn, event.on),
      returned: false,
    }),
    // A reopened case starts a new round: earlier promises no longer count, the first reception still does.
    reopen: assign({
      closingOn: null,
      outcome: 'none',
      commitments: [],
      treated: false,
      realisedOn: null,
      broken: false,
      failures: 0,
      returned: true,
      reopened: ({ context }) => context.reopened + 1,
    }),
    reschedule: assign(({ event }) => {
      assertEvent(event, 'RESCHEDULE')
      return event.facts
    }),

    // Effects: only named here; what they do lives in src/notifications.
    acknowledge: () => {},
    tellAnswerFollows: () => {},
    tellCommitment: () => {},
    askDocuments: () => {},
    sendAnswer: () => {},
    resend: () => {},
    tellProcessor: () => {},
    tellReturned: () => {},
    tellDocumentsMissing: () => {},
    remindOwner: () => {},
    alertNoCommitment: () => {},
    alertBroken: () => {},
    alertSupervisor: () => {},
    alertAuditor: () => {},
    tellRescheduled: () => {},
    tellNewDate: () => {},
  },
})

function promised(context: ComplaintContext) {
  const promise = lastCommitment(context)
  if (!promise) throw new Error('a commitment is notified only after it was given')
  return promise
}
