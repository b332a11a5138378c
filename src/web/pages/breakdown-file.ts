// Every figure by what was chosen, as the table of a file: the numbers themselves, none rounded to be read.
import type { CaseFigures, Part } from '../../reports/case-figures.ts'
import { type Cell, type Column, directionOf, type Table } from '../../reports/table.ts'
import type { Told } from './dashboard-page.ts'
import type { Breakdown } from './figure-choice.ts'
import { decided, rated, satisfiedShare, shareOf } from './figure-words.ts'
import { partName } from './part-names.ts'

const columns: readonly (Omit<Column, 'name'> & { key: string })[] = [
  { key: 'received', kind: 'number' },
  { key: 'open', kind: 'number' },
  { key: 'openLate', kind: 'number' },
  { key: 'closed', kind: 'number' },
  { key: 'onTime', kind: 'percent', digits: 2 },
  { key: 'median', kind: 'number' },
  { key: 'average', kind: 'number', digits: 2 },
  { key: 'p90', kind: 'number' },
  // Each share with what it is of: one of a single case says nothing in general.
  { key: 'founded', kind: 'percent', digits: 2 },
  { key: 'foundedOf', kind: 'number' },
  { key: 'kept', kind: 'percent', digits: 2 },
  { key: 'keptOf', kind: 'number' },
  { key: 'satisfied', kind: 'percent', digits: 2 },
  { key: 'satisfiedOf', kind: 'number' },
]

/** One line for each value, what was received most first. */
export function breakdownTable(
  told: Pick<Told, 'say' | 'programmes' | 'choice'>,
  by: Breakdown,
  parts: readonly Part[],
): Table {
  const { t, lang } = told.say
  return {
    title: t('dashboard.file', { by: t(`dashboard.by.${by}`) }),
    direction: directionOf(lang),
    columns: [
      { name: t(`dashboard.by.${by}`), kind: 'text' },
      ...columns.map(({ key, ...column }) => ({ name: t(`dashboard.column.${key}`), ...column })),
    ],
    rows: [...parts]
      .filter(({ figures }) => figures.received + figures.closed + figures.open + figures.promised > 0)
      .sort((a, b) => b.figures.received - a.figures.received || b.figures.open - a.figures.open)
      .map((part) => [partName(told, by, part), ...numbersOf(part.figures)]),
  }
}

function numbersOf(figures: CaseFigures): Cell[] {
  const { received, open, marks, closed, onTime, days, verdicts, promised, kept } = figures
  return [
    ...[received, open, (marks.overdue ?? 0) + (marks.late ?? 0), closed, shareOf(onTime, closed)],
    ...[days.median, days.average, days.p90],
    ...[shareOf(verdicts.founded, decided(verdicts)), decided(verdicts), shareOf(kept, promised), promised],
    ...[satisfiedShare(figures), rated(figures.ratings)],
  ]
}
