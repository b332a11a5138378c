// Databases to measure on: fresh and migrated, gone afterwards.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { openDatabase } from '../src/platform/database.ts'
import { migrate } from '../src/platform/migrate.ts'
import { folder } from './report.ts'

export type Kind = 'sqlite' | 'postgres'

export type Bench = {
  kind: Kind
  url: string
  /** A folder of its own. */
  dataDir: string
}

/** A migrated database in the hand of `work`; on the same disk as the repository, for the disk is part of the figure. */
export async function withDatabase<T>(kind: Kind, work: (bench: Bench) => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true })
  const dataDir = mkdtempSync(path.join(folder, 'data-'))
  const server = kind === 'postgres' ? await startPostgres() : undefined
  const url = server ? `${server.url}/bench` : `sqlite:${path.join(dataDir, 'jawab.sqlite')}`
  try {
    if (server) await createDatabase(server.url)
    await migrated(url)
    return await work({ kind, url, dataDir })
  } finally {
    if (server) await end(server.process)
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function startPostgres(): Promise<{ url: string; process: ChildProcess }> {
  const program = path.join(import.meta.dirname, 'postgres-server.ts')
  const server = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [url] = await Promise.race([
    once(createInterface({ input: server.stdout }), 'line'),
    once(server, 'exit').then(() => Promise.reject(new Error('PostgreSQL did not start'))),
  ])
  return { url: String(url), process: server }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return
  const gone = once(server, 'exit')
  server.stdin?.end()
  await gone
}

async function createDatabase(server: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  await client.query('CREATE DATABASE bench')
  await client.end()
}

async function migrated(url: string): Promise<void> {
  const db = openDatabase(url)
  await migrate(db, url).finally(() => db.close())
}
