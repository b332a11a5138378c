// What is left of an instance that was released, and how it is told from all others: emptying it again changes nothing.
import { isDeepStrictEqual } from 'node:util'
import type { AnyMachineSnapshot } from 'xstate'
import type { Workflow } from '../../workflows/kit.ts'
import { Refused } from '../errors.ts'
import { settle } from './carry.ts'
import { initialOf } from './machines.ts'

/** The journal's word for it; no lifecycle has an event of this name, and nobody can send it. */
export const RELEASE = 'RELEASE'

type Standing = { flow: Workflow; snapshot: AnyMachineSnapshot }

/**
 * The snapshot that a release on a civil day leaves.
 * @throws Refused when the lifecycle lets no case go.
 */
export function emptied({ flow, snapshot }: Standing, on: string): AnyMachineSnapshot {
  const { machine, released } = flow
  if (!released) throw new Refused('refusal.notNow')
  const { value, context } = snapshot
  // Of what stood there before, nothing but what the lifecycle gives: not even a status.
  return settle(machine, initialOf(machine), released({ value, context, historyValue: {} }, on))
}

/** Whether an instance was released: nothing else stands as a release leaves it. */
export function isReleased({ flow, snapshot }: Standing): boolean {
  const { value, context } = snapshot
  const empty = flow.released?.({ value, context, historyValue: {} }, '')
  return (
    empty !== undefined && isDeepStrictEqual(empty.value, value) && isDeepStrictEqual(empty.context, context)
  )
}
