// The life of a complaint: registered, qualified, analysed, committed to, answered, closed by somebody else.
import { assertEvent, assign, setup } from 'xstate'
import { closingDate, firstNotified } from './closing-date.ts'
import {
  type ComplaintContext,
  type ComplaintEvent,
  heldUntil,
  lastCommitment,
  unborn,
} from './complaint-facts.ts'
import { inputs } from './complaint-inputs.ts'
import { type Meta, momentOf, type Workflow } from './kit.ts'

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
const holdRuns = ({ context, event }: Given) => heldUntil(context) > momentOf(event)
const wasPromised = ({ context }: Given) => context.treated && context.commitments.length > 0
const workWanted = ({ event }: Given) => event.type === 'SEND_BACK' && event.input.to === 'work'

const TREATED = ['COMMIT', 'RENEW', 'REPORT_DONE'] as const
const DECIDED = [
  'QUALIFY',
  'CONCLUDE',
  'SUBMIT_ANSWER',
  'DISPENSE',
  'APPROVE',
  'SEND_ANSWER',
  'WITHDRAW',
] as const

const clerk = { by: ['clerk'] } satisfies Meta
const processor = { by: ['processor'] } satisfies Meta
const reviewer = { by: ['supervisor'], apart: ['SUBMIT_ANSWER'] } satisfies Meta
const closer = { by: ['closer'], apart: [...TREATED, ...DECIDED] } satisfies Meta
const staff = { by: ['agent', 'clerk', 'processor', 'supervisor', 'closer'] } satisfies Meta

