// The clock of a case or of a task, in words.
import { type ClockWords, clockWords, type Mark } from '../../i18n/clock-words.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Say } from './say.ts'

export type Clocked = {
  mark: string
  broken: number
  due_at: number
  held_until: number | null
  wait_until: number | null
  days?: number | null
}

/** The civil day whose midnight an instant is: a due day ends where the next one begins. */
export const lastDay = (endsAt: number): string => dayOf(endsAt - 1)

/** The clock of a case, seen at an instant (UTC ms). */
export function caseClock({ lang }: Say, row: Clocked, now: number, limit?: number): ClockWords {
  return clockWords(lang, {
    mark: row.wait_until !== null ? 'waiting' : (row.mark as Mark),
    broken: row.broken === 1,
    dueOn: lastDay(row.due_at),
    today: dayOf(now),
    heldOn: row.held_until === null ? null : lastDay(row.held_until),
    waitOn: row.wait_until === null ? null : lastDay(row.wait_until),
    days: row.days ?? null,
    limit: limit ?? null,
  })
}

/** The clock of a task: its own deadline where it has one (a date to name, a notice owed), else the case's. */
export function taskClock(say: Say, row: Clocked & { task_due_at: number }, now: number): ClockWords {
  if (row.mark === 'counted')
    return {
      ...caseClock(say, row, now),
      date: say.t('work.finishBy', { date: say.f.dayShort(lastDay(row.task_due_at)) }),
    }
  const own =
    row.task_due_at !== row.due_at && row.mark !== 'held' && row.wait_until === null && row.broken === 0
  return own ? deadlineClock(say, row.task_due_at, now) : caseClock(say, row, now)
}

/** The clock of one deadline, whatever becomes of the case (instants, UTC ms). */
export const deadlineClock = ({ lang }: Say, endsAt: number, now: number): ClockWords =>
  clockWords(lang, { mark: 'onTime', broken: false, dueOn: lastDay(endsAt), today: dayOf(now) })
