// Why this date: the arithmetic of a deadline or of a processing time, in boxes one can add up.
import { lastCommitment } from '../../../workflows/case-facts.ts'
import { firstNotified } from '../../../workflows/closing-date.ts'
import type { CaseView } from '../../cases/case-view.ts'
import { daysFor } from '../../cases/deadlines.ts'
import { addDays, dayOf, daysBetween } from '../../platform/clock.ts'
import type { Holiday } from '../../programmes/holidays.ts'
import type { Programme } from '../../programmes/schema.ts'
import { lastDay } from './clock.ts'
import { isKept, type Limit } from './kept-limits.ts'
import type { Say } from './say.ts'

export type Why = {
  question: string
  boxes: { big: string; small: string; sign?: string; result?: boolean }[]
  rule: string
  /** The other limits that run beside it, each with where it comes from. */
  asides: string[]
}

/** The public holidays from a day to another, both included. */
export type HolidaysIn = (from: string, to: string) => Holiday[]

/** The sum behind the date of a case, or behind its processing time once that is known. */
export function why(
  say: Say,
  view: CaseView,
  programme: Programme,
  now: number,
  holidaysIn: HolidaysIn,
): Why {
  const counted = countedOn(view)
  return counted ? whyDays(say, view, counted) : whyDue(say, view, programme, now, holidaysIn)
}

function whyDue(say: Say, view: CaseView, programme: Programme, now: number, holidaysIn: HolidaysIn): Why {
  const { t, f, lang } = say
  const { basis } = programme.deadline
  const limit = daysFor(programme, view)
  const past = countedUntil(basis, view.received_on, dayOf(now), holidaysIn)
  const elapsed = Math.min(limit, Math.max(0, past))
  const small =
    view.channel === 'ombudsman'
      ? t('clock.why.ombudsman', { basis: t(`word.basis.${basis}`) })
      : t('clock.why.basis', { basis: t(`word.basis.${basis}`), programme: programme.names[lang] })
  return {
    question: t('clock.why.question'),
    boxes: [
      {
        big: f.dayShortYear(view.received_on),
        small: t('clock.why.reception', { rule: t(`word.receptionRule.${view.channel}`) }),
      },
      { big: t('clock.why.days', { count: limit }), small, sign: '+' },
      {
        big: t('clock.why.midnight', { date: f.dayShortYear(lastDay(view.due_at)) }),
        small: t('clock.why.zone', { count: elapsed, limit }),
        sign: '=',
        result: true,
      },
    ],
    rule:
      view.held_until !== null
        ? t('clock.why.held', { date: f.dayShortYear(lastDay(view.held_until)) })
        : t('clock.why.rule'),
    asides: [
      ...(basis === 'working' ? skippedLines(say, view, holidaysIn) : []),
      ...limitLines(say, view, programme, holidaysIn),
    ],
  }
}

/** The days of a span that do not count, its first day left aside. */
function skippedIn(
  from: string,
  to: string,
  holidaysIn: HolidaysIn,
): { weekend: number; holidays: Holiday[] } {
  const days = Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, n) => addDays(from, n + 1))
  const free = days.filter(isWeekend)
  const holidays = holidaysIn(addDays(from, 1), to).filter(({ day }) => !isWeekend(day))
  return { weekend: free.length, holidays }
}

/** How many days of a span count. */
function countedUntil(basis: Basis, from: string, to: string, holidaysIn: HolidaysIn): number {
  const days = daysBetween(from, to)
  if (basis === 'calendar' || days <= 0) return days
  const { weekend, holidays } = skippedIn(from, to, holidaysIn)
  return days - weekend - holidays.length
}

function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6
}

