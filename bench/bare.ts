// The same rows by the bare driver: what the database and its driver cost before any engine.
import { once } from 'node:events'
import pg from 'pg'
import sqlite3 from 'sqlite3'
import type { Value } from '../src/platform/database.ts'
import type { Bench } from './databases.ts'

export type Statement = { sql: string; values: readonly Value[] }

export type Bare = {
  /** Runs these statements in one transaction; on SQLite one after the other, on PostgreSQL a connection each. */
  transaction(statements: readonly Statement[]): Promise<void>
  close(): Promise<void>
}

/** A bare connection; its statements are prepared once, and as durable as the product's. */
export function openBare({ kind, url }: Bench, connections: number): Promise<Bare> | Bare {
  return kind === 'sqlite' ? openSqlite(url.slice('sqlite:'.length)) : openPostgres(url, connections)
}

async function openSqlite(file: string): Promise<Bare> {
  const db = new sqlite3.Database(file)
  await once(db, 'open')
  await new Promise((done) =>
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;', done),
  )
  const prepared = new Map<string, sqlite3.Statement>()
  const run = ({ sql, values }: Statement) => {
    const statement = prepared.get(sql) ?? db.prepare(sql)
    prepared.set(sql, statement)
    return new Promise<void>((resolve, reject) =>
      statement.run(values, (error: Error | null) => (error ? reject(error) : resolve())),
    )
  }
  let last: Promise<void> = Promise.resolve()
  const transaction = async (statements: readonly Statement[]) => {
    for (const sql of [{ sql: 'BEGIN IMMEDIATE', values: [] }, ...statements, { sql: 'COMMIT', values: [] }])
      await run(sql)
  }
  return {
    transaction: (statements) => {
      last = last.then(() => transaction(statements))
      return last
    },
    close: async () => {
      for (const statement of prepared.values())
        await new Promise<void>((done) => statement.finalize(() => done()))
      await new Promise((done) => db.close(done))
    },
  }
}

function openPostgres(url: string, connections: number): Bare {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  const names = new Map<string, { name: string; text: string }>()
  const preparedAs = (sql: string) => {
    let n = 0
    const known = names.get(sql) ?? {
      name: `s${names.size}`,
      text: sql.replaceAll('?', () => `$${++n}`),
    }
    names.set(sql, known)
    return known
  }
  return {
    transaction: async (statements) => {
      const client = await pool.connect()
      await client.query('BEGIN')
      for (const { sql, values } of statements)
        await client.query({ ...preparedAs(sql), values: [...values] })
      await client.query('COMMIT')
      client.release()
    },
    close: () => pool.end(),
  }
}
