// Spans of civil days, both ends included.
import { addDays } from './clock.ts'

export type Span = { from: string; to: string }

/** The first day, from this one on, that lies in none of the spans: spans that follow each other are one. */
export function firstFree(spans: readonly Span[], day: string): string {
  let free = day
  for (const { from, to } of spans.toSorted((a, b) => (a.from < b.from ? -1 : 1)))
    if (from <= free && to >= free) free = addDays(to, 1)
  return free
}
