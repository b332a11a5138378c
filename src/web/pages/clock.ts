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

type Task = Clocked & { task_due_at: number; next: string }

/** What is due of a task and by when, for acts that have a date of their own or run beside the deadline. */
const named = [
  'COMMIT',
  'TELL_ANSWER_FOLLOWS',
  'REPORT_DONE',
  'RENEW',
  'RECEIVE_DOCUMENTS',
  'RECORD_REPLY',
  'KEEP_IN_TOUCH',
  'RESEND',
]

/** The clock of a task: its own deadline, by which it stands in its list, and what is due then; else the case's. */
export function taskClock(say: Say, row: Task, now: number): ClockWords {
  if (row.mark === 'counted')
    return {
      ...caseClock(say, row, now),
      date: say.t('work.finishBy', { date: say.f.dayShort(lastDay(row.task_due_at)) }),
    }
  if (watches(row)) return caseClock(say, row, now)
  const clock = ownClock(say, row, now)
  if (!named.includes(row.next)) return clock
  const day = lastDay(row.task_due_at)
  const date = day.slice(0, 4) === dayOf(now).slice(0, 4) ? say.f.dayShort(day) : say.f.dayShortYear(day)
  return { ...clock, date: say.t(`work.due.${row.next}`, { date }) }
}

/** A promise that runs is watched until its day; nobody has anything to do. */
const watches = ({ next, mark }: Task): boolean => next === '' && mark === 'held'

function ownClock(say: Say, row: Task, now: number): ClockWords {
  // The clock of the case may be held or broken: a delivery that failed is due all the same.
  const own = row.task_due_at !== row.due_at || row.mark === 'held' || row.next === 'RESEND'
  if (!own) return caseClock(say, row, now)
  const clock = deadlineClock(say, row.task_due_at, now)
  const missed = row.next === 'RENEW' && row.broken === 1
  return missed ? { ...clock, tone: 'overdue', text: say.t('clock.broken') } : clock
}

/** The clock of one deadline, whatever becomes of the case (instants, UTC ms). */
export const deadlineClock = ({ lang }: Say, endsAt: number, now: number): ClockWords =>
  clockWords(lang, { mark: 'onTime', broken: false, dueOn: lastDay(endsAt), today: dayOf(now) })
