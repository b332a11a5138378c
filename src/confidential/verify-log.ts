// Proves the log of accesses, and what the log alone can prove: which cases began, which keys were destroyed, which doors opened.
import type { Knex } from 'knex'
import type { Fault } from '../engine/verify.ts'
import { hashOf, type LoggedAccess, type LogRow, openAccess, tagsOf } from './access-log.ts'
import { LOG_BEGINS, type Vault } from './vault.ts'
import { compareDoors, type DoorsTold, tellDoor } from './verify-doors.ts'
import { compareKeys, type KeysTold, type Opened, tellCase } from './verify-keys.ts'

/** What all lines together tell. */
type Told = KeysTold & DoorsTold

const BATCH = 500

/**
 * Compares the log with itself and with what it tells of, all of it at the moment of the transaction.
 * Without a key only its chain is proved.
 *
 * What cannot be found, with or without a key: that its last lines are gone, when they tell of reading alone and the
 * vault's row was set back with them. Nothing else in the database knows that somebody read.
 */
export async function compareLog(tx: Knex, opened: Opened | null): Promise<Fault[]> {
  const told: Told = {
    ...{ begun: new Set<string>(), erased: new Map(), reached: new Map() },
    ...{ doors: new Map(), seen: new Map() },
  }
  const faults = await walk(tx, opened, told)
  // What the lines tell is worth nothing once they are not believed.
  if (faults.length > 0 || !opened) return faults
  return [...(await compareKeys(tx, told, opened)), ...(await compareDoors(tx, told, opened.vault))]
}

/** Goes through all lines, and stops at the first that is wrong. */
async function walk(tx: Knex, opened: Opened | null, told: Told): Promise<Fault[]> {
  const vault = await tx<{ log_n: number; log_hash: string }>('vault').first('log_n', 'log_hash')
  let last = { n: 0, hash: LOG_BEGINS }
  for (;;) {
    const rows: LogRow[] = await tx('sensitive_log').where('n', '>', last.n).orderBy('n').limit(BATCH)
    const next = rows.at(-1)
    if (!next) break
    const broken = brokenChain(rows, last)
    if (broken) return [broken]
    const wrong = opened ? await wrongWords(tx, opened.vault, rows, told) : []
    if (wrong.length > 0) return wrong
    last = next
  }
  const what = wrongEnd(vault, last)
  return [...(what ? [{ place: 'vault 1', what }] : []), ...(await strayTags(tx))]
}

function brokenChain(rows: readonly LogRow[], before: { n: number; hash: string }): Fault | undefined {
  let last = before
  for (const row of rows) {
    const place = `sensitive_log ${last.n + 1}`
    if (row.n !== last.n + 1) return { place, what: `missing; the next line is ${row.n}` }
    if (hashOf(row) !== row.hash) return { place, what: 'its hash is not that of what it says' }
    if (row.prev_hash !== last.hash) return { place, what: 'it does not hold the hash of the line before' }
    last = row
  }
  return undefined
}

function wrongEnd(
  vault: { log_n: number; log_hash: string } | undefined,
  last: { n: number; hash: string },
): string | undefined {
  if (!vault) return last.n === 0 ? undefined : 'missing'
  return vault.log_n === last.n && vault.log_hash === last.hash
    ? undefined
    : 'the log does not end where it says'
}

/** Opens some lines, compares by what they are found again, and adds what they tell to the rest. */
async function wrongWords(tx: Knex, vault: Vault, rows: readonly LogRow[], told: Told): Promise<Fault[]> {
  const found: { tag: string; n: number }[] = await tx('sensitive_log_tags').whereBetween('n', [
    rows[0]?.n ?? 0,
    rows.at(-1)?.n ?? 0,
  ])
  const tags = Map.groupBy(found, ({ n }) => n)
  return rows.flatMap((row) => {
    const line = lineOf(vault, row)
    if (!line) return [{ place: `sensitive_log ${row.n}`, what: 'it was closed with another key' }]
    tell(told, line)
    const [expected, stored] = [tagsOf(vault, line), (tags.get(row.n) ?? []).map(({ tag }) => tag)]
    const same = expected.length === stored.length && expected.every((tag) => stored.includes(tag))
    return same ? [] : [{ place: `sensitive_log_tags ${row.n}`, what: 'they are not those of the line' }]
  })
}

function lineOf(vault: Vault, { n, at, body }: LogRow): LoggedAccess | undefined {
  try {
    return { n, at, ...openAccess(vault, n, body) }
  } catch {
    return undefined
  }
}

function tell(told: Told, line: LoggedAccess): void {
  tellCase(told, line)
  tellDoor(told, line)
}

async function strayTags(tx: Knex): Promise<Fault[]> {
  const rows: { n: number }[] = await tx('sensitive_log_tags as t')
    .whereNotExists(tx('sensitive_log as l').select(tx.raw('1')).whereRaw('l.n = t.n'))
    .orderBy('t.n')
    .limit(1)
    .select('t.n')
  return rows.map(({ n }) => ({ place: `sensitive_log_tags ${n}`, what: 'there is no such line' }))
}
