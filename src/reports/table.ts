// A table that leaves the product as a file: what its columns hold, and what of a text a spreadsheet must not run.
import type { Language } from '../i18n/i18n.ts'

/** Text as it is; a number; a civil day (YYYY-MM-DD); a share, where 100 is all of it. */
export type ColumnKind = 'text' | 'number' | 'date' | 'percent'

export type Column = {
  name: string
  kind: ColumnKind
  /** So many digits after the point at most; none for what is counted. */
  digits?: number
}

/** A cell; null is empty. In a column of numbers a text stands for what is no number, such as a figure that is hidden. */
export type Cell = string | number | null

export type Table = {
  title: string
  columns: readonly Column[]
  /** Each as long as the columns. */
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>
  direction: 'ltr' | 'rtl'
}

/** How the tables of a language are read. */
export const directionOf = (language: Language): Table['direction'] => (language === 'ar' ? 'rtl' : 'ltr')

/** Signs that make a formula of a cell, also behind spaces and marks that nobody sees. */
const FORMULA = /^[\s\u00a0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@]|^[\t\r\n]/

/** What no file of this kind can hold: controls, and what is no letter of anything. */
const UNHELD =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffd\p{Noncharacter_Code_Point}]/gu

/** A text that no spreadsheet runs: an apostrophe stands before what would be a formula. What no file can hold is left out. */
export function tamed(text: string): string {
  const clean = text.toWellFormed().replaceAll(UNHELD, '')
  return FORMULA.test(clean) ? `'${clean}` : clean
}

/** A number with at most the digits of its column. */
export const rounded = (value: number, digits = 0): number => Math.round(value * 10 ** digits) / 10 ** digits
