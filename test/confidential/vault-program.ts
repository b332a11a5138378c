// The key of the confidential road in tests: the programs that work on it, and by which key what is wrapped opens.
import { execFile } from 'node:child_process'
import path from 'node:path'
import { keyPlace } from '../../src/confidential/ledger.ts'
import { houseKeys, readVault } from '../../src/confidential/vault.ts'
import type { Database } from '../../src/platform/database.ts'
import { masterKey } from '../../src/platform/vault.ts'
import { VAULT_KEY } from '../support/office.ts'

/** Another key than the one of the office. */
export const NEW_KEY = Buffer.alloc(32, 8).toString('base64')
export const [oldMaster, newMaster] = [masterKey(VAULT_KEY), masterKey(NEW_KEY)]

export const root = path.join(import.meta.dirname, '../..')

type Ended = { code: number; out: string; error: string }

/** Runs a program with nothing of the test runner's own settings. */
export const program = (args: readonly string[], env: Record<string, string>): Promise<Ended> =>
  new Promise((resolve) => {
    const settings = { PATH: process.env.PATH, DATA_DIR: '/tmp/jawab-vault-test', ...env }
    execFile(process.execPath, [...args], { env: settings, cwd: root }, (error, out, stderr) =>
      // Whoever was killed has no code.
      resolve({ code: error ? Number(error.code ?? -1) : 0, out, error: stderr }),
    )
  })

/** By which of the two masters each wrapped key opens. */
export async function openedBy(db: Database): Promise<Set<string>> {
  const row = await readVault(db)
  const keys: { instance_id: string; wrapped: string }[] = await db
    .read('sensitive_keys')
    .whereNotNull('wrapped')
  const all = [
    ...houseKeys.map((name) => [name, row?.[name] ?? ''] as const),
    ...keys.map(({ instance_id, wrapped }) => [keyPlace(instance_id), wrapped] as const),
  ]
  const opens = (master: typeof oldMaster, place: string, wrapped: string) => {
    try {
      return master.unwrap(place, wrapped).length === 32
    } catch {
      return false
    }
  }
  return new Set(
    all.map(([place, wrapped]) =>
      [opens(oldMaster, place, wrapped) && 'old', opens(newMaster, place, wrapped) && 'new']
        .filter(Boolean)
        .join(' and '),
    ),
  )
}
