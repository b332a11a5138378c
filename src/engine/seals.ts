// Seals: what each journal ended with, fixed every minute, so that a row, a tail or a case that goes is missed.
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx, Value } from '../platform/database.ts'
import { sha256 } from './journal.ts'
import { type Leaf, rootOf } from './merkle.ts'

export type Seal = { id: number; at: number; leaves: number; root: string; prev_hash: string; hash: string }

/** How many instances one seal holds at most: their clerks wait while it is written, some 30 ms. */
const BATCH = 1_000

/** Only one process seals at a time; PostgreSQL lets go of it with the transaction. */
const ADVISORY_LOCK = 7_420_216

/** The hash before the first seal. */
export const SEALS_BEGIN = sha256('jawab seals')

/** The hash of a seal over everything it says; each holds the one before. */
export const hashOfSeal = ({ id, at, leaves, root, prev_hash }: Omit<Seal, 'hash'>): string =>
  sha256(JSON.stringify(['seal', id, at, leaves, root, prev_hash]))

/** Seals every instance that moved since it was last sealed; the new seals, oldest first, none when nothing moved. */
export async function seal(db: Database, clock: Clock, batch = BATCH): Promise<Seal[]> {
  const seals: Seal[] = []
  for (;;) {
    const made = await db.transaction((tx) => sealBatch(db, tx, clock.now(), batch))
    if (made) seals.push(made)
    if (!made || made.leaves < batch) return seals
  }
}

/** The newest seal; its hash vouches for everything sealed before it. */
export async function lastSeal(db: Database): Promise<Seal | undefined> {
  return db.read<Seal>('seals').orderBy('id', 'desc').first()
}

async function sealBatch(db: Database, tx: Tx, now: number, batch: number): Promise<Seal | undefined> {
  if (db.kind === 'postgres') await tx.all('SELECT pg_advisory_xact_lock(?)', [ADVISORY_LOCK])
  const leaves = await unsealed(db, tx, batch)
  if (leaves.length === 0) return undefined

  const [last] = await tx.all<Seal>('SELECT id, hash FROM seals ORDER BY id DESC LIMIT 1')
  const bare = {
    id: (last?.id ?? 0) + 1,
    at: now,
    leaves: leaves.length,
    root: rootOf(leaves),
    prev_hash: last?.hash ?? SEALS_BEGIN,
  }
  const made: Seal = { ...bare, hash: hashOfSeal(bare) }
  await keep(tx, made, leaves)
  return made
}

/**
 * The next instances to seal, locked until the end: the revision sealed is the one read.
 * One that somebody is moving right now is left for the next minute: the sealer never waits for a clerk,
 * so that it can never be one of two that wait for each other.
 */
function unsealed(db: Database, tx: Tx, batch: number): Promise<Leaf[]> {
  const lock = db.kind === 'postgres' ? 'FOR NO KEY UPDATE SKIP LOCKED' : ''
  return tx.all<Leaf>(
    `SELECT id AS instance_id, revision, last_hash AS hash FROM instances
     WHERE revision > sealed_revision ORDER BY id LIMIT ? ${lock}`,
    [batch],
  )
}

async function keep(tx: Tx, seal: Seal, leaves: readonly Leaf[]): Promise<void> {
  await tx.run('INSERT INTO seals (id, at, leaves, root, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?)', [
    seal.id,
    seal.at,
    seal.leaves,
    seal.root,
    seal.prev_hash,
    seal.hash,
  ])
  await tx.run(
    `INSERT INTO seal_leaves (seal_id, instance_id, revision, hash) VALUES ${leaves.map(() => '(?, ?, ?, ?)').join(', ')}`,
    leaves.flatMap(({ instance_id, revision, hash }): Value[] => [seal.id, instance_id, revision, hash]),
  )
  await tx.run(
    `UPDATE instances SET sealed_revision = revision
     WHERE id IN (SELECT instance_id FROM seal_leaves WHERE seal_id = ?)`,
    [seal.id],
  )
}
