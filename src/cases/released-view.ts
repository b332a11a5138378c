// What is left of a case that another service took over: when, and what had happened by whose hands; nothing that was told.
import { RELEASE } from '../engine/emptied.ts'
import { NotFound } from '../errors.ts'
import type { Database } from '../platform/database.ts'
import type { CaseRow } from './rows.ts'
import type { TimelineEntry } from './timeline.ts'

export type ReleasedView = {
  row: CaseRow
  /** When it left (UTC ms). */
  at: number
  /** Oldest first. */
  events: Pick<TimelineEntry, 'seq' | 'at' | 'actor' | 'role' | 'event'>[]
}

/** What is left of a case whose row the viewer was let see. @throws NotFound when it did not leave. */
export async function readReleased(db: Database, row: CaseRow): Promise<ReleasedView> {
  const events: ReleasedView['events'] = await db
    .read('journal')
    .where('instance_id', row.id)
    .orderBy('seq')
    .select('seq', 'at', 'actor', 'role', 'event')
  const last = events.at(-1)
  if (last?.event !== RELEASE) throw new NotFound()
  return { row, at: last.at, events }
}
