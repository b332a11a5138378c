// A small lifecycle that has everything an engine must carry: a book that is lent, asked back, returned, checked.
import { assign, setup } from 'xstate'
import { z } from 'zod'
import type { BaseContext, Emptying, EventsOf, Meta, Workflow } from '../../workflows/kit.ts'

const day = z.iso.date('field.day.invalid')

/** A note pinned to a shelf; a later one replaces it. */
export const Note = z.object({ shelf: z.string(), text: z.string(), signed: z.string().optional() })

const inputs = {
  LEND: z.object({ reader: z.string().min(1, 'field.reader.missing'), dueOn: day, price: z.number() }),
  EXTEND: z.object({ dueOn: day }),
  NOTE: Note,
  ASK_BACK: z.object({}),
  RETURN: z.object({}),
  CHECK: z.object({}),
  WRITE_OFF: z.object({}),
  RECOUNT: z.object({}),
}

type Context = BaseContext & { reader: string; dueAt: number; price: number; asked: boolean; notes: number }
type Lent = EventsOf<typeof inputs>
type Given = { context: Context; event: Lent }

const DAY = 86_400_000
const ends = (event: Lent) => event.ends.dueOn ?? 0
const until =
  (instant: (context: Context) => number) =>
  ({ context, event }: Given) =>
    Math.max(0, instant(context) - (event.at ?? 0))

const agent = { by: ['agent'] } satisfies Meta

const nothing: Context = {
  programme: '',
  entity: '',
  unit: null,
  assignees: {},
  reader: '',
  dueAt: 0,
  price: 0,
  asked: false,
  notes: 0,
}

const machine = setup({
  types: { context: {} as Context, events: {} as Lent, meta: {} as Meta },
  delays: { untilDue: until((c) => c.dueAt), untilLost: until((c) => c.dueAt + 7 * DAY) },
  guards: {
    dueAhead: ({ event }, _field: { field: string }) => ends(event) > event.at,
    wasAsked: ({ context }) => context.asked,
    isDear: ({ context }) => context.price > 100,
  },
  actions: {
    lend: assign(({ event }) => {
      if (event.type !== 'LEND') throw new Error('only lent when lent')
      const { reader, price } = event.input
      return { programme: 'books', entity: 'rabat', reader, price, dueAt: ends(event) }
    }),
    extend: assign({ dueAt: ({ event }) => ends(event) }),
    ask: assign({ asked: true }),
    count: assign({ notes: ({ context }) => context.notes + 1 }),
    greet: () => {},
    tell: () => {},
    remind: () => {},
    alert: () => {},
  },
}).createMachine({
  id: 'loan',
  type: 'parallel',
  context: nothing,
  states: {
    book: {
      initial: 'shelved',
      states: {
        shelved: {
          on: { LEND: { target: 'out', actions: ['lend', 'greet'], meta: { by: ['agent', 'system'] } } },
        },
        out: {
          initial: 'quiet',
          on: {
            EXTEND: {
              guard: { type: 'dueAhead', params: { field: 'dueOn' } },
              actions: 'extend',
              meta: agent,
            },
            NOTE: { actions: 'count', meta: { by: ['agent', 'supervisor'] } },
            RECOUNT: { meta: { by: ['system'] } },
            // Dear ones only by a supervisor.
            WRITE_OFF: [
              { guard: 'isDear', target: 'gone', meta: { by: ['supervisor'] } },
              { target: 'gone', meta: agent },
            ],
          },
          states: {
            quiet: { on: { ASK_BACK: { target: 'asked', actions: ['ask', 'tell'], meta: agent } } },
            asked: {},
            remembered: { type: 'history' },
          },
        },
        back: {
          on: { CHECK: { target: 'done', meta: { by: ['agent', 'supervisor'], apart: ['RETURN', 'LEND'] } } },
        },
        done: {},
        gone: {},
      },
      on: { RETURN: { guard: 'wasAsked', target: '.back', meta: agent } },
    },
    clock: {
      initial: 'idle',
      states: {
        idle: { on: { LEND: 'running' } },
        running: {
          on: { RETURN: { guard: 'wasAsked', target: 'stopped' }, WRITE_OFF: 'stopped' },
          initial: 'onTime',
          states: {
            onTime: {
              after: { untilDue: 'overdue' },
              on: {
                EXTEND: {
                  guard: { type: 'dueAhead', params: { field: 'dueOn' } },
                  target: 'onTime',
                  reenter: true,
                },
              },
            },
            overdue: { entry: ['remind', 'tell'], after: { untilLost: 'lost' } },
            lost: { entry: 'alert' },
          },
        },
        stopped: {},
      },
    },
  },
})

/** Another library took the book and its reader over. */
const released: Emptying = ({ context: { programme, entity } }) => ({
  value: { book: 'gone', clock: 'stopped' },
  context: { ...nothing, programme, entity },
  historyValue: {},
})

export const loan: Workflow = { name: 'loan', version: 1, machine, inputs, released }
