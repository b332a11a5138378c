// Time comes from here only, so that a test or a demonstration can hold it in its hand.
import { Temporal } from 'temporal-polyfill'

export const ZONE = 'Africa/Casablanca'

export type Clock = {
  /** The instant, in UTC milliseconds. */
  now(): number
  /** The civil day of an instant in Casablanca, as YYYY-MM-DD. */
  dayOf(at: number): string
}

const civil = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, dateStyle: 'short' })

/** The civil day of an instant in Casablanca, as YYYY-MM-DD. */
export const dayOf = (at: number): string => civil.format(at)

const starts = new Map<string, number>()

/** The first instant (UTC ms) of a civil day in Casablanca. */
export function startOfDay(day: string): number {
  // Every act asks for the same few days; each costs a search in the rules of the zone.
  const known = starts.get(day)
  if (known !== undefined) return known
  const start = Temporal.PlainDate.from(day).toZonedDateTime(ZONE).epochMilliseconds
  if (starts.size < 2000) starts.set(day, start)
  return start
}

/** The instant (UTC ms) at which a civil day is over: midnight, the first instant of the next day. */
export function endOfDay(day: string): number {
  return startOfDay(addDays(day, 1))
}

/** The civil day `days` later (or earlier, when negative). */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/** Civil days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days
}

export const systemClock: Clock = { now: () => Date.now(), dayOf }

/**
 * Morocco has been on UTC+0 for good since 2026-09-20; older time-zone data still says +1.
 * Throws when the runtime's data is older than 2026c.
 */
export function requireCurrentZoneData(version: string | undefined = process.versions.tz): void {
  if (!version || version < '2026c') {
    throw new Error(
      `time-zone data ${version ?? 'missing'}: 2026c or newer is needed (run with the Node of package.json)`,
    )
  }
}
