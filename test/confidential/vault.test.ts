// The key of the confidential road: turned to another one whole or not at all, checked and proved from the command line.
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { record } from '../../src/confidential/access-log.ts'
import { readDesk } from '../../src/confidential/desk.ts'
import { askDoor } from '../../src/confidential/doors.ts'
import { keyPlace } from '../../src/confidential/ledger.ts'
import { createRoad } from '../../src/confidential/road.ts'
import { rotate } from '../../src/confidential/rotation.ts'
import { createVault } from '../../src/confidential/vault.ts'
import { verifyRoad } from '../../src/confidential/verify-road.ts'
import type { Database } from '../../src/platform/database.ts'
import { masterKey, newKey } from '../../src/platform/vault.ts'
import { breakIn } from '../engine/intruder.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'
import { type Office, openOffice, VAULT_KEY } from '../support/office.ts'
import { bringCase, onDesk, refer, sees, step } from './steps.ts'
import { NEW_KEY, newMaster, oldMaster, openedBy, program, root } from './vault-program.ts'

/** What wraps and is wrapped; everything else of the road is not to be touched by a rotation. */
const wrapping = ['vault', 'sensitive_keys', 'sensitive_log', 'sensitive_log_tags']

async function untouched(db: Database): Promise<string> {
  const tables: { name: string }[] =
    db.kind === 'sqlite'
      ? await db.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'sensitive%'")
      : await db.all("SELECT tablename AS name FROM pg_tables WHERE tablename LIKE 'sensitive%'")
  const names = tables.map(({ name }) => name).filter((name) => !wrapping.includes(name))
  return JSON.stringify(await Promise.all(names.sort().map(async (name) => [name, await db.read(name)])))
}

