// The rows of one sheet, as texts: numbers as written, days as YYYY-MM-DD, formulas as the result last seen.
import { type DayStyles, dayOfSerial } from './cell-styles.ts'
import type { Line } from './line.ts'
import type { SharedStrings } from './shared-strings.ts'
import type { Attributes, Visitor } from './xml.ts'

export type Book = { strings: SharedStrings; showsDay: DayStyles; from1904: boolean }

type OpenCell = { column: number; type: string; style: number; text: string }

/** A sheet has at most 16,384 columns; a cell beyond is not of a sheet. */
const COLUMNS = 16_384

/** Collects rows into `made` as their elements close. */
export function rowsOf(book: Book, made: Line[]): Visitor {
  let row: Line = { line: 0, cells: [] }
  let cell: OpenCell | undefined
  let inText = false
  let hints = 0
  return {
    open(name, attributes) {
      if (name === 'row') row = { line: Number(attributes.r ?? row.line + 1), cells: [] }
      if (name === 'c') cell = openCell(attributes, row.cells.length)
      if (name === 'rPh') hints++
      inText = name === 'v' || (name === 't' && hints === 0)
    },
    text(piece) {
      if (inText && cell) cell.text += piece
    },
    close(name) {
      if (name === 'v' || name === 't') inText = false
      if (name === 'rPh') hints--
      if (name === 'c' && cell) place(row.cells, cell.column, textOf(cell, book))
      if (name === 'row') made.push(row)
    },
  }
}

function openCell(attributes: Attributes, following: number): OpenCell {
  const column = attributes.r ? columnOf(attributes.r) : following
  return { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), text: '' }
}

/** The place of a cell from its address: A1 is 0, AA7 is 26. */
function columnOf(address: string): number {
  let column = 0
  for (const letter of address.match(/^[A-Z]+/)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

function place(cells: string[], column: number, text: string): void {
  if (column < 0 || column >= COLUMNS) return
  while (cells.length < column) cells.push('')
  cells[column] = text
}

function textOf({ type, style, text }: OpenCell, book: Book): string {
  if (type === 's') return unescaped(book.strings.get(Number(text)) ?? '')
  if (type === 'n') return numberText(text, book.showsDay(style) ? book.from1904 : undefined)
  if (type === 'd') return text.slice(0, 10)
  return unescaped(text)
}

function numberText(text: string, from1904: boolean | undefined): string {
  if (text === '') return ''
  const number = Number(text)
  if (from1904 !== undefined) return dayOfSerial(number, from1904) ?? text
  // Long numbers, of a card or a phone, are stored as 6.12345678E8.
  return Number.isSafeInteger(number) ? String(number) : text
}

/** Characters XML cannot hold are written _xHHHH_ by spreadsheets. */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
