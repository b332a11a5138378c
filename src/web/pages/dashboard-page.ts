// The dashboard: five figures, where open cases stand and how late, what was closed, whose promises break.
import { stages } from '../../../workflows/kit.ts'
import type { Programmes } from '../../programmes/index.ts'
import { type CaseFigures, type Part, promisesUntil } from '../../reports/case-figures.ts'
import { barLength, columnChart, quartile, spark } from './charts.ts'
import { type FigureChoice, type FigureLink, figureCasesHref } from './figure-choice.ts'
import {
  countTrend,
  days,
  decided,
  foundedShare,
  isFew,
  percent,
  rated,
  satisfiedShare,
  shareOf,
  trend,
} from './figure-words.ts'
import { partName } from './part-names.ts'
import type { Say } from './say.ts'

/** What every part of the page is told by. */
export type Told = {
  say: Say
  choice: FigureChoice
  today: string
  programmes: Programmes
  /** Whether figures lead to cases: for whoever may read them. */
  linked: boolean
}

/** The address of the cases of a figure of this page; null where there is none, or for whoever reads no case. */
export function hrefOf(
  { choice, today, linked }: Told,
  n: number,
  link: Pick<FigureLink, 'figure' | 'narrow'> & Partial<FigureLink>,
): string | null {
  if (!linked || n === 0) return null
  const { programme, entity, from } = choice
  const promises = ['promised', 'kept', 'broken'].includes(link.figure)
  const to = promises ? promisesUntil({ to: choice.to, today }) : choice.to
  return figureCasesHref({ programme, entity, from, to, ...link })
}

type Steps = readonly { from: string; to: string; figures: CaseFigures }[]

/** The figures on top, each with how it went and how it was before. */
export function topFigures(told: Told, now: CaseFigures, before: CaseFigures, steps: Steps) {
  const { say } = told
  const { t, f } = say
  const over = (of: (figures: CaseFigures) => number | null) => spark(steps.map(({ figures }) => of(figures)))
  const [onTime, onTimeBefore] = [shareOf(now.onTime, now.closed), shareOf(before.onTime, before.closed)]
  const [kept, keptBefore] = [shareOf(now.kept, now.promised), shareOf(before.kept, before.promised)]
  const [found, foundBefore] = [decided(now.verdicts), decided(before.verdicts)]
  const [said, saidBefore] = [rated(now.ratings), rated(before.ratings)]
  return [
    {
      name: t('dashboard.figure.received'),
      value: f.number(now.received),
      href: hrefOf(told, now.received, { figure: 'received' }),
      trend: countTrend(say, now.received, before.received),
      note: t('dashboard.figure.open', { count: now.open, n: f.number(now.open) }),
      noteHref: hrefOf(told, now.open, { figure: 'open' }),
      spark: over((figures) => figures.received),
    },
    {
      name: t('dashboard.figure.onTime'),
      value: percent(say, onTime, now.closed),
      href: hrefOf(told, now.closed, { figure: 'closed' }),
      trend: trend(say, 'points', [onTime, now.closed], [onTimeBefore, before.closed], 'up'),
      note: t('dashboard.figure.closed', {
        count: now.closed,
        n: f.number(now.closed),
        late: f.number(now.late),
      }),
      spark: over((figures) => shareOf(figures.onTime, figures.closed)),
    },
    {
      name: t('dashboard.figure.median'),
      value: days(say, now.days.median, now.closed),
      href: hrefOf(told, now.closed, { figure: 'closed' }),
      trend: trend(say, 'days', [now.days.median, now.closed], [before.days.median, before.closed], 'down'),
      note: t('dashboard.figure.average', {
        average: days(say, now.days.average, now.closed),
        p90: days(say, now.days.p90, now.closed),
      }),
      spark: over((figures) => figures.days.median),
    },
    {
      name: t('dashboard.figure.kept'),
      value: percent(say, kept, now.promised),
      href: hrefOf(told, now.promised, { figure: 'promised' }),
      trend: trend(say, 'points', [kept, now.promised], [keptBefore, before.promised], 'up'),
      note: t('honour.of', { kept: f.number(now.kept), count: now.promised }),
      spark: over((figures) => shareOf(figures.kept, figures.promised)),
    },
    {
      name: t('dashboard.figure.founded'),
      value: percent(say, foundedShare(now), found),
      href: hrefOf(told, now.verdicts.founded, { figure: 'founded' }),
      trend: trend(say, 'points', [foundedShare(now), found], [foundedShare(before), foundBefore], null),
      note: t('dashboard.figure.decided', { count: found, n: f.number(found) }),
      spark: over(foundedShare),
    },
    {
      name: t('dashboard.figure.satisfied'),
      value: percent(say, satisfiedShare(now), said),
      href: hrefOf(told, now.ratings.satisfied, { figure: 'satisfied' }),
      trend: trend(say, 'points', [satisfiedShare(now), said], [satisfiedShare(before), saidBefore], 'up'),
      note: t('dashboard.figure.rated', { count: said, n: f.number(said) }),
      noteHref: hrefOf(told, said, { figure: 'rated' }),
      spark: over(satisfiedShare),
    },
  ]
}

