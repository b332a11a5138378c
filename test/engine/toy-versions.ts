// A lifecycle that changed twice: a visit that is awaited, checked, answered; its second version asks for more.
import { assign, setup } from 'xstate'
import { z } from 'zod'
import type { BaseContext, EventsOf, Meta, Snapshot, Upgrade, Workflow } from '../../workflows/kit.ts'

const inputs = {
  OPEN: z.object({ visitor: z.string().min(1), dueOn: z.iso.date(), hard: z.boolean() }),
  CHECK: z.object({}),
  PARK: z.object({}),
  UNPARK: z.object({}),
  ANSWER: z.object({}),
}
const reviewed = { ...inputs, APPROVE: z.object({}) }

type Context = BaseContext & { dueAt: number; hard: boolean; closedOn: string | null; weight: number }
type Sent = EventsOf<typeof reviewed>
type Given = { context: Context; event: Sent }

const DAY = 86_400_000
const unborn: Context = {
  programme: '',
  entity: '',
  unit: null,
  assignees: {},
  dueAt: 0,
  hard: false,
  closedOn: null,
  weight: 0,
}
const until =
  (instant: (context: Context) => number) =>
  ({ context, event }: Given) =>
    Math.max(0, instant(context) - (event.at ?? 0))

const rules = setup({
  types: { context: {} as Context, events: {} as Sent, meta: {} as Meta },
  delays: {
    untilSoon: until((c) => c.dueAt - 2 * DAY),
    untilDue: until((c) => c.dueAt),
    untilReminder: until((c) => c.dueAt - 3 * DAY),
    untilInspection: until((c) => c.dueAt + 5 * DAY),
  },
  guards: { isHard: ({ context }) => context.hard },
  actions: {
    open: assign(({ event }) => {
      if (event.type !== 'OPEN') throw new Error('only opened when opened')
      return { programme: 'visits', entity: 'rabat', hard: event.input.hard, dueAt: event.ends.dueOn ?? 0 }
    }),
    close: assign({ closedOn: ({ event }) => event.on }),
    weigh: assign({
      weight: ({ event }) => z.object({ weight: z.number() }).parse(event.facts).weight,
    }),
    remind: () => {},
    inspect: () => {},
    enter: () => {},
  },
})

const clerk = { by: ['clerk'] } satisfies Meta
const waitsFor = (next: string) => ({ stage: 'analyse', owner: 'clerk', next }) satisfies Meta
const reminder = { after: { untilReminder: { actions: 'remind' } } } as const
const opened = (target: string) => ({ OPEN: { target, actions: 'open', meta: clerk } }) as const
const answerable = {
  meta: waitsFor('ANSWER'),
  on: { ANSWER: { target: '#visit.handling.done', actions: 'close', meta: clerk } },
} as const
const clockUntil = (late: 'untilDue' | 'untilSoon') =>
  ({
    initial: 'idle',
    states: {
      idle: { on: { OPEN: 'running' } },
      running: {
        ...reminder,
        initial: 'onTime',
        on: { ANSWER: 'stopped' },
        states: { onTime: { after: { [late]: 'late' } }, late: {} },
      },
      stopped: {},
    },
  }) as const

const first = rules.createMachine({
  id: 'visit',
  type: 'parallel',
  context: unborn,
  states: {
    handling: {
      initial: 'unborn',
      states: {
        unborn: { on: opened('alive') },
        alive: {
          initial: 'awaited',
          on: { PARK: { target: 'parked', meta: clerk } },
          states: {
            awaited: { meta: waitsFor('CHECK'), on: { CHECK: { target: 'checked', meta: clerk } } },
            checked: answerable,
            before: { type: 'history' },
          },
        },
        parked: { meta: waitsFor('UNPARK'), on: { UNPARK: { target: 'alive.before', meta: clerk } } },
        done: { meta: { stage: 'close' } },
      },
    },
    clock: clockUntil('untilDue'),
  },
})

/** Awaited is called received; checked is simple or hard, and a hard one is approved; nothing is parked; a day less. */
const second = (check: readonly 'weigh'[]) =>
  rules.createMachine({
    id: 'visit',
    type: 'parallel',
    context: unborn,
    states: {
      handling: {
        initial: 'unborn',
        states: {
          unborn: { on: opened('alive') },
          alive: {
            initial: 'received',
            states: {
              received: {
                entry: 'enter',
                meta: waitsFor('CHECK'),
                on: {
                  CHECK: [
                    { guard: 'isHard', target: 'hard', actions: check, meta: clerk },
                    { target: 'simple', actions: check, meta: clerk },
                  ],
                },
              },
              simple: answerable,
              hard: {
                entry: 'enter',
                meta: waitsFor('ANSWER'),
                on: { ANSWER: { target: 'answered', meta: clerk } },
              },
              answered: {
                meta: waitsFor('APPROVE'),
                on: {
                  APPROVE: {
                    target: '#visit.handling.done',
                    actions: 'close',
                    meta: { by: ['clerk'], apart: ['ANSWER'] },
                  },
                },
              },
            },
          },
          done: { meta: { stage: 'close' } },
        },
      },
      clock: clockUntil('untilSoon'),
      inspection: {
        initial: 'idle',
        states: {
          idle: { on: { OPEN: 'ahead' } },
          ahead: { after: { untilInspection: 'over' } },
          over: { entry: 'inspect' },
        },
      },
    },
  })

const Regions = z.object({ handling: z.unknown(), clock: z.unknown() })

function handlingOf({ value, context }: Snapshot): string | undefined {
  const { handling } = Regions.parse(value)
  const leaf = z.object({ alive: z.string() }).safeParse(handling).data?.alive ?? handling
  if (leaf === 'awaited') return 'received'
  if (leaf === 'checked') return context.hard === true ? 'hard' : 'simple'
  return undefined
}

const toSecond: Upgrade = (before) => {
  const leaf = handlingOf(before)
  if (!leaf) return { refused: 'gone' }
  const { clock } = z.object({ clock: z.record(z.string(), z.string()) }).parse(before.value)
  return {
    value: { handling: { alive: leaf }, clock, inspection: 'ahead' },
    context: before.context,
    historyValue: {},
  }
}

export const visit1: Workflow = { name: 'visit', version: 1, machine: first, inputs }
export const visit2: Workflow = {
  name: 'visit',
  version: 2,
  machine: second([]),
  inputs: reviewed,
  upgrade: toSecond,
}
/** Checks weigh, by a fact nobody recorded before. */
export const visit3: Workflow = {
  name: 'visit',
  version: 3,
  machine: second(['weigh']),
  inputs: reviewed,
  upgrade: (before) => ({ ...before, context: { ...before.context, weight: 1 } }),
}
