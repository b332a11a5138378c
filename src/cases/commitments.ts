// The promises of the business units, as their board shows them.
import type { Database } from '../platform/database.ts'
import type { Viewer } from './desks.ts'
import { visible } from './policy.ts'

export type CommitmentRow = {
  case_id: string
  n: number
  programme: string
  unit: string
  given_on: string
  due_on: string
  notified_on: string | null
  realised_on: string | null
  status: string
  object: string
  state: string
}

/** The commitments due in a span of civil days (both ends included) on cases the viewer may see, by day. */
export async function commitmentsBetween(
  db: Database,
  viewer: Viewer,
  from: string,
  to: string,
): Promise<CommitmentRow[]> {
  const query = db
    .read('commitments')
    .join('cases', 'cases.id', 'commitments.case_id')
    .whereIn('commitments.programme', [...new Set(viewer.grants.map((grant) => grant.programme))])
    .whereBetween('commitments.due_on', [from, to])
    .whereNot('commitments.status', 'replaced')
  visible(query, viewer)
  return query
    .orderBy('commitments.due_on')
    .orderBy('commitments.case_id')
    .limit(500)
    .select('commitments.*', 'cases.object', 'cases.state')
}
