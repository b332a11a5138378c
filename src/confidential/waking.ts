// Waking sensitive cases: each by itself, and only one that stands where its journal ends.
import { type InstanceRow, type Live, wake } from '../engine/instance.ts'
import type { Ledger, Safe } from '../engine/ledger.ts'
import { type Machines, stateOf } from '../engine/machines.ts'
import { AppError, NotFound, Unavailable } from '../errors.ts'
import type { Tx } from '../platform/database.ts'

type Parts = { ledger: Ledger; machines: Machines }
type Reader = Pick<Tx, 'all'>

/** Cases as they stand, and those of which something was altered, so that nobody can read them. */
export type Woken = { lives: Live[]; broken: string[] }

/** A case as it stands; whether the asker may see it was asked before. @throws NotFound, Unavailable when it was altered */
export async function wakeCase(parts: Parts, tx: Reader, id: string): Promise<Live> {
  const { lives, broken } = await wakeEach(parts, tx, [id])
  if (broken.length > 0) throw new Unavailable('confidential.broken.text')
  const [live] = lives
  if (!live) throw new NotFound()
  return live
}

/** Cases as they stand, those left out whose key was destroyed, and those that cannot be read. */
export const wakeAll = async (parts: Parts, tx: Reader, ids: readonly string[]): Promise<Live[]> =>
  (await wakeEach(parts, tx, ids)).lives

/** Cases as they stand, those whose key was destroyed left out. One that cannot be read keeps nobody from the others. */
export async function wakeEach(
  { ledger, machines }: Parts,
  tx: Reader,
  ids: readonly string[],
): Promise<Woken> {
  const woken: Woken = { lives: [], broken: [] }
  if (ids.length === 0) return woken
  const safes = await safesOf(ledger, tx, ids)
  for (const row of await standing(ledger, tx, ids)) {
    const safe = safes.get(row.id)
    if (safe === null) woken.broken.push(row.id)
    if (!safe) continue
    const live = attempt(() => wakeWhole(machines, row, { tables: ledger.tables, safe }))
    if (live) woken.lives.push(live)
    else woken.broken.push(row.id)
  }
  return woken
}

/** The row of a case with the end of its journal. */
type Standing = InstanceRow & { end_hash: string | null; end_state: string | null }

function standing({ tables }: Ledger, tx: Reader, ids: readonly string[]): Promise<Standing[]> {
  const end = (column: 'hash' | 'to_state') =>
    `(SELECT j.${column} FROM ${tables.journal} j WHERE j.instance_id = i.id ORDER BY j.seq DESC LIMIT 1)`
  return tx.all<Standing>(
    `SELECT i.id, i.workflow, i.version, i.opened_version, i.revision, i.snapshot, i.hands, i.last_hash, i.opening_key,
       ${end('hash')} AS end_hash, ${end('to_state')} AS end_state
     FROM ${tables.instances} i WHERE i.id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  )
}

/** @throws when it was altered, or an older state of it was put back. */
function wakeWhole(machines: Machines, row: Standing, keeping: Live['keeping']): Live {
  const live = wake(machines, row, keeping)
  // The end of the journal opens at its own place alone: at any other revision this fails.
  const state = keeping.safe.open(`to ${row.revision}`, row.end_state ?? '')
  if (row.end_hash !== row.last_hash || state !== stateOf(live.snapshot))
    throw new Error('the case does not stand where its journal ends')
  return live
}

/** The safe of each case, null for one whose key cannot be unwrapped. @throws Unavailable without the right key */
async function safesOf(
  ledger: Ledger,
  tx: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Safe | null>> {
  try {
    return await ledger.safes(tx, ids)
  } catch (error) {
    if (error instanceof AppError || ids.length === 0) throw error
  }
  const found = new Map<string, Safe | null>()
  for (const id of ids) {
    const one = await ledger.safes(tx, [id]).catch(() => null)
    const safe = one ? one.get(id) : null
    if (safe !== undefined) found.set(id, safe)
  }
  return found
}

/** What a case that was altered throws differs with what was altered; none of it is ours. */
function attempt(work: () => Live): Live | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
