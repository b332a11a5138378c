// A search of the staff: references, numbers of people, words of what was told, and filters, over what the viewer may see.
import type { Knex } from 'knex'
import { addDays, endOfDay } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { inGroups, type Viewer } from './desks.ts'
import { visible } from './policy.ts'
import { readReference } from './reference.ts'
import { type Found, nameAndRelation, numbersOf } from './search.ts'
import { candidates, questionOf } from './search-candidates.ts'
import { desksOfPerson, type Filters, narrowBy, narrows } from './search-filters.ts'
import { FARTHEST, instantOfPlace, placeAt } from './search-place.ts'
import { mayBegin, wordsAsked } from './text-words.ts'

export const PAGE = 25
/** Up to here a count is exact. */
export const MOST_COUNTED = 100
/** So many cases are looked at for a page: a search costs the same however many there are. */
export const LOOKED_AT = 1000

export type Asked = {
  text: string
  filters: Filters
  /** The place of the last case of the page before. */
  after?: number | undefined
  /** How many cases a page holds. */
  page?: number
}

export type FoundCase = Found & { n: number }

export type FoundCases = {
  rows: FoundCase[]
  /** Where the next page begins; null when there is none. */
  next: number | null
  /** How many were found: as many and no more unless it says `more`; of later pages nobody counts. */
  count: { n: number; more: boolean } | null
  /** The instant (ms) down to which was looked, when there were too many cases to look at each. */
  since: number | null
  /** The words that were looked for, folded; the last one may be the beginning of a word. */
  words: string[]
}

const nothing: FoundCases = { rows: [], next: null, count: { n: 0, more: false }, since: null, words: [] }

/**
 * A page of the cases that answer to all that is asked, the newest first. A search that asks for nothing finds nothing.
 * Of a case that another service took over only the reference and the filters are left to find it by.
 */
export async function findCases(db: Database, viewer: Viewer, asked: Asked): Promise<FoundCases> {
  const known = await knownPlaces(db, viewer, asked)
  const text = asked.text.trim()
  if (known) return collect(db, viewer, asked, listed(known), [])
  const words = wordsAsked(text)
  if (text !== '' && words.length === 0) return nothing
  if (words.length === 0 && !narrows(asked.filters)) return nothing
  const last = words.at(-1) ?? ''
  // Whoever typed a blank or a stop after it means the whole word.
  const begins = mayBegin(last) && !/[^\p{L}\p{N}\p{M}]$/u.test(asked.text)
  const question = questionOf(viewer, words, begins, asked.filters)
  return collect(db, viewer, asked, candidates(db, question, boundsOf(asked)), words)
}

/** So many times a search goes on where it stopped, for whoever wants every case. */
const MOST_ROUNDS = 5

/** The references of the cases found, the newest first, at most so many, and no more than some rounds of looking find. */
export async function findIds(db: Database, viewer: Viewer, asked: Asked, most: number): Promise<string[]> {
  const ids: string[] = []
  let after = asked.after
  for (let round = 0; round < MOST_ROUNDS && ids.length < most; round += 1) {
    const { rows, next } = await findCases(db, viewer, { ...asked, after, page: most - ids.length })
    ids.push(...rows.map(({ id }) => id))
    if (next === null) break
    after = next
  }
  return ids
}

async function* listed(places: readonly number[]): AsyncGenerator<number[]> {
  if (places.length > 0) yield [...places]
}

/** Places that are known without the index: of a reference, a number, or whoever work was given to; newest first. */
async function knownPlaces(
  db: Database,
  viewer: Viewer,
  { text, filters, after }: Asked,
): Promise<number[] | undefined> {
  const places = async (narrow: (query: Knex.QueryBuilder) => void): Promise<number[]> => {
    const query = db.read('search_texts').orderBy('n', 'desc').limit(LOOKED_AT)
    if (after !== undefined) query.where('n', '<', after)
    narrow(query)
    return (await query.distinct('n')).map(({ n }: { n: number }) => Number(n))
  }
  const reference = readReference(text)
  if (reference) return places((query) => query.where('case_id', reference))
  for (const number of numbersOf(text)) {
    const found = await places((query) =>
      query.whereIn('case_id', db.read('search_keys').where('word', number).select('case_id')),
    )
    if (found.length > 0) return found
  }
  if (text.trim() !== '' || !filters.assigned) return undefined
  const desks = desksOfPerson(viewer, filters.assigned)
  return places((query) =>
    query.whereIn('case_id', db.read('tasks').whereIn('desk', desks).select('case_id')),
  )
}

/** The places between which a search looks: no case is closed before it was received. */
function boundsOf({ filters, after }: Asked): { before: number; from: number } {
  const last = [filters.receivedTo, filters.closedTo].filter((day) => day !== undefined).sort()[0]
  const before = last ? placeAt(endOfDay(last) + 1000) : FARTHEST
  const from = filters.receivedFrom ? placeAt(endOfDay(addDays(filters.receivedFrom, -1))) : 0
  return { before: Math.min(before, after ?? before), from }
}

async function collect(
  db: Database,
  viewer: Viewer,
  asked: Asked,
  source: AsyncGenerator<number[]>,
  words: string[],
): Promise<FoundCases> {
  const { after, page = PAGE } = asked
  const wanted = Math.max(after === undefined ? MOST_COUNTED + 1 : 0, page + 1)
  const found: number[] = []
  let looked: number[] = []
  let seen = 0
  let end: number | null = null
  const settle = async () => {
    found.push(...(await matching(db, viewer, asked.filters, looked)))
    looked = []
  }
  for await (const places of source) {
    looked.push(...places)
    seen += places.length
    const lacking = wanted - found.length
    if (looked.length >= lacking) await settle()
    if (found.length >= wanted) break
    if (seen >= LOOKED_AT) {
      end = places.at(-1) ?? null
      break
    }
  }
  await settle()
  return pageOf(db, asked, { found, end }, words)
}

async function pageOf(
  db: Database,
  { after, page: size = PAGE }: Asked,
  { found, end }: { found: readonly number[]; end: number | null },
  words: string[],
): Promise<FoundCases> {
  const page = found.slice(0, size)
  const cut = found.length > MOST_COUNTED
  return {
    rows: await rowsAt(db, page),
    next: found.length > size ? (page.at(-1) ?? null) : end,
    count:
      after === undefined ? { n: Math.min(found.length, MOST_COUNTED), more: cut || end !== null } : null,
    since: end === null || cut ? null : instantOfPlace(end),
    words,
  }
}

/** Which of these places hold a case that the viewer may see and that every filter lets through, in their order. */
async function matching(
  db: Database,
  viewer: Viewer,
  filters: Filters,
  places: readonly number[],
): Promise<number[]> {
  const kept = new Set<number>()
  for (const group of inGroups(places, 500)) {
    const query = db
      .read('search_texts')
      .join('cases', 'cases.id', 'search_texts.case_id')
      .whereIn('search_texts.n', group)
    narrowBy(query, viewer, filters)
    visible(query, viewer)
    const rows: { n: number }[] = await query.select('search_texts.n')
    for (const { n } of rows) kept.add(Number(n))
  }
  return places.filter((n) => kept.has(n))
}

async function rowsAt(db: Database, places: readonly number[]): Promise<FoundCase[]> {
  if (places.length === 0) return []
  return db
    .read('search_texts')
    .join('cases', 'cases.id', 'search_texts.case_id')
    .leftJoin('registrations', 'registrations.case_id', 'cases.id')
    .whereIn('search_texts.n', [...places])
    .orderBy('search_texts.n', 'desc')
    .select('cases.*', 'search_texts.n', ...nameAndRelation(db))
}
