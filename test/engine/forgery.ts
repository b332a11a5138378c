// What somebody does who may write to the database and knows the code: histories rewritten so that they agree again.
import type { Knex } from 'knex'
import { commitTo, type Entry, hashOf } from '../../src/engine/journal.ts'
import { type Leaf, rootOf } from '../../src/engine/merkle.ts'
import { hashOfSeal, SEALS_BEGIN, type Seal } from '../../src/engine/seals.ts'
import type { Row } from '../../src/platform/database.ts'

const ofCase: Record<string, string> = {
  instances: 'id',
  journal: 'instance_id',
  journal_inputs: 'instance_id',
  timers: 'instance_id',
  outbox: 'instance_id',
  loans: 'id',
  waits: 'loan_id',
  notes: 'loan_id',
}

/** Every row of a case, to be put back when it moved on. */
export async function keepCase(intruder: Knex, id: string): Promise<Map<string, Row[]>> {
  const kept = new Map<string, Row[]>()
  for (const [table, owner] of Object.entries(ofCase)) kept.set(table, await intruder(table).where(owner, id))
  return kept
}

/** Deletes a case wherever it left a row. */
export async function removeCase(intruder: Knex, id: string): Promise<void> {
  for (const [table, owner] of Object.entries(ofCase)) await intruder(table).where(owner, id).delete()
}

/** Changes the first input of a case and computes every hash after it anew, as somebody who knows the code would. */
export async function rewrite(intruder: Knex, id: string, change: (text: string) => string): Promise<void> {
  const inputs = await intruder('journal_inputs').where({ instance_id: id, seq: 1 })
  const input = change(inputs[0].input)
  await intruder('journal_inputs').where({ instance_id: id, seq: 1 }).update({ input })
  const journal: Entry[] = await intruder('journal').where({ instance_id: id }).orderBy('seq')
  let prev_hash = journal[0]?.prev_hash ?? ''
  for (const entry of journal) {
    const input_hash = entry.seq === 1 ? commitTo(inputs[0].salt, input) : entry.input_hash
    const hash = hashOf({ ...entry, input_hash, prev_hash })
    await intruder('journal')
      .where({ instance_id: id, seq: entry.seq })
      .update({ input_hash, prev_hash, hash })
    prev_hash = hash
  }
  await intruder('instances').where({ id }).update({ last_hash: prev_hash })
}

/** Replaces all seals by one over what is left. */
export async function sealAnew(intruder: Knex): Promise<void> {
  const leaves: Leaf[] = await intruder('instances').select({
    instance_id: 'id',
    revision: 'revision',
    hash: 'last_hash',
  })
  const bare: Omit<Seal, 'hash'> = {
    id: 1,
    at: 0,
    leaves: leaves.length,
    root: rootOf(leaves),
    prev_hash: SEALS_BEGIN,
  }
  await intruder('seal_leaves').delete()
  await intruder('seals').delete()
  await intruder('seals').insert({ ...bare, hash: hashOfSeal(bare) })
  await intruder('seal_leaves').insert(leaves.map((leaf) => ({ seal_id: 1, ...leaf })))
}
