// The life of a complaint, second version: what a ministry verifies, data put right, appeals, and nobody left without a word.
import { unborn } from './case-facts.ts'
import {
  afterwards,
  always,
  appealDecided,
  appealKept,
  approved,
  askDocuments,
  clerk,
  closing,
  delivery,
  lodging,
  opening,
  rating,
  sentBack,
  submitted,
  system,
  withdraw,
} from './case-parts.ts'
import { lifecycle } from './case-words.ts'
import { rules } from './complaint-rules.ts'
import { upgrade } from './complaint-upgrade.ts'
import type { Meta } from './kit.ts'
import {
  broken,
  committed,
  contact,
  heldClock,
  processor,
  promised,
  referred,
  returnWork,
  sendBackWork,
} from './promise-parts.ts'

const TREATED = ['COMMIT', 'RENEW', 'REPORT_DONE', 'REPORT_FINDING', 'APPROVE_CORRECTION'] as const
const DECIDED = [
  'QUALIFY',
  'CONCLUDE',
  'SUBMIT_ANSWER',
  'DISPENSE',
  'APPROVE',
  'SEND_ANSWER',
  'WITHDRAW',
  'REQUEST_CORRECTION',
] as const

const corrector = { by: ['supervisor'], apart: ['REQUEST_CORRECTION'] } satisfies Meta
const verifier = { by: ['verifier'], apart: ['TRANSMIT'] } satisfies Meta

