// How many complaints of a cause's kind came: a drawing of the weeks, the same as a table, and what changed since it was told.
import type { Side, Week } from '../../cases/cause-figures.ts'
import { columnChart } from './charts.ts'
import type { Say } from './say.ts'

/** What happened in a week that the drawing marks. */
export type WeekMark = 'began' | 'told'

/** The days that are marked; null where it did not happen. */
export type MarkedDays = { since: string; told: string | null }

/** Small enough to be read on a phone, where it is drawn at half its width. */
const size = { width: 480, height: 250, labels: 4 }

/** The weeks as a drawing and as rows. */
export function weeksChart({ t, f }: Say, weeks: readonly Week[], days: MarkedDays) {
  const within = (week: Week, day: string | null) => day !== null && week.from <= day && day <= week.to
  const columns = weeks.map((week) => {
    const marks: WeekMark[] = []
    if (within(week, days.since)) marks.push('began')
    if (within(week, days.told)) marks.push('told')
    const span = `${f.dayMonth(week.from)} – ${f.dayMonth(week.to)}`
    const received = f.number(week.received)
    return {
      label: f.dayMonth(week.from),
      values: [week.received],
      span,
      received,
      marks: marks.map((mark) => ({ mark, text: t(`cause.weeks.${mark}`) })),
      said: [`${span}: ${received}`, ...marks.map((mark) => t(`cause.weeks.${mark}`))].join(', '),
    }
  })
  const { ticks, ...chart } = columnChart(columns, size)
  return {
    ...chart,
    ticks: ticks.map(({ y, value }) => ({ y, text: f.number(value) })),
    legend: [...new Set(columns.flatMap(({ marks }) => marks.map(({ mark }) => mark)))].map((mark) => ({
      mark,
      text: t(`cause.weeks.${mark}`),
    })),
  }
}

/** Less than a week says nothing about a week. */
const WEEK = 7

/** What came by week before a day and since; `on` says what happened on that day. */
export function changeOf(
  { t, f }: Say,
  { before, after }: { before: Side; after: Side },
  on: 'began' | 'told',
) {
  const side = ({ received, days }: Side) => ({
    rate: days < WEEK ? f.number(received) : f.number((received * 7) / days, 1),
    of:
      days < WEEK
        ? t('cause.change.days', { count: days })
        : t('cause.change.weeks', { count: Math.round(days / 7) }),
  })
  return [
    { label: t(`cause.change.before.${on}`), ...side(before) },
    { label: t(`cause.change.after.${on}`), ...side(after) },
  ]
}
