// A client asks to put an instalment off in a crisis: checked, granted with a new date or refused with its ground, told.
import { unborn } from './case-facts.ts'
import {
  afterwards,
  always,
  anew,
  appealDecided,
  appealKept,
  askDocuments,
  clerk,
  clock,
  delivery,
  lodging,
  opening,
  rating,
  settled,
  telling,
  untold,
  withdraw,
} from './case-parts.ts'
import { lifecycle } from './case-words.ts'
import { decisionRules } from './decision-rules.ts'
import type { Meta } from './kit.ts'

const decides = { by: ['supervisor'], apart: ['CHECK_REQUEST'] } satisfies Meta

/** What was checked or decided cannot stand: it begins with a new check. */
const returnDecision = {
  target: 'received',
  actions: ['forgetDecision', 'tellReturned'],
  meta: decides,
} as const

const DECIDED = ['CHECK_REQUEST', 'DECIDE_DEFERRAL', 'TELL_DECISION', 'WITHDRAW'] as const

const finished = settled(DECIDED, untold)

export const machine = decisionRules.createMachine({
  id: 'deferral',
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
                  meta: { stage: 'qualify', owner: 'clerk', next: 'CHECK_REQUEST' },
                  on: {
                    CHECK_REQUEST: { target: 'checked', actions: 'keepCheck', meta: clerk },
                    ASK_DOCUMENTS: askDocuments,
                  },
                },
                checked: {
                  meta: { stage: 'analyse', owner: 'supervisor', next: 'DECIDE_DEFERRAL' },
                  on: {
                    DECIDE_DEFERRAL: { target: 'decided', actions: 'decideDeferral', meta: decides },
                    RETURN_DECISION: returnDecision,
                  },
                },
                decided: {
                  meta: { stage: 'respond', owner: 'clerk', next: 'TELL_DECISION' },
                  on: {
                    TELL_DECISION: telling,
                    RETURN_DECISION: returnDecision,
                  },
                },
              },
            },
            waiting: {
              id: 'waiting',
              meta: { stage: 'qualify', owner: 'clerk', next: 'RECEIVE_DOCUMENTS', due: 'waitUntil' },
              after: { untilWaitEnds: { target: 'open.received', actions: 'tellDocumentsMissing' } },
              on: {
                RECEIVE_DOCUMENTS: {
                  target: 'open.received',
                  meta: { by: ['agent', 'clerk', 'complainant'] },
                },
                WITHDRAW: withdraw,
                APPEAL_DECIDED: appealKept,
              },
            },
            settled: { ...finished, on: { ...finished.on, APPEAL_DECIDED: appealDecided('open.received') } },
          },
        },
        closed: {
          id: 'closed',
          meta: { stage: 'close' },
          on: {
            LODGE_APPEAL: lodging,
            APPEAL_DECIDED: appealDecided('alive.open.received'),
            RATE: rating(DECIDED),
            ...afterwards,
          },
        },
      },
    },
    delivery,
    clock: {
      ...clock,
      states: {
        ...clock.states,
        running: { ...clock.states.running, on: { ...clock.states.running.on, APPEAL_DECIDED: anew } },
        stopped: { on: { APPEAL_DECIDED: anew } },
      },
    },
  },
})

export const deferral = lifecycle('deferral', 1, machine)
