// The two programs around the engine, as an operator starts them: the worker alone, and the verifier.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countSealed } from '../../src/cases/counting.ts'
import { journalFile } from '../../src/cases/journal-file.ts'
import { compose, type House } from '../../src/compose.ts'
import { checkFile } from '../../src/engine/check-file.ts'
import { seal } from '../../src/engine/seals.ts'
import { unborn } from '../../workflows/case-facts.ts'
import { complaint2 } from '../../workflows/complaint.v2.ts'
import { sampleInput } from '../support/case-walk.ts'
import { testClock } from '../support/clock.ts'
import { eachDatabase, openTestDatabase, type TestDatabase } from '../support/databases.ts'
import { seededDraw } from '../support/draw.ts'
import { breakIn, keepTables } from './intruder.ts'

const program = (file: string) => path.join(import.meta.dirname, '../../src', file)
/** The settings of a program; nothing of the test runner's own. */
const settings = (url: string) => ({
  PATH: process.env.PATH,
  DATABASE_URL: url,
  DATA_DIR: path.join(os.tmpdir(), `jawab-programs-${process.pid}`),
  LOG_LEVEL: 'info',
})

async function* linesOf(text: string): AsyncGenerator<string> {
  yield* text.split('\n').slice(0, -1)
}

type Ended = { code: number; out: string; error: string }

const run = (file: string, url: string, ...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [program(file), ...args], { env: settings(url) }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), out: stdout, error: stderr }),
    )
  })

async function register(house: House, id: string): Promise<void> {
  const at = house.clock.now()
  const stamp = { at, on: house.clock.dayOf(at), by: 'agent-1' }
  const { input } = sampleInput(complaint2, 'OPEN', unborn, stamp, seededDraw(7))
  const scope = { programme: String(input.programme), entity: String(input.entity), unit: null }
  const actor = { id: 'agent-1', rolesIn: () => ['agent' as const] }
  await house.engine.open({ workflow: 'complaint', id, key: null, type: 'OPEN', input, actor, scope })
}

afterAll(() => rm(settings('').DATA_DIR, { recursive: true, force: true }))

describe('the worker alone', () => {
  test('refuses SQLite with one line', async () => {
    const { code, error } = await run('worker.ts', 'sqlite:/nowhere/at/all.sqlite')

    expect(code).toBe(1)
    expect(error).toMatch(/^Wrong setting\. DATABASE_URL: .*postgres.*\n$/)
  })

  test('works on PostgreSQL: seals, carries out deadlines that passed, and leaves tidily', async () => {
    const database = await openTestDatabase('postgres')
    const house = compose({ db: database.db, clock: testClock('2023-01-10'), dataDir: 'none' })
    await register(house, 'DAM-1')

    const worker = spawn(process.execPath, [program('worker.ts')], { env: settings(database.url) })
    const lines: string[] = []
    const sealed = new Promise<void>((resolve) => {
      createInterface({ input: worker.stdout }).on('line', (line) => {
        lines.push(line)
        if (line.includes('"sealed"')) resolve()
      })
    })
    await sealed
    worker.kill('SIGTERM')
    const [code] = await once(worker, 'exit')

    expect(code).toBe(0)
    expect(lines.at(-1)).toContain('worker stopped')
    const events = await database.db.read('journal').where({ instance_id: 'DAM-1' })
    expect(events.length).toBeGreaterThan(3)
    expect(await run('tools/verify.ts', database.url)).toMatchObject({ code: 0 })
    await database.drop()
  })
})

