// The rules of the case clock: when it is due soon, overdue, late, and while what it is held (docs/domain.md, section 8).
import { assertEvent, assign } from 'xstate'
import { heldUntil, holdEndsAt } from './case-facts.ts'
import { type Given, passed, until, words } from './case-words.ts'

/** Whether a closer sends back the work, and not only its answer. */
export const workWanted = ({ event }: Given) => event.type === 'SEND_BACK' && event.input.to === 'work'
const holdRuns = ({ context, event }: Given) => heldUntil(context) > event.at

export const clockRules = words.extend({
  delays: {
    untilSoon: until((c) => c.soonAt),
    untilDue: until((c) => c.dueAt),
    untilLate: until((c) => c.lateAt),
    // A date told later may lie before the first one: the hold ends with whichever passes first.
    untilHoldBreaks: until((c) => Math.min(holdEndsAt(c), heldUntil(c))),
    untilTouch: until((c) => c.touchBy),
  },
  guards: {
    isPastSoon: passed((c) => c.soonAt),
    isPastDue: passed((c) => c.dueAt),
    isPastLate: passed((c) => c.lateAt),
    // A rung is told once, however often the clock is set again.
    newlySoon: (given) => given.context.alerted < 1 && passed((c) => c.soonAt)(given),
    newlyDue: (given) => given.context.alerted < 2 && passed((c) => c.dueAt)(given),
    newlyLate: (given) => given.context.alerted < 3 && passed((c) => c.lateAt)(given),
    holdRuns,
    workHoldRuns: (given) => workWanted(given) && holdRuns(given),
    // Withdrawn while a promise was known, and not done: if the case goes on, so does its hold.
    withdrawnWhilePromised: ({ context }) =>
      context.outcome === 'withdrawn' && !context.treated && heldUntil(context) > 0,
    touchRequired: ({ context }) => context.touchBy > 0,
  },
  actions: {
    reschedule: words.assign(({ event }) => {
      assertEvent(event, 'RESCHEDULE')
      return event.facts
    }),
    keepAlert: assign((_: unknown, { rung }: { rung: number }) => ({ alerted: rung })),
    markBroken: words.assign({ broken: true }),
    keepTouch: words.assign(({ event }) => {
      assertEvent(event, [
        'ASK_DOCUMENTS',
        'NOTIFY_COMMITMENT',
        'TELL_ANSWER_FOLLOWS',
        'KEEP_IN_TOUCH',
        'SEND_ANSWER',
        'REOPEN',
        'RECONSIDER',
        'APPEAL_DECIDED',
      ])
      return { touchBy: event.facts.touchBy }
    }),
    // Effects: only named here; what they do lives in src/notifications.
    remindOwner: () => {},
    alertSupervisor: () => {},
    alertAuditor: () => {},
    tellRescheduled: () => {},
    tellNewDate: () => {},
    tellNews: () => {},
  },
})
