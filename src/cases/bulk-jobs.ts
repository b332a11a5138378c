// Acts on many cases as they are kept: what was chosen, what was ordered, and what became of each case.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { Conflict, NotFound, type Said } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import { inGroups, type Viewer } from './desks.ts'
import { visible } from './policy.ts'

/** So many cases are chosen at once, and no more. */
export const MOST_CHOSEN = 1000

/** A draft that nobody ordered is forgotten after a day (ms). */
const FORGOTTEN = 86_400_000

/** What each act needs to know besides its cases. */
export const BulkOrder = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('assign'),
    role: z.enum(['clerk', 'processor', 'supervisor', 'closer']),
    /** '' is everybody of the role. */
    to: z.string().max(60),
  }),
  z.object({ act: z.literal('handOver'), to: z.string().max(60) }),
  z.object({ act: z.literal('attach'), cause: z.string().max(40) }),
  z.object({ act: z.literal('print') }),
  // The answers of a cause: one text is written on each case, judged by somebody else, and sent.
  z.object({ act: z.literal('answer'), answer: z.string().max(40), cause: z.string().max(40) }),
  z.object({ act: z.literal('approve'), answer: z.string().max(40), cause: z.string().max(40) }),
  z.object({
    act: z.literal('return'),
    answer: z.string().max(40),
    cause: z.string().max(40),
    reason: z.string().max(5000),
  }),
  z.object({ act: z.literal('send'), answer: z.string().max(40), cause: z.string().max(40) }),
])
export type BulkOrder = z.output<typeof BulkOrder>
/** The acts that a list of cases offers. */
export const bulkActs = ['assign', 'handOver', 'attach', 'print'] as const
export type BulkAct = (typeof bulkActs)[number]
export type ListOrder = Extract<BulkOrder, { act: BulkAct }>

export const outcomes = ['waiting', 'done', 'same', 'refused'] as const
export type ItemOutcome = (typeof outcomes)[number]

export type BulkJob = {
  id: string
  /** '' before it is ordered. */
  act: string
  input: string
  cause_id: string | null
  answer_id: string | null
  made_by: string
  made_at: number
  ordered_at: number | null
  next_at: number
  finished_at: number | null
}

export type BulkItem = {
  case_id: string
  n: number
  outcome: ItemOutcome
  said: Said | null
  /** When (UTC ms) it came to that; null while it waits. */
  settled_at: number | null
}

type Parts = { db: Database; clock: Clock }

/** Keeps what somebody chose, as far as they see it and `most` at most; gives the address of the choice. */
export async function chooseCases(
  { db, clock }: Parts,
  viewer: Viewer,
  ids: readonly string[],
  most = MOST_CHOSEN,
): Promise<string> {
  const seen = await seenOf(db, viewer, [...new Set(ids)].slice(0, most))
  const id = randomBytes(12).toString('base64url')
  const now = clock.now()
  await db.transaction(async (tx) => {
    await forgetDrafts(tx, viewer, now - FORGOTTEN)
    await tx.run(
      `INSERT INTO bulk_jobs (id, act, input, made_by, made_at, next_at) VALUES (?, '', '{}', ?, ?, ?)`,
      [id, viewer.id, now, now],
    )
    for (const group of inGroups([...seen.entries()], 100))
      await tx.run(
        `INSERT INTO bulk_items (job_id, case_id, n, outcome, attempts)
         VALUES ${group.map(() => "(?, ?, ?, 'waiting', 0)").join(', ')}`,
        group.flatMap(([n, one]) => [id, one, n]),
      )
  })
  return id
}

async function seenOf(db: Database, viewer: Viewer, ids: readonly string[]): Promise<string[]> {
  const known = new Set<string>()
  for (const group of inGroups(ids, 500)) {
    const query = db.read('cases').whereIn('cases.id', group)
    visible(query, viewer)
    const rows: { id: string }[] = await query.select('cases.id')
    for (const { id } of rows) known.add(id)
  }
  return ids.filter((id) => known.has(id))
}

async function forgetDrafts(tx: Tx, viewer: Viewer, before: number): Promise<void> {
  const drafts = 'SELECT id FROM bulk_jobs WHERE made_by = ? AND made_at < ? AND ordered_at IS NULL'
  await tx.run(`DELETE FROM bulk_items WHERE job_id IN (${drafts})`, [viewer.id, before])
  await tx.run('DELETE FROM bulk_jobs WHERE made_by = ? AND made_at < ? AND ordered_at IS NULL', [
    viewer.id,
    before,
  ])
}

/** Orders what was chosen. @throws NotFound for what is not theirs, Conflict when it was ordered before. */
export async function orderBulk(
  { db, clock }: Parts,
  viewer: Viewer,
  id: string,
  order: BulkOrder,
): Promise<void> {
  if (await putOrder(db, clock, viewer, id, order)) return
  await findBulk(db, viewer, id)
  throw new Conflict('bulk.refusal.ordered')
}

