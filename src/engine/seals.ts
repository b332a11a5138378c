// Seals: what each journal ended with, fixed every minute, so that a row, a tail or a case that goes is missed.
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx, Value } from '../platform/database.ts'
import { sha256 } from './journal.ts'
import { general, type Ledger } from './ledger.ts'
import { type Leaf, rootOf } from './merkle.ts'

export type Seal = { id: number; at: number; leaves: number; root: string; prev_hash: string; hash: string }

/** How many instances one seal holds at most: their clerks wait while it is written, some 30 ms. */
const BATCH = 1_000

/** The hash before the first seal. */
export const SEALS_BEGIN = sha256('jawab seals')

/** The hash of a seal over everything it says; each holds the one before. */
export const hashOfSeal = ({ id, at, leaves, root, prev_hash }: Omit<Seal, 'hash'>): string =>
  sha256(JSON.stringify(['seal', id, at, leaves, root, prev_hash]))

/** Seals every instance that moved since it was last sealed; the new seals, oldest first, none when nothing moved. */
export async function seal(
  db: Database,
  clock: Clock,
  batch = BATCH,
  ledger: Ledger = general,
): Promise<Seal[]> {
  const seals: Seal[] = []
  for (;;) {
    const made = await db.transaction((tx) => sealBatch({ db, ledger }, tx, clock.now(), batch))
    if (made) seals.push(made)
    if (!made || made.leaves < batch) return seals
  }
}

/** The newest seal; its hash vouches for everything sealed before it. */
export async function lastSeal(db: Database, { tables }: Ledger = general): Promise<Seal | undefined> {
  return db.read<Seal>(tables.seals).orderBy('id', 'desc').first()
}

type Kept = { db: Database; ledger: Ledger }

async function sealBatch(kept: Kept, tx: Tx, now: number, batch: number): Promise<Seal | undefined> {
  const { tables, sealLock } = kept.ledger
  // PostgreSQL lets go of it with the transaction.
  if (kept.db.kind === 'postgres') await tx.all('SELECT pg_advisory_xact_lock(?)', [sealLock])
  const leaves = await unsealed(kept, tx, batch)
  if (leaves.length === 0) return undefined

  const [last] = await tx.all<Seal>(`SELECT id, hash FROM ${tables.seals} ORDER BY id DESC LIMIT 1`)
  const bare = {
    id: (last?.id ?? 0) + 1,
    at: now,
    leaves: leaves.length,
    root: rootOf(leaves),
    prev_hash: last?.hash ?? SEALS_BEGIN,
  }
  const made: Seal = { ...bare, hash: hashOfSeal(bare) }
  await keep(kept.ledger, tx, made, leaves)
  return made
}

/**
 * The next instances to seal, locked until the end: the revision sealed is the one read.
 * One that somebody is moving right now is left for the next minute: the sealer never waits for a clerk,
 * so that it can never be one of two that wait for each other.
 */
function unsealed({ db, ledger }: Kept, tx: Tx, batch: number): Promise<Leaf[]> {
  const lock = db.kind === 'postgres' ? 'FOR NO KEY UPDATE SKIP LOCKED' : ''
  return tx.all<Leaf>(
    `SELECT id AS instance_id, revision, last_hash AS hash FROM ${ledger.tables.instances}
     WHERE revision > sealed_revision ORDER BY id LIMIT ? ${lock}`,
    [batch],
  )
}

async function keep({ tables }: Ledger, tx: Tx, seal: Seal, leaves: readonly Leaf[]): Promise<void> {
  await tx.run(
    `INSERT INTO ${tables.seals} (id, at, leaves, root, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?)`,
    [seal.id, seal.at, seal.leaves, seal.root, seal.prev_hash, seal.hash],
  )
  await tx.run(
    `INSERT INTO ${tables.seal_leaves} (seal_id, instance_id, revision, hash) VALUES ${leaves.map(() => '(?, ?, ?, ?)').join(', ')}`,
    leaves.flatMap(({ instance_id, revision, hash }): Value[] => [seal.id, instance_id, revision, hash]),
  )
  await tx.run(
    `UPDATE ${tables.instances} SET sealed_revision = revision
     WHERE id IN (SELECT instance_id FROM ${tables.seal_leaves} WHERE seal_id = ?)`,
    [seal.id],
  )
}
