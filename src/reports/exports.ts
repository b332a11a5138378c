// Who took a log of the journal away, of what, and when: written down before the first line leaves.
import { randomUUID } from 'node:crypto'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { LogQuery } from './event-log.ts'

/** So many of the latest are shown. */
const MOST = 20

/** An export as it is kept: by whom, when, and what was asked for. */
export type Exported = { at: number; by: string; programme: string; from: string; to: string }

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

/** The latest exports of these programmes, newest first. */
export async function latestExports(db: Database, programmes: readonly string[]): Promise<Exported[]> {
  return db
    .read('exports')
    .join('users', 'users.id', 'exports.user_id')
    .whereIn('exports.programme', programmes)
    .orderBy([{ column: 'exports.at', order: 'desc' }, { column: 'exports.id' }])
    .limit(MOST)
    .select('exports.at', 'users.name as by', 'programme', 'from_day as from', 'to_day as to')
}
