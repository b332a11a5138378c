// An observation or a suggestion: acknowledged, routed to whoever it concerns, noted, thanked for, closed.
import { unborn } from './case-facts.ts'
import { afterwards, always, clerk, clock, delivery, opening, sentBack, settled } from './case-parts.ts'
import { lifecycle } from './case-words.ts'
import { decisionRules } from './decision-rules.ts'
import type { Meta } from './kit.ts'

const processor = { by: ['processor'] } satisfies Meta

export const machine = decisionRules.createMachine({
  id: 'feedback',
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
                  meta: { stage: 'qualify', owner: 'clerk', next: 'ROUTE' },
                  on: { ROUTE: { target: 'routed', actions: ['route', 'tellProcessor'], meta: clerk } },
                },
                routed: {
                  meta: { stage: 'analyse', owner: 'processor', next: 'TAKE_NOTE' },
                  on: {
                    TAKE_NOTE: { target: 'noted', actions: 'tellObserved', meta: processor },
                    RETURN_TO_CLERK: {
                      target: 'received',
                      actions: ['markReturned', 'tellReturned'],
                      meta: processor,
                    },
                  },
                },
                noted: {
                  meta: { stage: 'respond', owner: 'clerk', next: 'THANK' },
                  on: {
                    THANK: {
                      guard: { type: 'channelOpen', params: { field: 'channel' } },
                      target: '#settled',
                      actions: ['settleAnswered', 'thank'],
                      meta: clerk,
                    },
                  },
                },
              },
            },
            settled: settled(['ROUTE', 'TAKE_NOTE', 'THANK'], sentBack('open.noted')),
          },
        },
        closed: { id: 'closed', meta: { stage: 'close' }, on: afterwards },
      },
    },
    delivery,
    clock,
  },
})

export const feedback = lifecycle('feedback', 1, machine, { noRemedy: true })
