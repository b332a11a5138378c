// A household that was refused complains: eligible after all, and paid by the normal road, or refused with an explanation.
import { unborn } from './case-facts.ts'
import {
  afterwards,
  always,
  appealDecided,
  appealKept,
  approved,
  clerk,
  delivery,
  lodging,
  opening,
  rating,
  sentBack,
  settled,
  submitted,
  withdraw,
} from './case-parts.ts'
import { lifecycle } from './case-words.ts'
import { decisionRules } from './decision-rules.ts'
import type { Meta } from './kit.ts'
import { broken, committed, heldClock, processor, promised, referred, returnWork } from './promise-parts.ts'

const confirms = { by: ['supervisor'], apart: ['DECIDE_ELIGIBILITY'] } satisfies Meta
const returned = ['markReturned', 'tellReturned'] as const

const DECIDED = [
  'DECIDE_ELIGIBILITY',
  'CONFIRM_DECISION',
  'COMMIT',
  'RENEW',
  'REPORT_DONE',
  'SUBMIT_ANSWER',
  'APPROVE',
  'SEND_ANSWER',
  'WITHDRAW',
] as const

const finished = settled(DECIDED, [
  // A withdrawal that does not stand: the case goes on where it was, with nothing left undecided.
  { guard: 'wasWithdrawn', ...sentBack('open.before') },
  { guard: 'wasAccepted', ...sentBack('open.answerable') },
  // A refusal has no other answer than its decision: it is decided again.
  {
    target: 'open.received',
    actions: ['unsettle', 'forgetDecision', 'tellReturned'],
    meta: { by: ['closer'] },
  },
])

export const machine = decisionRules.createMachine({
  id: 'eligibility',
  context: unborn,
  type: 'parallel',
  states: {
    handling: {
      initial: 'unborn',
      states: {
        unborn: { on: { OPEN: opening } },
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
                  meta: { stage: 'analyse', owner: 'clerk', next: 'DECIDE_ELIGIBILITY' },
                  on: {
                    DECIDE_ELIGIBILITY: { target: 'decided', actions: 'decideEligibility', meta: clerk },
                  },
                },
                decided: {
                  meta: { stage: 'analyse', owner: 'supervisor', next: 'CONFIRM_DECISION' },
                  on: {
                    CONFIRM_DECISION: [
                      {
                        guard: 'wasAccepted',
                        target: 'referred',
                        actions: ['approve', 'tellDecision', 'tellProcessor'],
                        meta: confirms,
                      },
                      {
                        target: '#settled',
                        actions: ['approve', 'settleAnswered', 'tellDecision'],
                        meta: confirms,
                      },
                    ],
                    RETURN_DECISION: {
                      target: 'received',
                      actions: ['forgetDecision', 'tellReturned'],
                      meta: confirms,
                    },
                  },
                },
                // The household is eligible: the payment follows the road of every other payment.
                referred: {
                  ...referred,
                  on: {
                    ...referred.on,
                    RETURN_TO_CLERK: { target: 'received', actions: returned, meta: processor },
                  },
                },
                committed,
                promised,
                broken,
                answerable: {
                  meta: { stage: 'respond', owner: 'clerk', next: 'SUBMIT_ANSWER' },
                  on: {
                    SUBMIT_ANSWER: { target: 'submitted', actions: 'clearReturned', meta: clerk },
                    RETURN_WORK: returnWork,
                  },
                },
                submitted,
                approved,
                before: { type: 'history' },
              },
            },
            settled: {
              ...finished,
              on: {
                ...finished.on,
                APPEAL_DECIDED: appealDecided('open.received'),
              },
            },
          },
        },
        closed: {
          id: 'closed',
          meta: { stage: 'close' },
          on: {
            LODGE_APPEAL: lodging,
            APPEAL_DECIDED: appealDecided('alive.open.received'),
            REOPEN: {
              target: 'alive.open.received',
              actions: ['reopen', 'tellReturned'],
              meta: { by: ['supervisor'] },
            },
            RATE: rating(DECIDED),
            ...afterwards,
          },
        },
      },
    },
    delivery,
    clock: heldClock,
  },
})

export const eligibility = lifecycle('eligibility', 1, machine)