/** The same in the caller's transaction; false when it was ordered before, or is not theirs. */
export async function putOrder(
  tx: Pick<Tx, 'run'>,
  clock: Clock,
  viewer: Viewer,
  id: string,
  order: BulkOrder,
): Promise<boolean> {
  const { act, ...input } = order
  const now = clock.now()
  const [cause, answer] = ['cause' in order ? order.cause : null, 'answer' in order ? order.answer : null]
  const ordered = await tx.run(
    `UPDATE bulk_jobs SET act = ?, input = ?, cause_id = ?, answer_id = ?, ordered_at = ?, next_at = ?
     WHERE id = ? AND made_by = ? AND ordered_at IS NULL`,
    [act, JSON.stringify(input), cause, answer, now, now, id, viewer.id],
  )
  return ordered > 0
}

/** A job of the viewer's. @throws NotFound */
export async function findBulk(db: Database, viewer: Viewer, id: string): Promise<BulkJob> {
  const [job] = await db.all<BulkJob>('SELECT * FROM bulk_jobs WHERE id = ? AND made_by = ?', [id, viewer.id])
  if (!job) throw new NotFound()
  return job
}

/** What somebody ordered last, the newest first. */
export const lastBulk = (db: Database, viewer: Viewer, limit: number): Promise<BulkJob[]> =>
  db.all(
    `SELECT * FROM bulk_jobs WHERE made_by = ? AND ordered_at IS NOT NULL
     ORDER BY made_at DESC, id LIMIT ?`,
    [viewer.id, limit],
  )

/** What was ordered on the cases of a cause, by whomever, the newest first. */
export const jobsOfCause = (db: Database, cause: string, limit: number): Promise<BulkJob[]> =>
  db.all(
    `SELECT * FROM bulk_jobs WHERE cause_id = ? AND ordered_at IS NOT NULL
     ORDER BY made_at DESC, id LIMIT ?`,
    [cause, limit],
  )

/** The order of a job. @throws when it was not ordered yet. */
export const orderOf = ({ act, input }: BulkJob): BulkOrder => BulkOrder.parse({ ...JSON.parse(input), act })

export type Outcomes = Record<ItemOutcome, number>

/** How many cases of a job came to what. */
export const countOutcomes = async (db: Database, id: string): Promise<Outcomes> =>
  (await outcomesOfJobs(db, [id])).get(id) ?? nothing()

/** The same of several jobs; one without cases is not there. */
export async function outcomesOfJobs(db: Database, ids: readonly string[]): Promise<Map<string, Outcomes>> {
  const found = new Map<string, Outcomes>()
  if (ids.length === 0) return found
  const rows = await db.all<{ job_id: string; outcome: ItemOutcome; n: number }>(
    `SELECT job_id, outcome, count(*) AS n FROM bulk_items WHERE job_id IN (${ids.map(() => '?').join(', ')})
     GROUP BY job_id, outcome`,
    ids,
  )
  for (const { job_id, outcome, n } of rows)
    found.set(job_id, { ...(found.get(job_id) ?? nothing()), [outcome]: Number(n) })
  return found
}

const nothing = (): Outcomes => ({ waiting: 0, done: 0, same: 0, refused: 0 })

/** The cases of a job in their order, a page after `after`; of one outcome when it is named. */
export async function bulkItems(
  db: Database,
  id: string,
  { after = -1, limit, outcome }: { after?: number | undefined; limit: number; outcome?: ItemOutcome },
): Promise<BulkItem[]> {
  const only = outcome ? ' AND outcome = ?' : ''
  const rows = await db.all<Omit<BulkItem, 'said'> & { said: string | null }>(
    `SELECT case_id, n, outcome, said, settled_at FROM bulk_items WHERE job_id = ? AND n > ?${only} ORDER BY n LIMIT ?`,
    [id, after, ...(outcome ? [outcome] : []), limit],
  )
  return rows.map((row) => ({ ...row, said: row.said === null ? null : JSON.parse(row.said) }))
}

/** The programmes of the cases of a job. */
export async function programmesOf(db: Database, id: string): Promise<string[]> {
  const rows = await db.all<{ programme: string }>(
    `SELECT DISTINCT c.programme FROM bulk_items i JOIN cases c ON c.id = i.case_id
     WHERE i.job_id = ? ORDER BY c.programme`,
    [id],
  )
  return rows.map(({ programme }) => programme)
}

/** Of a case that leaves, no job knows any more; what was typed for a job of this case alone leaves with it. */
export async function forgetInBulk(tx: Tx, caseId: string): Promise<void> {
  await tx.run(
    `UPDATE bulk_jobs SET input = '{}' WHERE id IN (SELECT job_id FROM bulk_items WHERE case_id = ?)
       AND NOT EXISTS (SELECT 1 FROM bulk_items i WHERE i.job_id = bulk_jobs.id AND i.case_id <> ?)`,
    [caseId, caseId],
  )
  await tx.run('DELETE FROM bulk_items WHERE case_id = ?', [caseId])
}
