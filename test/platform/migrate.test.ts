// The start of the product brings its database up to date, whoever else starts or dies at the same moment.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Database } from '../../src/platform/database.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { eachDatabase } from '../support/databases.ts'

const program = path.join(import.meta.dirname, '../support/migrating-process.ts')
const migrations = readdirSync(path.join(import.meta.dirname, '../../migrations')).sort()

/** How a process that migrates ended: its exit code or the signal that killed it. */
async function start(url: string, ...rest: string[]): Promise<string | number> {
  const child = spawn(process.execPath, [program, url, ...rest], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code, signal] = await once(child, 'exit')
  return code ?? signal
}

const done = (db: Database) => db.write('knex_migrations').orderBy('name').pluck('name')

eachDatabase('migrating', (open) => {
  test('makes an empty database ready, each migration once', async () => {
    const { db, url } = await open({ empty: true })

    await migrate(db, url)

    expect(await done(db)).toEqual(migrations)
    expect(await db.read('instances').select('id')).toEqual([])
  })

  test('a second time changes nothing', async () => {
    const { db, url } = await open()
    await db.write('seals').insert({ id: 1, at: 1, leaves: 0, root: '', prev_hash: '', hash: '' })

    await migrate(db, url)

    expect(await done(db)).toEqual(migrations)
    expect(await db.read('seals').pluck('id')).toEqual([1])
  })

  test('three processes that start together on an empty database all come up', async () => {
    const { db, url } = await open({ empty: true })

    const ends = await Promise.all([start(url), start(url), start(url)])

    expect(ends).toEqual([0, 0, 0])
    expect(await done(db)).toEqual(migrations)
  })

  test('a process killed in the middle leaves nothing half made and blocks nobody', async () => {
    const { db, url } = await open({ empty: true })

    const killed = await start(url, '3')
    const next = await start(url)

    expect([killed, next]).toEqual(['SIGKILL', 0])
    expect(await done(db)).toEqual(migrations)
  })

  test('a process killed in the middle does not keep those waiting that started with it', async () => {
    const { db, url } = await open({ empty: true })

    const ends = await Promise.all([start(url, '2'), start(url), start(url, '4')])

    expect(ends.filter((end) => end !== 0 && end !== 'SIGKILL')).toEqual([])
    expect(ends[1]).toBe(0)
    expect(await done(db)).toEqual(migrations)
  })
})
