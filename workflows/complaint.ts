// The life of a complaint: registered, qualified, analysed, committed to, answered, closed by somebody else.
import { lifecycle } from './case-words.ts'
import { unborn } from './complaint.v1-facts.ts'
import { rules } from './complaint.v1-rules.ts'
import type { Limits, Meta, Workflow } from './kit.ts'

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

const aboutDue = { type: 'dueAhead', params: { field: 'dueOn' } } as const
const aboutTold = { type: 'toldInTime', params: { field: 'toldOn' } } as const
const aboutChannel = { type: 'channelOpen', params: { field: 'channel' } } as const

const askDocuments = {
  guard: 'neverAsked',
  target: '#waiting',
  actions: ['keepWait', 'askDocuments'],
  meta: clerk,
} as const
const reportDone = { target: 'answerable', actions: 'realise', meta: processor } as const
const promise = { guard: aboutDue, target: 'committed', actions: 'commit', meta: processor } as const
const withdraw = { target: '#settled', actions: 'settleWithdrawn', meta: { by: ['agent', 'clerk'] } } as const
const undelivered = { target: 'failed', actions: 'countFailure', meta: { by: ['system'] } } as const
const undo = ['unrealise', 'markReturned', 'tellReturned'] as const

export const machine = rules.createMachine({
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
            ASSIGN: { actions: 'assignTo', meta: { by: ['supervisor', 'system'] } },
            ADD_NOTE: { meta: staff },
            ATTACH: { meta: staff },
          },
          states: {
            open: {
              initial: 'received',
              on: {
                WITHDRAW: withdraw,
              },
              states: {
                received: {
                  meta: { stage: 'qualify', owner: 'clerk', next: 'QUALIFY' },
                  on: {
                    QUALIFY: [
                      { guard: 'isRefused', target: 'answerable', actions: 'qualify', meta: clerk },
                      { target: 'qualified', actions: 'qualify', meta: clerk },
                    ],
                    ASK_DOCUMENTS: askDocuments,
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
                    ASK_DOCUMENTS: askDocuments,
                  },
                },
                // The business unit owes a date; until there is one the complainant hears that an answer will follow.
                referred: {
                  type: 'parallel',
                  on: {
                    COMMIT: promise,
                    REPORT_DONE: reportDone,
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
                              guard: aboutTold,
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
                      guard: aboutTold,
                      target: 'promised',
                      actions: ['notify', 'tellCommitment'],
                      meta: clerk,
                    },
                    REPORT_DONE: reportDone,
                  },
                },
                promised: {
                  meta: { stage: 'commit', owner: 'processor', next: 'REPORT_DONE', due: 'promise' },
                  after: { untilPromised: 'broken' },
                  on: {
                    REPORT_DONE: reportDone,
                    RENEW: promise,
                  },
                },
                broken: {
                  entry: 'alertBroken',
                  meta: { stage: 'commit', owner: 'processor', next: 'RENEW', due: 'promise' },
                  on: {
                    RENEW: promise,
                    REPORT_DONE: reportDone,
                  },
                },
                answerable: {
                  meta: { stage: 'respond', owner: 'clerk', next: 'SUBMIT_ANSWER' },
                  on: {
                    SUBMIT_ANSWER: { target: 'submitted', actions: 'clearReturned', meta: clerk },
                    DISPENSE: {
                      guard: 'nothingOwed',
                      target: '#settled',
                      actions: 'settleDispensed',
                      meta: clerk,
                    },
                    RECONSIDER: { guard: 'nothingTreated', target: 'qualified', meta: clerk },
                    RETURN_WORK: [
                      {
                        guard: 'toldPromiseRuns',
                        target: 'promised',
                        actions: undo,
                        meta: clerk,
                      },
                      {
                        guard: 'promiseRuns',
                        target: 'committed',
                        actions: undo,
                        meta: clerk,
                      },
                      {
                        guard: 'wasPromised',
                        target: 'broken',
                        actions: undo,
                        meta: clerk,
                      },
                      {
                        guard: 'wasTreated',
                        target: 'referred',
                        actions: undo,
                        meta: clerk,
                      },
                    ],
                    ASK_DOCUMENTS: askDocuments,
                  },
                },
                submitted: {
                  meta: { stage: 'respond', owner: 'supervisor', next: 'APPROVE' },
                  on: {
                    APPROVE: { target: 'approved', actions: 'approve', meta: reviewer },
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
                      guard: aboutChannel,
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
                WITHDRAW: withdraw,
              },
            },
            // Answered, dispensed with or withdrawn: somebody who had no part in it closes.
            settled: {
              id: 'settled',
              meta: { stage: 'close', owner: 'closer', next: 'CLOSE' },
              on: {
                CLOSE: { guard: 'nothingFailed', target: '#closed', actions: 'close', meta: closer },
                SEND_BACK: [
                  {
                    guard: 'workToldPromiseRuns',
                    target: 'open.promised',
                    actions: ['unsettle', ...undo],
                    meta: { by: ['closer'] },
                  },
                  {
                    guard: 'workPromiseRuns',
                    target: 'open.committed',
                    actions: ['unsettle', ...undo],
                    meta: { by: ['closer'] },
                  },
                  {
                    guard: 'workWasPromised',
                    target: 'open.broken',
                    actions: ['unsettle', ...undo],
                    meta: { by: ['closer'] },
                  },
                  {
                    guard: 'workWasTreated',
                    target: 'open.referred',
                    actions: ['unsettle', ...undo],
                    meta: { by: ['closer'] },
                  },
                  // A withdrawal that does not stand: the case goes on where it was, with nothing left out.
                  {
                    guard: 'wasWithdrawn',
                    target: 'open.before',
                    actions: ['unsettle', 'markReturned', 'tellReturned'],
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

    // What did not arrive comes back to the clerk, each message by itself; after three failures another channel may be used.
    delivery: {
      initial: 'idle',
      states: {
        idle: { on: { OPEN: 'quiet', IMPORT: 'quiet' } },
        quiet: { on: { DELIVERY_FAILED: undelivered } },
        failed: {
          meta: { stage: 'respond', owner: 'clerk', next: 'RESEND' },
          on: {
            DELIVERY_FAILED: undelivered,
            RESEND: { guard: aboutChannel, actions: ['resend', 'takeUp'], meta: clerk },
          },
          always: { guard: 'nothingFailed', target: 'quiet' },
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
            NOTIFY_COMMITMENT: { guard: aboutTold, target: 'held' },
            REPORT_DONE: { guard: 'wasNotified', target: 'counted' },
            CLOSE: 'stopped',
            // Who hears of a new due day was said later than the rest: no journal of before moved one.
            RESCHEDULE: {
              target: '.placing',
              actions: ['reschedule', 'tellRescheduled', 'tellNewDate'],
              meta: { by: ['system'] },
            },
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
          after: {
            untilHoldEnds: [
              // Moved before it passed: the first date is broken all the same, while the later one goes on holding.
              { guard: 'holdRuns', target: 'held', reenter: true, actions: ['markBroken', 'alertBroken'] },
              { target: 'running', actions: 'markBroken' },
            ],
          },
          on: {
            NOTIFY_COMMITMENT: {
              guard: aboutTold,
              target: 'held',
              reenter: true,
            },
            REPORT_DONE: 'counted',
            CLOSE: 'stopped',
            RESCHEDULE: { actions: ['reschedule', 'tellRescheduled'], meta: { by: ['system'] } },
          },
        },
        // The work of a promise is done: the closing date is known, nothing runs any more.
        counted: {
          on: {
            RETURN_WORK: [
              { guard: 'holdRuns', target: 'held' },
              { target: 'running', actions: 'markBroken' },
            ],
            SEND_BACK: [
              { guard: 'workHoldRuns', target: 'held' },
              { guard: 'workWasTreated', target: 'running', actions: 'markBroken' },
            ],
            CLOSE: 'stopped',
          },
        },
        stopped: { on: { REOPEN: 'running' } },
      },
    },
  },
})

/** Of the deadlines that events of cases set, those that the first version remembers. */
const limits: Limits = {
  CONCLUDE: { commitBy: { days: 'commitDays' } },
  RETURN_WORK: { commitBy: { days: 'commitDays' } },
  SEND_BACK: { commitBy: { days: 'commitDays' } },
  ASK_DOCUMENTS: { waitUntil: { days: 'waitDays' } },
}

export const complaint: Workflow = { ...lifecycle('complaint', 1, machine), limits }
