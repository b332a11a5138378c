// The course of one case through time: each act at a plausible minute, one after the other.
import type { Upload } from '../cases/documents.ts'
import type { Actor } from '../engine/decide.ts'
import { addDays, dayOf, daysBetween } from '../platform/clock.ts'
import type { Draw } from './draw.ts'
import { CLOSES, instantOf, type OfficeDays, OPENS } from './office-days.ts'

export type Step = {
  reference: string
  at: number
  actor: Actor
  type: string
  input: Record<string, unknown>
  /** Files to keep and to name in the input. */
  papers?: Upload[]
  /** The event whose message this step is about. */
  message?: string
  /** The input names the paper that came last as its proof. */
  proved?: boolean
}

export type When = {
  /** Days after the step before; the same day when it is 0 or absent. */
  gap?: number
  /** Not after this civil day, on which the office is open. */
  by?: string
  /** People act at any hour, offices do not. */
  anytime?: boolean
  /** Exactly so many minutes after the step before. */
  minutes?: number
}

export type Act = Pick<Step, 'actor' | 'type' | 'papers' | 'message' | 'proved'> & {
  /** Given the civil day of the act. */
  input: (day: string) => Record<string, unknown>
}

export type Course = {
  steps: Step[]
  /** The civil day of the last step. */
  day(): string
  /** Civil days from the last step to a later day. */
  daysUntil(day: string): number
  /** Adds a step and returns its civil day. */
  add(act: Act, when?: When): string
}

/** A course that begins after an instant. */
export function startCourse(reference: string, start: number, days: OfficeDays, draw: Draw): Course {
  const steps: Step[] = []
  let cursor = start
  return {
    steps,
    day: () => dayOf(cursor),
    daysUntil: (day) => daysBetween(dayOf(cursor), day),
    add: ({ input, ...act }, when = {}) => {
      cursor = when.minutes ? cursor + when.minutes * 60_000 : nextInstant(cursor, when, days, draw)
      const day = dayOf(cursor)
      steps.push({ ...act, reference, at: cursor, input: input(day) })
      return day
    },
  }
}

function nextInstant(cursor: number, when: When, days: OfficeDays, draw: Draw): number {
  const wanted = addDays(dayOf(cursor), when.gap ?? 0)
  if (when.anytime) return Math.max(cursor + 60_000, instantOf(wanted, draw.between(8 * 60, 21 * 60)))
  const open = days.from(wanted)
  const day = when.by && open > when.by ? when.by : open
  return day > dayOf(cursor) ? instantOf(day, draw.between(OPENS, CLOSES)) : sameDay(cursor, days, draw)
}

/** Later on the day, or first thing on the next one the office is open. */
function sameDay(cursor: number, days: OfficeDays, draw: Draw): number {
  const today = dayOf(cursor)
  const opening = instantOf(today, OPENS)
  const later = Math.max(cursor, opening) + draw.between(6, 55) * 60_000
  if (days.from(today) === today && later <= instantOf(today, CLOSES + 30)) return later
  const next = days.from(addDays(today, 1))
  return instantOf(next, OPENS + draw.between(5, 80))
}
