// The clock of a load: it stands where the story is.
import { type Clock, dayOf } from '../platform/clock.ts'

export type MovableClock = Clock & { set(at: number): void }

/** A clock that stands still until it is told. */
export function movableClock(start: number): MovableClock {
  let now = start
  return {
    now: () => now,
    dayOf,
    set: (at) => {
      now = at
    },
  }
}
