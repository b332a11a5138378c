// A period cut into whole months and the days around them, so that a year is read in twelve pieces.
import { addDays } from '../platform/clock.ts'

/** The first and the last of some days, or of some months (YYYY-MM), both included. */
export type Span = [from: string, to: string]

/** A period as the whole months in it, and the days before and after them. */
export function spansOf(from: string, to: string): { months: Span[]; days: Span[] } {
  const monthOf = (day: string) => day.slice(0, 7)
  const first = from.endsWith('-01') ? monthOf(from) : monthOf(addDays(`${monthOf(from)}-28`, 4))
  const next = addDays(to, 1)
  const last = next.endsWith('-01') ? monthOf(to) : monthOf(addDays(`${monthOf(to)}-01`, -1))
  if (first > last) return { months: [], days: from <= to ? [[from, to]] : [] }
  const before: Span = [from, addDays(`${first}-01`, -1)]
  const after: Span = [`${monthOf(addDays(`${last}-28`, 4))}-01`, to]
  return { months: [[first, last]], days: [before, after].filter(([start, end]) => start <= end) }
}
