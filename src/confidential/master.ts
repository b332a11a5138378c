// Which master key this installation has: from the environment; a demonstration makes one of its own.
import path from 'node:path'
import { type Config, WrongSetting } from '../platform/config.ts'
import type { Database } from '../platform/database.ts'
import { keptSecret } from '../platform/kept-secret.ts'
import type { Log } from '../platform/log.ts'
import { type MasterKey, masterKey, newKey } from '../platform/vault.ts'
import { readVault } from './vault.ts'

/** The master key; null when there is none, and the confidential road is shut. */
export function masterOf({
  vaultKey,
  demo,
  dataDir,
}: Pick<Config, 'vaultKey' | 'demo' | 'dataDir'>): MasterKey | null {
  if (vaultKey) return masterKey(vaultKey)
  // Invented people have nothing to hide: a demonstration may keep its key beside what the key closes.
  if (demo)
    return masterKey(keptSecret(path.join(dataDir, 'demo-vault-key'), () => newKey().toString('base64')))
  return null
}

/**
 * Says so when what is stored waits for a key that is not here.
 * @throws WrongSetting when it was closed with another key.
 */
export async function requireMaster(
  db: Database,
  master: MasterKey | null,
  log?: Pick<Log, 'warn'>,
): Promise<void> {
  const row = await readVault(db)
  if (!master && row)
    log?.warn('no VAULT_KEY: the confidential road is shut, its notices and deadlines wait for the key')
  if (master && row && row.key_id !== master.id)
    throw new WrongSetting(
      'Wrong setting. VAULT_KEY: it is not the key that the confidential cases were closed with',
    )
}
