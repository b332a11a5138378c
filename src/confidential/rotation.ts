// Turning to a new master key: what was wrapped with the old one is wrapped with the new, in one transaction or not at all.
import { Unavailable } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { MasterKey } from '../platform/vault.ts'
import { record } from './access-log.ts'
import { keyPlace } from './ledger.ts'
import { createVault, houseKeys, type VaultRow } from './vault.ts'
import { unwrapped } from './verify-keys.ts'

/** Some wrapped keys were altered: they open with no key any more. How many; nowhere which, that would name the cases. */
export class AlteredKeys extends Error {
  readonly count: number
  constructor(count: number) {
    super('some wrapped keys were altered')
    this.name = new.target.name
    this.count = count
  }
}

/** How many data keys were wrapped anew, and how many were left because they open with no key. */
export type Rotated = { turned: number; left: number }

/**
 * Rotates the vault, and writes down that it was done.
 * The cases themselves are not touched: their keys stay, only what they lie in changes. So the old key opens nothing
 * here any more, and still opens a copy of the database from before.
 * With `leaveBroken`, keys that were altered stay as they are, and the log says how many: nobody who alters a row
 * keeps the house from turning away from a key that leaked. `verify` goes on naming them.
 * @throws Unavailable when the old key is not the one in use.
 * @throws AlteredKeys when some do not open and are not to be left; nothing is turned then.
 */
export function rotate(
  { db, clock }: { db: Database; clock: Clock },
  from: MasterKey,
  to: MasterKey,
  { leaveBroken = false } = {},
): Promise<Rotated> {
  return db.transaction(async (tx) => {
    // Where nothing was ever closed, there is a vault from now on: a start with the old key is refused all the same.
    await createVault(from).unlock(tx)
    await rewrapHouse(tx, from, to)
    const rotated = await rewrapAll(tx, from, to)
    const { left } = rotated
    if (left > 0 && !leaveBroken) throw new AlteredKeys(left)
    await record(createVault(to), tx, {
      ...{ at: clock.now(), actor: 'system', kind: 'rotated' },
      ...(left > 0 && { left }),
    })
    return rotated
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

/** To the end in every case: whoever asks hears of all that does not open, not of the first. */
async function rewrapAll(tx: Tx, from: MasterKey, to: MasterKey): Promise<Rotated> {
  const rotated = { turned: 0, left: 0 }
  for (let after = ''; ; ) {
    const rows = await tx.all<Row>(
      `SELECT instance_id, wrapped FROM sensitive_keys
       WHERE instance_id > ? AND wrapped IS NOT NULL ORDER BY instance_id LIMIT ?`,
      [after, BATCH],
    )
    for (const row of rows) rotated[(await rewrap(tx, from, to, row)) ? 'turned' : 'left'] += 1
    const last = rows.at(-1)
    if (!last) return rotated
    after = last.instance_id
  }
}

type Row = { instance_id: string; wrapped: string }

/** Whether the key opened, and so was turned. */
async function rewrap(tx: Tx, from: MasterKey, to: MasterKey, row: Row): Promise<boolean> {
  const { instance_id: id, wrapped } = row
  const key = unwrapped(from, id, wrapped)
  if (!key) return false
  await tx.run('UPDATE sensitive_keys SET wrapped = ? WHERE instance_id = ?', [
    to.wrap(keyPlace(id), key),
    id,
  ])
  return true
}
