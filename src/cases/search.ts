// Finding a case by its reference, a card, a telephone or a name, among those the viewer may see.
import { randomBytes } from 'node:crypto'
import { NotFound } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Viewer } from './desks.ts'
import { foldCnie, foldPhone, words } from './folding.ts'
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
  const found = db.read('cases').join('registrations', 'registrations.case_id', 'cases.id')
  if (reference) found.where('cases.id', reference)
  else {
    const keys = keysOf(query)
    if (keys.length === 0) return { rows: [], more: false }
    for (const [from, to] of keys) {
      found.whereExists(
        db
          .read('search_keys')
          .whereRaw('search_keys.case_id = cases.id')
          .where('word', '>=', from)
          .where('word', '<=', to)
          .select(db.read.raw('1')),
      )
    }
  }
  visible(found, viewer)
  const rows: Found[] = await found
    .orderBy('cases.received_at', 'desc')
    .orderBy('cases.id')
    .limit(MOST + 1)
    .select('cases.*', 'name', 'relation')
  return { rows: rows.slice(0, MOST), more: rows.length > MOST }
}

/** The ranges of search words a query asks for: every one of them has to be met. */
function keysOf(query: string): [string, string][] {
  const exact = (word: string): [string, string] => [word, word]
  const cnie = foldCnie(query)
  if (/^[A-Z]{1,2}\d{3,7}$/.test(cnie)) return [exact(`c:${cnie}`)]
  const phone = foldPhone(query)
  if (/^0\d{9}$/.test(phone)) return [exact(`p:${phone}`)]
  return words(query).map((word) => [`n:${word}`, `n:${word}\uffff`])
}
