// When people work: Monday to Friday less the public holidays, in the time of Casablanca.
import { addDays, startOfDay } from '../platform/clock.ts'

export type OfficeDays = {
  /** This civil day when the office is open, else the next one that is. */
  from(day: string): string
  /** This civil day when the office is open, else the last one that was. */
  until(day: string): string
}

/** Minutes after midnight at which the day's work begins and ends. */
export const OPENS = 8 * 60 + 35
export const CLOSES = 16 * 60 + 25

/** The days an office is open. */
export function officeDays(holidays: ReadonlySet<string>): OfficeDays {
  const isOpen = (day: string) => {
    const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
    return weekday !== 0 && weekday !== 6 && !holidays.has(day)
  }
  const look = (day: string, step: 1 | -1) => {
    let found = day
    while (!isOpen(found)) found = addDays(found, step)
    return found
  }
  return { from: (day) => look(day, 1), until: (day) => look(day, -1) }
}

/** The instant (UTC ms) so many minutes into a civil day. */
export const instantOf = (day: string, minutes: number): number => startOfDay(day) + minutes * 60_000
