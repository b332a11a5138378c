// A case carried from one version of its lifecycle to the next: pure, so that a replay finds the same.
import { isDeepStrictEqual } from 'node:util'
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate'
import type { Snapshot, Workflow } from '../../workflows/kit.ts'
import { Refused } from '../errors.ts'
import { persist, restore } from './machines.ts'

/** The journal's word for it; no lifecycle has an event of this name, and nobody can send it. */
export const UPGRADE = 'UPGRADE'

/** Where a case stands, and which of its timers run until when. */
export type Position = { snapshot: AnyMachineSnapshot; timers: ReadonlyMap<string, number> }

/**
 * The position in `to` that follows from one in `from`, the version before. Entry actions are not run.
 * @throws Refused when the lifecycle says that the case has to stay, or leads nowhere.
 */
export function carry(from: Workflow, to: Workflow, before: Position, at: number): Position {
  if (!to.upgrade) throw staying('none')
  try {
    const carried = to.upgrade(plain(from.machine, before.snapshot))
    if ('refused' in carried) throw staying(carried.refused)
    const snapshot = settle(to.machine, before.snapshot, carried)
    return { snapshot, timers: timersOf(to.machine, { ...before, snapshot }, before.snapshot, at) }
  } catch (error) {
    if (error instanceof Refused) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new Refused({ key: 'refusal.upgrade.impossible', values: { reason } })
  }
}

const staying = (key: string) => new Refused(`refusal.upgrade.${key}`)

/** A copy of its own: what an upgrade does to it, it does to nobody else. */
function plain(machine: AnyStateMachine, snapshot: AnyMachineSnapshot): Snapshot {
  const { value, context, historyValue } = JSON.parse(persist(machine, snapshot))
  return { value, context, historyValue: historyValue ?? {} }
}

/**
 * A snapshot as the machine restores it; entry actions are not run.
 * @param before gives its status.
 * @throws when the machine cannot stand there.
 */
export function settle(
  machine: AnyStateMachine,
  before: AnyMachineSnapshot,
  carried: Snapshot,
): AnyMachineSnapshot {
  const { value, context, historyValue } = carried
  for (const [id, nodes] of Object.entries(historyValue)) {
    for (const known of [id, ...nodes.map((node) => node.id)]) machine.getStateNodeById(known)
  }
  // A state that is half said would be filled up with initial states nobody chose.
  const whole = machine.resolveState({ value, context }).value
  if (!isDeepStrictEqual(whole, value)) throw new Error(`nobody can stand in ${JSON.stringify(value)}`)
  const { status } = before
  const stored = { status, value: whole, context, historyValue, children: {} }
  const snapshot = restore(machine, JSON.stringify(stored))
  const passing = snapshot._nodes.find(
    (node) => node.type === 'history' || node.always?.some(({ guard }) => !guard),
  )
  if (passing) throw new Error(`${passing.id} is only passed through`)
  return snapshot
}

/**
 * The timers of the states stood in, as if they had been entered. One that had passed in a state that is the same
 * in both versions does not start again.
 */
function timersOf(
  machine: AnyStateMachine,
  { snapshot, timers: running }: Position,
  before: AnyMachineSnapshot,
  at: number,
): Map<string, number> {
  const passed = new Set(
    delaysIn(before)
      .map(({ eventType }) => eventType)
      .filter((name) => !running.has(name)),
  )
  const started = delaysIn(snapshot).filter(({ eventType }) => !passed.has(eventType))
  return new Map(
    started.map(({ eventType: name, delay }) => {
      const given = machine.implementations.delays[String(delay)] ?? delay
      if (typeof given === 'number') return [name, running.get(name) ?? at + given]
      if (typeof given !== 'function') throw new Error(`the lifecycle has no delay ${delay}`)
      const event = { type: UPGRADE, at, by: 'system' }
      return [name, at + given({ context: snapshot.context, event }, undefined)]
    }),
  )
}

type Delay = { eventType: string; delay?: unknown }

const delaysIn = (snapshot: AnyMachineSnapshot) => snapshot._nodes.flatMap((node): Delay[] => node.after)
