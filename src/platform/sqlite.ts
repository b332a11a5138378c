// A SQLite file: one connection that writes for everybody, several that only read.
import { closeSync, mkdirSync, openSync } from 'node:fs'
import path from 'node:path'
import knex, { type Knex } from 'knex'
import type sqlite3 from 'sqlite3'
import type { Database, DatabaseOptions } from './connection.ts'
import { shareCommits } from './shared-commits.ts'
import { createStatements } from './sqlite-statements.ts'
import { watched } from './watched.ts'

/** Opens a file, or makes it: for whoever runs the program to read, and nobody else. */
export function openSqlite(file: string, options: DatabaseOptions): Database {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true, mode: 0o700 })
  // SQLite gives its write-ahead log the mode of the file.
  closeSync(openSync(file, 'a', 0o600))
  const write = sqliteKnex(file, 1, [
    'busy_timeout = 10000',
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'secure_delete = ON',
  ])
  const read = sqliteKnex(file, options.connections ?? 4, ['busy_timeout = 10000', 'query_only = ON'])
  const statements = createStatements()
  const transaction = shareCommits(async () => {
    const connection: sqlite3.Database = await write.client.acquireConnection()
    const bare = statements.on(connection)
    return {
      bare,
      tx: watched(bare, options.afterStatement),
      release: () => write.client.releaseConnection(connection),
    }
  })
  return {
    kind: 'sqlite',
    read,
    write,
    all: async (sql, values) => {
      const connection: sqlite3.Database = await read.client.acquireConnection()
      return statements
        .on(connection)
        .all<never>(sql, values)
        .finally(() => read.client.releaseConnection(connection))
    },
    run: (sql, values) => transaction((tx) => tx.run(sql, values), true),
    transaction: (work) => transaction(work),
    close: async () => {
      await statements.end()
      await read.destroy()
      await write.destroy()
    },
  }
}

function sqliteKnex(filename: string, connections: number, pragmas: string[]): Knex {
  const afterCreate = (connection: sqlite3.Database, done: (error: Error | null) => void) =>
    connection.exec(pragmas.map((pragma) => `PRAGMA ${pragma};`).join(''), done)
  return knex({
    client: 'sqlite3',
    // The driver's errors would carry the values of the statement into the logs.
    compileSqlOnError: false,
    connection: { filename },
    useNullAsDefault: true,
    // Connections are kept once they are open: the statements prepared on them are.
    pool: { min: connections, max: connections, afterCreate },
  })
}
