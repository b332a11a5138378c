// Somebody with the database's password: changes rows behind the engine's back, foreign keys or not.
import knex, { type Knex } from 'knex'
import type sqlite3 from 'sqlite3'
import type { Row } from '../../src/platform/database.ts'
import type { TestDatabase } from '../support/databases.ts'

/** A connection of its own, on which nothing is checked. */
export function breakIn({ kind, url }: TestDatabase): Knex {
  if (kind === 'sqlite') {
    const afterCreate = (connection: sqlite3.Database, done: (error: Error | null) => void) =>
      connection.exec('PRAGMA synchronous = OFF; PRAGMA busy_timeout = 10000', done)
    return knex({
      client: 'sqlite3',
      connection: { filename: url.slice('sqlite:'.length) },
      useNullAsDefault: true,
      pool: { min: 1, max: 1, afterCreate },
    })
  }
  // Foreign keys are triggers, and a replica fires none.
  const unchecked = url.includes('?') ? '&' : '?'
  return knex({
    client: 'pg',
    connection: `${url}${unchecked}options=${encodeURIComponent('-c session_replication_role=replica')}`,
    pool: { min: 1, max: 1 },
  })
}

/** Every row of some tables, to be put back later. */
export async function keepTables(db: Knex, tables: readonly string[]): Promise<() => Promise<void>> {
  const kept: [string, Row[]][] = []
  for (const table of tables) kept.push([table, await db(table)])
  return () =>
    db.transaction(async (tx) => {
      for (const [table, rows] of kept) {
        await tx(table).delete()
        if (rows.length > 0) await tx(table).insert(rows)
      }
    })
}
