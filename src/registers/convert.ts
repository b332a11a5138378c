// Turns the lines of a register into complaints, by its map and its programme; every fault is said, not only the first.
import { createHash } from 'node:crypto'
import { Refused, type Said } from '../errors.ts'
import type { Programme } from '../programmes/schema.ts'
import { assemble, breaches, type Texts } from './assemble.ts'
import { distrust, type Place, shown, textAt } from './cells.ts'
import { readDay } from './days.ts'
import type { Line } from './line.ts'
import { type Field, fields, type RegisterMap } from './map.ts'
import type { BadRow, Row, RowError } from './row.ts'
import { type Coded, codeLists, folded, isCoded, meaning, type Words } from './words.ts'

export type Terms = { map: RegisterMap; programme: Programme; live: boolean; today: string }

type Desk = Terms & {
  width: number
  places: Map<Field, Place>
  keyAt: Place | undefined
  lists: Record<Coded, Words>
  /** What the map says a word means, by field. */
  said: Map<Field, ReadonlyMap<string, string>>
}

const KEY_LIMIT = 100

/**
 * Prepares the reading of lines.
 * @throws Refused when the register lacks a column of the map, or has it twice.
 */
export function createConverter(columns: readonly string[], terms: Terms): (line: Line) => Row {
  const { map } = terms
  const places = new Map<Field, Place>()
  for (const field of fields) {
    const source = map.fields[field]
    // An open complaint has no closing day, whatever its register says.
    if (!source || (terms.live && field === 'closedOn')) continue
    const named = source.columns ?? (source.column === undefined ? [] : [source.column])
    places.set(field, { at: placesOf(columns, named), column: named.join(' + '), source })
  }
  const desk: Desk = {
    ...terms,
    width: columns.length,
    places,
    keyAt: map.key && { at: placesOf(columns, map.key), column: map.key.join(' + '), source: keySource },
    lists: codeLists(terms.programme),
    said: new Map([...places].map(([field, { source }]) => [field, foldedKeys(source.values)])),
  }
  return (line) => convert(desk, line)
}

const keySource = { join: '/', values: {} }

const foldedKeys = (values: Record<string, string>) =>
  new Map(Object.entries(values).map(([word, code]) => [folded(word), code]))

function placesOf(columns: readonly string[], named: readonly string[]): number[] {
  return named.map((name) => {
    const at = columns.flatMap((column, index) => (folded(column) === folded(name) ? [index] : []))
    const [only] = at
    if (only !== undefined && at.length === 1) return only
    const key = `register.import.file.${only === undefined ? 'noColumn' : 'columnTwice'}`
    throw new Refused({ key, values: { column: name, columns: columns.join(', ') } })
  })
}

function convert(desk: Desk, line: Line): Row {
  const { cells } = line
  if (line.broken) return bad(line, [whole(line.broken)])
  if (cells.length !== desk.width) {
    const values = { expected: desk.width, found: cells.length }
    return bad(line, [whole({ key: 'register.import.line.width', values })])
  }
  const errors: RowError[] = []
  const texts: Texts = {}
  for (const [field, place] of desk.places) texts[field] = codeOrText(desk, field, place, cells, errors)
  const number = numberOf(desk, cells, errors)
  const shownNumber = desk.keyAt ? number : ''
  if (errors.length > 0) return bad(line, errors, shownNumber)
  const input = assemble(desk.programme, texts, shownNumber)
  const wrong = breaches(input, desk.live).map((breach) => ({
    ...breach,
    column: columnOf(desk, breach.field),
  }))
  if (wrong.length > 0) return bad(line, wrong, shownNumber)
  const key = `import:${desk.programme.code}:${number}`
  return { line: line.line, number: shownNumber, key, input, beneficiary: texts.beneficiary ?? '' }
}

const columnOf = (desk: Desk, field: Field) => desk.places.get(field)?.column ?? ''

/** What a cell means: a day, a code, or its own text; what is wrong with it is added to the errors. */
function codeOrText(
  desk: Desk,
  field: Field,
  place: Place,
  cells: readonly string[],
  errors: RowError[],
): string {
  const text = textAt(place, cells, desk.map.empty)
  const fail = (said: Said) => {
    errors.push({ field, column: place.column, said })
    return ''
  }
  if (text === '') return isNeeded(field) ? fail({ key: 'register.import.row.missing' }) : ''
  const doubt = distrust(field, text, place)
  if (doubt) return fail(doubt)
  if (field === 'receivedOn' || field === 'closedOn') return day(desk, place, text, fail)
  return isCoded(field) ? code(desk, field, text, fail) : text
}

const isNeeded = (field: Field) =>
  ['receivedOn', 'closedOn', 'category', 'channel', 'entity', 'description'].includes(field)

function day(desk: Desk, place: Place, text: string, fail: (said: Said) => string): string {
  const formats = place.source.dates ?? desk.map.dates
  const read = readDay(text, formats)
  if ('why' in read)
    return fail({
      key: `register.import.day.${read.why}`,
      values: { value: shown(text), format: formats.join(', ') },
    })
  if (read.day > desk.today)
    return fail({ key: 'register.import.day.future', values: { value: shown(text) } })
  return read.day
}

function code(desk: Desk, field: Coded, text: string, fail: (said: Said) => string): string {
  const said = desk.said.get(field)
  const found = meaning(desk.lists[field], said?.get(folded(text)) ?? text)
  if (found) return found
  const known =
    said && said.size > 0 ? Object.keys(desk.map.fields[field]?.values ?? {}) : desk.lists[field].codes
  return fail({
    key: 'register.import.row.unknown',
    values: { value: shown(text), known: shown(known.join(', ')) },
  })
}

function numberOf(desk: Desk, cells: readonly string[], errors: RowError[]): string {
  const { keyAt } = desk
  // The number of a line stays the same however the map of its other columns changes.
  if (!keyAt) return createHash('sha256').update(JSON.stringify(cells)).digest('hex').slice(0, 32)
  const parts = keyAt.at.map((at) => cells[at]?.trim() ?? '')
  const number = parts.join('/')
  const said = keyFault(parts, number, keyAt)
  if (said) errors.push({ field: 'key', column: keyAt.column, said })
  return number
}

function keyFault(parts: readonly string[], number: string, place: Place): Said | undefined {
  if (parts.some((part) => part === '')) return { key: 'register.import.row.missing' }
  if (number.length > KEY_LIMIT)
    return { key: 'register.import.row.tooLong', values: { length: number.length, limit: KEY_LIMIT } }
  return distrust('key', number, place)
}

const whole = (said: Said): RowError => ({ field: '', column: '', said })

const bad = ({ line }: Line, errors: RowError[], number = ''): BadRow => ({
  line,
  number: shown(number),
  errors,
})
