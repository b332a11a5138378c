// What a line of a register becomes: a complaint to take, or the reasons why it cannot be.
import type { Registering } from '../../workflows/case-inputs.ts'
import type { Said } from '../errors.ts'
import type { Field } from './map.ts'

export type RowError = {
  /** '' is the line as a whole. */
  field: Field | 'key' | ''
  /** The columns it was read from, as the register names them. */
  column: string
  said: Said
}

export type RowInput = Registering & { closedOn?: string }

export type GoodRow = {
  line: number
  /** Its number in the register. */
  number: string
  /** Under which it is taken once, however often the register is read. */
  key: string
  input: RowInput
  /** The programme's number of the beneficiary, to be looked up. */
  beneficiary: string
}

export type BadRow = { line: number; number: string; errors: RowError[] }

export type Row = GoodRow | BadRow

export const isGood = (row: Row): row is GoodRow => 'input' in row
