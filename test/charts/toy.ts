// A small machine with one of everything a chart has to show.

import { setup } from 'xstate'
import { z } from 'zod'
import type { Workflow } from '../../workflows/kit.ts'

const machine = setup({
  guards: { isSmall: () => true, isLate: () => false },
  actions: { keep: () => undefined },
  delays: { untilLimit: () => 1 },
}).createMachine({
  id: 'toy',
  type: 'parallel',
  states: {
    work: {
      initial: 'unborn',
      states: {
        unborn: { on: { OPEN: { target: 'desk', meta: { by: ['agent'] } } } },
        desk: {
          initial: 'received',
          on: {
            NOTE: { actions: 'keep', meta: { by: ['clerk'] } },
            DROP: { target: 'done', meta: { by: ['clerk'] } },
          },
          states: {
            received: {
              meta: { stage: 'qualify', owner: 'clerk', next: 'SORT' },
              after: { untilLimit: 'sorted' },
              on: {
                SORT: [
                  { guard: 'isSmall', target: 'sorted', meta: { by: ['clerk'] } },
                  { guard: 'isLate', target: 'sorted', meta: { by: ['clerk'] } },
                  { target: '#done', meta: { by: ['clerk'] } },
                ],
                PAUSE: { target: '#pause', meta: { by: ['clerk'] } },
              },
            },
            sorted: {
              meta: { stage: 'respond', owner: 'supervisor', next: 'APPROVE' },
              on: { APPROVE: { target: '#done', meta: { by: ['supervisor'], apart: ['SORT'] } } },
            },
            before: { type: 'history' },
          },
        },
        pause: {
          id: 'pause',
          meta: { stage: 'qualify', owner: 'clerk', next: 'GO_ON' },
          on: { GO_ON: { target: 'desk.before', meta: { by: ['clerk'] } } },
        },
        done: {
          id: 'done',
          meta: { stage: 'close' },
          on: { REOPEN: { target: 'desk.sorted', meta: { by: ['supervisor'] } } },
        },
      },
    },
    watch: {
      initial: 'placing',
      states: {
        placing: { always: [{ guard: 'isLate', target: 'late' }, { target: 'calm' }] },
        calm: { after: { untilLimit: 'late' } },
        late: {},
      },
    },
  },
})

export const toy: Workflow = { name: 'toy', version: 1, machine, inputs: { OPEN: z.object({}) } }
