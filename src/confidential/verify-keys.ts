// Proves the data keys: each case has its own, and a key that is gone was destroyed for everybody to see.
import type { Knex } from 'knex'
import type { Fault } from '../engine/verify.ts'
import type { MasterKey } from '../platform/vault.ts'
import type { LoggedAccess } from './access-log.ts'
import { keyPlace } from './ledger.ts'
import type { Vault } from './vault.ts'

/** The vault once it was unlocked, with the key that did. */
export type Opened = { vault: Vault; master: MasterKey }

/** What the log tells of cases: which began, which were erased when, and how far somebody had read in them. */
export type KeysTold = { begun: Set<string>; erased: Map<string, number>; reached: Map<string, number> }

/** Adds what a line tells of a case. */
export function tellCase(
  { begun, erased, reached }: KeysTold,
  { kind, case: id, at, revision = 0 }: LoggedAccess,
): void {
  if (!id) return
  reached.set(id, Math.max(reached.get(id) ?? 0, revision))
  if (kind === 'opened' || kind === 'transferred') begun.add(id)
  if (kind === 'erased') erased.set(id, at)
}

/** What stands behind the end of base64 is read by nobody: a column that has more was altered all the same. */
export const isWhole = (kept: string): boolean => Buffer.from(kept, 'base64').toString('base64') === kept

type Kept = { id: string; revision: number; wrapped: string | null; destroyed_at: number | null }

const BATCH = 500

/**
 * Compares cases and keys with what the log tells: a case that began without a line, or of which nothing else is left;
 * a key that somebody took away, put back, or altered; a case that stands where it stood before somebody read further.
 */
export async function compareKeys(tx: Knex, told: KeysTold, { master }: Opened): Promise<Fault[]> {
  const faults: Fault[] = []
  const left = new Set(told.begun)
  for (let last = ''; ; ) {
    const rows: Kept[] = await tx('sensitive_instances as i')
      .leftJoin('sensitive_keys as k', 'k.instance_id', 'i.id')
      .where('i.id', '>', last)
      .orderBy('i.id')
      .limit(BATCH)
      .select('i.id', 'i.revision', 'k.wrapped', 'k.destroyed_at')
    for (const row of rows) {
      left.delete(row.id)
      faults.push(...wrongKey(told, master, row))
    }
    const next = rows.at(-1)
    if (!next) break
    last = next.id
  }
  const gone = [...left].map((id) => ({ place: `sensitive_instances ${id}`, what: 'missing, and it began' }))
  return [...faults, ...gone]
}

function wrongKey({ begun, erased, reached }: KeysTold, master: MasterKey, row: Kept): Fault[] {
  const { id, revision, wrapped, destroyed_at } = row
  const [place, whole] = [`sensitive_keys ${id}`, `sensitive_instances ${id}`]
  if (!begun.has(id)) return [{ place: whole, what: 'no line tells that it began' }]
  if ((reached.get(id) ?? 0) > revision) return [{ place: whole, what: 'somebody had read further on' }]
  if ((erased.get(id) ?? null) !== destroyed_at)
    return [{ place, what: 'it is not destroyed as the log tells' }]
  if (wrapped !== null && !unwrapped(master, id, wrapped)) return [{ place, what: 'it does not open' }]
  return []
}

/** The data key of a case; undefined when it does not open: it was altered, or wrapped by another key or for another case. */
export function unwrapped(master: MasterKey, id: string, wrapped: string): Buffer | undefined {
  try {
    return master.unwrap(keyPlace(id), wrapped)
  } catch {
    return undefined
  }
}

/** What may stand beside a case whose key was destroyed: nothing that could be opened with it, or leads to it. */
const beside = [
  ['sensitive_desks', 'case_id'],
  ['sensitive_codes', 'case_id'],
  ['sensitive_enclosures', 'case_id'],
  ['sensitive_files', 'case_id'],
  ['sensitive_timers', 'instance_id'],
] as const

/** What holds without any key: every case has its key or destroyed it, and what was destroyed left nothing beside. */
export async function compareKept(tx: Knex): Promise<Fault[]> {
  const wrong: { id: string }[] = await tx('sensitive_instances as i')
    .leftJoin('sensitive_keys as k', 'k.instance_id', 'i.id')
    .whereRaw('(k.instance_id IS NULL OR (k.wrapped IS NULL) <> (k.destroyed_at IS NOT NULL))')
    .orderBy('i.id')
    .limit(MOST)
    .select('i.id')
  const what = 'its key is gone, and not destroyed'
  const faults = wrong.map(({ id }) => ({ place: `sensitive_keys ${id}`, what }))
  faults.push(...(await orphans(tx, 'sensitive_keys', 'instance_id')))
  for (const [table, owner] of beside) faults.push(...(await leftOf(tx, table, owner)))
  return faults
}

const MOST = 20

async function orphans(tx: Knex, table: string, owner: string): Promise<Fault[]> {
  const rows: { id: string }[] = await tx(`${table} as t`)
    .whereNotExists(tx('sensitive_instances as i').select(tx.raw('1')).whereRaw('i.id = t.??', [owner]))
    .limit(MOST)
    .select(`t.${owner} as id`)
  return rows.map(({ id }) => ({ place: `${table} ${id}`, what: 'it belongs to no case' }))
}

async function leftOf(tx: Knex, table: string, owner: string): Promise<Fault[]> {
  const rows: { id: string }[] = await tx(`${table} as t`)
    .join('sensitive_keys as k', 'k.instance_id', `t.${owner}`)
    .whereNull('k.wrapped')
    .limit(MOST)
    .select(`t.${owner} as id`)
  return rows.map(({ id }) => ({ place: `${table} ${id}`, what: 'the key of its case was destroyed' }))
}
