// What one field of a line means: a day, a code of the programme, or its own text; or why it means nothing.
import type { Said } from '../errors.ts'
import type { Programme } from '../programmes/schema.ts'
import { distrust, type Place, shown, textAt } from './cells.ts'
import { readDay } from './days.ts'
import type { Field, RegisterMap } from './map.ts'
import { type Coded, codeLists, folded, isCoded, meaning, type Words } from './words.ts'

export type Terms = { map: RegisterMap; programme: Programme; live: boolean; today: string }

/** The terms, and every word that stands for a code. */
export type Dictionary = Terms & {
  lists: Record<Coded, Words>
  /** What the map says a word means, by field. */
  said: ReadonlyMap<string, ReadonlyMap<string, string>>
}

export type FieldRead = { text: string } | { said: Said }

export function dictionaryOf(terms: Terms): Dictionary {
  const said = Object.entries(terms.map.fields).map(([field, source]) => {
    const words = Object.entries(source?.values ?? {}).map(([word, code]) => [folded(word), code] as const)
    return [field, new Map(words)] as const
  })
  return { ...terms, lists: codeLists(terms.programme), said: new Map(said) }
}

const NEEDED: readonly string[] = [
  'receivedOn',
  'closedOn',
  'category',
  'channel',
  'entity',
  'description',
] satisfies Field[]

export function readField(
  dictionary: Dictionary,
  field: Field,
  place: Place,
  cells: readonly string[],
): FieldRead {
  const text = textAt(place, cells, dictionary.map.empty)
  if (text === '') return NEEDED.includes(field) ? { said: { key: 'register.import.row.missing' } } : { text }
  const doubt = distrust(field, text, place)
  if (doubt) return { said: doubt }
  if (field === 'receivedOn' || field === 'closedOn') return asDay(dictionary, place, text)
  return isCoded(field) ? asCode(dictionary, field, text) : { text }
}

function asDay({ map, today }: Dictionary, { source }: Place, text: string): FieldRead {
  const formats = source.dates ?? map.dates
  const read = readDay(text, formats)
  const why = 'why' in read ? read.why : read.day > today ? 'future' : undefined
  if ('day' in read && !why) return { text: read.day }
  const values = { value: shown(text), format: formats.join(', ') }
  return { said: { key: `register.import.day.${why}`, values } }
}

function asCode({ map, lists, said }: Dictionary, field: Coded, text: string): FieldRead {
  const code = meaning(lists[field], said.get(field)?.get(folded(text)) ?? text)
  if (code) return { text: code }
  const words = Object.keys(map.fields[field]?.values ?? {})
  const known = words.length > 0 ? words : lists[field].codes
  const values = { value: shown(text), known: shown(known.join(', ')) }
  return { said: { key: 'register.import.row.unknown', values } }
}
