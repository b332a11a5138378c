// Who read, searched or used a key on the confidential road, and when: a chain of its own, its words closed.
import { sha256 } from '../engine/journal.ts'
import type { Tx } from '../platform/database.ts'
import { LOG_BEGINS, type Vault } from './vault.ts'

/** What was done; `fields` are the names of what was shown, never what stood there. */
export type Access = {
  kind:
    | 'list'
    | 'search'
    | 'case'
    | 'enclosure'
    | 'file'
    | 'figures'
    | 'log'
    | 'opened'
    | 'transferred'
    | 'erased'
    | 'enclosureDestroyed'
    | 'rotated'
    | 'doorAsked'
    | 'doorGranted'
    | 'doorRefused'
  case?: string
  /** Of a list: the cases that stood on it. */
  cases?: readonly string[]
  programme?: string
  fields?: readonly string[]
  /** The door by which somebody from elsewhere read. */
  door?: string
  /** Of a search: whether it found something. */
  found?: boolean
}

export type LoggedAccess = Access & { n: number; at: number; actor: string }

/** Beyond every line there can be. */
const LAST = 2_147_483_647

type LogRow = { n: number; at: number; actor: string; body: string; prev_hash: string; hash: string }

const hashOf = ({ n, at, actor, body, prev_hash }: Omit<LogRow, 'hash'>): string =>
  sha256(JSON.stringify(['access', n, at, actor, body, prev_hash]))

/** Writes one line of the log, in the transaction of what it tells: what is not written down does not happen. */
export async function record(
  vault: Vault,
  tx: Tx,
  { at, actor, ...access }: Access & { at: number; actor: string },
): Promise<void> {
  await vault.unlock(tx)
  // Taking the number holds the row until the end: two lines never follow the same one.
  const [head] = await tx.all<{ log_n: number; log_hash: string }>(
    'UPDATE vault SET log_n = log_n + 1 WHERE one = 1 RETURNING log_n, log_hash',
  )
  if (!head) throw new Error('there is no log')
  const { log_n: n, log_hash: prev_hash } = head
  const body = vault.log().close(`access ${n}`, JSON.stringify(access))
  const bare = { n, at, actor, body, prev_hash }
  const hash = hashOf(bare)
  await tx.run('INSERT INTO sensitive_log (n, at, actor, body, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?)', [
    n,
    at,
    actor,
    body,
    prev_hash,
    hash,
  ])
  await tx.run('UPDATE vault SET log_hash = ? WHERE one = 1', [hash])
  for (const about of [access.case, access.programme])
    if (about)
      await tx.run('INSERT INTO sensitive_log_tags (tag, n) VALUES (?, ?)', [logTag(vault, about), n])
}

const logTag = (vault: Vault, about: string): string => vault.tag(`log ${about}`)

/** The newest lines about a case or a programme, before a line if one is named. */
export async function accessesTo(
  vault: Vault,
  tx: Tx,
  about: string,
  { most, before = LAST }: { most: number; before?: number },
): Promise<LoggedAccess[]> {
  await vault.unlock(tx)
  const rows = await tx.all<LogRow>(
    `SELECT l.n, l.at, l.actor, l.body FROM sensitive_log_tags t JOIN sensitive_log l ON l.n = t.n
     WHERE t.tag = ? AND t.n < ? ORDER BY t.n DESC LIMIT ?`,
    [logTag(vault, about), before, most],
  )
  return rows.map(({ n, at, actor, body }) => ({ n, at, actor, ...openAccess(vault, n, body) }))
}

const openAccess = (vault: Vault, n: number, body: string): Access =>
  JSON.parse(vault.log().open(`access ${n}`, body))

/**
 * Proves the log: nothing altered, nothing missing, its end where the vault has it. Needs no key.
 * @returns the first thing that is wrong, or undefined.
 */
export async function brokenLog(db: Pick<Tx, 'all'>): Promise<string | undefined> {
  const [head] = await db.all<{ log_n: number; log_hash: string }>(
    'SELECT log_n, log_hash FROM vault WHERE one = 1',
  )
  let [last, hash] = [0, LOG_BEGINS]
  for (;;) {
    const rows = await db.all<LogRow>(
      'SELECT n, at, actor, body, prev_hash, hash FROM sensitive_log WHERE n > ? ORDER BY n LIMIT 500',
      [last],
    )
    if (rows.length === 0) break
    for (const row of rows) {
      if (row.n !== last + 1) return `sensitive_log ${last + 1}: missing`
      if (row.prev_hash !== hash)
        return `sensitive_log ${row.n}: it does not hold the hash of the line before`
      if (hashOf(row) !== row.hash) return `sensitive_log ${row.n}: its hash is not that of what it says`
      ;[last, hash] = [row.n, row.hash]
    }
  }
  if (!head) return last === 0 ? undefined : 'vault 1: missing'
  return head.log_n === last && head.log_hash === hash
    ? undefined
    : 'vault 1: the log does not end where it says'
}
