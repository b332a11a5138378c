// The parts that several lifecycles are built of: who reviews an answer, what did not arrive, the clock, the last steps.
import { answerRules } from './answer-rules.ts'
import type { Meta } from './kit.ts'

export const clerk = { by: ['clerk'] } satisfies Meta
export const system = { by: ['system'] } satisfies Meta
export const staff = { by: ['agent', 'clerk', 'processor', 'supervisor', 'closer'] } satisfies Meta
export const reviewer = { by: ['supervisor'], apart: ['SUBMIT_ANSWER'] } satisfies Meta

const aboutChannel = { type: 'channelOpen', params: { field: 'channel' } } as const

/** How a case begins: whoever brings it, or the product for them, and the receipt that goes back at once. */
export const opening = {
  target: 'alive',
  actions: ['register', 'acknowledge'],
  meta: { by: ['agent', 'clerk', 'complainant', 'system'] },
} as const

/** Documents are asked for once. */
export const askDocuments = {
  guard: 'neverAsked',
  target: '#waiting',
  actions: ['keepWait', 'askDocuments'],
  meta: clerk,
} as const

/** What may be done on a case whatever it waits for. */
export const always = answerRules.createStateConfig({
  on: {
    ASSIGN: { actions: 'assignTo', meta: { by: ['supervisor', 'system'] } },
    ADD_NOTE: { meta: staff },
    ATTACH: { meta: { by: [...staff.by, 'system'] } },
    // The ombudsman asks about it: that is a case of its own, and this one knows of it.
    JOIN_REFERRAL: { actions: 'tellReferralJoined', meta: system },
  },
}).on

/** What may be done on a case that is closed. */
export const afterwards = { JOIN_REFERRAL: always.JOIN_REFERRAL, ADD_NOTE: { meta: staff } } as const

/** What the person says at the end; whoever decided or wrote what they were told does not take it down. */
export const rating = (apart: readonly string[]) =>
  ({
    guard: 'wasAnswered',
    actions: 'keepRating',
    meta: { by: ['agent', 'clerk', 'complainant'], apart: [...apart] },
  }) as const

/** Whoever brought the case takes it back. */
export const withdraw = {
  target: '#settled',
  actions: 'settleWithdrawn',
  meta: { by: ['agent', 'clerk'] },
} as const

/** A case that is not closed as it is goes back to a state. */
export const sentBack = <const Target extends string>(target: Target) =>
  ({ target, actions: ['unsettle', 'markReturned', 'tellReturned'], meta: { by: ['closer'] } }) as const

/** What was decided is told on a channel of the person's. */
export const telling = {
  guard: aboutChannel,
  target: '#settled',
  actions: ['settleAnswered', 'tellDecision'],
  meta: clerk,
} as const

/** A decision that is not closed is told again; where there is none, it is made. */
export const untold = [
  { guard: 'wasDecided', ...sentBack('open.decided') },
  sentBack('open.received'),
] as const

/** A text waits for somebody else's approval. */
export const submitted = answerRules.createStateConfig({
  meta: { stage: 'respond', owner: 'supervisor', next: 'APPROVE' },
  on: {
    APPROVE: { target: 'approved', actions: 'approve', meta: reviewer },
    RETURN_ANSWER: { target: 'answerable', actions: ['markReturned', 'tellReturned'], meta: reviewer },
  },
})

/** An approved text leaves on a channel of the complainant's. */
export const approved = answerRules.createStateConfig({
  meta: { stage: 'respond', owner: 'clerk', next: 'SEND_ANSWER' },
  on: {
    SEND_ANSWER: {
      guard: aboutChannel,
      target: '#settled',
      actions: ['settleAnswered', 'sendAnswer'],
      meta: clerk,
    },
  },
})

/** What did not arrive comes back to the clerk, each message by itself; after three failures another channel may be used. */
export const delivery = answerRules.createStateConfig({
  initial: 'idle',
  states: {
    idle: { on: { OPEN: 'quiet', IMPORT: 'quiet' } },
    quiet: { on: { DELIVERY_FAILED: { target: 'failed', actions: 'countFailure', meta: system } } },
    failed: {
      meta: { stage: 'respond', owner: 'clerk', next: 'RESEND' },
      on: {
        DELIVERY_FAILED: { target: 'failed', actions: 'countFailure', meta: system },
        RESEND: { guard: aboutChannel, actions: ['resend', 'takeUp'], meta: clerk },
      },
      always: { guard: 'nothingFailed', target: 'quiet' },
    },
  },
})

const rung = (n: number) => ({ type: 'keepAlert', params: { rung: n } }) as const

/** The marks of a running clock; each rung of the ladder is told once, however often the clock is set again. */
export const marks = answerRules.createStateConfig({
  initial: 'placing',
  states: {
    placing: {
      always: [
        { guard: 'newlyLate', target: 'late', actions: [rung(3), 'alertAuditor'] },
        { guard: 'isPastLate', target: 'late' },
        { guard: 'newlyDue', target: 'overdue', actions: [rung(2), 'alertSupervisor'] },
        { guard: 'isPastDue', target: 'overdue' },
        { guard: 'newlySoon', target: 'dueSoon', actions: [rung(1), 'remindOwner'] },
        { guard: 'isPastSoon', target: 'dueSoon' },
        { target: 'onTime' },
      ],
    },
    onTime: { after: { untilSoon: 'placing' } },
    dueSoon: { after: { untilDue: 'placing' } },
    overdue: { after: { untilLate: 'placing' } },
    late: {},
  },
})

/** The calendar changed: the deadlines are others now, and everybody concerned hears of it. */
export const rescheduled = {
  target: '.placing',
  actions: ['reschedule', 'tellRescheduled', 'tellNewDate'],
  meta: system,
} as const

/** An appeal that stands begins a new round: its ladder is told from the first rung again. */
export const anew = { guard: 'appealStands', target: 'running', reenter: true } as const

/** The clock of a case in which nobody promises anything: it runs until the case is closed. */
export const clock = answerRules.createStateConfig({
  initial: 'idle',
  states: {
    idle: { on: { OPEN: 'running' } },
    running: { ...marks, on: { CLOSE: 'stopped', RESCHEDULE: rescheduled } },
    stopped: {},
  },
})

/** Whoever had no part in a case closes it. */
export const closing = (apart: readonly string[]) =>
  ({
    guard: 'nothingFailed',
    target: '#closed',
    actions: 'close',
    meta: { by: ['closer'], apart: [...apart] },
  }) as const

/** Everything is said: somebody who had no part in it closes, or sends it back. */
export const settled = <const Back>(apart: readonly string[], back: Back) =>
  ({
    id: 'settled',
    meta: { stage: 'close', owner: 'closer', next: 'CLOSE' },
    on: { CLOSE: closing(apart), RETURN_CLOSURE: back },
  }) as const

/** What became of an appeal: the case begins anew at a state, or stays where it is. */
export const appealDecided = <const Target extends string>(target: Target) =>
  [
    {
      guard: 'appealStands',
      target,
      actions: ['keepAppeal', 'reopen', 'tellAppealDecided'],
      meta: system,
    },
    { actions: ['keepAppeal', 'tellAppealDecided'], meta: system },
  ] as const

/** The same while the case goes on anyway. */
export const appealKept = { actions: ['keepAppeal', 'tellAppealDecided'], meta: system } as const

/** An appeal may be lodged; what becomes of it comes from the case in which it is decided. */
export const lodging = {
  guard: 'mayAppeal',
  actions: ['lodgeAppeal', 'tellAppealLodged'],
  meta: { by: ['agent', 'clerk', 'complainant'] },
} as const
