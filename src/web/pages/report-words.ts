// The figures of a report in the words of a language: on a page, and in a file.
import { has } from '../../i18n/i18n.ts'
import type { Programmes } from '../../programmes/index.ts'
import type { Difference, FigureColumn, FigureKind, FigureTable, Line } from '../../reports/figure-table.ts'
import { type Column, directionOf, type Table } from '../../reports/table.ts'
import { partName } from './part-names.ts'
import type { Say } from './say.ts'

/** What the codes of a report are of. */
export type Codes = { say: Say; programmes: Programmes; programme: string }

type Value = Line['values'][number]

/** What a line is about. */
export function lineName(codes: Codes, { by, code, label }: Pick<Line, 'by' | 'code' | 'label'>): string {
  const { say, programmes, programme } = codes
  const { t, lang } = say
  if (label !== undefined) return label
  if (by === 'category' || by === 'entity' || by === 'channel')
    return partName({ say, programmes, choice: { programme } }, by, { programme, part: code })
  if (by === 'total') return t('report.total')
  if (by === 'ground') {
    const key = `field.ground.option.${code}`
    return code !== '' && has(lang, key) ? t(key) : t('report.noGround')
  }
  return t(`report.${by}.${code}`)
}

/** A value as it is read. */
export function valueText({ t, f }: Say, kind: FigureKind, value: Value | undefined): string {
  if (value === null || value === undefined) return t('dashboard.nothing')
  if (value === 'hidden') return t('report.hidden')
  if (typeof value === 'string') return kind === 'date' ? f.dayShortYear(value) : t(`plan.state.${value}`)
  if (kind === 'share') return t('honour.percent', { n: f.number(Math.round(value * 10) / 10) })
  if (kind === 'days') return f.number(Math.round(value * 10) / 10)
  return f.number(value)
}

export type ShownTable = {
  key: string
  title: string
  text: string
  columns: string[]
  rows: { name: string; total: boolean; inner: boolean; cells: string[] }[]
}

/** A table as a page shows it. */
export function shownTable(codes: Codes, { key, columns, lines }: FigureTable): ShownTable {
  const { say } = codes
  return {
    key,
    title: say.t(`report.table.${key}.title`),
    text: say.t(`report.table.${key}.text`),
    columns: [say.t(`report.table.${key}.of`), ...columns.map((column) => columnName(say, column))],
    rows: lines.map((line) => ({
      name: lineName(codes, line),
      total: line.by === 'total' || line.code === 'all' || line.by === 'plan',
      inner: line.by === 'action',
      cells: line.values.map((value, at) => valueText(say, columns[at]?.kind ?? 'count', value)),
    })),
  }
}

const columnName = ({ t }: Say, { key }: FigureColumn): string => t(`report.column.${key}`)

/** The numbers that differ, in words. */
export const shownDifferences = (codes: Codes, found: readonly Difference[]) =>
  found.map(({ table, line, column, before, after }) => ({
    table: codes.say.t(`report.table.${table}.title`),
    line: lineName(codes, line),
    column: columnName(codes.say, column),
    before: valueText(codes.say, column.kind, before),
    after: valueText(codes.say, column.kind, after),
  }))

const kinds: Record<FigureKind, Pick<Column, 'kind' | 'digits'>> = {
  count: { kind: 'number' },
  share: { kind: 'percent', digits: 2 },
  days: { kind: 'number', digits: 2 },
  word: { kind: 'text' },
  date: { kind: 'date' },
}

/** A table as a file holds it: numbers stay numbers. */
export function fileTable(codes: Codes, { key, columns, lines }: FigureTable): Table {
  const { say } = codes
  return {
    title: say.t(`report.table.${key}.title`),
    direction: directionOf(say.lang),
    columns: [
      { name: say.t(`report.table.${key}.of`), kind: 'text' },
      ...columns.map((column) => ({ name: columnName(say, column), ...kinds[column.kind] })),
    ],
    rows: lines.map((line) => [
      lineName(codes, line),
      ...line.values.map((value, at) => fileValue(say, columns[at]?.kind ?? 'count', value)),
    ]),
  }
}

/** A share of none is left empty; what is hidden says so. */
function fileValue(say: Say, kind: FigureKind, value: Value): Value {
  if (typeof value !== 'string') return value
  if (kind === 'date') return value
  return valueText(say, kind, value)
}

/** What a report says about itself, as lines and as the first table of a file. */
export type About = { name: string; text: string }[]

export const aboutTable = ({ t, lang }: Say, about: About): Table => ({
  title: t('report.about.title'),
  direction: directionOf(lang),
  columns: [
    { name: t('report.about.what'), kind: 'text' },
    { name: t('report.about.said'), kind: 'text' },
  ],
  rows: about.map(({ name, text }) => [name, text]),
})
