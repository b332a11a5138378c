// The road of a business unit, for every lifecycle in which work is promised: referred, committed, promised, broken;
// and the clock that is held while a promise runs.
import { anew, clerk, marks, rescheduled } from './case-parts.ts'
import { rules } from './complaint-rules.ts'
import type { Meta } from './kit.ts'

export const processor = { by: ['processor'] } satisfies Meta
const aboutDue = { type: 'dueAhead', params: { field: 'dueOn' } } as const
const aboutTold = { type: 'toldInTime', params: { field: 'toldOn' } } as const

const reportDone = { target: 'answerable', actions: 'realise', meta: processor } as const
const promise = { guard: aboutDue, target: 'committed', actions: 'commit', meta: processor } as const

const owed = rules.createStateConfig({
  meta: { stage: 'commit', owner: 'clerk', next: 'TELL_ANSWER_FOLLOWS', due: 'noticeBy' },
  on: {
    TELL_ANSWER_FOLLOWS: {
      guard: aboutTold,
      target: 'given',
      actions: ['keepNotice', 'tellAnswerFollows'],
      meta: clerk,
    },
  },
})

/** The business unit owes a date; until there is one the complainant hears that an answer will follow. */
export const referred = rules.createStateConfig({
  type: 'parallel',
  on: { COMMIT: promise, REPORT_DONE: reportDone },
  states: {
    promise: {
      initial: 'awaited',
      states: {
        awaited: {
          meta: { stage: 'commit', owner: 'processor', next: 'COMMIT', due: 'commitBy' },
          after: { untilCommitLimit: 'missing' },
        },
        missing: {
          entry: 'alertNoCommitment',
          meta: { stage: 'commit', owner: 'processor', next: 'COMMIT', due: 'commitBy' },
        },
      },
    },
    notice: {
      initial: 'checked',
      states: {
        checked: { always: [{ guard: 'noticeGiven', target: 'given' }, { target: 'owed' }] },
        owed,
        given: {},
      },
    },
  },
})

/** A date is named and the complainant does not know it yet. */
export const committed = rules.createStateConfig({
  meta: { stage: 'commit', owner: 'clerk', next: 'NOTIFY_COMMITMENT' },
  after: { untilPromised: 'broken' },
  on: {
    NOTIFY_COMMITMENT: {
      guard: aboutTold,
      target: 'promised',
      actions: ['notify', 'tellCommitment'],
      meta: clerk,
    },
    REPORT_DONE: reportDone,
  },
})

export const promised = rules.createStateConfig({
  meta: { stage: 'commit', owner: 'processor', next: 'REPORT_DONE', due: 'promise' },
  after: { untilPromised: 'broken' },
  on: { REPORT_DONE: reportDone, RENEW: promise },
})

export const broken = rules.createStateConfig({
  entry: 'alertBroken',
  meta: { stage: 'commit', owner: 'processor', next: 'RENEW', due: 'promise' },
  on: { RENEW: promise, REPORT_DONE: reportDone },
})

const undo = ['unrealise', 'markReturned', 'tellReturned'] as const
const undone = ['unsettle', ...undo] as const
const closer = { by: ['closer'] } satisfies Meta

/** Work that was reported done is not what was asked for: back to the unit, with whatever is left of its promise. */
export const returnWork = [
  { guard: 'toldPromiseRuns', target: 'promised', actions: undo, meta: clerk },
  { guard: 'promiseRuns', target: 'committed', actions: undo, meta: clerk },
  { guard: 'wasPromised', target: 'broken', actions: undo, meta: clerk },
  { guard: 'wasTreated', target: 'referred', actions: undo, meta: clerk },
] as const

/** The same when it is the closer who finds it. */
export const sendBackWork = [
  { guard: 'workToldPromiseRuns', target: 'open.promised', actions: undone, meta: closer },
  { guard: 'workPromiseRuns', target: 'open.committed', actions: undone, meta: closer },
  { guard: 'workWasPromised', target: 'open.broken', actions: undone, meta: closer },
  { guard: 'workWasTreated', target: 'open.referred', actions: undone, meta: closer },
] as const

