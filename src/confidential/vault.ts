// The vault: the keys of the confidential road, wrapped in the database by the key of the environment.
import { Unavailable } from '../errors.ts'
import type { Tx } from '../platform/database.ts'
import { type Closing, closing, type MasterKey, newKey, tagging } from '../platform/vault.ts'

/** Where the log of accesses begins. */
export const LOG_BEGINS = 'jawab confidential log'

type Keys = { log: Closing; tag: (text: string) => string }

export type Vault = {
  /**
   * Makes the keys of the house ready, within a transaction that writes; the very first time it makes them.
   * @throws Unavailable without a key, or when the database was closed with another one.
   */
  unlock(tx: Pick<Tx, 'all'>): Promise<MasterKey>
  /** A keyed hash; only once the vault was unlocked. */
  tag(text: string): string
  /** Closes what the log says; only once the vault was unlocked. */
  log(): Closing
}

export type VaultRow = {
  key_id: string
  tag_key: string
  log_key: string
  log_n: number
  log_hash: string
}

/** The keys of the house, by the names they are wrapped under. */
export const houseKeys = ['tag_key', 'log_key'] as const

/** The vault over a master key; without one it stays shut. */
export function createVault(master: MasterKey | null): Vault {
  let known: { row: VaultRow; keys: Keys } | undefined
  const ready = (): Keys => {
    if (!known) throw new Error('the vault was not unlocked')
    return known.keys
  }
  return {
    async unlock(tx) {
      if (!master) throw new Unavailable('confidential.shut.noKey')
      const row = (await readVault(tx)) ?? (await makeVault(tx, master))
      // Somebody turned to another key while this process went on with the old one.
      if (row.key_id !== master.id) throw new Unavailable('confidential.shut.otherKey')
      // The very first keys may have been made by a transaction that was undone: they count only while they are stored.
      if (known?.row.tag_key !== row.tag_key || known.row.log_key !== row.log_key)
        known = { row, keys: keysIn(row, master) }
      return master
    },
    tag: (text) => ready().tag(text),
    log: () => ready().log,
  }
}

const keysIn = (row: VaultRow, master: MasterKey): Keys => ({
  tag: tagging(master.unwrap('tag_key', row.tag_key)),
  log: closing(master.unwrap('log_key', row.log_key)),
})

/** The row of the vault; undefined while nothing was ever closed. */
export async function readVault(tx: Pick<Tx, 'all'>): Promise<VaultRow | undefined> {
  const [row] = await tx.all<VaultRow>(
    'SELECT key_id, tag_key, log_key, log_n, log_hash FROM vault WHERE one = 1',
  )
  return row
}

async function makeVault(tx: Pick<Tx, 'all'>, master: MasterKey): Promise<VaultRow> {
  const [tagKey, logKey] = houseKeys.map((name) => master.wrap(name, newKey()))
  // Two processes may be the first at once: what one wrote, the other reads.
  await tx.all(
    `INSERT INTO vault (one, key_id, tag_key, log_key, log_n, log_hash) VALUES (1, ?, ?, ?, 0, ?)
     ON CONFLICT (one) DO NOTHING RETURNING one`,
    [master.id, tagKey ?? '', logKey ?? '', LOG_BEGINS],
  )
  const row = await readVault(tx)
  if (!row) throw new Error('the vault was not written')
  return row
}
