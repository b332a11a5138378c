// What a database is to the rest of the house, whichever it is.
import type { Knex } from 'knex'

export type Row = Record<string, unknown>
export type Value = string | number | null

/** A running transaction. Statements use `?` for their values on both databases. */
export type Tx = {
  all<T extends Row = Row>(sql: string, values?: readonly Value[]): Promise<T[]>
  /** Runs a statement and returns how many rows it touched. */
  run(sql: string, values?: readonly Value[]): Promise<number>
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
