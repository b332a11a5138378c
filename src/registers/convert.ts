// Turns the lines of a register into complaints, by its map and its programme; every fault is said, not only the first.
import { createHash } from 'node:crypto'
import { Refused, type Said } from '../errors.ts'
import { assemble, breaches, type Texts } from './assemble.ts'
import { distrust, type Place, shown } from './cells.ts'
import type { Line } from './line.ts'
import { type Field, fields } from './map.ts'
import { type Dictionary, dictionaryOf, readField, type Terms } from './read-field.ts'
import type { BadRow, Row, RowError } from './row.ts'
import { folded } from './words.ts'

type Desk = {
  dictionary: Dictionary
  width: number
  places: ReadonlyMap<Field, Place>
  /** Where its number stands, if the register has numbers. */
  numberAt: Place | undefined
}

const LONGEST_NUMBER = 100

/**
 * Prepares the reading of lines.
 * @throws Refused when the register lacks a column of the map, or has it twice.
 */
export function createConverter(columns: readonly string[], terms: Terms): (line: Line) => Row {
  const { map, live } = terms
  const places = new Map<Field, Place>()
  for (const field of fields) {
    const source = map.fields[field]
    // An open complaint has no closing day, whatever its register says.
    if (!source || (live && field === 'closedOn')) continue
    const named = source.columns ?? (source.column === undefined ? [] : [source.column])
    places.set(field, { ...placed(columns, named), source })
  }
  const numberAt = map.key && { ...placed(columns, map.key), source: { join: '/', values: {} } }
  const desk = { dictionary: dictionaryOf(terms), width: columns.length, places, numberAt }
  return (line) => convert(desk, line)
}

function placed(columns: readonly string[], named: readonly string[]): Omit<Place, 'source'> {
  const at = named.map((name) => {
    const found = columns.flatMap((column, index) => (folded(column) === folded(name) ? [index] : []))
    const [only] = found
    if (only !== undefined && found.length === 1) return only
    const key = `register.import.file.${only === undefined ? 'noColumn' : 'columnTwice'}`
    throw new Refused({ key, values: { column: name, columns: columns.join(', ') } })
  })
  return { at, column: named.join(' + ') }
}

function convert(desk: Desk, line: Line): Row {
  const unreadable = line.broken ?? wrongWidth(line, desk.width)
  if (unreadable) return bad(line, '', [{ field: '', column: '', said: unreadable }])

  const { texts, errors } = readFields(desk, line.cells)
  const number = desk.numberAt ? numberOf(desk.numberAt, line.cells) : ''
  const fault = desk.numberAt && numberFault(desk.numberAt, line.cells)
  if (fault) errors.push({ field: 'key', column: desk.numberAt?.column ?? '', said: fault })
  if (errors.length > 0) return bad(line, number, errors)

  const { programme, live } = desk.dictionary
  const input = assemble(programme, texts, number)
  const broken = breaches(input, live).map(
    (breach): RowError => ({ ...breach, column: desk.places.get(breach.field)?.column ?? '' }),
  )
  if (broken.length > 0) return bad(line, number, broken)
  const key = `import:${programme.code}:${number || fingerprint(line.cells)}`
  return { line: line.line, number, key, input, beneficiary: texts.beneficiary ?? '' }
}

function wrongWidth({ cells }: Line, width: number): Said | undefined {
  if (cells.length === width) return undefined
  return { key: 'register.import.line.width', values: { expected: width, found: cells.length } }
}

function readFields(desk: Desk, cells: readonly string[]): { texts: Texts; errors: RowError[] } {
  const texts: Texts = {}
  const errors: RowError[] = []
  for (const [field, place] of desk.places) {
    const read = readField(desk.dictionary, field, place, cells)
    if ('said' in read) errors.push({ field, column: place.column, said: read.said })
    else texts[field] = read.text
  }
  return { texts, errors }
}

const numberParts = ({ at }: Place, cells: readonly string[]) => at.map((index) => cells[index]?.trim() ?? '')

const numberOf = (place: Place, cells: readonly string[]) => numberParts(place, cells).join('/')

function numberFault(place: Place, cells: readonly string[]): Said | undefined {
  if (numberParts(place, cells).includes('')) return { key: 'register.import.row.missing' }
  const number = numberOf(place, cells)
  if (number.length <= LONGEST_NUMBER) return distrust('key', number, place)
  return { key: 'register.import.row.tooLong', values: { length: number.length, limit: LONGEST_NUMBER } }
}

/** A line without a number is known by all it says, whatever the map makes of it. */
const fingerprint = (cells: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(cells)).digest('hex').slice(0, 32)

const bad = ({ line }: Line, number: string, errors: RowError[]): BadRow => ({
  line,
  number: shown(number),
  errors,
})
