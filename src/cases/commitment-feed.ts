// The commitments somebody's calendar shows: what still counts around today, on cases they may see now.
import { addDays } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Viewer } from './desks.ts'
import { visible } from './policy.ts'

/** A commitment as a calendar knows it: nothing of the person who complained. */
export type Dated = {
  case_id: string
  n: number
  programme: string
  unit: string
  due_on: string
  status: string
  /** When the case last moved, and how often it had by then. */
  changed_at: number
  revision: number
}

const DAYS_BACK = 30
const DAYS_AHEAD = 400
const MOST = 500

/** The commitments around a day, the earliest first; what is too many is left out at the far end. */
export async function datedCommitments(db: Database, viewer: Viewer, today: string): Promise<Dated[]> {
  const changed = db
    .read('journal')
    .whereRaw('journal.instance_id = cases.id AND journal.seq = instances.revision')
  const query = db
    .read('commitments')
    .join('cases', 'cases.id', 'commitments.case_id')
    .join('instances', 'instances.id', 'commitments.case_id')
    .whereIn('commitments.programme', [...new Set(viewer.grants.map(({ programme }) => programme))])
    .whereBetween('commitments.due_on', [addDays(today, -DAYS_BACK), addDays(today, DAYS_AHEAD)])
    .whereNot('commitments.status', 'replaced')
  visible(query, viewer)
  const rows: Dated[] = await query
    .orderBy(['commitments.due_on', 'commitments.case_id', 'commitments.n'])
    .limit(MOST)
    .select('commitments.case_id', 'commitments.n', 'commitments.programme', 'commitments.unit')
    .select('commitments.due_on', 'commitments.status', 'instances.revision')
    .select(changed.select('journal.at').as('changed_at'))
  return rows.map((row) => ({ ...row, changed_at: Number(row.changed_at) }))
}
