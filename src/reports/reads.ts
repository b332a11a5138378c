// Who read what, where reading is written down: numbers of a person that were shown, and the journal taken away.
import type { Knex } from 'knex'
import type { Viewer } from '../cases/desks.ts'
import { asOverseer, overseenPlaces } from '../cases/overseen.ts'
import { visible } from '../cases/policy.ts'
import { endOfDay, startOfDay } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { ExportKind } from './exports.ts'

/** So many are on one page. */
export const READS_PAGE = 50

/** So many are looked at for one page; what lies further back is left to the next one. */
const LOOK = 5_000

export type ReadCursor = { at: number; key: string }

/** What narrows them; days are civil and both included. */
export type ReadsQuery = {
  id?: string | undefined
  actor?: string | undefined
  from?: string | undefined
  to?: string | undefined
  programme?: string | undefined
  entity?: string | undefined
  after?: ReadCursor | undefined
}

export type Read = ReadCursor & {
  user_id: string
  kind: 'numbers' | ExportKind
  /** The case whose numbers were shown; null for what was taken of a whole programme. */
  case_id: string | null
  programme: string
  entity: string | null
  from_day: string
  to_day: string
  seal_id: number | null
}

export type ReadsPage = { rows: Read[]; next: ReadCursor | null; cut: boolean }

/** One page of what was read in the cases and programmes the viewer audits, newest first. */
export async function readsPage(db: Database, viewer: Viewer, query: ReadsQuery): Promise<ReadsPage> {
  const [shown, taken] = await Promise.all([
    numbersShown(db, viewer, query),
    journalsTaken(db, viewer, query),
  ])
  const { edge } = shown
  const rows = [...shown.rows, ...taken.filter(({ at }) => !edge || at >= edge.at)].sort(newestFirst)
  const page = rows.slice(0, READS_PAGE)
  const last = page.at(-1)
  if (rows.length > READS_PAGE && last)
    return { rows: page, next: { at: last.at, key: last.key }, cut: false }
  return { rows: page, next: edge ?? null, cut: edge !== undefined }
}

const newestFirst = (a: Read, b: Read): number => b.at - a.at || (a.key < b.key ? 1 : -1)

/** The bytes of a key, whatever the server's language. */
const bytes = (db: Database, key: string): string => (db.kind === 'postgres' ? `${key} COLLATE "C"` : key)

function narrowed(query: Knex.QueryBuilder, key: string, { actor, from, to, after }: ReadsQuery): void {
  if (actor !== undefined) query.where('user_id', actor)
  if (from !== undefined) query.where('at', '>=', startOfDay(from))
  if (to !== undefined) query.where('at', '<', endOfDay(to))
  if (after)
    query
      .where('at', '<=', after.at)
      .where((older) => older.where('at', '<', after.at).orWhereRaw(`${key} < ?`, [after.key]))
}

/** The numbers that were shown, of cases nobody alone handles; `edge` is where looking ended before the page was full. */
async function numbersShown(
  db: Database,
  viewer: Viewer,
  query: ReadsQuery,
): Promise<{ rows: Read[]; edge: ReadCursor | undefined }> {
  const key = bytes(db, "(case_id || '/' || user_id)")
  const look = db
    .read('reveals')
    .orderByRaw(`at DESC, ${key} DESC`)
    .limit(LOOK)
    .select('at', 'case_id', 'user_id', db.read.raw(`${key} AS k`))
  narrowed(look, key, query)
  if (query.id !== undefined) look.where('case_id', query.id)
  const found = db.read
    .from(look.clone().as('r'))
    .join('cases', 'cases.id', 'r.case_id')
    .where('cases.restricted', 0)
    .orderBy([
      { column: 'r.at', order: 'desc' },
      { column: 'r.k', order: 'desc' },
    ])
    .limit(READS_PAGE + 1)
    .select('r.at', 'r.k', 'r.user_id', 'r.case_id', 'cases.programme', 'cases.entity')
  if (query.programme !== undefined) found.where('cases.programme', query.programme)
  if (query.entity !== undefined) found.where('cases.entity', query.entity)
  visible(found, asOverseer(viewer, ['auditor']))
  const rows: (Omit<Read, 'key' | 'kind'> & { k: string })[] = await found
  const shown = rows.map(
    ({ k, ...row }): Read => ({
      ...row,
      ...{ key: k, kind: 'numbers', from_day: '', to_day: '', seal_id: null },
    }),
  )
  return { rows: shown, edge: rows.length > READS_PAGE ? undefined : await edgeOf(db, look) }
}

/** The oldest of a look that was not long enough; undefined when there is nothing older. */
async function edgeOf(db: Database, look: Knex.QueryBuilder): Promise<ReadCursor | undefined> {
  const [edge]: { at: number; k: string; n: number }[] = await db.read
    .from(look.as('r'))
    .orderBy(['r.at', 'r.k'])
    .limit(1)
    .select('r.at', 'r.k', db.read.raw('count(*) OVER () AS n'))
  return edge && Number(edge.n) === LOOK ? { at: edge.at, key: edge.k } : undefined
}

/** The journals that were taken, of programmes the viewer audits as a whole or in part. */
async function journalsTaken(db: Database, viewer: Viewer, query: ReadsQuery): Promise<Read[]> {
  // A journal is taken of a programme, not of a case or a place of it.
  if (query.id !== undefined || query.entity !== undefined) return []
  const programmes = overseenPlaces(viewer, {}, ['auditor']).map(({ programme }) => programme)
  const asked = programmes.filter((code) => (query.programme ?? code) === code)
  const key = bytes(db, 'id')
  const taken = db
    .read('exports')
    .whereIn('programme', [...new Set(asked)])
    .orderByRaw(`at DESC, ${key} DESC`)
    .limit(READS_PAGE + 1)
    .select('at', { key: 'id' }, 'user_id', 'kind', 'programme', 'from_day', 'to_day', 'seal_id')
    .select(db.read.raw('NULL AS case_id'), db.read.raw('NULL AS entity'))
  narrowed(taken, key, query)
  return taken
}
