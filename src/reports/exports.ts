// Who took the journal away, as a log or as a file, of what, and when: written down before the first line leaves.
import { randomUUID } from 'node:crypto'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { LogQuery } from './event-log.ts'
import type { TableExport } from './table-exports.ts'

/** So many of the latest are shown. */
const MOST = 20

/** What can be taken: an event log without names, the file that proves itself, or tables. */
export type ExportKind = 'journal' | 'file' | TableExport

/** An export as it is kept: by whom, when, and what was asked for; a file has no days but a last seal. */
export type Exported = {
  at: number
  by: string
  kind: ExportKind
  programme: string
  from: string
  to: string
  seal: number | null
  /** Of a file that left whole. */
  fingerprint: string | null
}

/** Writes down that somebody takes the event log of a programme. */
export async function recordExport(
  db: Database,
  clock: Clock,
  user: { id: string },
  { programme, from, to }: LogQuery,
): Promise<void> {
  const row = { id: randomUUID(), user_id: user.id, at: clock.now(), kind: 'journal' }
  await db.write('exports').insert({ ...row, programme, from_day: from, to_day: to })
}

/** Writes down that somebody takes the journal of a programme as a file, up to a seal; gives the number of the export. */
export async function recordFile(
  db: Database,
  clock: Clock,
  user: { id: string },
  { programme, seal }: { programme: string; seal: number },
): Promise<string> {
  const row = { id: randomUUID(), user_id: user.id, at: clock.now(), kind: 'file' }
  await db.write('exports').insert({ ...row, programme, from_day: '', to_day: '', seal_id: seal })
  return row.id
}

/** Keeps the fingerprint of a file that left whole, so that any copy of it can be told from an altered one. */
export async function keepFingerprint(db: Database, id: string, fingerprint: string): Promise<void> {
  await db.write('exports').where({ id }).update({ fingerprint })
}

/** The latest exports of these programmes, newest first. */
export async function latestExports(db: Database, programmes: readonly string[]): Promise<Exported[]> {
  return db
    .read('exports')
    .join('users', 'users.id', 'exports.user_id')
    .whereIn('exports.programme', programmes)
    .orderBy([{ column: 'exports.at', order: 'desc' }, { column: 'exports.id' }])
    .limit(MOST)
    .select('exports.at', 'users.name as by', 'kind', 'programme', 'from_day as from', 'to_day as to')
    .select('seal_id as seal', 'fingerprint')
}