const returned = ['markReturned', 'tellReturned'] as const
const askCorrection = { target: 'correcting', actions: 'askCorrection', meta: clerk } as const
const conclude = [
  { guard: 'needsTreatment', target: 'referred', actions: ['conclude', 'tellProcessor'], meta: clerk },
  { target: 'answerable', actions: 'conclude', meta: clerk },
] as const

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
            OPEN: opening,
            IMPORT: { target: 'closed', actions: ['register', 'archive'], meta: system },
          },
        },
        alive: {
          initial: 'open',
          on: { ...always, LODGE_APPEAL: lodging },
          states: {
            open: {
              initial: 'received',
              on: {
                WITHDRAW: withdraw,
                APPEAL_DECIDED: appealKept,
              },
              states: {
                received: {
                  meta: { stage: 'qualify', owner: 'clerk', next: 'QUALIFY' },
                  on: {
                    QUALIFY: [
                      { guard: 'isRefused', target: 'answerable', actions: 'qualify', meta: clerk },
                      { guard: 'needsVerification', target: 'unverified', actions: 'qualify', meta: clerk },
                      { target: 'qualified', actions: 'qualify', meta: clerk },
                    ],
                    ASK_DOCUMENTS: askDocuments,
                  },
                },
                // However a case comes back here, what a ministry has to verify is not concluded without it.
                qualified: {
                  meta: { stage: 'analyse', owner: 'clerk', next: 'CONCLUDE' },
                  always: { guard: 'verificationOwed', target: 'unverified' },
                  on: {
                    CONCLUDE: conclude,
                    REQUEST_CORRECTION: askCorrection,
                    REQUALIFY: { target: 'received', meta: clerk },
                    ASK_DOCUMENTS: askDocuments,
                  },
                },
                // Only the ministry that keeps the register can tell whether it is wrong.
                unverified: {
                  meta: { stage: 'analyse', owner: 'clerk', next: 'TRANSMIT' },
                  on: {
                    TRANSMIT: { target: 'transmitted', actions: ['transmit', 'tellVerifier'], meta: clerk },
                    REQUALIFY: { target: 'received', meta: clerk },
                    ASK_DOCUMENTS: askDocuments,
                  },
                },
                transmitted: {
                  meta: { stage: 'analyse', owner: 'verifier', next: 'REPORT_FINDING', due: 'verifyBy' },
                  after: { untilVerifyLimit: { actions: 'alertNotVerified' } },
                  // A withdrawal took it back from the ministry: whoever goes on transmits it again.
                  always: { guard: 'notTransmitted', target: 'unverified' },
                  exit: 'takeBack',
                  on: {
                    REPORT_FINDING: [
                      {
                        guard: 'foundNothing',
                        target: 'answerable',
                        actions: ['keepFinding', 'tellVerified'],
                        meta: verifier,
                      },
                      { target: 'verified', actions: ['keepFinding', 'tellVerified'], meta: verifier },
                    ],
                    RECALL: { target: 'unverified', meta: clerk },
                  },
                },
                verified: {
                  meta: { stage: 'analyse', owner: 'clerk', next: 'REQUEST_CORRECTION' },
                  on: { REQUEST_CORRECTION: askCorrection, CONCLUDE: conclude },
                },
                // Nothing changes on the beneficiary's sheet before somebody else approved it.
                correcting: {
                  meta: { stage: 'analyse', owner: 'supervisor', next: 'APPROVE_CORRECTION' },
                  // A withdrawal dropped what was asked.
                  always: { guard: 'nothingAsked', target: 'qualified' },
                  on: {
                    APPROVE_CORRECTION: {
                      target: 'corrected',
                      actions: ['applyCorrection', 'tellCorrected'],
                      meta: corrector,
                    },
                    REFUSE_CORRECTION: [
                      {
                        guard: 'wasVerified',
                        target: 'verified',
                        actions: ['refuseCorrection', 'tellReturned'],
                        meta: corrector,
                      },
                      {
                        target: 'qualified',
                        actions: ['refuseCorrection', 'tellReturned'],
                        meta: corrector,
                      },
                    ],
                  },
                },
                corrected: {
                  meta: { stage: 'analyse', owner: 'clerk', next: 'CONCLUDE' },
                  on: { CONCLUDE: conclude, REQUEST_CORRECTION: askCorrection },
                },
                referred: {
                  ...referred,
                  on: {
                    ...referred.on,
                    RETURN_TO_CLERK: { target: 'qualified', actions: returned, meta: processor },
                  },
                },
                committed,
                promised,
                broken,
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
                    RECONSIDER: {
                      guard: 'nothingTreated',
                      target: 'qualified',
                      actions: 'takeAsComplaint',
                      meta: clerk,
                    },
                    RETURN_WORK: returnWork,
                    ASK_DOCUMENTS: askDocuments,
                  },
                },
                submitted,
                approved,
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
                APPEAL_DECIDED: appealKept,
              },
            },
            // Answered, dispensed with or withdrawn: somebody who had no part in it closes.
            settled: {
              id: 'settled',
              meta: { stage: 'close', owner: 'closer', next: 'CLOSE' },
              on: {
                CLOSE: closing([...TREATED, ...DECIDED]),
                SEND_BACK: [
                  ...sendBackWork,
                  // A withdrawal that does not stand: the case goes on where it was, with nothing left out.
                  { guard: 'wasWithdrawn', ...sentBack('open.before') },
                  {
                    guard: { type: 'answerWanted', params: { field: 'to' } },
                    ...sentBack('open.answerable'),
                  },
                ],
                // A request that turns out to be a complaint after all.
                RECONSIDER: {
                  guard: 'notAComplaint',
                  target: 'open.qualified',
                  actions: ['unsettle', 'takeAsComplaint'],
                  meta: clerk,
                },
                APPEAL_DECIDED: appealDecided('open.qualified'),
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
            RECONSIDER: {
              guard: 'notAComplaint',
              target: 'alive.open.qualified',
              actions: ['reopen', 'takeAsComplaint', 'tellReturned'],
              meta: clerk,
            },
            LODGE_APPEAL: lodging,
            APPEAL_DECIDED: appealDecided('alive.open.qualified'),
            RATE: rating(DECIDED),
            ...afterwards,
          },
        },
      },
    },
    delivery,
    clock: heldClock,
    contact,
  },
})

export const complaint2 = lifecycle('complaint', 2, machine, { upgrade })
