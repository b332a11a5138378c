// The promises of the business units, as their board shows them.
import type { Knex } from 'knex'
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

/** So many of a day stand on the board; the rest stands on the page of that day. */
const PER_DAY = 20

/** So many stand on one page of a day. */
const PAGE = 100

export type CommitmentDays = {
  /** The first promises of each day. */
  rows: CommitmentRow[]
  /** How many there are on each day that has any. */
  counts: ReadonlyMap<string, number>
}

/** The commitments due in a span of civil days (both ends included) on cases the viewer may see, by day. */
export async function commitmentsBetween(
  db: Database,
  viewer: Viewer,
  from: string,
  to: string,
): Promise<CommitmentDays> {
  const [rows, counts] = await Promise.all([
    firstOfEachDay(db, viewer, from, to),
    countByDay(db, viewer, from, to),
  ])
  return { rows, counts }
}

async function firstOfEachDay(
  db: Database,
  viewer: Viewer,
  from: string,
  to: string,
): Promise<CommitmentRow[]> {
  const place = db.read.raw(
    'row_number() OVER (PARTITION BY commitments.due_on ORDER BY commitments.case_id, commitments.n) AS place',
  )
  const placed = promised(db, viewer, from, to).select('commitments.*', 'cases.object', 'cases.state', place)
  return db.read
    .from(placed.as('p'))
    .where('place', '<=', PER_DAY)
    .orderBy(['due_on', 'case_id', 'n'])
    .select('*')
}

async function countByDay(
  db: Database,
  viewer: Viewer,
  from: string,
  to: string,
): Promise<Map<string, number>> {
  const days: { due_on: string; count: number }[] = await promised(db, viewer, from, to)
    .groupBy('commitments.due_on')
    .select('commitments.due_on')
    .count({ count: '*' })
  return new Map(days.map(({ due_on, count }) => [due_on, Number(count)]))
}

/** The place of a promise on the page of its day. */
export type CommitmentPlace = { id: string; n: number }

/** One page of the commitments due on a day, and where the next page begins. */
export async function commitmentsOn(
  db: Database,
  viewer: Viewer,
  day: string,
  after?: CommitmentPlace,
): Promise<{ rows: CommitmentRow[]; next: CommitmentPlace | null }> {
  const query = promised(db, viewer, day, day)
  if (after) query.whereRaw('(commitments.case_id, commitments.n) > (?, ?)', [after.id, after.n])
  const found: CommitmentRow[] = await query
    .orderBy(['commitments.case_id', 'commitments.n'])
    .limit(PAGE + 1)
    .select('commitments.*', 'cases.object', 'cases.state')
  const rows = found.slice(0, PAGE)
  const last = rows.at(-1)
  return { rows, next: found.length > PAGE && last ? { id: last.case_id, n: last.n } : null }
}

/** The promises of these days that still count, on cases the viewer may see. */
function promised(db: Database, viewer: Viewer, from: string, to: string): Knex.QueryBuilder {
  const query = db
    .read('commitments')
    .join('cases', 'cases.id', 'commitments.case_id')
    .whereIn('commitments.programme', [...new Set(viewer.grants.map((grant) => grant.programme))])
    .whereBetween('commitments.due_on', [from, to])
    .whereNot('commitments.status', 'replaced')
  visible(query, viewer)
  return query
}
