// Who read, searched or used a key on the confidential road, and when: a chain of its own, its words closed.
import type { Viewer } from '../cases/desks.ts'
import { sha256 } from '../engine/journal.ts'
import { NotFound, Unavailable } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { rolesIn } from './policy.ts'
import type { Vault } from './vault.ts'

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
    | 'handedOver'
    | 'erased'
    | 'enclosureDestroyed'
    | 'rotated'
    | 'doorAsked'
    | 'doorGranted'
    | 'doorRefused'
    | 'doorClosed'
    | 'doorSeen'
    /** The page of doors: what was asked, granted and read by. */
    | 'doors'
    /** That a notice of another programme is late. */
    | 'late'
  case?: string
  /** Of a list: the cases that stood on it. Of a handing over: those of the ordinary road that left it. */
  cases?: readonly string[]
  programme?: string
  fields?: readonly string[]
  /** The door by which somebody from elsewhere read. */
  door?: string
  /** Of a door that was granted: who reads by it, and until when. */
  reader?: string
  until?: number
  /** Of a key that was turned: how many data keys open with no key, and were left as they are. */
  left?: number
  /** Of a search: whether it found something. */
  found?: boolean
  /** Of a case that was read: how far its journal had come. */
  revision?: number
}

/** What a line says once it is open: also who it was stays closed, since "she herself" would say that she came. */
type Words = Access & { actor: string }

export type LoggedAccess = Words & { n: number; at: number }

export type LogRow = { n: number; at: number; body: string; prev_hash: string; hash: string }

/** What a line of the log is chained by. */
export const hashOf = ({ n, at, body, prev_hash }: Omit<LogRow, 'hash'>): string =>
  sha256(JSON.stringify(['access', n, at, body, prev_hash]))

/**
 * Writes one line of the log, in the transaction of what it tells: what is not written down does not happen.
 * @throws Unavailable when somebody turned to another key since this transaction began: nothing that it wrapped is kept.
 */
export async function record(vault: Vault, tx: Tx, { at, ...words }: Words & { at: number }): Promise<void> {
  const master = await vault.unlock(tx)
  // Taking the number holds the row until the end: two lines never follow the same one, and no key is turned meanwhile.
  const [head] = await tx.all<{ key_id: string; log_n: number; log_hash: string }>(
    'UPDATE vault SET log_n = log_n + 1 WHERE one = 1 RETURNING key_id, log_n, log_hash',
  )
  if (!head) throw new Error('there is no log')
  if (head.key_id !== master.id) throw new Unavailable('confidential.shut.otherKey')
  const { log_n: n, log_hash: prev_hash } = head
  const body = vault.log().close(bodyPlace(n), JSON.stringify(words), LINE)
  const bare = { n, at, body, prev_hash }
  const hash = hashOf(bare)
  await tx.run('INSERT INTO sensitive_log (n, at, body, prev_hash, hash) VALUES (?, ?, ?, ?, ?)', [
    ...[n, at, body, prev_hash, hash],
  ])
  await tx.run('UPDATE vault SET log_hash = ? WHERE one = 1', [hash])
  for (const tag of tagsOf(vault, words))
    await tx.run('INSERT INTO sensitive_log_tags (tag, n) VALUES (?, ?)', [tag, n])
}

/** A line is as long whatever was done: only that of a long list is longer. */
const LINE = 1024

const bodyPlace = (n: number): string => `access ${n}`

const logTag = (vault: Vault, about: string): string => vault.tag(`log ${about}`)

/** What belongs to no programme: a key that was turned, a search that found nothing. */
const HOUSE = 'house'
/** A case of which only the reference is known: its prefix says the programme, also once nothing else is left of it. */
const casesOf = (prefix: string): string => `cases ${prefix}`

/** By what a line is found again: its case, the programme of its case, its programme, or the house. */
export function tagsOf(vault: Vault, { case: id, programme }: Access): string[] {
  const about = [
    ...(id ? [id, casesOf(id.slice(0, id.indexOf('-')))] : []),
    ...(programme ? [programme] : []),
  ]
  return (about.length > 0 ? about : [HOUSE]).map((one) => logTag(vault, one))
}

/** No line has a number beyond. */
export const LAST = 2 ** 31 - 1

/** The newest lines about a case, before a line if one is named. */
export async function accessesTo(
  vault: Vault,
  tx: Pick<Tx, 'all'>,
  about: string,
  { most, before = LAST }: { most: number; before?: number },
): Promise<LoggedAccess[]> {
  await vault.unlock(tx)
  const rows = await tx.all<LogRow>(
    `SELECT l.n, l.at, l.body FROM sensitive_log_tags t JOIN sensitive_log l ON l.n = t.n
     WHERE t.tag = ? AND t.n < ? ORDER BY t.n DESC LIMIT ?`,
    [logTag(vault, about), before, most],
  )
  return rows.map(({ n, at, body }) => ({ n, at, ...openAccess(vault, n, body) }))
}

/** What a line says; only once the vault was unlocked. @throws when it was altered. */
export const openAccess = (vault: Vault, n: number, body: string): Words =>
  JSON.parse(vault.log().open(bodyPlace(n), body))

export type LogParts = { db: Database; clock: Clock; vault: Vault; programmes: Programmes }
export type LogPage = { lines: LoggedAccess[]; next: number | null }

/** So many stand on one page of the log. */
const PAGE = 50

/**
 * The log of a programme, the newest first: its cases, its lists and doors, and what concerns every programme.
 * That it was read is written down first.
 * @throws NotFound for whoever is not its focal point.
 */
export function readLog(
  { db, clock, vault, programmes }: LogParts,
  { programme: code, before }: { programme: string; before?: number | undefined },
  viewer: Viewer,
): Promise<LogPage> {
  return db.transaction(async (tx) => {
    const programme = programmes.find(code)
    if (!programme || !rolesIn(viewer, { programme: code }).includes('focal_point')) throw new NotFound()
    await record(vault, tx, { at: clock.now(), actor: viewer.id, kind: 'log', programme: code })
    const wanted = { most: PAGE + 1, ...(before !== undefined && { before }) }
    const lines = new Map<number, LoggedAccess>()
    // One search for each tag ends after a page of lines; one for all of them would sort the whole log.
    for (const about of [code, casesOf(programme.prefix), HOUSE])
      for (const line of await accessesTo(vault, tx, about, wanted)) lines.set(line.n, line)
    const found = [...lines.values()].sort((a, b) => b.n - a.n)
    const page = found.slice(0, PAGE)
    return { lines: page, next: found.length > PAGE ? (page.at(-1)?.n ?? null) : null }
  })
}