eachDatabase('npm run verify', (open) => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await open()
    const clock = testClock('2026-03-02')
    const house = compose({ db: database.db, clock, dataDir: 'none' })
    for (const id of ['DAM-1', 'DAM-2']) await register(house, id)
    await seal(database.db, clock)
  })
  const head = async () => {
    const { id, hash } = await database.db.read('seals').orderBy('id', 'desc').first()
    return `${id}:${hash}`
  }

  test('says what it recomputed and the seal to note down', async () => {
    const { code, out, error } = await run('tools/verify.ts', database.url)

    expect({ code, error }).toEqual({ code: 0, error: '' })
    expect(out).toBe(
      `2 cases, 2 events and 1 seals were recomputed.\nLast seal: ${await head()}, of 2026-03-02T10:00:00.000Z.\n` +
        'The confidential road: its chains hold; there is no VAULT_KEY to prove the rest with.\n',
    )
  })

  test('takes a noted seal, and only what is new since one', async () => {
    const noted = await run('tools/verify.ts', database.url, '--known', await head(), '--since', '1')
    const wrong = await run('tools/verify.ts', database.url, '--known', `1:${'0'.repeat(64)}`)

    expect(noted).toMatchObject({ code: 0, out: expect.stringMatching(/^0 cases, 0 events and 0 seals/) })
    expect(wrong).toMatchObject({ code: 1, error: expect.stringMatching(/^First difference: seals 1: /) })
  })

  test('takes a noted seal by its hash alone, as a statement says it', async () => {
    const [, hash = ''] = (await head()).split(':')
    const noted = await run('tools/verify.ts', database.url, '--head', hash)
    const whole = await run('tools/verify.ts', database.url, '--head', await head())
    const lost = await run('tools/verify.ts', database.url, '--head', '0'.repeat(64))

    expect([noted.code, whole.code]).toEqual([0, 0])
    expect(lost).toMatchObject({
      code: 1,
      error: expect.stringContaining('no seal has the hash that was noted'),
    })
  })

  test('writes each run down, with places and never what stands there', async () => {
    const before = await database.db.read('verify_runs').count('id as n').first()
    await run('tools/verify.ts', database.url)
    await run('tools/verify.ts', database.url, '--since', '1')
    const intruder = breakIn(database)
    const { due_at } = await intruder('cases').where({ id: 'DAM-1' }).first()
    await intruder('cases').where({ id: 'DAM-1' }).update({ due_at: 987654321 })
    await run('tools/verify.ts', database.url)
    await intruder('cases').where({ id: 'DAM-1' }).update({ due_at })
    await intruder.destroy()

    const runs = await database.db.read('verify_runs').orderBy('finished_at')
    expect(runs.slice(Number(before?.n))).toMatchObject([
      { origin: 'command', whole: 1, cases: 2, events: 2, seals: 1, wrong: 0, road_wrong: 0, phase: 'done' },
      { whole: 0, cases: 0, wrong: 0 },
      { whole: 1, wrong: 1 },
    ])
    const problems = await database.db.read('verify_problems').where({ run_id: runs.at(-1)?.id })
    expect(problems).toMatchObject([{ area: 'cases' }])
    expect(JSON.stringify([runs, problems])).not.toContain('987654321')
  })

  test('proves a file without any database, and names the first line that is wrong', async () => {
    const file = path.join(settings('').DATA_DIR, `journal-${database.kind}.jsonl`)
    await mkdir(path.dirname(file), { recursive: true })
    const { programme } = await database.db.read('cases').first('programme')
    const viewer = { id: 'auditor', grants: [{ role: 'auditor' as const, programme, entity: '' }] }
    let text = ''
    for await (const piece of journalFile(database.db, viewer, { programme, prefix: 'DAM', seal: 1, at: 1 }))
      text += piece
    await writeFile(file, text)
    const nowhere = 'sqlite:/nowhere/at/all.sqlite'
    const check = (...args: string[]) => run('tools/verify.ts', nowhere, '--file', file, ...args)

    const { fingerprint } = await checkFile(linesOf(text))
    const proved = await check('--head', await head(), '--fingerprint', fingerprint)
    expect(proved).toMatchObject({ code: 0, error: '' })
    expect(proved.out).toContain(`Last seal: ${await head()}.\nFingerprint of the file: ${fingerprint}.`)

    await writeFile(file, text.replace('"OPEN"', '"IMPORT"'))
    expect(await check()).toMatchObject({ code: 1, error: expect.stringMatching(/^Line 3: it was altered/) })
    await rm(file)
    expect(await check()).toMatchObject({ code: 2, error: expect.stringContaining('no such file') })
  }, 90_000)

  test('finds figures that were written over, which npm run figures counts anew', async () => {
    await countSealed(database.db)
    const intruder = breakIn(database)
    await intruder('case_figures').where({ facet: '' }).increment('n', 100)
    await intruder.destroy()

    const { code, error } = await run('tools/verify.ts', database.url)

    expect([code, error]).toEqual([
      1,
      expect.stringMatching(/^First difference: case_figures [A-Z]+: \d+ cells/),
    ])
    expect(await run('tools/figures.ts', database.url)).toMatchObject({ code: 0 })
    expect(await run('tools/verify.ts', database.url)).toMatchObject({ code: 0, error: '' })
  }, 60_000)

  test('misses the last seal that an earlier run saw', async () => {
    const intruder = breakIn(database)
    const putBack = await keepTables(intruder, ['seals', 'seal_leaves', 'instances'])
    await intruder('seal_leaves').del()
    await intruder('seals').del()
    await intruder('instances').update({ sealed_revision: 0 })

    const { code, error } = await run('tools/verify.ts', database.url)
    await putBack()
    await intruder.destroy()

    expect([code, error]).toEqual([1, expect.stringContaining('seals 1: missing')])
  }, 60_000)

  test('stops with what is wrong in its words', async () => {
    const unknown = await run('tools/verify.ts', database.url, '--since', '99')
    const nonsense = await run('tools/verify.ts', database.url, '--since', 'yesterday')

    expect(unknown).toMatchObject({ code: 2, error: 'there is no seal 99\n' })
    expect(nonsense).toMatchObject({ code: 2, error: expect.stringContaining('Usage: npm run verify') })
  })

  test('ends with 1 and the first row that differs', async () => {
    const intruder = breakIn(database)
    await intruder('cases').update({ due_at: 0 })
    await intruder.destroy()

    const { code, error } = await run('tools/verify.ts', database.url)

    expect(code).toBe(1)
    expect(error).toBe(
      'First difference: cases DAM-1: due_at: not what follows from the journal\n' +
        '  then cases DAM-2: due_at: not what follows from the journal\n',
    )
  })
})
