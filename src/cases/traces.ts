// What a database keeps of rows that were deleted, beside the rows: words in its indexes, samples in its statistics.
import type { Database, Tx } from '../platform/database.ts'
import { giveUpRows } from './departures.ts'

/** Every table in which a case that leaves has rows deleted or written over, on this side. */
export const emptiedTables = [
  'audit_checks',
  'audit_items',
  'beneficiary_changes',
  'bulk_items',
  'bulk_jobs',
  'case_figures',
  'case_handlers',
  'cases',
  'cause_answers',
  'cause_cases',
  'commitments',
  'counted_cases',
  'documents',
  'instances',
  'journal_inputs',
  'messages',
  'notices',
  'outbox',
  'registrations',
  'reveals',
  'search_keys',
  'search_texts',
  'searches',
  'tasks',
  'timers',
  'verify_problems',
] as const

/** Indexes of PostgreSQL that begin with words, which vacuum leaves in their upper pages, or (GIN) in all of them. */
const wordIndexes = ['search_texts_words', 'search_keys_pkey'] as const

/** Has traces swept: a case leaves in this transaction. */
export async function leaveTraces(tx: Tx): Promise<void> {
  await tx.run('INSERT INTO traces (one, n) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET n = traces.n + 1')
}

/**
 * Makes anew what knows words of cases that have left since the last time; whether there was anything to do. One of
 * several workers does it, as long as it takes; whoever is interrupted leaves it to the next time.
 */
export async function sweepTraces(db: Database): Promise<boolean> {
  const [left] = await db.all<{ n: number }>('SELECT n FROM traces')
  if (!left) return false
  const swept = await (db.kind === 'sqlite' ? sweepSqlite(db) : sweepPostgres(db))
  // Another case may have left meanwhile.
  if (swept) await db.run('DELETE FROM traces WHERE n = ?', [left.n])
  return swept
}

/** Any number that nobody else locks: whoever makes an index anew waits for everybody who waits for the same one. */
const LOCK = 7_420_218

/** A connection as its driver gives it: none of this may stand in a transaction, whose look at rows would keep them. */
type Connection = { query(sql: string): Promise<{ rows: { taken?: boolean; name?: string }[] }> }

/** The lock is the connection's, and ends with it. */
async function sweepPostgres({ write }: Database): Promise<boolean> {
  const connection: Connection = await write.client.acquireConnection()
  try {
    const { rows } = await connection.query(`SELECT pg_try_advisory_lock(${LOCK}) AS taken`)
    if (!rows[0]?.taken) return false
    try {
      await makeAnew(connection)
    } finally {
      await connection.query(`SELECT pg_advisory_unlock(${LOCK})`)
    }
    return true
  } finally {
    write.client.releaseConnection(connection)
  }
}

async function makeAnew(connection: Connection): Promise<void> {
  await dropHalfMade(connection)
  try {
    for (const index of wordIndexes) await connection.query(`REINDEX INDEX CONCURRENTLY ${index}`)
  } finally {
    await dropHalfMade(connection)
  }
  // Last: samples of an index are carried over to the one that takes its place.
  for (const table of emptiedTables) await connection.query(`VACUUM (ANALYZE) ${table}`)
}

/** What is left of an index that was being made anew when somebody was interrupted: it has every word, or some. */
async function dropHalfMade(connection: Connection): Promise<void> {
  const { rows } = await connection.query(
    `SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE NOT i.indisvalid AND c.relname ~ '^(${wordIndexes.join('|')})_cc(new|old)[0-9]*$'`,
  )
  for (const { name } of rows) await connection.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`)
}

/** So many pages of the index of texts are written with one transaction: others write in between. */
const PAGES = 250

/** What was being put together before a case left may keep beginnings of its words once more; not a second time. */
const ROUNDS = 2

/** The index of texts takes words out, and keeps beginnings of some as signposts: all its parts are put together anew. */
async function sweepSqlite(db: Database): Promise<boolean> {
  const before = await partsOf(db)
  for (let round = 0; round < ROUNDS; round += 1) {
    await putTogether(db)
    if (!(await partsOf(db)).some((part) => before.includes(part))) break
  }
  await giveUpRows(db)
  return true
}

async function partsOf(db: Database): Promise<number[]> {
  const rows = await db.all<{ segid: number }>('SELECT DISTINCT segid FROM search_index_idx')
  return rows.map(({ segid }) => segid)
}

/** No case has this place, and no case this word. */
const NOBODY = [-1, '_'] as const

async function putTogether(db: Database): Promise<void> {
  // An index of one part is left as it is: there has to be another one.
  await db.run('INSERT INTO search_index (rowid, words) VALUES (?, ?)', NOBODY)
  let pages = -PAGES
  while (await merge(db, pages)) pages = PAGES
  await db.run("INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', ?, ?)", NOBODY)
}

/** One step; the first one, of a negative size, begins anew with all parts. Whether there is more to do. */
const merge = (db: Database, pages: number): Promise<boolean> =>
  db.transaction(async (tx) => {
    const before = await changesOf(tx)
    await tx.run("INSERT INTO search_index (search_index, rank) VALUES ('merge', ?)", [pages])
    return (await changesOf(tx)) - before > 1
  })

async function changesOf(tx: Tx): Promise<number> {
  const [row] = await tx.all<{ n: number }>('SELECT total_changes() AS n')
  return row?.n ?? 0
}
