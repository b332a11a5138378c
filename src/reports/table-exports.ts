// Who took figures or a list away as a file: written down for each programme in it, before the first byte leaves.
import { randomUUID } from 'node:crypto'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { ReportKind } from './report-kinds.ts'

/** What can be taken as tables: a report, what a dashboard shows, the cases behind a figure, or referrals. */
export type TableExport = ReportKind | 'dashboard' | 'cases' | 'ombudsman'

export type TableFormat = 'csv' | 'xlsx' | 'pdf'

export type Taken = {
  kind: TableExport
  format: TableFormat
  programmes: readonly string[]
  from: string
  to: string
  /** By codes, what narrows it; never a name. */
  about?: Record<string, string>
}

/** Writes down that somebody takes tables. */
export async function recordTables(
  { db, clock }: { db: Database; clock: Clock },
  user: { id: string },
  { kind, format, programmes, from, to, about = {} }: Taken,
): Promise<void> {
  const text = Object.keys(about).length === 0 ? '' : JSON.stringify(about)
  const rows = [...new Set(programmes)].map((programme) => ({
    ...{ id: randomUUID(), user_id: user.id, at: clock.now(), kind, format, programme },
    ...{ from_day: from, to_day: to, about: text },
  }))
  if (rows.length > 0) await db.write('exports').insert(rows)
}
