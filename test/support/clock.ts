// A clock that a test holds in its hand.
import { Temporal } from 'temporal-polyfill'
import { type Clock, dayOf, ZONE } from '../../src/platform/clock.ts'

export type TestClock = Clock & {
  /** Moves to an instant, UTC milliseconds. */
  set(at: number): void
  /** Moves forward. */
  advance(milliseconds: number): void
  /** Moves to a time of a civil day in Casablanca. */
  setDay(day: string, time?: string): void
}

export const minutes = (count: number): number => count * 60_000
export const hours = (count: number): number => minutes(60 * count)
export const days = (count: number): number => hours(24 * count)

/** The instant (UTC ms) of a time of a civil day in Casablanca. */
export function instantOf(day: string, time = '10:00'): number {
  return Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(ZONE).epochMilliseconds
}

/** A clock that stands still until it is told; `start` is an instant or a civil day at ten in the morning. */
export function testClock(start: number | string = '2023-01-10'): TestClock {
  let now = typeof start === 'number' ? start : instantOf(start)
  return {
    now: () => now,
    dayOf,
    set: (at) => {
      now = at
    },
    advance: (milliseconds) => {
      now += milliseconds
    },
    setDay: (day, time) => {
      now = instantOf(day, time)
    },
  }
}
