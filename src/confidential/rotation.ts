// Turning to a new master key: every wrapped key is unwrapped with the old one and wrapped with the new, all or nothing.
import { Unavailable } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { MasterKey } from '../platform/vault.ts'
import { record } from './access-log.ts'
import { keyPlace } from './ledger.ts'
import { createVault, houseKeys, type VaultRow } from './vault.ts'

/**
 * Rotates the vault, and writes down that it was done; how many data keys were wrapped anew.
 * The cases themselves are not touched: their keys stay, only what they lie in changes. So the old key opens nothing
 * here any more, and still opens a copy of the database from before.
 * @throws Unavailable when the old key is not the one in use.
 */
export function rotate(
  { db, clock }: { db: Database; clock: Clock },
  from: MasterKey,
  to: MasterKey,
): Promise<number> {
  return db.transaction(async (tx) => {
    // Where nothing was ever closed, there is a vault from now on: a start with the old key is refused all the same.
    await createVault(from).unlock(tx)
    await rewrapHouse(tx, from, to)
    const turned = await rewrapAll(tx, from, to)
    await record(createVault(to), tx, { at: clock.now(), actor: 'system', kind: 'rotated' })
    return turned
  })
}

/** First of all: it waits for whoever writes under the old key, and whoever comes later finds the new one and stops. */
async function rewrapHouse(tx: Tx, from: MasterKey, to: MasterKey): Promise<void> {
  const [row] = await tx.all<VaultRow>(
    'UPDATE vault SET key_id = ? WHERE one = 1 AND key_id = ? RETURNING key_id, tag_key, log_key, log_n, log_hash',
    [to.id, from.id],
  )
  if (!row) throw new Unavailable('confidential.shut.otherKey')
  const [tagKey = '', logKey = ''] = houseKeys.map((name) => to.wrap(name, from.unwrap(name, row[name])))
  await tx.run('UPDATE vault SET tag_key = ?, log_key = ? WHERE one = 1', [tagKey, logKey])
}

const BATCH = 500

async function rewrapAll(tx: Tx, from: MasterKey, to: MasterKey): Promise<number> {
  let turned = 0
  for (let after = ''; ; ) {
    const rows = await tx.all<{ instance_id: string; wrapped: string }>(
      `SELECT instance_id, wrapped FROM sensitive_keys
       WHERE instance_id > ? AND wrapped IS NOT NULL ORDER BY instance_id LIMIT ?`,
      [after, BATCH],
    )
    for (const { instance_id: id, wrapped } of rows)
      await tx.run('UPDATE sensitive_keys SET wrapped = ? WHERE instance_id = ?', [
        to.wrap(keyPlace(id), from.unwrap(keyPlace(id), wrapped)),
        id,
      ])
    turned += rows.length
    const last = rows.at(-1)
    if (!last) return turned
    after = last.instance_id
  }
}
