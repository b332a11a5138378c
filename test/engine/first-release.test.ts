// A database that the first release wrote, brought up to date: everything in it verifies, and its cases go on.
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { system } from '../../src/cases/policy.ts'
import { projection } from '../../src/cases/projection.ts'
import { seal } from '../../src/engine/seals.ts'
import { upgradeAll } from '../../src/engine/upgrade-all.ts'
import { verify } from '../../src/engine/verify.ts'
import type { Database, Row } from '../../src/platform/database.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { type Act, lead } from '../cases/roads.ts'
import { openApp } from '../support/app.ts'
import { days, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'

/** The last migration that the first release knew. */
const LAST = '006_documents_by_hash.ts'
/** The day on which the database was left. */
const LEFT = '2026-03-14'

const migrations = path.join(import.meta.dirname, '../../migrations')
const dump = path.join(import.meta.dirname, '../data/first-release.jsonl')

/** The rows of the first release in their tables, as it left them. */
async function restoreFirstRelease(db: Database): Promise<void> {
  await db.write.migrate.latest({
    migrationSource: {
      getMigrations: async () =>
        readdirSync(migrations).filter((file) => file.endsWith('.ts') && file <= LAST),
      getMigrationName: (file: string) => file,
      getMigration: (file: string) => import(path.join(migrations, file)),
    },
  })
  const lines = readFileSync(dump, 'utf8').trim().split('\n')
  await db.write.transaction(async (tx) => {
    for (const line of lines) {
      const [table, row]: [string, Row] = JSON.parse(line)
      await tx(table).insert(row)
    }
  })
}

/** What a case that was left there is taken further by, before it is carried over and after. */
const roadsOn: Record<string, { before: Act[]; after: Act[] }> = {
  received: { before: ['qualify'], after: ['conclude', 'answer', 'approve', 'send', 'close', 'reopen'] },
  waiting: { before: ['receiveDocuments', 'treat'], after: ['commit', 'notify', 'done'] },
  overdue: { before: ['treat'], after: ['tellFollows', 'commit', 'notify'] },
  committed: { before: ['notify'], after: ['done', 'answer', 'approve', 'send', 'close'] },
  promised: { before: ['renew', 'notify'], after: ['done', 'returnWork', 'renew', 'notify', 'done'] },
  broken: { before: ['renew', 'notify'], after: ['done', 'answer', 'approve', 'send'] },
  late: { before: ['done', 'answer'], after: ['returnAnswer', 'answer', 'approve', 'send', 'close'] },
  treated: { before: ['returnWork'], after: ['done', 'answer', 'approve'] },
  settled: { before: ['sendBack'], after: ['answer', 'approve', 'send', 'close'] },
  undelivered: { before: [], after: ['sendBack', 'answer', 'approve', 'send'] },
  closed: { before: ['reopen'], after: ['conclude', 'dispense', 'close'] },
}

/** How the verifier ended, as an operator starts it. */
const runVerify = (url: string): Promise<{ code: number; error: string }> =>
  new Promise((resolve) => {
    const tool = path.join(import.meta.dirname, '../../src/tools/verify.ts')
    const env = { PATH: process.env.PATH, DATABASE_URL: url, LOG_LEVEL: 'info' }
    execFile(process.execPath, [tool], { env }, (error, _out, stderr) =>
      resolve({ code: Number(error?.code ?? 0), error: stderr }),
    )
  })

eachDatabase('a database of the first release', (open) => {
  let office: Office
  let ids: Map<string, string>
  let notYet: Awaited<ReturnType<typeof runVerify>>
  const clock = testClock(LEFT)
  const idOf = (name: string) => ids.get(name) ?? ''
  const differences = async () => {
    const { machines, db } = office
    return (await verify({ db, clock, machines, projection })).faults
  }
  const readAll = async () => {
    const browser = await openApp(office).enter('clerk')
    await browser.get('/work').expect(200)
    for (const id of ids.values()) {
      await browser.get(`/cases/${id}`).expect(200)
      await browser.get(`/cases/${id}/chart`).expect(200)
    }
  }

  beforeAll(async () => {
    const { db, url } = await open({ empty: true })
    await restoreFirstRelease(db)
    notYet = await runVerify(url)
    await migrate(db, url)
    office = await openOffice(db, { clock })
    const rows = await db.read('registrations').select('external_key', 'case_id')
    ids = new Map(rows.map((row) => [row.external_key, row.case_id]))
  })

  test('is not judged before it is brought up to date', () => {
    const error = 'The database is older than the product: start the product once.\n'
    expect(notYet).toEqual({ code: 1, error })
  })

  test('verifies, and its cases can be read', async () => {
    await readAll()

    expect([...ids.keys()].sort()).toEqual(Object.keys(roadsOn).sort())
    expect(await differences()).toEqual([])
  })

  test('goes on in its first version', async () => {
    const { staff, act, row } = office
    for (const [name, { before }] of Object.entries(roadsOn)) {
      const id = idOf(name)
      await act(id, staff.clerk, 'ADD_NOTE', { note: 'La plaignante a rappelé ce matin.' })
      if ((await row(id)).state !== 'closed')
        await act(id, staff.supervisor, 'ASSIGN', { role: 'clerk', to: staff.clerk.id })
      await lead(office, id, ...before)
    }
    await office.work()

    expect(await differences()).toEqual([])
  })

  test('moves its deadlines with the calendar', async () => {
    const id = idOf('received')
    const input = { reason: 'Heure légale' }
    await office.engine.send({ id, type: 'RESCHEDULE', input, actor: system })
    await office.work()

    const { version, due_on, due_at } = await office.row(id)
    expect({ version, due_on }).toEqual({ version: 1, due_on: clock.dayOf(due_at - 1) })
    // The day is the one of before: nobody is told a new one.
    expect(await office.db.read('messages').where({ effect: 'tellNewDate' })).toEqual([])
    expect(await differences()).toEqual([])
  })

  test('passes its deadlines', async () => {
    clock.advance(days(30))
    await office.work()
    await seal(office.db, clock)

    expect((await office.row(idOf('committed'))).state).toBe('broken')
    expect((await office.row(idOf('received'))).mark).toBe('late')
    expect(await office.db.read('timers').whereNotNull('error')).toEqual([])
    expect(await office.db.read('outbox').whereNot({ status: 'done' })).toEqual([])
    expect(await differences()).toEqual([])
  })

  test('is carried to the second version', async () => {
    const refused: string[] = []
    const listener = { refused: (id: string) => refused.push(id), progress: () => {} }
    const { carried } = await upgradeAll(office, { workflow: 'complaint', to: 2 }, listener)
    await readAll()

    expect({ carried, refused }).toEqual({ carried: ids.size, refused: [] })
    const { due_on, due_at } = await office.row(idOf('overdue'))
    expect(due_on).toBe(clock.dayOf(due_at - 1))
    expect(await differences()).toEqual([])
  })

  test('goes on in the second version', async () => {
    for (const [name, { after }] of Object.entries(roadsOn)) await lead(office, idOf(name), ...after)
    await office.work()
    clock.advance(days(30))
    await office.work()

    expect(await office.db.read('outbox').whereNot({ status: 'done' })).toEqual([])
    expect(await differences()).toEqual([])
  })
})
