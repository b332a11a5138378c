// A PostgreSQL database: a pool of connections, each of which reads and writes.
import knex, { type Knex } from 'knex'
import pg from 'pg'
import type { Database, DatabaseOptions, Tx, Value } from './connection.ts'
import { watched } from './watched.ts'

// Instants are bigint columns; every one of ours fits a double exactly.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** Opens a pool on a server's database. */
export function openPostgres(url: string, options: DatabaseOptions): Database {
  const pool = knex({
    client: 'pg',
    compileSqlOnError: false,
    connection: url,
    pool: { min: 0, max: options.connections ?? 10 },
  })
  return {
    kind: 'postgres',
    read: pool,
    write: pool,
    all: (sql, values) => withConnection(pool, (connection) => txOn(connection).all<never>(sql, values)),
    run: (sql, values) =>
      withConnection(pool, (connection) =>
        watched(txOn(connection), options.afterStatement).run(sql, values),
      ),
    transaction: (work) => withConnection(pool, (connection) => inTransaction(connection, options, work)),
    close: () => pool.destroy(),
  }
}

async function withConnection<T>(pool: Knex, use: (connection: pg.Client) => Promise<T>): Promise<T> {
  const connection: pg.Client = await pool.client.acquireConnection()
  try {
    return await use(connection)
  } finally {
    pool.client.releaseConnection(connection)
  }
}

async function inTransaction<T>(
  connection: pg.Client,
  options: DatabaseOptions,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const bare = txOn(connection)
  const tx = watched(bare, options.afterStatement)
  try {
    await tx.run('BEGIN')
    const result = await work(tx)
    await commit(connection, options)
    return result
  } catch (error) {
    // The connection may be what broke; the first error is the one to tell.
    await bare.run('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/** @throws when PostgreSQL rolls back instead, as it does, without an error, after a statement that failed. */
async function commit(connection: pg.Client, { afterStatement }: DatabaseOptions): Promise<void> {
  const { command } = await connection.query('COMMIT')
  if (command !== 'COMMIT')
    throw new Error('the transaction was rolled back: one of its statements had failed')
  afterStatement?.('COMMIT')
}

function txOn(connection: pg.Client): Tx {
  const query = (sql: string, values: readonly Value[]) =>
    connection.query({ ...known(sql), values: [...values] })
  return {
    all: async (sql, values = []) => (await query(sql, values)).rows,
    run: async (sql, values = []) => (await query(sql, values)).rowCount ?? 0,
  }
}

type Known = { text: string; name?: string }

/** So many statements stay prepared on a connection, none of them endless; the engine's have some dozens of shapes. */
const MOST = 400
const LONGEST = 6000

const statements = new Map<string, Known>()

/** `?` as PostgreSQL numbers them, under a name by which a connection prepares it once. */
function known(sql: string): Known {
  const before = statements.get(sql)
  if (before) return before
  let n = 0
  const text = sql.replaceAll('?', () => `$${++n}`)
  // What `*` stands for may change under a process that runs: a prepared one would be refused from then on.
  if (statements.size >= MOST || text.length > LONGEST || text.startsWith('SELECT *')) return { text }
  const made = { text, name: `jawab-${statements.size}` }
  statements.set(sql, made)
  return made
}
