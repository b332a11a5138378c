// Once for a whole run: a PostgreSQL server, and a migrated database of each kind that the tests copy.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../src/platform/database.ts'
import { migrate } from '../../src/platform/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The PostgreSQL server, without a database's name. */
    postgresServer: string
    /** A folder for the SQLite files of the run; `template.sqlite` in it is migrated. */
    sqliteFolder: string
  }
}

/** Starts the server and makes the templates; the function it returns stops and removes everything. */
export default async function startServers(project: TestProject): Promise<() => Promise<void>> {
  const sqliteFolder = await mkdtemp(path.join(os.tmpdir(), 'jawab-test-sqlite-'))
  const { url, server } = await startPostgres(sqliteFolder)
  const stop = () => stopPostgres(server)
  try {
    await createDatabase(url, 'jawab_template')
    await migrated(`${url}/jawab_template`)
    await migrated(`sqlite:${path.join(sqliteFolder, 'template.sqlite')}`)
  } catch (error) {
    await stop()
    throw error
  }
  project.provide('postgresServer', url)
  project.provide('sqliteFolder', sqliteFolder)
  return stop
}

async function startPostgres(folderToRemove: string): Promise<{ url: string; server: ChildProcess }> {
  const program = path.join(import.meta.dirname, 'postgres-server.ts')
  // Detached: whoever kills the runner with all its children leaves this one to tidy up.
  const server = spawn(process.execPath, [program, folderToRemove], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  const lines = createInterface({ input: server.stdout })
  const [url] = await Promise.race([
    once(lines, 'line'),
    once(server, 'exit').then(() => Promise.reject(new Error('PostgreSQL did not start'))),
  ])
  return { url: String(url), server }
}

async function stopPostgres(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return
  const gone = once(server, 'exit')
  server.stdin?.end()
  await gone
}

async function createDatabase(server: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  await client.query(`CREATE DATABASE ${name}`)
  await client.end()
}

async function migrated(url: string): Promise<void> {
  const db = openDatabase(url)
  try {
    await migrate(db, url)
  } finally {
    await db.close()
  }
}
