// A referral by the ombudsman: sixty days, a correspondence that is kept, and an answer that goes to the ombudsman's office.
import { unborn } from './case-facts.ts'
import {
  afterwards,
  always,
  approved,
  clerk,
  clock,
  delivery,
  opening,
  sentBack,
  settled,
  submitted,
} from './case-parts.ts'
import { lifecycle } from './case-words.ts'
import { decisionRules } from './decision-rules.ts'

export const machine = decisionRules.createMachine({
  id: 'ombudsman',
  context: unborn,
  type: 'parallel',
  states: {
    handling: {
      initial: 'unborn',
      states: {
        unborn: { on: { OPEN: opening } },
        alive: {
          initial: 'open',
          on: { ...always, RECORD_LETTER: { meta: { by: ['clerk', 'supervisor'] } } },
          states: {
            open: {
              initial: 'received',
              states: {
                received: {
                  meta: { stage: 'analyse', owner: 'clerk', next: 'ANALYSE_REFERRAL' },
                  on: {
                    ANALYSE_REFERRAL: { target: 'answerable', actions: 'keepFounded', meta: clerk },
                  },
                },
                answerable: {
                  meta: { stage: 'respond', owner: 'clerk', next: 'SUBMIT_ANSWER' },
                  on: {
                    SUBMIT_ANSWER: { target: 'submitted', actions: 'clearReturned', meta: clerk },
                    RECONSIDER: { target: 'received', meta: clerk },
                  },
                },
                submitted,
                approved,
              },
            },
            settled: settled(
              ['ANALYSE_REFERRAL', 'SUBMIT_ANSWER', 'APPROVE', 'SEND_ANSWER'],
              sentBack('open.answerable'),
            ),
          },
        },
        closed: {
          id: 'closed',
          meta: { stage: 'close' },
          on: { RECORD_LETTER: { meta: { by: ['clerk', 'supervisor'] } }, ...afterwards },
        },
      },
    },
    delivery,
    clock,
  },
})

export const ombudsman = lifecycle('ombudsman', 1, machine, { noRemedy: true })
