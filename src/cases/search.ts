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

export type Found = CaseRow & { name: string; relation: string }

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

/** Cases that match, newest first, at most fifty; `more` says that there were others. */
export async function search(
  db: Database,
  query: string,
  viewer: Viewer,
): Promise<{ rows: Found[]; more: boolean }> {
  const reference = readReference(query)
  if (reference) return found(db, viewer, (cases) => cases.where('cases.id', reference))
  for (const ranges of waysOf(query)) {
    const page = await found(db, viewer, (cases) => {
      // From the words to the cases, never the other way: the cost is that of what matches.
      for (const range of ranges) {
        const named = db.read('search_keys').whereBetween('word', range).select('case_id')
        cases.whereIn('cases.id', named)
      }
    })
    if (page.rows.length > 0) return page
  }
  return { rows: [], more: false }
}

async function found(
  db: Database,
  viewer: Viewer,
  narrow: (cases: Knex.QueryBuilder) => void,
): Promise<{ rows: Found[]; more: boolean }> {
  const cases = db.read('cases').join('registrations', 'registrations.case_id', 'cases.id')
  narrow(cases)
  visible(cases, viewer)
  const rows: Found[] = await cases
    .orderBy('cases.received_at', 'desc')
    .orderBy('cases.id')
    .limit(MOST + 1)
    .select('cases.*', 'name', 'relation')
  return { rows: rows.slice(0, MOST), more: rows.length > MOST }
}

type Range = [string, string]

/** What a query may mean, the surest first; each as ranges of search words that all have to be met. */
function waysOf(query: string): Range[][] {
  const exact = (word: string): Range => [word, word]
  const [cnie, phone, key] = [foldCnie(query), foldPhone(query), query.trim().toUpperCase()]
  // The rarest word first: long ones are.
  const names = words(query).sort((a, b) => b.length - a.length)
  return [
    ...(isCnie(cnie) ? [[exact(`c:${cnie}`)]] : []),
    ...(isPhone(phone) ? [[exact(`p:${phone}`)]] : []),
    ...(/\d/.test(key) ? [[exact(`x:${key}`)]] : []),
    ...(names.length > 0 ? [names.map((word): Range => [`n:${word}`, `n:${word}\uffff`])] : []),
  ]
}
