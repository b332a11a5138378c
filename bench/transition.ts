// The machine alone: one step of a complaint, from a snapshot in memory, from a stored one, and with the decision.
import { transition } from 'xstate'
import { createPrepare } from '../src/cases/facts.ts'
import { type Hands, permit } from '../src/engine/decide.ts'
import { touch } from '../src/engine/instance.ts'
import { initialOf, persist, restore, run } from '../src/engine/machines.ts'
import { systemClock as clock } from '../src/platform/clock.ts'
import { holidays } from '../src/programmes/holidays.ts'
import { createProgrammes, programmes } from '../src/programmes/index.ts'
import { complaint } from '../workflows/complaint.ts'
import { acts, anybody, opening } from './acts.ts'
import { figuresOf, inTurn, repeatPure } from './measure.ts'
import type { Options } from './options.ts'
import type { Section } from './report.ts'

const { machine, inputs } = complaint

/** Measures the seven steps of a complaint over and over. */
export async function transitions({ seconds }: Options): Promise<Section> {
  const steps = lifecycle()
  const over = (work: (step: Step) => unknown) => {
    let next = 0
    return async () => repeatPure(seconds / 3, () => work(steps[next++ % steps.length] as Step))
  }
  const tallies = await inTurn(3, {
    'a transition, the snapshot in memory': over(({ before, event }) => transition(machine, before, event)),
    'read from JSON, run, written as JSON': over(({ stored, event }) =>
      persist(machine, run(machine, restore(machine, stored), event).snapshot),
    ),
    'the same, decided first as the engine does': over(({ stored, event, hands, actor }) => {
      const before = restore(machine, stored)
      permit(machine, before, event, actor, hands, { asking: true })
      permit(machine, before, event, actor, hands)
      return persist(machine, run(machine, before, event).snapshot)
    }),
  })
  const lines = Object.entries(tallies).map(([what, tally]) => ({ what, figures: figuresOf(tally) }))
  return { title: 'The machine alone: events of a complaint', lines }
}

type Step = ReturnType<typeof lifecycle>[number]

/** Each step of the lifecycle, with the case as it stands before. */
function lifecycle() {
  const prepare = createPrepare(createProgrammes(programmes), () => holidays)
  let before = initialOf(machine)
  let hands: Hands = {}
  return [{ event: 'OPEN', by: 'clerk' as const, input: opening() }, ...acts].map((act) => {
    const actor = anybody(act.by)
    const at = clock.now()
    const stamp = { at, on: clock.dayOf(at), by: actor.id }
    const input: unknown = inputs[act.event]?.parse(act.input)
    const prepared = prepare(complaint, act.event, input, before.context, stamp)
    const event = { type: act.event, ...stamp, input, ...prepared }
    const step = { before, stored: persist(machine, before), event, actor, hands }
    before = run(machine, before, event).snapshot
    hands = touch(hands, act.event, actor.id)
    return step
  })
}
