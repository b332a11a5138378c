// A stay: the time a case stood in one state without leaving it; read off the journal, and measured in steps of 10 %.
import { leafOf } from '../cases/projection.ts'
import { dayOf } from '../platform/clock.ts'

/** What a row of the journal says about where a case went. */
export type Step = { at: number; from_state: string; to_state: string }

/** A stay that ended: where, the civil day it was left, how long it lasted (ms), and the row that ended it. */
export type Stay<S extends Step> = { state: string; day: string; lasted: number; end: S }

/** The stays that ended in the journal of one case, its rows in their order from the first one on. */
export function staysOf<S extends Step>(steps: readonly S[]): Stay<S>[] {
  const stays: Stay<S>[] = []
  let since: number | undefined
  for (const end of steps) {
    const { at, from_state, to_state } = end
    const state = handlingLeaf(from_state)
    if (handlingLeaf(to_state) === state) continue
    // Before its first row a case stood nowhere.
    if (since !== undefined && state !== '')
      stays.push({ state, day: dayOf(at), lasted: Math.max(0, at - since), end })
    since = at
  }
  return stays
}

/** The state of handling that a stored state value names, as the rows of cases name it; empty where a lifecycle has none. */
export function handlingLeaf(stored: string): string {
  const value: unknown = JSON.parse(stored)
  return typeof value === 'object' && value !== null && 'handling' in value ? leafOf(value.handling) : ''
}

const MINUTE = 60_000
const STEP = Math.log(1.1)

/** The step a duration (ms) falls into: 0 is under a minute, 1 is a minute, each further one is 10 % longer. */
export function bucketOf(lasted: number): number {
  const minutes = lasted / MINUTE
  if (minutes < 1) return 0
  return 1 + Math.round(Math.log(minutes) / STEP)
}

/** The duration (ms) a step stands for; at most 5 % from any duration that falls into it, from one minute on. */
export const durationOf = (bucket: number): number =>
  bucket === 0 ? MINUTE / 2 : Math.exp((bucket - 1) * STEP) * MINUTE
