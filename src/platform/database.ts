// One door to the database: knex for reading and plain writing, bare statements where every request passes.
import type { Knex } from 'knex'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

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
  /** One statement that reads, for what every request asks: it stays prepared. */
  all: Tx['all']
  /** One statement that writes, for what every request writes; it is kept when this resolves. */
  run: Tx['run']
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

/**
 * Opens the database of a `sqlite:path` or `postgres://` address.
 * A SQLite file has one connection that writes (WAL, synchronous FULL) and several that only read.
 */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  return url.startsWith('sqlite:')
    ? openSqlite(url.slice('sqlite:'.length), options)
    : openPostgres(url, options)
}

/** Whether an error says that a row with the same unique key is already there. */
export function isDuplicate(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return (
    error.code === '23505' || (error.code === 'SQLITE_CONSTRAINT' && /UNIQUE|PRIMARY KEY/.test(error.message))
  )
}
