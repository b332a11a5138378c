// A table that leaves the product as a file: what its columns hold.
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

/** A number with at most the digits of its column. */
export const rounded = (value: number, digits = 0): number => Math.round(value * 10 ** digits) / 10 ** digits
