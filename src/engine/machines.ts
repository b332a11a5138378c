// XState at arm's length: initial and stored snapshots, one step, and what a step asks for.
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type EventObject,
  initialTransition,
  transition,
} from 'xstate'
import type { Workflow } from '../../workflows/kit.ts'

export type Timer = { name: string; dueAt: number }

/** What one event does: the next snapshot, the effects it names, the timers it starts and ends. */
export type Step = {
  snapshot: AnyMachineSnapshot
  effects: string[]
  started: Timer[]
  ended: string[]
}

export type Machines = {
  /** Every lifecycle in each of its versions. */
  all: readonly Workflow[]
  /** @throws when no such lifecycle is registered: a stored case must never lose its machine. */
  get(name: string, version: number): Workflow
  /**
   * The lifecycle new cases are opened with: `complaint` is its newest version, `complaint@1` that one.
   * @throws when there is none.
   */
  newest(name: string): Workflow
}

/** The lifecycles the engine may run, by name and version. */
export function createMachines(workflows: readonly Workflow[]): Machines {
  const byKey = new Map(workflows.map((workflow) => [`${workflow.name}@${workflow.version}`, workflow]))
  return {
    all: workflows,
    get(name, version) {
      const workflow = byKey.get(`${name}@${version}`)
      if (!workflow) throw new Error(`no lifecycle ${name}@${version} is registered`)
      return workflow
    },
    newest(name) {
      const pinned = byKey.get(name)
      if (pinned) return pinned
      const versions = workflows.filter((workflow) => workflow.name === name)
      const newest = versions.toSorted((a, b) => b.version - a.version)[0]
      if (!newest) throw new Error(`no lifecycle ${name} is registered`)
      return newest
    },
  }
}

const initials = new WeakMap<AnyStateMachine, AnyMachineSnapshot>()

/** The snapshot before the first event; the same for every case of a lifecycle. */
export function initialOf(machine: AnyStateMachine): AnyMachineSnapshot {
  let initial = initials.get(machine)
  if (!initial) {
    initial = initialTransition(machine, undefined)[0]
    initials.set(machine, initial)
  }
  return initial
}

/** A snapshot as it is stored. */
export const persist = (machine: AnyStateMachine, snapshot: AnyMachineSnapshot): string =>
  JSON.stringify(machine.getPersistedSnapshot(snapshot))

/** A stored snapshot, ready to run. The second argument is for child actors, which no lifecycle has. */
export const restore = (machine: AnyStateMachine, stored: string): AnyMachineSnapshot =>
  machine.restoreSnapshot(JSON.parse(stored), undefined as never)

/** The state value as it stands in the journal. */
export const stateOf = (snapshot: AnyMachineSnapshot): string => JSON.stringify(snapshot.value)

/**
 * Runs one event through the machine. Pure: the instants of new timers count from the event's own.
 * @throws when the machine asks for something a durable lifecycle must not (actors, sends).
 */
export function run(
  machine: AnyStateMachine,
  before: AnyMachineSnapshot,
  event: EventObject & { at: number },
): Step {
  const [snapshot, actions] = transition(machine, before, event)
  const step: Step = { snapshot, effects: [], started: [], ended: [] }
  for (const action of actions) {
    const params: Record<string, unknown> = isRecord(action.params) ? action.params : {}
    const type: string = action.type
    if (type === 'xstate.raise') startTimer(step, params, event.at)
    else if (type === 'xstate.cancel') endTimer(step, String(params.sendId))
    else if (type.startsWith('xstate.')) throw new Error(`a durable lifecycle cannot ${type}`)
    else step.effects.push(type)
  }
  return step
}

function startTimer(step: Step, params: Record<string, unknown>, at: number): void {
  // An immediate raise was already processed within the step.
  if (typeof params.delay !== 'number') return
  const name = String(params.id)
  step.ended = step.ended.filter((ended) => ended !== name)
  step.started.push({ name, dueAt: at + params.delay })
}

function endTimer(step: Step, name: string): void {
  step.started = step.started.filter((started) => started.name !== name)
  step.ended.push(name)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
