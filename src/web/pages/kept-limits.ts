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

/** What begins each of them; the deadline to tell that an answer follows begins with the reception. */
const begunBy: Record<Exclude<Limit, 'noticeBy'>, readonly string[]> = {
  commitBy: ['CONCLUDE', 'RETURN_WORK', 'SEND_BACK', 'DECIDE_ELIGIBILITY'],
  waitUntil: ['ASK_DOCUMENTS'],
  verifyBy: ['TRANSMIT', 'REFER'],
  touchBy: [
    ...['OPEN', 'ASK_DOCUMENTS', 'NOTIFY_COMMITMENT', 'TELL_ANSWER_FOLLOWS', 'KEEP_IN_TOUCH', 'REOPEN'],
    ...['RECONSIDER', 'APPEAL_DECIDED', 'SEND_ANSWER'],
  ],
}

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

function beginOf(view: CaseView, limit: Limit): string | undefined {
  if (limit === 'noticeBy') return view.received_on
  const entry = view.timeline.findLast(({ event }) => begunBy[limit].includes(event))
  return entry && (entry.erased ? undefined : dayTyped(entry))
}

/** What was told or sent on another day began on that day. */
function dayTyped({ event, at, input }: TimelineEntry): string {
  const { referredOn, toldOn, sentOn } = event === 'OPEN' ? {} : (input ?? {})
  const typed = [referredOn, toldOn, sentOn].find((day) => typeof day === 'string')
  return typeof typed === 'string' ? typed : dayOf(at)
}
