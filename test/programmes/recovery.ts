// A lifecycle from elsewhere, whole, as docs/lifecycles.md explains it: an undue sum is paid back in instalments.
import { assertEvent } from 'xstate'
import { z } from 'zod'
import { unborn } from '../../workflows/case-facts.ts'
import { afterwards, always, clerk, clock, closing, delivery, opening } from '../../workflows/case-parts.ts'
import { lifecycle, until, words } from '../../workflows/case-words.ts'
import { decisionRules } from '../../workflows/decision-rules.ts'
import { choice, day, note, sentence } from '../../workflows/fields.ts'
import type { Meta } from '../../workflows/kit.ts'
import { ar, en, fr } from './recovery-texts.ts'

export const inputs = {
  PROPOSE_SCHEDULE: z.object({ lastOn: day('lastOn'), schedule: sentence('schedule') }),
  RECORD_CONSENT: z.object({ consent: choice('consent', ['accepted', 'refused']), note: note() }),
  APPROVE_SCHEDULE: z.object({ note: note() }),
  RETURN_SCHEDULE: z.object({ reason: sentence('reason') }),
}

type Inputs = typeof inputs
declare module '../../workflows/case-facts.ts' {
  interface OwnInputs extends Inputs {}
  interface OwnFacts {
    /** Until when the person may accept. */
    consentBy: number
    /** When the day of the last instalment is over. */
    paidBy: number
  }
}

const processor = { by: ['processor'] } satisfies Meta
const approver = { by: ['supervisor'], apart: ['PROPOSE_SCHEDULE'] } satisfies Meta

const rules = decisionRules.extend({
  delays: {
    untilConsentEnds: until((c) => c.consentBy ?? 0),
    untilPaid: until((c) => c.paidBy ?? 0),
  },
  guards: {
    lastAhead: ({ event }, _field: { field: string }) => {
      assertEvent(event, 'PROPOSE_SCHEDULE')
      return (event.ends.lastOn ?? 0) > event.at
    },
    isDeclined: ({ event }) => event.type === 'RECORD_CONSENT' && event.input.consent === 'refused',
  },
  actions: {
    keepSchedule: words.assign(({ event }) => {
      assertEvent(event, 'PROPOSE_SCHEDULE')
      return { paidBy: event.ends.lastOn ?? 0, consentBy: event.facts.consentBy ?? 0, returned: false }
    }),
    alertNoConsent: () => {},
    tellSchedule: () => {},
    tellScheduleApproved: () => {},
  },
})

const machine = rules.createMachine({
  id: 'recovery',
  context: { ...unborn, consentBy: 0, paidBy: 0 },
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
                  meta: { stage: 'analyse', owner: 'processor', next: 'PROPOSE_SCHEDULE' },
                  on: {
                    PROPOSE_SCHEDULE: {
                      guard: { type: 'lastAhead', params: { field: 'lastOn' } },
                      target: 'offered',
                      actions: ['keepSchedule', 'tellSchedule'],
                      meta: processor,
                    },
                  },
                },
                offered: {
                  initial: 'pending',
                  on: {
                    RECORD_CONSENT: [
                      {
                        guard: 'isDeclined',
                        target: 'routed',
                        actions: ['markReturned', 'tellProcessor'],
                        meta: clerk,
                      },
                      { target: 'accepted', meta: clerk },
                    ],
                  },
                  states: {
                    pending: {
                      meta: { stage: 'commit', owner: 'clerk', next: 'RECORD_CONSENT', due: 'consentBy' },
                      after: { untilConsentEnds: { target: 'unanswered', actions: 'alertNoConsent' } },
                    },
                    unanswered: { meta: { stage: 'commit', owner: 'clerk', next: 'RECORD_CONSENT' } },
                  },
                },
                accepted: {
                  meta: { stage: 'commit', owner: 'supervisor', next: 'APPROVE_SCHEDULE' },
                  on: {
                    APPROVE_SCHEDULE: {
                      target: 'followed',
                      actions: ['approve', 'tellScheduleApproved'],
                      meta: approver,
                    },
                    RETURN_SCHEDULE: {
                      target: 'routed',
                      actions: ['markReturned', 'tellProcessor'],
                      meta: approver,
                    },
                  },
                },
                followed: {
                  meta: { stage: 'respond' },
                  after: { untilPaid: { target: '#settled', actions: 'settleAnswered' } },
                },
              },
            },
            settled: {
              id: 'settled',
              meta: { stage: 'close', owner: 'closer', next: 'CLOSE' },
              on: { CLOSE: closing(['PROPOSE_SCHEDULE', 'APPROVE_SCHEDULE']) },
            },
          },
        },
        closed: { id: 'closed', meta: { stage: 'close' }, on: afterwards },
      },
    },
    delivery,
    clock,
  },
})

export const recovery = lifecycle('recovery', 1, machine, {
  inputs,
  limits: { PROPOSE_SCHEDULE: { consentBy: { days: 15 } } },
  tells: { alertNoConsent: ['clerk', 'supervisor'] },
  letters: { tellSchedule: { text: 'schedule', day: 'lastOn' }, tellScheduleApproved: {} },
  texts: { fr, ar, en },
})
