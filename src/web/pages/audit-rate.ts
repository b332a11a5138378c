// The rate of conformity over time: a chart, the same as a table, and the links that choose what it is of.
import type { Span, Step } from '../../audits/conformity.ts'
import type { Conformity } from '../../audits/estimate.ts'
import { programmesSeen } from '../../audits/policy.ts'
import type { Viewer } from '../../cases/desks.ts'
import type { Programmes } from '../../programmes/index.ts'
import { columnChart } from './charts.ts'
import type { Say } from './say.ts'
import { nameOf } from './work-page.ts'

export type RateChoice = { programme?: string | undefined; step: Step }

/** So many months are told: a year by months, two years by quarters. */
export const MONTHS: Record<Step, number> = { month: 12, quarter: 24 }

/** The days of the last so many months, this one included. */
export function daysOfRate(step: Step, today: string): { from: string; to: string } {
  const [year = 0, month = 0] = today.split('-').map(Number)
  // A quarter that is told is told whole.
  const last = step === 'month' ? month : Math.ceil(month / 3) * 3
  const first = year * 12 + last - MONTHS[step]
  const from = `${Math.floor(first / 12)}-${String((first % 12) + 1).padStart(2, '0')}-01`
  return { from, to: today }
}

const rateHref = ({ programme, step }: RateChoice): string =>
  `/audits?${new URLSearchParams({ step, ...(programme && { programme }) })}#rate`

/** The links above the chart. */
export function rateLinks(say: Say, viewer: Viewer, programmes: Programmes, choice: RateChoice) {
  const { t } = say
  const codes = programmesSeen(viewer)
  const one = (programme: string | undefined, text: string) => ({
    ...{ text, href: rateHref({ ...choice, programme }), current: choice.programme === programme },
  })
  const ofProgramme = [
    one(undefined, t('audit.rate.all')),
    ...codes.map((code) => one(code, nameOf(say, programmes, code))),
  ]
  const ofStep = (['month', 'quarter'] as const).map((step) => ({
    ...{ text: t(`audit.rate.${step}`), href: rateHref({ ...choice, step }), current: choice.step === step },
  }))
  return [
    ...(codes.length > 1 ? [{ label: t('work.programme'), links: ofProgramme }] : []),
    { label: t('audit.rate.by'), links: ofStep },
  ]
}

/** A rate as it is read; with an asterisk where it is one of few. */
function rateText({ t, f }: Say, { estimate, few }: Conformity): string {
  if (estimate === null) return t('audit.rate.unknown')
  const text = t('honour.percent', { n: f.number(Math.round(estimate)) })
  return few ? `${text} *` : text
}

/** A span by its name: 03/2026, or a quarter of a year. */
function spanName({ t }: Say, span: string): string {
  const [year = '', part = ''] = span.split('-')
  return part.startsWith('Q')
    ? t('audit.rate.quarterOf', { n: part.slice(1), year })
    : t('audit.rate.monthOf', { n: part, year })
}

const cells = (say: Say, figures: Conformity & { sampled: number }) => ({
  sampled: say.f.number(figures.sampled),
  concluded: say.f.number(figures.concluded),
  conform: say.f.number(figures.conform),
  estimate: rateText(say, figures),
})

/** The chart and its table; a span without a concluded closure has no bar. */
export function rateChart(say: Say, spans: readonly Span[]) {
  const columns = spans.map((span) => ({
    ...cells(say, span),
    label: spanName(say, span.span),
    id: `span-${span.span}`,
    values: span.estimate === null ? [0, 0] : [span.estimate, 100 - span.estimate],
    said: say.t('audit.rate.column', {
      span: spanName(say, span.span),
      rate: rateText(say, span),
      n: say.f.number(span.concluded),
    }),
  }))
  const { ticks, ...chart } = columnChart(columns, { width: 480, height: 300, labels: 6 })
  return {
    ...chart,
    empty: spans.every(({ concluded }) => concluded === 0),
    ticks: ticks.map(({ y, value }) => ({ y, text: say.f.number(value) })),
  }
}

/** The rates of each programme. */
export const programmeRates = (
  say: Say,
  rows: readonly (Conformity & { programme: string; sampled: number })[],
  programmes: Programmes,
) => rows.map((row) => ({ name: nameOf(say, programmes, row.programme), ...cells(say, row) }))
