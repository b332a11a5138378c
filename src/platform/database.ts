// One door to the database: knex for reading and plain writing, a bare transaction for the engine's hot path.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import knex, { type Knex } from 'knex'
import pg from 'pg'
import type sqlite3 from 'sqlite3'

export type Row = Record<string, unknown>
export type Value = string | number | null

/** A running transaction. Statements use `?` for their values on both databases. */
export type Tx = {
  all<T extends Row = Row>(sql: string, values?: readonly Value[]): Promise<T[]>
  /** Runs a statement and returns how many rows it touched. */
  run(sql: string, values?: readonly Value[]): Promise<number>
  /** Binds a knex query to this transaction. */
  on<T extends Knex.QueryBuilder>(query: T): T
}

export type Database = {
  kind: 'sqlite' | 'postgres'
  /** For reading only: on SQLite these connections cannot write. */
  read: Knex
  /** For single plain writes outside the engine. */
  write: Knex
  /** All or nothing: commits what `work` did, rolls it all back when it throws. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export type DatabaseOptions = {
  /** Called after every statement of a transaction: where a test stops the world. */
  afterStatement?: (sql: string) => void
  /** Connections for reading (SQLite) or in all (PostgreSQL). */
  connections?: number
}

// Instants are bigint columns; every one of ours fits a double exactly.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/**
 * Opens the database of a `sqlite:path` or `postgres://` address.
 * A SQLite file has one connection that writes (WAL, synchronous FULL) and several that only read.
 */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  return url.startsWith('sqlite:')
    ? openSqlite(url.slice('sqlite:'.length), options)
    : openPostgres(url, options)
}

function openSqlite(file: string, options: DatabaseOptions): Database {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true })
  const pragmas = [
    'busy_timeout = 10000',
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'secure_delete = ON',
  ]
  const write = sqliteKnex(file, { min: 1, max: 1 }, pragmas)
  const read = sqliteKnex(file, { min: 0, max: options.connections ?? 4 }, [
    'busy_timeout = 10000',
    'query_only = ON',
  ])
  return {
    kind: 'sqlite',
    read,
    write,
    transaction: (work) => inTransaction(write, 'BEGIN IMMEDIATE', sqliteTx, options, work),
    close: async () => {
      await read.destroy()
      await write.destroy()
    },
  }
}

function sqliteKnex(filename: string, pool: Knex.PoolConfig, pragmas: string[]): Knex {
  const afterCreate = (connection: sqlite3.Database, done: (error: Error | null) => void) =>
    connection.exec(pragmas.map((pragma) => `PRAGMA ${pragma};`).join(''), done)
  return knex({
    client: 'sqlite3',
    // The driver's errors would carry the values of the statement into the logs.
    compileSqlOnError: false,
    connection: { filename },
    useNullAsDefault: true,
    pool: { ...pool, afterCreate },
  })
}

function openPostgres(url: string, options: DatabaseOptions): Database {
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
    transaction: (work) => inTransaction(pool, 'BEGIN', postgresTx, options, work),
    close: () => pool.destroy(),
  }
}

async function inTransaction<C, T>(
  pool: Knex,
  begin: string,
  bind: (connection: C) => Tx,
  options: DatabaseOptions,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const connection: C = await pool.client.acquireConnection()
  const tx = options.afterStatement ? watched(bind(connection), options.afterStatement) : bind(connection)
  try {
    await tx.run(begin)
    const result = await work(tx)
    await tx.run('COMMIT')
    return result
  } catch (error) {
    // The connection may be what broke; the first error is the one to tell.
    await bind(connection)
      .run('ROLLBACK')
      .catch(() => undefined)
    throw error
  } finally {
    pool.client.releaseConnection(connection)
  }
}

function sqliteTx(connection: sqlite3.Database): Tx {
  return {
    all: (sql, values = []) =>
      new Promise((resolve, reject) => {
        connection.all(sql, values, (error: Error | null, rows) =>
          error ? reject(error) : resolve(rows as never),
        )
      }),
    run: (sql, values = []) =>
      new Promise((resolve, reject) => {
        connection.run(sql, values, function (this: sqlite3.RunResult, error: Error | null) {
          if (error) reject(error)
          else resolve(this.changes)
        })
      }),
    on: (query) => query.connection(connection),
  }
}

function postgresTx(connection: pg.Client): Tx {
  const query = (sql: string, values: readonly Value[]) => connection.query(numbered(sql), [...values])
  return {
    all: async (sql, values = []) => (await query(sql, values)).rows,
    run: async (sql, values = []) => (await query(sql, values)).rowCount ?? 0,
    on: (builder) => builder.connection(connection),
  }
}

function watched(tx: Tx, after: (sql: string) => void): Tx {
  return {
    ...tx,
    all: async (sql, values) => {
      const rows = await tx.all(sql, values)
      after(sql)
      return rows as never
    },
    run: async (sql, values) => {
      const touched = await tx.run(sql, values)
      after(sql)
      return touched
    },
  }
}

const numberedSql = new Map<string, string>()

/** `?` as PostgreSQL numbers them; the statements of the engine are few, so their texts are kept. */
function numbered(sql: string): string {
  let text = numberedSql.get(sql)
  if (text === undefined) {
    let n = 0
    text = sql.replaceAll('?', () => `$${++n}`)
    if (numberedSql.size < 2000) numberedSql.set(sql, text)
  }
  return text
}

/** Whether an error says that a row with the same unique key is already there. */
export function isDuplicate(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return (
    error.code === '23505' || (error.code === 'SQLITE_CONSTRAINT' && /UNIQUE|PRIMARY KEY/.test(error.message))
  )
}
