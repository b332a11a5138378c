// Work that waits for a worker: timers and outbox rows, leased in small batches so that several workers share them.
import type { Database } from '../platform/database.ts'
import { general, type Ledger } from './ledger.ts'

/** How long (ms) a worker may hold what it leased before another one takes it. */
export const LEASE = 60_000

/** After this many attempts a failure is an incident that people see; retries go on, an hour apart. */
export const INCIDENT_AFTER = 10

export type DueTimer = { instance_id: string; name: string; due_at: number; attempts: number }

export type Effect = {
  instance_id: string
  seq: number
  n: number
  effect: string
  at: number
  attempts: number
}

/** The longest wait (ms) between two attempts. */
export const LONGEST_WAIT = 3_600_000

/** When (UTC ms) to try again after a number of failed attempts: 5 s, 10 s, 20 s … at most an hour. */
export const retryAt = (now: number, attempts: number): number =>
  now + Math.min(LONGEST_WAIT, 5_000 * 2 ** (attempts - 1))

/** Leases timers that are due, oldest first; no other worker sees them until the lease ends. */
export function leaseTimers(
  db: Database,
  now: number,
  most: number,
  { tables }: Ledger = general,
): Promise<DueTimer[]> {
  return db.transaction((tx) =>
    tx.all<DueTimer>(
      `WITH due AS MATERIALIZED (
         SELECT instance_id, name FROM ${tables.timers} WHERE next_at <= ? ORDER BY next_at LIMIT ?${skipLocked(db)})
       UPDATE ${tables.timers} SET next_at = ? WHERE (instance_id, name) IN (SELECT instance_id, name FROM due)
       RETURNING instance_id, name, due_at, attempts`,
      [now, most, now + LEASE],
    ),
  )
}

/** Records that a timer could not be carried out, and when to try again. */
export async function postponeTimer(
  db: Database,
  timer: DueTimer,
  now: number,
  error: string,
  { tables }: Ledger = general,
): Promise<void> {
  const attempts = timer.attempts + 1
  await db.run(
    `UPDATE ${tables.timers} SET attempts = ?, next_at = ?, error = ? WHERE instance_id = ? AND name = ?`,
    [attempts, retryAt(now, attempts), error, timer.instance_id, timer.name],
  )
}

/** Leases effects that are waiting, oldest first. */
export function leaseEffects(
  db: Database,
  now: number,
  most: number,
  { tables }: Ledger = general,
): Promise<Effect[]> {
  return db.transaction((tx) =>
    tx.all<Effect>(
      `WITH due AS MATERIALIZED (
         SELECT instance_id, seq, n FROM ${tables.outbox} WHERE status = 'waiting' AND next_at <= ?
         ORDER BY next_at LIMIT ?${skipLocked(db)})
       UPDATE ${tables.outbox} SET next_at = ?
       WHERE status = 'waiting' AND (instance_id, seq, n) IN (SELECT instance_id, seq, n FROM due)
       RETURNING instance_id, seq, n, effect, at, attempts`,
      [now, most, now + LEASE],
    ),
  )
}

/** An effect was carried out; its row stays as the proof. */
export async function settleEffect(
  db: Database,
  effect: Effect,
  { tables }: Ledger = general,
): Promise<void> {
  await db.run(
    `UPDATE ${tables.outbox} SET status = 'done', error = NULL WHERE instance_id = ? AND seq = ? AND n = ?`,
    [effect.instance_id, effect.seq, effect.n],
  )
}

/** Records that an effect failed; after too many attempts it stops and waits for a person. */
export async function postponeEffect(
  db: Database,
  effect: Effect,
  now: number,
  error: string,
  { tables }: Ledger = general,
): Promise<void> {
  const attempts = effect.attempts + 1
  const status = attempts >= INCIDENT_AFTER ? 'failed' : 'waiting'
  await db.run(
    `UPDATE ${tables.outbox} SET status = ?, attempts = ?, next_at = ?, error = ?
     WHERE instance_id = ? AND seq = ? AND n = ?`,
    [status, attempts, retryAt(now, attempts), error, effect.instance_id, effect.seq, effect.n],
  )
}

// Materialized above: PostgreSQL may otherwise run the inner query again for each row and lease more than asked.
const skipLocked = (db: Database): string => (db.kind === 'postgres' ? ' FOR UPDATE SKIP LOCKED' : '')
