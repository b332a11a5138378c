// An answer that does not satisfy, or a deadline that passed: examined anew, and decided by somebody who had no hand in the first case.
import { unborn } from './case-facts.ts'
import {
  afterwards,
  always,
  clerk,
  clock,
  delivery,
  opening,
  settled,
  telling,
  untold,
  withdraw,
} from './case-parts.ts'
import { lifecycle } from './case-words.ts'
import { decisionRules } from './decision-rules.ts'
import type { Meta } from './kit.ts'

const decides = { by: ['supervisor'], apart: ['EXAMINE_APPEAL'] } satisfies Meta

export const machine = decisionRules.createMachine({
  id: 'appeal',
  context: unborn,
  type: 'parallel',
  states: {
    handling: {
      initial: 'unborn',
      states: {
        unborn: { on: { OPEN: opening } },
        alive: {
          initial: 'open',
          on: always,
          states: {
            open: {
              initial: 'received',
              states: {
                received: {
                  meta: { stage: 'analyse', owner: 'clerk', next: 'EXAMINE_APPEAL' },
                  on: {
                    EXAMINE_APPEAL: {
                      target: 'examined',
                      actions: 'clearReturned',
                      meta: clerk,
                    },
                    WITHDRAW: withdraw,
                  },
                },
                examined: {
                  meta: { stage: 'analyse', owner: 'supervisor', next: 'DECIDE_APPEAL' },
                  on: {
                    DECIDE_APPEAL: {
                      guard: 'noHandInFirst',
                      target: 'decided',
                      actions: 'decideAppeal',
                      meta: decides,
                    },
                    RETURN_DECISION: {
                      guard: 'noHandInFirst',
                      target: 'received',
                      actions: ['forgetDecision', 'tellReturned'],
                      meta: decides,
                    },
                    WITHDRAW: withdraw,
                  },
                },
                // What was decided stands, and is not withdrawn: the first case knows of it already.
                decided: {
                  meta: { stage: 'respond', owner: 'clerk', next: 'TELL_DECISION' },
                  on: {
                    TELL_DECISION: telling,
                  },
                },
              },
            },
            settled: settled(['EXAMINE_APPEAL', 'DECIDE_APPEAL', 'TELL_DECISION', 'WITHDRAW'], untold),
          },
        },
        closed: { id: 'closed', meta: { stage: 'close' }, on: afterwards },
      },
    },
    delivery,
    clock,
  },
})

export const appeal = lifecycle('appeal', 1, machine)
