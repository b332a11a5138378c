// Tables as an XLSX workbook, a sheet for each: numbers are numbers, days are days, Arabic sheets run from right to left.
import type { Blob } from 'node:buffer'
import type Stream from 'node:stream'
import writeXlsxFile, { type CellObject, type Sheet, type Cell as SheetCell } from 'write-excel-file/node'
import { tamed } from '../platform/tamed.ts'
import { type Cell, type Column, rounded, type Table } from './table.ts'

/** No cell of a workbook holds more letters, and no sheet more rows, than every spreadsheet takes. */
const MOST_LETTERS = 32_767
const MOST_NAME = 31

/** The bytes of a workbook; all rows are in memory while it is made. */
export async function xlsxOf(tables: readonly Table[]): Promise<Buffer> {
  const names = new Set<string>()
  const sheets: Sheet<Stream | Buffer | Blob>[] = []
  for (const table of tables) sheets.push(await sheetOf(table, freeName(table.title, names)))
  return writeXlsxFile(sheets).toBuffer()
}

async function sheetOf({ columns, rows, direction }: Table, sheet: string) {
  const data: SheetCell[][] = [columns.map(headOf)]
  for await (const row of rows) data.push(columns.map((column, at) => cellOf(row[at] ?? null, column)))
  const widths = columns.map((_, at) => ({ width: widthOf(data, at) }))
  return { sheet, data, columns: widths, rightToLeft: direction === 'rtl', stickyRowsCount: 1 }
}

const headOf = ({ name }: Column): CellObject => ({
  value: held(name),
  type: String,
  fontWeight: 'bold',
  wrap: true,
  alignVertical: 'top',
})

function cellOf(value: Cell, column: Column): CellObject | null {
  if (value === null) return null
  if (typeof value === 'number') return numberOf(value, column)
  if (column.kind === 'date' && /^\d{4}-\d\d-\d\d$/.test(value))
    return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' }
  return { value: held(value), type: String, alignVertical: 'top', ...(value.length > 40 && { wrap: true }) }
}

function numberOf(value: number, { kind, digits = 0 }: Column): CellObject {
  const places = digits === 0 ? '' : `.${'0'.repeat(digits)}`
  if (kind !== 'percent') return { value: rounded(value, digits), type: Number, format: `#,##0${places}` }
  return { value: rounded(value / 100, digits + 2), type: Number, format: `0${places}%` }
}

/** A text as a workbook keeps it: one kind of line end, and what looks like an escaped letter is none. */
function held(text: string): string {
  const kept = tamed(text)
    .slice(0, MOST_LETTERS)
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  // The library finds texts again in a plain object, which has such names of its own: one letter is escaped.
  return kept in Object.prototype
    ? `_x00${kept.charCodeAt(0).toString(16).toUpperCase()}_${kept.slice(1)}`
    : kept
}

/** The name of a sheet: short, without the signs that addresses are made of, and there once. */
function freeName(title: string, taken: Set<string>): string {
  const bare = tamed(title)
    .replaceAll(/[[\]:*?/\\'\r\n\t]/g, ' ')
    .trim()
  const name = shortened(bare || '1', MOST_NAME)
  let free = name
  for (let n = 2; taken.has(free.toLowerCase()); n += 1) free = `${shortened(name, MOST_NAME - 5)} (${n})`
  taken.add(free.toLowerCase())
  return free
}

const shortened = (text: string, most: number): string =>
  text
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '')
    .trim()

const NARROW = 10
const WIDE = 60

/** As wide as the longest text of the first rows, within bounds. */
function widthOf(data: readonly SheetCell[][], at: number): number {
  const lengths = data.slice(0, 100).map((row, n) => {
    const cell = row[at]
    const text = cell !== null && typeof cell === 'object' && 'value' in cell ? cell.value : ''
    return typeof text !== 'string' ? NARROW : n === 0 ? Math.min(text.length, 24) : text.length
  })
  return Math.min(WIDE, Math.max(NARROW, ...lengths) + 2)
}