/** The rows of the band: the marks of the clock that look alike, the calmest first. */
export const bandRows = [
  { key: 'onTime', tone: 'is-ontime', icon: 'clock', marks: ['onTime', 'counted', 'stopped'] },
  { key: 'dueSoon', tone: 'is-soon', icon: 'hourglass-high', marks: ['dueSoon'] },
  { key: 'late', tone: 'is-overdue', icon: 'alert-triangle', marks: ['overdue', 'late'] },
  { key: 'held', tone: 'is-held', icon: 'player-pause', marks: ['held'] },
] as const

/** Where open cases stand, by the step and by the clock: the darker, the more of its row. */
export function openBand(told: Told, parts: readonly Part[]) {
  const { t, f } = told.say
  const at = (stage: string) => parts.find(({ part }) => part === stage)?.figures
  const columns = stages.map((stage) => ({ stage, figures: at(stage) }))
  return {
    total: f.number(parts.reduce((sum, { figures }) => sum + figures.open, 0)),
    stages: columns.map(({ stage, figures }) => ({
      name: t(`word.stage.${stage}`),
      n: f.number(figures?.open ?? 0),
    })),
    rows: bandRows.map(({ key, tone, icon, marks }) => {
      const counts = columns.map(({ figures }) =>
        marks.reduce((sum, mark) => sum + (figures?.marks[mark] ?? 0), 0),
      )
      return {
        ...{ tone, icon, name: t(`dashboard.band.${key}`) },
        cells: counts.map((n, column) => ({
          n: f.number(n),
          zero: n === 0,
          shade: quartile(n, counts),
          href: hrefOf(told, n, {
            figure: 'open',
            narrow: { stage: stages[column] ?? '', mark: marks.join('.') },
          }),
        })),
      }
    }),
  }
}

/** What was closed, in time and late, week by week or month by month. */
export function closedChart(told: Told, steps: Steps, step: 'week' | 'month') {
  const { t, f } = told.say
  const short = (day: string) => f.dayMonth(day)
  const columns = steps.map(({ from, to, figures: { onTime, late } }) => ({
    label: short(from),
    values: [onTime, late],
    href: hrefOf(told, onTime + late, { figure: 'closed', from, to }),
    onTimeHref: hrefOf(told, onTime, { figure: 'onTime', from, to }),
    lateHref: hrefOf(told, late, { figure: 'late', from, to }),
    said: t('dashboard.closed.column', {
      period: t('dashboard.period', { from: f.dayMonth(from), to: f.dayMonth(to) }),
      onTime: f.number(onTime),
      late: f.number(late),
    }),
    onTime: f.number(onTime),
    late: f.number(late),
  }))
  const { ticks, ...chart } = columnChart(columns)
  return {
    ...chart,
    ticks: ticks.map(({ y, value }) => ({ y, text: f.number(value) })),
    title: t(`dashboard.closed.${step}`),
    empty: steps.every(({ figures }) => figures.closed === 0),
  }
}

/** So many bars are shown of a kind; the table below has all. */
const MOST_BARS = 5

/** Whose promises break: the units that broke most first, each with the cases. */
export function promiseBars(told: Told, parts: readonly Part[]) {
  const { say } = told
  return (
    parts
      .filter(({ figures }) => figures.promised > 0)
      .map((part) => ({ part, broken: part.figures.promised - part.figures.kept }))
      // Of as many, those first that promised less: they kept the smaller share.
      .sort((a, b) => b.broken - a.broken || a.part.figures.promised - b.part.figures.promised)
      .slice(0, MOST_BARS)
      .map(({ part, broken }) => {
        const { promised, kept } = part.figures
        const where = { programme: part.programme, narrow: { unit: part.part } }
        return {
          name: partName(told, 'unit', part),
          rate: percent(say, shareOf(kept, promised), promised),
          length: Math.round((100 * kept) / promised),
          few: isFew(promised),
          href: hrefOf(told, promised, { figure: 'promised', ...where }),
          broken: say.t('dashboard.promise.broken', { count: broken, n: say.f.number(broken) }),
          brokenHref: hrefOf(told, broken, { figure: 'broken', ...where }),
          of: say.t('honour.of', { kept: say.f.number(kept), count: promised }),
        }
      })
  )
}

/** What complaints are about, the most frequent first. */
export function categoryBars(told: Told, parts: readonly Part[]) {
  const { t, f } = told.say
  const sorted = parts
    .filter(({ figures }) => figures.received > 0)
    .sort((a, b) => b.figures.received - a.figures.received)
  const [shown, others] = [sorted.slice(0, MOST_BARS), sorted.slice(MOST_BARS)]
  const rest = others.reduce((sum, { figures }) => sum + figures.received, 0)
  const longest = shown[0]?.figures.received ?? 0
  const bars = shown.map((part) => ({
    name: partName(told, 'category', part),
    n: f.number(part.figures.received),
    length: barLength(part.figures.received, longest),
    href: hrefOf(told, part.figures.received, {
      figure: 'received',
      programme: part.programme,
      narrow: { category: part.part },
    }),
  }))
  if (rest === 0) return bars
  const all = { name: t('dashboard.others'), n: f.number(rest), length: null, href: null }
  return [...bars, all]
}
