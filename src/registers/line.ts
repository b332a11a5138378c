// What a register is once it is open: a heading, and lines of cells that know where they stood in the file.
import type { Said } from '../errors.ts'

export type Line = {
  /** The line of the file, or the row of the sheet, where it begins. */
  line: number
  cells: string[]
  /** Why it cannot be read at all. */
  broken?: Said
}

export type Register = {
  columns: string[]
  lines: AsyncIterable<Line>
}

/** The longest line that is read, in characters; a longer one is refused without being kept in memory. */
export const LONGEST_LINE = 4_000_000

export const isBlank = ({ cells, broken }: Line): boolean =>
  !broken && cells.every((cell) => cell.trim() === '')
