// Brings the database to the newest shape; two processes that start together take turns.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import knex, { type Knex } from 'knex'
import pg from 'pg'
import type { Database } from './database.ts'

const folder = path.join(import.meta.dirname, '../../migrations')
const ADVISORY_LOCK = 7_420_215

const source: Knex.MigrationSource<string> = {
  getMigrations: async () =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .sort(),
  getMigrationName: (file) => file,
  getMigration: (file) => import(path.join(folder, file)),
}

/**
 * Runs the migrations that are missing. A lock that the operating system or the server releases with its
 * holder guards them, so a process killed half-way never blocks the next start.
 */
export async function migrate(db: Database, url: string): Promise<void> {
  const release =
    db.kind === 'sqlite' ? await lockFile(`${url.slice('sqlite:'.length)}.migrating`) : await lockServer(url)
  try {
    await db.write.migrate.forceFreeMigrationsLock({ migrationSource: source }).catch(ignoreMissingTable)
    await db.write.migrate.latest({ migrationSource: source })
  } finally {
    await release()
  }
}

function ignoreMissingTable(error: Error): void {
  if (!/no such table|does not exist/.test(error.message)) throw error
}

async function lockFile(filename: string): Promise<() => Promise<void>> {
  const lock = knex({
    client: 'sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  })
  await lock.raw('PRAGMA busy_timeout = 120000')
  await lock.raw('BEGIN EXCLUSIVE')
  return () => lock.destroy()
}

async function lockServer(url: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK])
  return () => client.end()
}
