// One door to the database: knex for reading and plain writing, bare statements where every request passes.
import type { Database, DatabaseOptions } from './connection.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

export type { Database, DatabaseOptions, Row, Tx, Value } from './connection.ts'

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
