// A fresh database for whoever needs one, of either kind: a copy of the template that the run migrated once.
import { copyFile, rm } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { afterAll, describe, inject } from 'vitest'
import { type Database, type DatabaseOptions, openDatabase } from '../../src/platform/database.ts'

export const databaseKinds = ['sqlite', 'postgres'] as const
export type DatabaseKind = (typeof databaseKinds)[number]

export type TestDatabase = {
  kind: DatabaseKind
  db: Database
  url: string
  /** Closes and removes it; harmless when it is gone already. */
  drop(): Promise<void>
}

export type TestDatabaseOptions = DatabaseOptions & {
  /** Without tables, as on the very first start. */
  empty?: boolean
}

/** Makes and opens a database of its own, migrated unless it is to be `empty`; the caller drops it. */
export async function openTestDatabase(
  kind: DatabaseKind,
  { empty = false, ...options }: TestDatabaseOptions = {},
): Promise<TestDatabase> {
  const { url, remove } = kind === 'sqlite' ? await copySqlite(empty) : await copyPostgres(empty)
  const db = openDatabase(url, options)
  let dropped: Promise<void> | undefined
  const drop = async () => {
    await db.close()
    await remove()
  }
  return {
    kind,
    db,
    url,
    drop: () => {
      dropped ??= drop()
      return dropped
    },
  }
}

/**
 * Describes the same office on both databases. `open` gives a fresh one, in a test or in a hook;
 * what was opened is dropped when the last test of its kind is over.
 */
export function eachDatabase(
  name: string,
  body: (open: (options?: TestDatabaseOptions) => Promise<TestDatabase>, kind: DatabaseKind) => void,
): void {
  describe.each(databaseKinds)(`${name}, on %s`, (kind) => {
    const opened: TestDatabase[] = []
    afterAll(async () => {
      await Promise.all(opened.map((database) => database.drop()))
    })
    body(async (options) => {
      const database = await openTestDatabase(kind, options)
      opened.push(database)
      return database
    }, kind)
  })
}

type Copy = { url: string; remove(): Promise<void> }

let copies = 0
const freshName = () => `jawab_${process.pid}_${++copies}`

async function copySqlite(empty: boolean): Promise<Copy> {
  const folder = inject('sqliteFolder')
  const file = path.join(folder, `${freshName()}.sqlite`)
  if (!empty) await copyFile(path.join(folder, 'template.sqlite'), file)
  const files = ['', '-wal', '-shm', '.migrating', '.migrating-journal'].map((suffix) => `${file}${suffix}`)
  return {
    url: `sqlite:${file}`,
    remove: async () => {
      await Promise.all(files.map((each) => rm(each, { force: true })))
    },
  }
}

async function copyPostgres(empty: boolean): Promise<Copy> {
  const name = freshName()
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${empty ? 'template0' : 'jawab_template'}`)
  return {
    url: `${inject('postgresServer')}/${name}`,
    remove: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`),
  }
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${inject('postgresServer')}/postgres` })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
