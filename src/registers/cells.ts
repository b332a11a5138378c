// What one field of a line says: its cells joined, and whether they are a text that can be trusted.
import type { Said } from '../errors.ts'
import type { Field, RegisterMap, Source } from './map.ts'
import { folded } from './words.ts'

/** Where a field is read: the places of its columns on the line, and their names. */
export type Place = { at: readonly number[]; column: string; source: Source }

/** Texts a person wrote: kept as they are, whatever they begin with. */
const FREE: readonly string[] = ['object', 'description', 'address'] satisfies Field[]

/** The text of a field, '' where the register says nothing. */
export function textAt(place: Place, cells: readonly string[], empty: RegisterMap['empty']): string {
  const { source } = place
  const given = place.at
    .map((at) => cells[at]?.trim() ?? '')
    .filter((cell) => cell !== '' && !isEmpty(cell, empty))
  return source.value ?? (given.join(source.join) || (source.default ?? ''))
}

const isEmpty = (cell: string, empty: readonly string[]) =>
  empty.some((word) => folded(word) === folded(cell))

/** Why a text cannot be taken as it is; undefined when it can. */
export function distrust(field: string, text: string, { source }: Place): Said | undefined {
  if (text.includes('\uFFFD')) return { key: 'register.import.row.encoding', values: { value: shown(text) } }
  if (CONTROL.test(text)) return { key: 'register.import.row.control' }
  if (source.text || source.value !== undefined || FREE.includes(field) || !looksLikeFormula(text))
    return undefined
  return { key: 'register.import.row.formula', values: { value: shown(text) } }
}

// Tab and line breaks are text; the others come from a damaged file, and PostgreSQL stores no NUL.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/

/** A spreadsheet would run such a cell; a number with its sign is only a number. */
function looksLikeFormula(text: string): boolean {
  return /^[=+\-@]/.test(text) && !/^[+-][\d\s().,-]*$/.test(text)
}

/** A cell as an explanation quotes it. */
export const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)
