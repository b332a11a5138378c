// Lawful erasure: what was typed goes for good, the journal that commits to it stays provable.
import type { Tx } from '../platform/database.ts'
import { general, type Tables } from './ledger.ts'

/**
 * Erases the inputs of events of an instance (all, or those with these numbers) and records that it was done.
 * The chain still verifies; what followed from these inputs can no longer be recomputed, and is reported so.
 * Rows that a projection copied from them are the caller's to delete in the same transaction.
 * @returns how many inputs were erased; those erased before are not counted again.
 */
export async function erase(
  tx: Tx,
  id: string,
  seqs: readonly number[] | 'all',
  reason: string,
  at: number,
  { erasures, journal_inputs }: Tables = general.tables,
): Promise<number> {
  if (seqs.length === 0) return 0
  const some = seqs === 'all' ? '' : ` AND seq IN (${seqs.map(() => '?').join(', ')})`
  const which = [id, ...(seqs === 'all' ? [] : seqs)]
  const erased = await tx.run(
    `INSERT INTO ${erasures} (instance_id, seq, at, reason)
     SELECT instance_id, seq, CAST(? AS bigint), CAST(? AS text) FROM ${journal_inputs} WHERE instance_id = ?${some}`,
    [at, reason, ...which],
  )
  await tx.run(`DELETE FROM ${journal_inputs} WHERE instance_id = ?${some}`, which)
  return erased
}
