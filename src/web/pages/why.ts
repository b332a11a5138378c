// Why this date: the arithmetic of a deadline or of a processing time, in boxes one can add up.
import { firstNotified } from '../../../workflows/closing-date.ts'
import type { CaseView } from '../../cases/case-view.ts'
import { daysFor } from '../../cases/deadlines.ts'
import { dayOf, daysBetween } from '../../platform/clock.ts'
import type { Programme } from '../../programmes/schema.ts'
import { lastDay } from './clock.ts'
import type { Say } from './say.ts'

export type Why = {
  question: string
  boxes: { big: string; small: string; sign?: string; result?: boolean }[]
  rule: string
}

/** The sum behind the date of a case, or behind its processing time once that is known. */
export function why(say: Say, view: CaseView, programme: Programme, now: number): Why {
  const counted = countedOn(view)
  return counted ? whyDays(say, view, counted) : whyDue(say, view, programme, now)
}

function whyDue({ t, f, lang }: Say, view: CaseView, programme: Programme, now: number): Why {
  const { basis } = programme.deadline
  const limit = daysFor(programme, view.channel)
  const elapsed = Math.min(limit, Math.max(0, daysBetween(view.received_on, dayOf(now))))
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
        : basis === 'working'
          ? `${t('clock.why.holidays')} ${t('clock.why.rule')}`
          : t('clock.why.rule'),
  }
}

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
  }
}