/** What was passed over, by name; and that a day of the moon may still move. */
function skippedLines({ t, f, lang }: Say, view: CaseView, holidaysIn: HolidaysIn): string[] {
  const { weekend, holidays } = skippedIn(view.received_on, lastDay(view.due_at), holidaysIn)
  const days = [
    ...(weekend > 0 ? [t('clock.why.weekend', { count: weekend })] : []),
    ...holidays.map(({ day, names }) => t('clock.why.holiday', { name: names[lang], date: f.dayShort(day) })),
  ]
  if (days.length === 0) return []
  const open = holidays.some(({ status }) => status === 'provisional')
  return [t('clock.why.skipped', { days: f.list(days) }), ...(open ? [t('clock.why.provisional')] : [])]
}

/** The limits that run beside the deadline, as far as they wait for somebody now. */
function limitLines({ t, f }: Say, view: CaseView, programme: Programme, holidaysIn: HolidaysIn): string[] {
  const { context, waiting } = view
  const { deadline } = programme
  const basis = t(`word.basis.${deadline.basis}`)
  const until = (name: Limit, end: number, count: number) => {
    const line = t(`clock.why.${name}`, { date: f.dayNoYear(lastDay(end)), count, basis })
    return isKept(view, programme, name, count, holidaysIn) ? `${line} ${t('clock.why.kept')}` : line
  }
  const nexts = waiting.map(({ next }) => next)
  const promise = lastCommitment(context)
  return [
    ...(nexts.includes('COMMIT') ? [until('commitBy', context.commitBy, deadline.commitDays)] : []),
    ...(nexts.includes('TELL_ANSWER_FOLLOWS')
      ? [until('noticeBy', context.noticeBy, Math.min(deadline.noticeDays, daysFor(programme, view)))]
      : []),
    ...(nexts.includes('RECEIVE_DOCUMENTS')
      ? [until('waitUntil', context.waitUntil, deadline.waitDays)]
      : []),
    ...(nexts.includes('REPORT_FINDING') ? [until('verifyBy', context.verifyBy, deadline.verifyDays)] : []),
    ...(nexts.includes('KEEP_IN_TOUCH') && deadline.touchDays
      ? [until('touchBy', context.touchBy, deadline.touchDays)]
      : []),
    ...(promise && context.realisedOn === null
      ? [
          t('clock.why.promise', {
            date: f.dayNoYear(promise.dueOn),
            given: f.dayNoYear(promise.givenOn),
            count: deadline.mostCommitDays,
          }),
        ]
      : []),
  ]
}

type Basis = Programme['deadline']['basis']

type Counted = { on: string; how: 'honoured' | 'broken' | 'none' }

/** From which day a case counts, as soon as that is certain. */
function countedOn(view: CaseView): Counted | null {
  const { context, closing_on, mark } = view
  const first = firstNotified(context.commitments)
  if (mark !== 'counted' && closing_on === null) return null
  if (!first || context.realisedOn === null)
    return closing_on === null ? null : { on: closing_on, how: 'none' }
  return context.realisedOn <= first.dueOn
    ? { on: first.notifiedOn, how: 'honoured' }
    : { on: context.realisedOn, how: 'broken' }
}

/** The days a case counts for, once that is certain; null while its clock runs. */
export function countedDays(view: CaseView): number | null {
  const counted = countedOn(view)
  return counted && daysBetween(view.received_on, counted.on)
}

function whyDays({ t, f }: Say, view: CaseView, { on, how }: Counted): Why {
  const days = daysBetween(view.received_on, on)
  const labels = { honoured: 'notified', broken: 'realised', none: 'validated' }
  return {
    question: t('clock.why.closed.question', { count: days }),
    boxes: [
      { big: f.dayShortYear(on), small: t(`clock.why.closed.${labels[how]}`) },
      { big: f.dayShortYear(view.received_on), small: t('clock.why.closed.reception'), sign: '−' },
      {
        big: t('clock.why.days', { count: days }),
        small: t(`clock.why.closed.${how}`),
        sign: '=',
        result: true,
      },
    ],
    rule: '',
    asides: [],
  }
}
