// Counting as seals come: each seal once and in order, whichever worker comes first, whatever breaks in between.
import type { Database, Tx } from '../platform/database.ts'

/** Where a counter remembers how far it is: a table of one row, whose `seal_id` is the last seal it counted. */
export type Counter = 'folded_seals' | 'counted_seals' | 'tallied_seals'

export type Follower<Read> = {
  counter: Counter
  /** Reads what never changes under a seal, before anybody is held up. */
  read(db: Database, seal: number): Promise<Read>
  /** Adds it; no other worker, and nobody who called `holdCounter`, counts at the same time. */
  add(tx: Tx, read: Read): Promise<void>
}

/** Counts seals that were not counted yet, oldest first, at most so many; how many this call counted. */
export async function followSeals<Read>(
  db: Database,
  { counter, read, add }: Follower<Read>,
  most = Number.POSITIVE_INFINITY,
): Promise<number> {
  let counted = 0
  while (counted < most) {
    const [row] = await db.all<{ seal_id: number }>(`SELECT seal_id FROM ${counter}`)
    const done = row?.seal_id ?? 0
    const [next] = await db.all<{ id: number }>('SELECT id FROM seals WHERE id > ? ORDER BY id LIMIT 1', [
      done,
    ])
    if (!next) break
    const found = await read(db, next.id)
    const taken = await db.transaction(async (tx) => {
      const moved = await tx.run(`UPDATE ${counter} SET seal_id = ? WHERE seal_id = ?`, [next.id, done])
      if (moved > 0) await add(tx, found)
      return moved > 0
    })
    if (taken) counted += 1
  }
  return counted
}

/** Keeps every worker from counting until the transaction ends. */
export async function holdCounter(tx: Tx, counter: Counter): Promise<void> {
  await tx.run(`UPDATE ${counter} SET seal_id = seal_id`)
}

/** Has everything counted anew from the first seal on; what was counted has to go in the same transaction. */
export async function restartCounter(tx: Tx, counter: Counter): Promise<void> {
  await tx.run(`UPDATE ${counter} SET seal_id = 0`)
}
