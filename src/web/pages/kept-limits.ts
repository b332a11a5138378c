// Limits that were told and stay as they are when the calendar changes afterwards: only the deadline of the case moves.
import type { CaseView } from '../../cases/case-view.ts'
import { countDays } from '../../cases/deadlines.ts'
import type { TimelineEntry } from '../../cases/timeline.ts'
import { addDays, dayOf } from '../../platform/clock.ts'
import type { Holiday } from '../../programmes/holidays.ts'
import type { Programme } from '../../programmes/schema.ts'
import { lastDay } from './clock.ts'

/** The limits whose sum is shown. */
export type Limit = 'commitBy' | 'noticeBy' | 'waitUntil' | 'verifyBy' | 'touchBy'

/** Whether a limit is no longer what its days give by the calendar of now. */
export function isKept(
  view: CaseView,
  { deadline: { basis } }: Programme,
  limit: Limit,
  days: number,
  holidaysIn: (from: string, to: string) => Holiday[],
): boolean {
  const from = beginOf(view, limit)
  if (basis === 'calendar' || from === undefined) return false
  const kept = lastDay(view.context[limit])
  const free = new Set(holidaysIn(from, addDays(kept, 60)).map(({ day }) => day))
  return countDays(basis, from, days, free) !== kept
}

/** The day of the last event that set it; the deadline to tell that an answer follows begins with the reception. */
function beginOf({ received_on, timeline, limits }: CaseView, limit: Limit): string | undefined {
  if (limit === 'noticeBy') return received_on
  const entry = timeline.findLast(({ event }) => limits[event]?.[limit])
  return entry && (entry.erased ? undefined : dayTyped(entry, limits[entry.event]?.[limit]?.after))
}

/** What was told or sent on another day began on that day. */
function dayTyped({ at, input }: TimelineEntry, field: string | undefined): string {
  const typed = field === undefined ? undefined : input?.[field]
  return typeof typed === 'string' ? typed : dayOf(at)
}
