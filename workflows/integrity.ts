// A complaint about corruption: seen by named handlers alone, referred to the authority that is competent, its author protected.
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
import type { Meta } from './kit.ts'

const supervisor = { by: ['supervisor'] } satisfies Meta

/** Somebody has to stay who can see it. */
const lastOne = { type: 'handlerLeft', params: { field: 'person' } } as const

/** Where nobody is left who could name anybody, the product does. */
const named = { actions: 'nameHandler', meta: { by: ['supervisor', 'system'] } } as const

/** The authority replies when it likes, be the author answered by then or the case closed. */
const reply = { guard: 'wasReferred', meta: clerk } as const

export const machine = decisionRules.createMachine({
  id: 'integrity',
  context: unborn,
  type: 'parallel',
  states: {
    handling: {
      initial: 'unborn',
      states: {
        unborn: { on: { OPEN: opening } },
        alive: {
          initial: 'open',
          on: {
            ...always,
            NAME_HANDLER: named,
            RECORD_REPLY: reply,
            REMOVE_HANDLER: { guard: lastOne, actions: 'removeHandler', meta: supervisor },
          },
          states: {
            open: {
              initial: 'received',
              states: {
                // Those who keep the access list name whoever is to handle it.
                received: {
                  meta: { stage: 'qualify', owner: 'supervisor', next: 'NAME_HANDLER' },
                  on: {
                    NAME_HANDLER: [
                      // Whoever comes in the place of those who left has chosen nobody yet.
                      { guard: 'bySystem', ...named },
                      { target: 'examined', ...named },
                    ],
                  },
                },
                examined: {
                  meta: { stage: 'analyse', owner: 'clerk', next: 'ASSESS' },
                  on: {
                    ASSESS: [
                      { guard: 'toRefer', target: 'referrable', actions: 'clearReturned', meta: clerk },
                      { target: 'answerable', actions: 'clearReturned', meta: clerk },
                    ],
                  },
                },
                referrable: {
                  meta: { stage: 'commit', owner: 'supervisor', next: 'REFER' },
                  on: {
                    REFER: {
                      target: 'withAuthority',
                      actions: ['refer', 'tellReferred'],
                      meta: { by: ['supervisor'], apart: ['ASSESS'] },
                    },
                    RETURN_DECISION: {
                      target: 'examined',
                      actions: ['forgetDecision', 'tellReturned'],
                      meta: supervisor,
                    },
                  },
                },
                withAuthority: {
                  meta: { stage: 'commit', owner: 'clerk', next: 'RECORD_REPLY', due: 'verifyBy' },
                  after: { untilVerifyLimit: { actions: 'alertNoReply' } },
                  on: {
                    RECORD_REPLY: { target: 'answerable', meta: clerk },
                    // The author hears that it was referred, however long the authority takes.
                    SUBMIT_ANSWER: { target: 'submitted', actions: 'clearReturned', meta: clerk },
                  },
                },
                answerable: {
                  meta: { stage: 'respond', owner: 'clerk', next: 'SUBMIT_ANSWER' },
                  on: {
                    SUBMIT_ANSWER: { target: 'submitted', actions: 'clearReturned', meta: clerk },
                    RECONSIDER: { target: 'examined', meta: clerk },
                  },
                },
                submitted,
                approved,
              },
            },
            settled: settled(
              ['ASSESS', 'REFER', 'RECORD_REPLY', 'SUBMIT_ANSWER', 'APPROVE', 'SEND_ANSWER'],
              sentBack('open.answerable'),
            ),
          },
        },
        closed: {
          id: 'closed',
          meta: { stage: 'close' },
          on: {
            NAME_HANDLER: named,
            RECORD_REPLY: reply,
            REMOVE_HANDLER: { guard: lastOne, actions: 'removeHandler', meta: supervisor },
            ...afterwards,
          },
        },
      },
    },
    delivery,
    clock,
  },
})

export const integrity = lifecycle('integrity', 1, machine, { noRemedy: true, restricted: true })
