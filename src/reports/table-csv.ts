// Tables as CSV (RFC 4180) that the spreadsheets of a language open as they are: UTF-8 with its mark, piece by piece.
import type { Language } from '../i18n/i18n.ts'
import { tamedInCsv } from '../platform/tamed.ts'
import { type Cell, type Column, rounded, type Table } from './table.ts'

/** Spreadsheets in French and in the Arabic of Morocco part cells by semicolons and write 0,5; in English 0.5. */
const signs: Record<Language, { separator: string; point: string }> = {
  fr: { separator: ';', point: ',' },
  ar: { separator: ';', point: ',' },
  en: { separator: ',', point: '.' },
}

/**
 * The tables one below the other, line by line. One alone is its columns and its rows; several have their titles
 * above and an empty line between them. All lines are of one width.
 */
export async function* csvOf(tables: readonly Table[], language: Language): AsyncGenerator<string> {
  const { separator, point } = signs[language]
  const width = Math.max(0, ...tables.map(({ columns }) => columns.length))
  const line = (cells: readonly string[]): string =>
    `${[...cells, ...Array<string>(width - cells.length).fill('')].map((cell) => quoted(cell, separator)).join(separator)}\r\n`
  yield '\ufeff'
  for (const [n, { title, columns, rows }] of tables.entries()) {
    if (n > 0) yield line([])
    if (tables.length > 1) yield line([tamedInCsv(title)])
    yield line(columns.map(({ name }) => tamedInCsv(name)))
    for await (const row of rows)
      yield line(columns.map((column, at) => written(row[at] ?? null, column, point)))
  }
}

function written(value: Cell, { kind, digits }: Column, point: string): string {
  if (value === null) return ''
  if (typeof value === 'string') return tamedInCsv(value)
  const number = plain(rounded(value, digits)).replace('.', point)
  return kind === 'percent' ? `${number}%` : number
}

/** Without an exponent, which nobody reads. */
const plain = (value: number): string =>
  value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 10 })

/** Quoted where it has to be; an outer space would be lost by some readers. */
const quoted = (cell: string, separator: string): string =>
  cell.includes(separator) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
