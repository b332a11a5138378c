// When a message may leave: only in the hours that are safe for whoever receives it.
import { addDays, dayOf, startOfDay } from '../platform/clock.ts'

const HOUR = 3_600_000

/** Hours of the day in Casablanca: the first one in, the last one out. */
const hours: Record<string, readonly [number, number]> = {
  any: [8, 20],
  morning: [9, 12],
  afternoon: [14, 17],
  evening: [18, 20],
}

/** The first safe instant (UTC ms) from now on; nobody is written to at night, whatever the profile says. */
export function safeInstant(now: number, profile: string): number {
  const [from, until] = hours[profile] ?? [8, 20]
  const today = startOfDay(dayOf(now))
  if (now >= today + until * HOUR) return startOfDay(addDays(dayOf(now), 1)) + from * HOUR
  return Math.max(now, today + from * HOUR)
}