export const machine = setup({
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
    untilHoldEnds: until(heldUntil),
    untilWaitEnds: until((c) => c.waitUntil),
  },
  guards: {
    // Where a case goes next.
    isRefused: ({ event }) => event.type === 'QUALIFY' && event.input.admissibility !== 'complaint',
    needsTreatment: ({ event }) => event.type === 'CONCLUDE' && event.input.route === 'treat',
    noticeGiven: ({ context }) => context.noticeGiven,
    promiseRuns,
    wasPromised,
    wasTreated: ({ context }) => context.treated,
    workPromiseRuns: (given) => workWanted(given) && promiseRuns(given),
    workWasPromised: (given) => workWanted(given) && wasPromised(given),
    workWasTreated: (given) => workWanted(given) && given.context.treated,
    isPastSoon: passed((c) => c.soonAt),
    isPastDue: passed((c) => c.dueAt),
    isPastLate: passed((c) => c.lateAt),
    wasNotified: ({ context }) => firstNotified(context.commitments) !== undefined,
    holdRuns,
    workHoldRuns: (given) => workWanted(given) && holdRuns(given),
    // What has to be true, with the reason a person is told when it is not.
    nothingTreated: ({ context }) => !context.treated,
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
      return context.failures >= 3 || context.answerChannels.includes(event.input.channel)
    },
  },
  actions: {
    register: assign(({ event }) => {
      assertEvent(event, ['OPEN', 'IMPORT'])
      const { programme, entity, channel, receivedOn, category, object } = event.input
      return { ...event.facts, programme, entity, channel, receivedOn, category, object }
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
        founded,
        ground: ground ?? null,
        unit: route === 'treat' ? (unit ?? null) : null,
        commitBy: event.facts.commitBy,
        returned: false,
      }
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
      return { failures: context.failures + 1, failedMessage: event.input.message }
    }),
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
  },
}).createMachine({
  id: 'complaint',
  context: unborn,
  type: 'parallel',
  states: {
    handling: {
      initial: 'unborn',
      states: {
        unborn: {
          on: {
            OPEN: {
              target: 'alive',
              actions: ['register', 'acknowledge'],
              meta: { by: ['agent', 'clerk', 'complainant', 'system'] },
            },
            IMPORT: { target: 'closed', actions: ['register', 'archive'], meta: { by: ['system'] } },
          },
        },
        alive: {
          initial: 'open',
          on: {
            ASSIGN: { actions: 'assignTo', meta: { by: ['supervisor'] } },
            ADD_NOTE: { meta: staff },
            ATTACH: { meta: staff },
          },
          states: {
            open: {
              initial: 'received',
              on: {
                WITHDRAW: { target: 'settled', actions: 'settleWithdrawn', meta: { by: ['agent', 'clerk'] } },
              },
              states: {
                received: {
                  meta: { stage: 'qualify', owner: 'clerk', next: 'QUALIFY' },
                  on: {
                    QUALIFY: [
                      { guard: 'isRefused', target: 'answerable', actions: 'qualify', meta: clerk },
                      { target: 'qualified', actions: 'qualify', meta: clerk },
                    ],
                    ASK_DOCUMENTS: {
                      guard: 'neverAsked',
                      target: '#waiting',
                      actions: ['keepWait', 'askDocuments'],
                      meta: clerk,
                    },
                  },
                },
                qualified: {
                  meta: { stage: 'analyse', owner: 'clerk', next: 'CONCLUDE' },
                  on: {
                    CONCLUDE: [
                      {
                        guard: 'needsTreatment',
                        target: 'referred',
                        actions: ['conclude', 'tellProcessor'],
                        meta: clerk,
                      },
                      { target: 'answerable', actions: 'conclude', meta: clerk },
                    ],
                    REQUALIFY: { target: 'received', meta: clerk },
                    ASK_DOCUMENTS: {
                      guard: 'neverAsked',
                      target: '#waiting',
                      actions: ['keepWait', 'askDocuments'],
                      meta: clerk,
                    },
                  },
                },
                // The business unit owes a date; until there is one the complainant hears that an answer will follow.
                referred: {
                  type: 'parallel',
                  on: {
                    COMMIT: {
                      guard: { type: 'dueAhead', params: { field: 'dueOn' } },
                      target: 'committed',
                      actions: 'commit',
                      meta: processor,
                    },
                    REPORT_DONE: { target: 'answerable', actions: 'realise', meta: processor },
                    RETURN_TO_CLERK: {
                      target: 'qualified',
                      actions: ['markReturned', 'tellReturned'],
                      meta: processor,
                    },
                  },
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
                        owed: {
                          meta: {
                            stage: 'commit',
                            owner: 'clerk',
                            next: 'TELL_ANSWER_FOLLOWS',
                            due: 'noticeBy',
                          },
                          on: {
                            TELL_ANSWER_FOLLOWS: {
                              guard: { type: 'toldInTime', params: { field: 'toldOn' } },
                              target: 'given',
                              actions: ['keepNotice', 'tellAnswerFollows'],
                              meta: clerk,
                            },
                          },
                        },
                        given: {},
                      },
                    },
                  },
                },
                // A date is named and the complainant does not know it yet.
                committed: {
                  meta: { stage: 'commit', owner: 'clerk', next: 'NOTIFY_COMMITMENT' },
                  after: { untilPromised: 'broken' },
                  on: {
                    NOTIFY_COMMITMENT: {
                      guard: { type: 'toldInTime', params: { field: 'toldOn' } },
                      target: 'promised',
                      actions: ['notify', 'tellCommitment'],
                      meta: clerk,
                    },
                    REPORT_DONE: { target: 'answerable', actions: 'realise', meta: processor },
                  },
                },
                promised: {
                  meta: { stage: 'commit', owner: 'processor', next: 'REPORT_DONE', due: 'promise' },
                  after: { untilPromised: 'broken' },
                  on: {
                    REPORT_DONE: { target: 'answerable', actions: 'realise', meta: processor },
                    RENEW: {
                      guard: { type: 'dueAhead', params: { field: 'dueOn' } },
                      target: 'committed',
                      actions: 'commit',
                      meta: processor,
                    },
                  },
                },
                broken: {
                  entry: 'alertBroken',
                  meta: { stage: 'commit', owner: 'processor', next: 'RENEW', due: 'promise' },
                  on: {
                    RENEW: {
                      guard: { type: 'dueAhead', params: { field: 'dueOn' } },
                      target: 'committed',
                      actions: 'commit',
                      meta: processor,
                    },
                    REPORT_DONE: { target: 'answerable', actions: 'realise', meta: processor },
                  },
                },
                answerable: {
                  meta: { stage: 'respond', owner: 'clerk', next: 'SUBMIT_ANSWER' },
                  on: {
                    SUBMIT_ANSWER: { target: 'submitted', actions: 'clearReturned', meta: clerk },
                    DISPENSE: { target: '#settled', actions: 'settleDispensed', meta: clerk },
                    RECONSIDER: { guard: 'nothingTreated', target: 'qualified', meta: clerk },
                    RETURN_WORK: [
                      {
                        guard: 'promiseRuns',
                        target: 'promised',
                        actions: ['unrealise', 'markReturned', 'tellReturned'],
                        meta: clerk,
                      },
                      {
                        guard: 'wasPromised',
                        target: 'broken',
                        actions: ['unrealise', 'markReturned', 'tellReturned'],
                        meta: clerk,
                      },
                      {
                        guard: 'wasTreated',
                        target: 'referred',
                        actions: ['unrealise', 'markReturned', 'tellReturned'],
                        meta: clerk,
                      },
                    ],
                    ASK_DOCUMENTS: {
                      guard: 'neverAsked',
                      target: '#waiting',
                      actions: ['keepWait', 'askDocuments'],
                      meta: clerk,
                    },
                  },
                },
                submitted: {
                  meta: { stage: 'respond', owner: 'supervisor', next: 'APPROVE' },
                  on: {
                    APPROVE: { target: 'approved', meta: reviewer },
                    RETURN_ANSWER: {
                      target: 'answerable',
                      actions: ['markReturned', 'tellReturned'],
                      meta: reviewer,
                    },
                  },
                },
                approved: {
                  meta: { stage: 'respond', owner: 'clerk', next: 'SEND_ANSWER' },
                  on: {
                    SEND_ANSWER: {
                      guard: { type: 'channelOpen', params: { field: 'channel' } },
                      target: '#settled',
                      actions: ['settleAnswered', 'sendAnswer'],
                      meta: clerk,
                    },
                  },
                },
                before: { type: 'history' },
              },
            },
            // The complainant was asked for documents, once; the wait is bounded and never stops the clock.
            waiting: {
              id: 'waiting',
              meta: { stage: 'qualify', owner: 'clerk', next: 'RECEIVE_DOCUMENTS', due: 'waitUntil' },
              after: { untilWaitEnds: { target: 'open.before', actions: 'tellDocumentsMissing' } },
              on: {
                RECEIVE_DOCUMENTS: { target: 'open.before', meta: { by: ['agent', 'clerk', 'complainant'] } },
                WITHDRAW: { target: 'settled', actions: 'settleWithdrawn', meta: { by: ['agent', 'clerk'] } },
              },
            },
            // Answered, dispensed with or withdrawn: somebody who had no part in it closes.
            settled: {
              id: 'settled',
              meta: { stage: 'close', owner: 'closer', next: 'CLOSE' },
              on: {
                CLOSE: { target: '#closed', actions: 'close', meta: closer },
                SEND_BACK: [
                  {
                    guard: 'workPromiseRuns',
                    target: 'open.promised',
                    actions: ['unsettle', 'unrealise', 'markReturned', 'tellReturned'],
                    meta: { by: ['closer'] },
                  },
                  {
                    guard: 'workWasPromised',
                    target: 'open.broken',
                    actions: ['unsettle', 'unrealise', 'markReturned', 'tellReturned'],
                    meta: { by: ['closer'] },
                  },
                  {
                    guard: 'workWasTreated',
                    target: 'open.referred',
                    actions: ['unsettle', 'unrealise', 'markReturned', 'tellReturned'],
                    meta: { by: ['closer'] },
                  },
                  {
                    guard: { type: 'answerWanted', params: { field: 'to' } },
                    target: 'open.answerable',
                    actions: ['unsettle', 'markReturned', 'tellReturned'],
                    meta: { by: ['closer'] },
                  },
                ],
              },
            },
          },
        },
        closed: {
          id: 'closed',
          meta: { stage: 'close' },
          on: {
            REOPEN: {
              target: 'alive.open.qualified',
              actions: ['reopen', 'tellReturned'],
              meta: { by: ['supervisor'] },
            },
            ADD_NOTE: { meta: staff },
          },
        },
      },
    },

    // A message that did not arrive comes back to the clerk; after three failures another channel may be used.
    delivery: {
      initial: 'quiet',
      on: { DELIVERY_FAILED: { target: '.failed', actions: 'countFailure', meta: { by: ['system'] } } },
      states: {
        quiet: {},
        failed: {
          meta: { stage: 'respond', owner: 'clerk', next: 'RESEND' },
          on: {
            RESEND: {
              guard: { type: 'channelOpen', params: { field: 'channel' } },
              target: 'quiet',
              actions: 'resend',
              meta: clerk,
            },
          },
        },
      },
    },

    // The case clock: held while a promise that was told runs inside its date (docs/domain.md, section 8).
    clock: {
      initial: 'idle',
      states: {
        idle: { on: { OPEN: 'running', IMPORT: 'stopped' } },
        running: {
          initial: 'placing',
          on: {
            NOTIFY_COMMITMENT: { guard: { type: 'toldInTime', params: { field: 'toldOn' } }, target: 'held' },
            REPORT_DONE: { guard: 'wasNotified', target: 'counted' },
            CLOSE: 'stopped',
            RESCHEDULE: { target: '.placing', actions: 'reschedule', meta: { by: ['system'] } },
          },
          states: {
            placing: {
              always: [
                { guard: 'isPastLate', target: 'late' },
                { guard: 'isPastDue', target: 'overdue' },
                { guard: 'isPastSoon', target: 'dueSoon' },
                { target: 'onTime' },
              ],
            },
            onTime: { after: { untilSoon: 'dueSoon' } },
            dueSoon: { entry: 'remindOwner', after: { untilDue: 'overdue' } },
            overdue: { entry: 'alertSupervisor', after: { untilLate: 'late' } },
            late: { entry: 'alertAuditor' },
          },
        },
        held: {
          after: { untilHoldEnds: { target: 'running', actions: 'markBroken' } },
          on: {
            NOTIFY_COMMITMENT: {
              guard: { type: 'toldInTime', params: { field: 'toldOn' } },
              target: 'held',
              reenter: true,
            },
            REPORT_DONE: 'counted',
            CLOSE: 'stopped',
            RESCHEDULE: { actions: 'reschedule', meta: { by: ['system'] } },
          },
        },
        // The work of a promise is done: the closing date is known, nothing runs any more.
        counted: {
          on: {
            RETURN_WORK: [{ guard: 'holdRuns', target: 'held' }, { target: 'running' }],
            SEND_BACK: [
              { guard: 'workHoldRuns', target: 'held' },
              { guard: 'workWasTreated', target: 'running' },
            ],
            CLOSE: 'stopped',
          },
        },
        stopped: { on: { REOPEN: 'running' } },
      },
    },
  },
})

function promised(context: ComplaintContext) {
  const promise = lastCommitment(context)
  if (!promise) throw new Error('a commitment is notified only after it was given')
  return promise
}

export const complaint: Workflow = { name: 'complaint', version: 1, machine, inputs }