eachDatabase('turning to a new key', (open) => {
  let database: TestDatabase
  let office: Office
  let ids: string[]
  beforeEach(async () => {
    database = await open()
    office = await openOffice(database.db)
    ids = []
    for (let n = 0; n < 3; n++) ids.push((await bringCase(office)).id)
    await refer(office, ids[0] ?? '')
    await step(office.road, office.staff.focal, ids[2] ?? '', 'ERASE', { ground: 'wish', confirmed: true })
  })
  const roadWith = (master: typeof oldMaster) => createRoad(office, master)

  test('wraps every key anew, touches no case, and leaves the old key nothing to open', async () => {
    const { db, staff } = office
    const before = await untouched(db)
    expect(await openedBy(db)).toEqual(new Set(['old']))

    expect(await rotate(office, oldMaster, newMaster)).toEqual({ turned: 2, left: 0 })

    expect(await openedBy(db)).toEqual(new Set(['new']))
    expect(await untouched(db)).toBe(before)
    expect((await verifyRoad(office, newMaster)).faults).toEqual([])
    const road = roadWith(newMaster)
    expect(await onDesk(road, staff.focal)).toHaveLength(2)
    expect(await sees(road, staff.specialist, ids[0] ?? '')).toBe(true)
    expect(await sees(road, staff.focal, ids[2] ?? '')).toBe(false)
  })

  test('refuses a process that goes on with the old key, and one that comes too early with the new', async () => {
    const { db, road, staff } = office
    const otherKey = { status: 503, said: { key: 'confidential.shut.otherKey' } }
    await readDesk(road, staff.focal, { waiting: true })
    const early = roadWith(newMaster)
    await expect(readDesk(early, staff.focal, { waiting: true })).rejects.toMatchObject(otherKey)

    await rotate(office, oldMaster, newMaster)
    const before = [await untouched(db), await db.read('sensitive_log')]

    await expect(readDesk(road, staff.focal, { waiting: true })).rejects.toMatchObject(otherKey)
    await expect(bringCase(office)).rejects.toMatchObject(otherKey)
    await expect(step(road, staff.focal, ids[0] ?? '', 'SEND_NOTICE')).rejects.toMatchObject(otherKey)
    await expect(
      askDoor(road, { programme: 'DAAM', reason: 'Personne ne peut agir ici.' }, staff.supervisor),
    ).rejects.toMatchObject(otherKey)
    await expect(rotate(office, oldMaster, masterKey(newKey().toString('base64')))).rejects.toMatchObject(
      otherKey,
    )
    expect([await untouched(db), await db.read('sensitive_log')]).toEqual(before)
    expect(await onDesk(early, staff.focal)).toHaveLength(2)
  })

  test('is whole or not there, after whichever statement the process dies', {
    timeout: 240_000,
  }, async () => {
    const { db } = office
    const before = await untouched(db)
    const code = (last: number, from: string, to: string) => `
      import { openDatabase } from '${root}/src/platform/database.ts'
      import { systemClock } from '${root}/src/platform/clock.ts'
      import { masterKey } from '${root}/src/platform/vault.ts'
      import { rotate } from '${root}/src/confidential/rotation.ts'
      let statements = 0
      const afterStatement = () => { if (++statements === ${last}) process.kill(process.pid, 'SIGKILL') }
      const db = openDatabase(${JSON.stringify(database.url)}, { afterStatement })
      await rotate({ db, clock: systemClock }, masterKey('${from}'), masterKey('${to}'))
      process.stdout.write(String(statements))
      await db.close()`
    const turn = (last: number, from = VAULT_KEY, to = NEW_KEY) =>
      program(['--input-type=module', '-e', code(last, from, to)], {})
    const { out, error } = await turn(0)
    expect(error).toBe('')
    const statements = Number(out)
    expect(statements).toBeGreaterThan(10)
    expect((await turn(0, NEW_KEY, VAULT_KEY)).error).toBe('')

    const found: string[] = []
    for (let last = 1; last <= statements; last++) {
      expect((await turn(last)).code).not.toBe(0)
      const keys = [...(await openedBy(db))]
      expect(keys, `after statement ${last}`).toHaveLength(1)
      expect((await verifyRoad(office, keys[0] === 'new' ? newMaster : oldMaster)).faults).toEqual([])
      found.push(keys[0] ?? '')
    }

    // Only the last statement keeps it.
    expect(found).toEqual([...Array.from({ length: statements - 1 }, () => 'old'), 'new'])
    expect(await untouched(db)).toBe(before)
  })

  /** Somebody opens a case under the old key while it is turned: before they write it down, or just after. */
  async function meanwhile(written: 'before' | 'after'): Promise<string> {
    const { db, staff, road } = office
    const id = 'DAA-LATE-0000'
    const [reached, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const opening = db.transaction(async (tx) => {
      const line = { at: 1, actor: staff.focal.id, kind: 'opened', case: id } as const
      const master = await road.vault.unlock(tx)
      if (written === 'before') await record(road.vault, tx, line)
      await tx.run('INSERT INTO sensitive_keys (instance_id, wrapped) VALUES (?, ?)', [
        ...[id, master.wrap(keyPlace(id), newKey())],
      ])
      reached.resolve()
      await go.promise
      if (written === 'after') await record(road.vault, tx, line)
    })
    const outcome = opening.then(
      () => 'kept',
      () => 'undone',
    )
    await reached.promise
    const rotation = rotate(office, oldMaster, newMaster)
    // Where two may write at once, and nothing holds the rotation up, it goes first.
    if (db.kind === 'postgres' && written === 'after') await rotation
    go.resolve()
    await rotation
    return outcome
  }

  test('takes along what was written under the old key before', async () => {
    expect(await meanwhile('before')).toBe('kept')
    expect(await openedBy(office.db)).toEqual(new Set(['new']))
  })

  test('undoes what would be written under the old key after', async () => {
    // On SQLite one writes after the other anyway.
    expect(await meanwhile('after')).toBe(office.db.kind === 'postgres' ? 'undone' : 'kept')
    expect(await openedBy(office.db)).toEqual(new Set(['new']))
  })
})

eachDatabase('npm run vault', (open) => {
  let database: TestDatabase
  let office: Office
  beforeEach(async () => {
    database = await open()
    office = await openOffice(database.db)
  })
  const vault = (args: string[], env: Record<string, string> = {}) =>
    program([path.join(root, 'src/tools/vault.ts'), ...args], { DATABASE_URL: database.url, ...env })
  const verify = (env: Record<string, string> = {}) =>
    program([path.join(root, 'src/tools/verify.ts')], { DATABASE_URL: database.url, ...env })

  test('rotates, says how the start has to be changed and not how many cases there are, and can be asked again', async () => {
    const none = await vault(['rotate'], { VAULT_KEY, VAULT_KEY_NEW: NEW_KEY })
    await rotate(office, newMaster, oldMaster)
    for (let n = 0; n < 3; n++) await bringCase(office)

    const some = await vault(['rotate'], { VAULT_KEY, VAULT_KEY_NEW: NEW_KEY })

    expect(some).toEqual({ code: 0, error: '', out: expect.stringContaining('VAULT_KEY') })
    expect(some).toEqual(none)
    expect(await openedBy(database.db)).toEqual(new Set(['new']))
    expect(await vault(['rotate'], { VAULT_KEY, VAULT_KEY_NEW: NEW_KEY })).toMatchObject({
      ...{ code: 0, error: '' },
      out: expect.stringContaining('in use already'),
    })
    expect(await vault(['check'], { VAULT_KEY: NEW_KEY })).toMatchObject({ code: 0, error: '' })
    expect(await vault(['check'], { VAULT_KEY })).toEqual({
      ...{ code: 1, out: '' },
      error: expect.stringMatching(/^Wrong setting\. VAULT_KEY: it is not the key .*\n$/),
    })
  })

  test('refuses missing, broken and wrong keys with one line, and what it does not understand with its usage', async () => {
    await bringCase(office)
    const wrong = newKey().toString('base64')
    const line = (name: string) => ({
      code: 1,
      out: '',
      error: expect.stringMatching(new RegExp(`^Wrong setting\\. ${name}: .+\\n$`)),
    })

    const usage = { code: 2, out: '', error: expect.stringContaining('Usage: npm run vault') }

    const asked: [args: string[], env: Record<string, string>, ended: object][] = [
      [['rotate'], {}, line('VAULT_KEY')],
      [['rotate'], { VAULT_KEY }, line('VAULT_KEY_NEW')],
      [['rotate'], { VAULT_KEY, VAULT_KEY_NEW: 'short' }, line('VAULT_KEY_NEW')],
      [['rotate'], { VAULT_KEY, VAULT_KEY_NEW: VAULT_KEY }, line('VAULT_KEY_NEW')],
      [['rotate'], { VAULT_KEY: wrong, VAULT_KEY_NEW: NEW_KEY }, line('VAULT_KEY')],
      [['check'], {}, line('VAULT_KEY')],
      [['check'], { VAULT_KEY: wrong }, line('VAULT_KEY')],
      ...[[], ['turn'], ['rotate', 'now'], ['constructor']].map(
        (args): [string[], Record<string, string>, object] => [args, {}, usage],
      ),
    ]
    const ended = await Promise.all(asked.map(([args, env]) => vault(args, env)))
    expect(ended).toEqual(asked.map(([, , expected]) => expected))
    expect(await openedBy(database.db)).toEqual(new Set(['old']))
  })

  test('names only the table of what differs, as npm run verify does', async () => {
    const { id } = await bringCase(office)
    expect(await vault(['check'], { VAULT_KEY })).toEqual({
      ...{ code: 0, error: '' },
      out: 'The key fits. Chains, seals and log hold: nothing differs.\n',
    })
    const intruder = breakIn(database)
    await intruder('sensitive_desks').where({ case_id: id }).update({ due_at: 1 })
    await intruder.destroy()

    const [checked, proved, chained] = [
      await vault(['check'], { VAULT_KEY }),
      await verify({ VAULT_KEY }),
      await verify(),
    ]

    expect(checked).toEqual({
      ...{ code: 1, out: '' },
      error: 'Something differs. The first difference is in sensitive_desks.\n',
    })
    expect(proved).toMatchObject({
      ...{ code: 1, error: 'The confidential road: the first difference is in sensitive_desks.\n' },
    })
    // Without the key nobody can know.
    expect(chained).toMatchObject({ code: 0, error: '' })
    expect(JSON.stringify([checked, proved, chained])).not.toContain(id)
  })

  test('of the road npm run verify says one line, the same whether there is a case or not', async () => {
    const ended = async () => [await verify({ VAULT_KEY }), await verify()]
    const before = await ended()

    for (let n = 0; n < 3; n++) await bringCase(office)

    expect(await ended()).toEqual(before)
    expect(before.map(({ code }) => code)).toEqual([0, 0])
    expect(before[0]?.out).toMatch(/\nThe confidential road: nothing differs\.\n$/)
    expect(before[1]?.out).toMatch(/\nThe confidential road: its chains hold; there is no VAULT_KEY .*\n$/)
    expect(await verify({ VAULT_KEY: NEW_KEY })).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^Wrong setting\. VAULT_KEY: /),
    })
  })
})

describe('a fresh key', () => {
  test('is 32 bytes that nobody had before, and is taken as VAULT_KEY', async () => {
    const tool = path.join(root, 'src/tools/vault.ts')
    const keys = [await program([tool, 'new-key'], {}), await program([tool, 'new-key'], {})]

    for (const { code, out, error } of keys) {
      expect({ code, error }).toEqual({ code: 0, error: '' })
      expect(Buffer.from(out, 'base64')).toHaveLength(32)
      await createVault(masterKey(out.trim()))
        .unlock({ all: async () => [] })
        .catch(() => undefined)
    }
    expect(keys[0]?.out).not.toBe(keys[1]?.out)
  })
})