// A withdrawal that does not stand: what was promised holds the clock again, or turns out to be broken.
const heldAgain = { guard: 'withdrawnWhilePromised', target: 'held' } as const
const resumed = { target: 'running', actions: 'markBroken' } as const

/** The case clock: held while a promise that was told runs inside its date (docs/domain.md, section 8). */
export const heldClock = rules.createStateConfig({
  initial: 'idle',
  on: {
    APPEAL_DECIDED: { guard: anew.guard, target: '.running' },
    CLOSE: '.stopped',
  },
  states: {
    idle: { on: { OPEN: 'running', IMPORT: 'stopped' } },
    running: {
      ...marks,
      on: {
        NOTIFY_COMMITMENT: { guard: aboutTold, target: 'held' },
        REPORT_DONE: { guard: 'wasNotified', target: 'counted' },
        SEND_BACK: heldAgain,
        RETURN_CLOSURE: heldAgain,
        RESCHEDULE: rescheduled,
      },
    },
    held: {
      after: {
        untilHoldBreaks: [
          // Moved before it passed: the first date is broken all the same, while the later one goes on holding.
          { guard: 'holdRuns', target: 'held', reenter: true, actions: ['markBroken', 'alertBroken'] },
          resumed,
        ],
      },
      on: {
        NOTIFY_COMMITMENT: { guard: aboutTold, target: 'held', reenter: true },
        REPORT_DONE: 'counted',
        // Nobody waits for what was promised any more.
        WITHDRAW: 'running',
        // What holds the clock is a promise: the complainant knows that date, and it has not moved.
        RESCHEDULE: { actions: ['reschedule', 'tellRescheduled'], meta: rescheduled.meta },
      },
    },
    // The work of a promise is done: the closing date is known, nothing runs any more.
    counted: {
      on: {
        RETURN_WORK: [{ guard: 'holdRuns', target: 'held' }, resumed],
        SEND_BACK: [
          { guard: 'workHoldRuns', target: 'held' },
          { ...resumed, guard: 'workWasTreated' },
        ],
      },
    },
    stopped: {
      on: {
        REOPEN: 'running',
        RECONSIDER: 'running',
      },
    },
  },
})

const heard = { target: 'running', actions: 'keepTouch', reenter: true } as const
const aboutNews = { type: 'toldByNow', params: { field: 'toldOn' } } as const
const hearing = {
  ASK_DOCUMENTS: heard,
  NOTIFY_COMMITMENT: { ...heard, guard: aboutTold },
  TELL_ANSWER_FOLLOWS: { ...heard, guard: aboutTold },
  SEND_ANSWER: { target: 'silent', actions: 'keepTouch' },
  DISPENSE: 'silent',
  WITHDRAW: 'silent',
} as const

/** Where a programme asks for it, nobody waits for so many days without a word. */
export const contact = rules.createStateConfig({
  initial: 'silent',
  states: {
    silent: {
      on: {
        OPEN: 'weighed',
        REOPEN: { target: 'weighed', actions: 'keepTouch' },
        RECONSIDER: { target: 'weighed', actions: 'keepTouch' },
        SEND_BACK: 'weighed',
        APPEAL_DECIDED: { guard: 'appealStands', target: 'weighed', actions: 'keepTouch' },
      },
    },
    weighed: { always: [{ guard: 'touchRequired', target: 'running' }, { target: 'silent' }] },
    running: { after: { untilTouch: 'due' }, on: hearing },
    due: {
      meta: { stage: 'respond', owner: 'clerk', next: 'KEEP_IN_TOUCH', due: 'touchBy' },
      on: {
        ...hearing,
        KEEP_IN_TOUCH: { ...heard, guard: aboutNews, actions: ['keepTouch', 'tellNews'], meta: clerk },
      },
    },
  },
})
