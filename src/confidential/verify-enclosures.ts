// Proves the sealed enclosures: each opens whole, with all its files named, where its case says that there is one.
import type { Knex } from 'knex'
import type { Ledger } from '../engine/ledger.ts'
import type { Fault } from '../engine/verify.ts'
import type { Row, Tx, Value } from '../platform/database.ts'
import { openEnclosure } from './enclosure.ts'
import type { Vault } from './vault.ts'
import { isWhole } from './verify-keys.ts'

type Stored = { id: string; snapshot: string; told: number; wrapped: string | null; body: string | null }

const BATCH = 200

/**
 * Compares enclosures with their cases. Whether the files themselves lie in DATA_DIR is not looked at here, and when an
 * enclosure was closed (its column `at`) is known nowhere else.
 */
export async function compareEnclosures(tx: Knex, ledger: Ledger, vault: Vault): Promise<Fault[]> {
  const faults: Fault[] = []
  const reader = readerOf(tx)
  for (let last = ''; ; ) {
    const rows = await nextCases(tx, last)
    const next = rows.at(-1)
    if (!next) return faults
    last = next.id
    const ids = rows.map(({ id }) => id)
    const safes = await ledger.safes(reader, ids)
    for (const row of rows) {
      const safe = safes.get(row.id)
      // A case that does not open was named before.
      const sealed = safe && isSealed(() => safe.open('snapshot', row.snapshot))
      const what = sealed === undefined ? undefined : await wrongEnclosure(reader, vault, row, sealed)
      if (what) faults.push({ place: `sensitive_enclosures ${row.id}`, what })
    }
  }
}

const nextCases = (tx: Knex, last: string): Promise<Stored[]> =>
  tx('sensitive_instances as i')
    .leftJoin('sensitive_enclosures as e', 'e.case_id', 'i.id')
    .where('i.id', '>', last)
    .orderBy('i.id')
    .limit(BATCH)
    .select('i.id', 'i.snapshot', 'e.wrapped', 'e.body', {
      told: tx('sensitive_outbox as o')
        .count('*')
        .whereRaw('o.instance_id = i.id')
        .andWhere('o.status', 'waiting'),
    })

function isSealed(snapshot: () => string): boolean | undefined {
  try {
    return JSON.parse(snapshot()).value?.enclosure === 'sealed'
  } catch {
    return undefined
  }
}

async function wrongEnclosure(
  reader: Tx,
  vault: Vault,
  { id, told, wrapped, body }: Stored,
  sealed: boolean,
): Promise<string | undefined> {
  if (wrapped === null || body === null) return sealed ? 'missing, and nobody destroyed it' : undefined
  // What ended by itself is destroyed by the worker, as soon as it comes by.
  if (!sealed) return Number(told) === 0 ? 'it should be destroyed' : undefined
  try {
    const enclosure = await openEnclosure({ vault, dataDir: '' }, reader, id)
    const abouts = await reader.all<{ about: string }>(
      'SELECT about FROM sensitive_files WHERE case_id = ?',
      [id],
    )
    if (![wrapped, body, ...abouts.map(({ about }) => about)].every(isWhole)) return 'it was altered'
    const named = enclosure.told.cases.flatMap(({ documents }) => documents).length
    return named === enclosure.files.length ? undefined : 'its files are not those that were enclosed'
  } catch {
    return 'it does not open'
  }
}

/** A transaction that only reads, for what asks in the language of both databases. */
function readerOf(tx: Knex): Tx {
  return {
    all: async <T extends Row>(sql: string, values: readonly Value[] = []) => {
      // The driver's border: sqlite3 answers the rows, pg an object that holds them.
      const answer: unknown = await tx.raw(sql, [...values])
      return (Array.isArray(answer) ? answer : (answer as { rows: T[] }).rows) as T[]
    },
    run: () => Promise.reject(new Error('nothing is written here')),
  }
}
