// Finding a case by its reference, a card, a telephone or a name, among those the viewer may see.
import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { NotFound } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Viewer } from './desks.ts'
import { foldCnie, foldPhone, isCnie, isPhone, words } from './folding.ts'
import { visible } from './policy.ts'
import { readReference } from './reference.ts'
import type { CaseRow } from './rows.ts'

/** How long (ms) the address of a search stays good. */
export const SEARCH_LIFE = 30 * 60_000
const MOST = 50

/** A name is searched by its longest words. */
const MOST_WORDS = 5

/** The beginning of a word says little when it is shorter; so short a word has to be met whole. */
const SHORTEST_BEGINNING = { latin: 3, arabic: 2 }

/** So many cases with the rarest of the words are looked at: a search costs the same however many there are. */
const CANDIDATES = 2000

export type Found = CaseRow & { name: string; relation: string }
export type FoundPage = { rows: Found[]; more: boolean }

/** Keeps a query under an opaque address, so that what was typed never stands in a URL. */
export async function keepSearch(db: Database, clock: Clock, viewer: Viewer, query: string): Promise<string> {
  const id = randomBytes(12).toString('base64url')
  const now = clock.now()
  await db.write('searches').where('expires_at', '<', now).delete()
  await db.write('searches').insert({ id, user_id: viewer.id, query, expires_at: now + SEARCH_LIFE })
  return id
}

/** The query kept under an address. @throws NotFound when it expired or is somebody else's. */
export async function readSearch(db: Database, clock: Clock, viewer: Viewer, id: string): Promise<string> {
  const row = await db
    .read('searches')
    .where({ id, user_id: viewer.id })
    .where('expires_at', '>=', clock.now())
    .first('query')
  if (!row) throw new NotFound()
  return row.query
}

/**
 * Cases that match, newest first, at most fifty; `more` says that there were others, or that too many have these
 * words to look at each of them. References and numbers are always found;
 * a case that another service took over by its reference alone.
 */
export async function search(db: Database, query: string, viewer: Viewer): Promise<FoundPage> {
  const reference = readReference(query)
  if (reference) return found(db, viewer, (cases) => cases.where('cases.id', reference))
  for (const number of numbersOf(query)) {
    const page = await found(db, viewer, (cases) => {
      cases.whereIn('cases.id', db.read('search_keys').where('word', number).select('case_id'))
    })
    if (page.rows.length > 0) return page
  }
  return named(db, viewer, namesOf(query))
}

/** The cases whose names have all these words: from the rarest word to its cases, and there the others. */
async function named(db: Database, viewer: Viewer, ranges: readonly Range[]): Promise<FoundPage> {
  const counted = await Promise.all(ranges.map(async (range) => ({ range, n: await countUpTo(db, range) })))
  const [rarest, ...others] = counted.sort((a, b) => a.n - b.n)
  if (!rarest || rarest.n === 0) return { rows: [], more: false }
  const page = await found(db, viewer, (cases) => {
    const candidates = db.read('search_keys').whereBetween('word', rarest.range).limit(CANDIDATES)
    cases.whereIn('cases.id', candidates.select('case_id'))
    for (const { range } of others)
      cases.whereExists(
        db
          .read('search_keys as k')
          .whereRaw('k.case_id = cases.id')
          .whereBetween('k.word', range)
          .select(db.read.raw('1')),
      )
  })
  return { rows: page.rows, more: page.more || rarest.n > CANDIDATES }
}

/** How many search words lie in a range; counting stops where looking does. */
async function countUpTo(db: Database, range: Range): Promise<number> {
  const [row] = await db.all<{ n: number }>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM search_keys WHERE word BETWEEN ? AND ? LIMIT ${CANDIDATES + 1}) AS k`,
    range,
  )
  return Number(row?.n ?? 0)
}

async function found(
  db: Database,
  viewer: Viewer,
  narrow: (cases: Knex.QueryBuilder) => void,
): Promise<FoundPage> {
  const cases = db.read('cases').leftJoin('registrations', 'registrations.case_id', 'cases.id')
  narrow(cases)
  visible(cases, viewer)
  const rows: Found[] = await cases
    .orderBy('cases.received_at', 'desc')
    .orderBy('cases.id')
    .limit(MOST + 1)
    .select('cases.*', ...nameAndRelation(db))
  return { rows: rows.slice(0, MOST), more: rows.length > MOST }
}

/** Of a case that another service took over nobody knows who brought it. */
export const nameAndRelation = (db: Database) => [
  db.read.raw("coalesce(registrations.name, '') AS name"),
  db.read.raw("coalesce(registrations.relation, '') AS relation"),
]

type Range = [from: string, to: string]

/** The numbers a query may be, the surest first, as search words: of a card, a telephone, a letter of origin. */
export function numbersOf(query: string): string[] {
  const [cnie, phone, key] = [foldCnie(query), foldPhone(query), query.trim().toUpperCase()]
  return [
    ...(isCnie(cnie) ? [`c:${cnie}`] : []),
    ...(isPhone(phone) ? [`p:${phone}`] : []),
    ...(/\d/.test(key) ? [`x:${key}`] : []),
  ]
}

/** The words of a name as ranges of search words that all have to be met. */
function namesOf(query: string): Range[] {
  const longest = words(query).sort((a, b) => b.length - a.length)
  return longest.slice(0, MOST_WORDS).map((word) => {
    const shortest = /\p{Script=Arabic}/u.test(word) ? SHORTEST_BEGINNING.arabic : SHORTEST_BEGINNING.latin
    return [`n:${word}`, word.length < shortest ? `n:${word}` : `n:${word}\uffff`]
  })
}
