// Carries out what was ordered on many cases, a few at a time: each case once, in a transaction of its own.
import type { Engine } from '../engine/engine.ts'
import type { Machines } from '../engine/machines.ts'
import { AppError, Invalid, NotFound, type Said } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { type Done, doOnCase } from './bulk-acts.ts'
import { type BulkItem, type BulkJob, bulkItems, orderOf } from './bulk-jobs.ts'
import { lockAll } from './family.ts'
import { viewerNow } from './viewer-now.ts'

export type BulkParts = {
  db: Database
  clock: Clock
  engine: Engine
  machines: Machines
  programmes: Programmes
}

/** A run leaves the rest to the next one, so that no job waits for the end of another. */
const BATCH = 50
/** A job whose process died is taken up by another one after a minute. */
const LEASE = 60_000
/** A case that fails so often, for no reason that a person could know, is given up. */
const PATIENCE = 3

/**
 * Takes the job that has waited longest some cases on. Whoever dies in between leaves cases done or waiting, never
 * half done, and the next worker goes on. @throws what failed, when the other cases were seen to.
 */
export async function carryOutBulk(parts: BulkParts, size = BATCH): Promise<void> {
  const { db, clock } = parts
  const job = await lease(db, clock.now())
  if (!job) return
  const failures: unknown[] = []
  for (const item of await bulkItems(db, job.id, { limit: size, outcome: 'waiting' })) {
    try {
      await settle(parts, job, item)
    } catch (error) {
      failures.push(error)
      await miss(parts, job, item)
    }
  }
  await letGo(db, job, clock.now())
  if (failures.length > 0) throw failures[0]
}

async function lease(db: Database, now: number): Promise<BulkJob | undefined> {
  const [job] = await db.all<BulkJob>(
    `SELECT * FROM bulk_jobs WHERE ordered_at IS NOT NULL AND finished_at IS NULL AND next_at <= ?
     ORDER BY next_at, id LIMIT 1`,
    [now],
  )
  if (!job) return undefined
  const taken = await db.run('UPDATE bulk_jobs SET next_at = ? WHERE id = ? AND next_at = ?', [
    now + LEASE,
    job.id,
    job.next_at,
  ])
  return taken > 0 ? job : undefined
}

/** Does it, or writes down why not; somebody else may have been faster. */
async function settle(parts: BulkParts, job: BulkJob, { case_id: id }: BulkItem): Promise<void> {
  const { db, clock } = parts
  const order = orderOf(job)
  // What somebody may do is asked when it is done, case by case.
  const viewer = await viewerNow(db, job.made_by)
  const put = `UPDATE bulk_items SET outcome = ?, said = ?, settled_at = ?
    WHERE job_id = ? AND case_id = ? AND outcome = ?`
  try {
    await db.transaction(async (tx) => {
      // The case before its line: in the order of whoever takes the case away.
      await lockAll(db, tx, [id])
      if ((await tx.run(put, ['done', null, clock.now(), job.id, id, 'waiting'])) === 0) return
      const done: Done = await doOnCase(parts, tx, { id, viewer }, order)
      if (done === 'same') await tx.run(put, ['same', null, clock.now(), job.id, id, 'done'])
    })
  } catch (error) {
    const said = refusalOf(error)
    await db.run(put, ['refused', JSON.stringify(said), clock.now(), job.id, id, 'waiting'])
  }
}

/** Why a case was refused, in words for whoever ordered it. @throws what is no refusal. */
function refusalOf(error: unknown): Said {
  if (error instanceof NotFound) return { key: 'bulk.refusal.notYours' }
  if (error instanceof Invalid) {
    const [first] = Object.values(error.fields)
    return !first || first.key === 'field.to.choose' ? { key: 'absence.handover.elsewhere' } : first
  }
  if (error instanceof AppError) return error.said
  throw error
}

async function miss({ db, clock }: BulkParts, job: BulkJob, { case_id }: BulkItem): Promise<void> {
  const where = "job_id = ? AND case_id = ? AND outcome = 'waiting'"
  await db.run(`UPDATE bulk_items SET attempts = attempts + 1 WHERE ${where}`, [job.id, case_id])
  await db.run(
    `UPDATE bulk_items SET outcome = 'refused', said = ?, settled_at = ? WHERE ${where} AND attempts >= ?`,
    [JSON.stringify({ key: 'bulk.refusal.failed' }), clock.now(), job.id, case_id, PATIENCE],
  )
}

async function letGo(db: Database, { id }: BulkJob, now: number): Promise<void> {
  const waiting = "EXISTS (SELECT 1 FROM bulk_items WHERE job_id = ? AND outcome = 'waiting')"
  await db.run(`UPDATE bulk_jobs SET next_at = ? WHERE id = ? AND ${waiting}`, [now, id, id])
  // What was typed for it is done with: it stands on the cases, and leaves with them.
  await db.run(
    `UPDATE bulk_jobs SET finished_at = ?, input = '{}' WHERE id = ? AND finished_at IS NULL AND NOT ${waiting}`,
    [now, id, id],
  )
}
