// Cases as the table of a file: what they are and where they stand, and nobody's name or words.
import { isTakenOver } from '../../cases/rows.ts'
import type { Found } from '../../cases/search.ts'
import { has } from '../../i18n/i18n.ts'
import type { Programmes } from '../../programmes/index.ts'
import { type Cell, directionOf, type Table } from '../../reports/table.ts'
import type { Breakdown } from './figure-choice.ts'
import { partName } from './part-names.ts'
import type { Say } from './say.ts'
import { nameOf } from './work-page.ts'

/** A workbook is made in memory, and no more than so many cases go into one. */
export const MOST_IN_WORKBOOK = 20_000

/** The columns of a list of cases, as a file holds it. */
export const caseColumns = [
  { key: 'reference', kind: 'text' },
  { key: 'programme', kind: 'text' },
  { key: 'entity', kind: 'text' },
  { key: 'unit', kind: 'text' },
  { key: 'channel', kind: 'text' },
  { key: 'category', kind: 'text' },
  { key: 'receivedOn', kind: 'date' },
  { key: 'dueOn', kind: 'date' },
  { key: 'closingOn', kind: 'date' },
  { key: 'length', kind: 'number' },
  { key: 'found', kind: 'text' },
  { key: 'ground', kind: 'text' },
  { key: 'state', kind: 'text' },
] as const

/** @param most after so many a line says that there are more. */
export function caseTable(
  say: Say,
  programmes: Programmes,
  title: string,
  cases: AsyncIterable<Found>,
  most = Number.POSITIVE_INFINITY,
): Table {
  return {
    title,
    direction: directionOf(say.lang),
    columns: caseColumns.map(({ key, kind }) => ({ name: say.t(`report.case.${key}`), kind })),
    rows: rowsOf(say, programmes, cases, most),
  }
}

async function* rowsOf(
  say: Say,
  programmes: Programmes,
  cases: AsyncIterable<Found>,
  most: number,
): AsyncGenerator<Cell[]> {
  let n = 0
  for await (const row of cases) {
    if (n === most) {
      yield caseColumns.map((_, at) =>
        at === 0 ? say.t('report.file.cut', { n: say.f.number(most) }) : null,
      )
      return
    }
    n += 1
    yield cellsOf(say, programmes, row)
  }
}

/** What the columns hold of a case. */
export function cellsOf(say: Say, programmes: Programmes, row: Found): Cell[] {
  const { t, life, lang } = say
  const { programme } = row
  const part = (by: Breakdown, code: string | null): string | null =>
    code ? partName({ say, programmes, choice: { programme } }, by, { programme, part: code }) : null
  const found = row.admissibility === 'notComplaint' ? 'request' : row.founded
  const ground = `field.ground.option.${row.ground}`
  return [
    ...[row.id, nameOf(say, programmes, programme), part('entity', row.entity), part('unit', row.unit)],
    ...[part('channel', row.channel), part('category', row.category)],
    ...[row.received_on, row.due_on, row.closing_on, row.days],
    isTakenOver(row) ? null : t(`report.found.${found}`),
    row.ground && has(lang, ground) ? t(ground) : null,
    isTakenOver(row) ? t('word.outcome.takenOver') : life(row.workflow, `state.${row.state}`),
  ]
}
