// The ledger of the confidential road: tables of its own, and a data key for each case that closes all it says.
import { type Ledger, type Safe, tablesOf } from '../engine/ledger.ts'
import { Unavailable } from '../errors.ts'
import type { Tx } from '../platform/database.ts'
import { closing, newKey } from '../platform/vault.ts'
import type { Vault } from './vault.ts'

const tables = tablesOf('sensitive_')
const SEAL_LOCK = 7_420_217

/** The place a data key is wrapped for: that of one case fits no other. */
export const keyPlace = (id: string): string => `case ${id}`

/** The ledger whose words the vault closes. */
export function confidentialLedger(vault: Vault): Ledger {
  return {
    tables,
    sealLock: SEAL_LOCK,
    async found(tx, id) {
      const master = await vault.unlock(tx)
      const key = newKey()
      const row = { instance_id: id, wrapped: master.wrap(keyPlace(id), key), destroyed_at: null }
      return { safe: safeWith(key, id), writes: [{ kind: 'insert', table: 'sensitive_keys', row }] }
    },
    async safes(reader, ids) {
      const master = await vault.unlock(reader)
      const rows = await wrappedKeys(reader, ids)
      return new Map(
        rows.map(({ instance_id: id, wrapped }) => [id, safeWith(master.unwrap(keyPlace(id), wrapped), id)]),
      )
    },
  }
}

/** The same ledger for whoever has no key: chains and seals can be proved, nothing can be opened. */
export const shutLedger: Ledger = {
  tables,
  sealLock: SEAL_LOCK,
  found: () => Promise.reject(new Unavailable('confidential.shut.noKey')),
  safes: async () => new Map(),
}

/** The data key of a case. @throws when it was destroyed. */
export async function dataKeyOf(vault: Vault, tx: Pick<Tx, 'all'>, id: string): Promise<Buffer> {
  const master = await vault.unlock(tx)
  const [row] = await wrappedKeys(tx, [id])
  if (!row) throw new Error('the key of this case was destroyed')
  return master.unwrap(keyPlace(id), row.wrapped)
}

function wrappedKeys(
  reader: Pick<Tx, 'all'>,
  ids: readonly string[],
): Promise<{ instance_id: string; wrapped: string }[]> {
  if (ids.length === 0) return Promise.resolve([])
  return reader.all(
    `SELECT instance_id, wrapped FROM sensitive_keys
     WHERE wrapped IS NOT NULL AND instance_id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  )
}

/**
 * The room that words take at least, by the first word of their place: enough that neither an act without a form nor
 * a case that just began is told apart by its size. All else is one code, and as long as any other.
 */
const room: Record<string, number> = { input: 1024, from: 1024, to: 1024, hands: 1024, snapshot: 4096 }

const roomAt = (place: string): number | undefined => room[place.split(' ', 1)[0] ?? '']

/** What stands in one case opens in no other: its id is part of every place. */
function safeWith(key: Buffer, id: string): Safe {
  const { close, open } = closing(key)
  return {
    close: (place, words) => close(`${id} ${place}`, words, roomAt(place)),
    open: (place, kept) => open(`${id} ${place}`, kept),
  }
}
