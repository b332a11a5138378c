// Wrapped keys that somebody altered: they do not keep the house from turning away from a key that leaked.
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { openAccess } from '../../src/confidential/access-log.ts'
import { readDesk } from '../../src/confidential/desk.ts'
import { createRoad } from '../../src/confidential/road.ts'
import { AlteredKeys, rotate } from '../../src/confidential/rotation.ts'
import { createVault } from '../../src/confidential/vault.ts'
import { verifyRoad } from '../../src/confidential/verify-road.ts'
import { breakIn } from '../engine/intruder.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'
import { type Office, openOffice, VAULT_KEY } from '../support/office.ts'
import { bringCase, onDesk, step } from './steps.ts'
import { NEW_KEY, newMaster, oldMaster, openedBy, program, root } from './vault-program.ts'

eachDatabase('wrapped keys that were altered', (open) => {
  let database: TestDatabase
  let office: Office
  /** The first is whole, the second says nothing, the third has the key of the first, the fourth was erased. */
  let ids: [whole: string, rubbish: string, another: string, erased: string]
  beforeEach(async () => {
    database = await open()
    office = await openOffice(database.db)
    const bring = async () => (await bringCase(office)).id
    ids = [await bring(), await bring(), await bring(), await bring()]
    await step(office.road, office.staff.focal, ids[3], 'ERASE', { ground: 'wish', confirmed: true })
    const { wrapped } = (await keys()).find(({ instance_id }) => instance_id === ids[0]) ?? { wrapped: '' }
    await alter([ids[1]], Buffer.alloc(60, 1).toString('base64'))
    await alter([ids[2]], wrapped)
  })
  /** Somebody with the database's password writes something else there. */
  const alter = async (which: string[], wrapped: string | null) => {
    const intruder = breakIn(database)
    await intruder('sensitive_keys').whereIn('instance_id', which).update({ wrapped })
    await intruder.destroy()
  }
  const keys = (): Promise<{ instance_id: string; wrapped: string }[]> =>
    database.db.read('sensitive_keys').orderBy('instance_id').select('instance_id', 'wrapped')
  const brokenKeys = async () => (await keys()).filter(({ instance_id }) => broken().includes(instance_id))
  const broken = () => [ids[1], ids[2]]
  /** Everything a rotation may move, as it lies there. */
  const kept = async () => [
    await database.db.read('vault'),
    await keys(),
    await database.db.read('sensitive_log').orderBy('n'),
  ]
  const newestLine = async () => {
    const { n, body } = await database.db.read('sensitive_log').orderBy('n', 'desc').first()
    const vault = createVault(newMaster)
    await vault.unlock(database.db)
    return openAccess(vault, n, body)
  }
  const named = async (master: typeof oldMaster) => {
    const { faults } = await verifyRoad(office, master)
    return faults.map(({ place, what }) => `${place}: ${what}`).sort()
  }
  const vault = (args: string[], env: Record<string, string>) =>
    program([path.join(root, 'src/tools/vault.ts'), ...args], { DATABASE_URL: database.url, ...env })

  test('are all counted, and nothing is turned', async () => {
    const before = await kept()

    const refused = await rotate(office, oldMaster, newMaster).catch((error: unknown) => error)

    expect(refused).toBeInstanceOf(AlteredKeys)
    expect(refused).toMatchObject({ count: 2 })
    expect(await kept()).toEqual(before)
    expect(await onDesk(office.road, office.staff.focal)).toEqual([ids[0]])
  })

  test('stay as they are when all others are turned, and the log says how many', async () => {
    const [before, faults] = [await brokenKeys(), await named(oldMaster)]

    expect(await rotate(office, oldMaster, newMaster, { leaveBroken: true })).toEqual({ turned: 1, left: 2 })

    expect(await brokenKeys()).toEqual(before)
    expect(await newestLine()).toEqual({ actor: 'system', kind: 'rotated', left: 2 })
    const road = createRoad(office, newMaster)
    const { focal } = office.staff
    const desk = await readDesk(road, focal, { waiting: true })
    expect([desk.rows.map(({ id }) => id), desk.broken]).toEqual([[ids[0]], 2])
    expect(faults).toEqual(
      broken()
        .map((id) => `sensitive_keys ${id}: it does not open`)
        .sort(),
    )
    expect(await named(newMaster)).toEqual(faults)
    // They do not stand in the way of the next key either, and still count.
    await expect(rotate(office, newMaster, oldMaster)).rejects.toMatchObject({ count: 2 })
    expect(await rotate(office, newMaster, oldMaster, { leaveBroken: true })).toEqual({ turned: 1, left: 2 })
    expect(await brokenKeys()).toEqual(before)
  })

  test('leave no number in the log of a rotation that met none', async () => {
    await alter(broken(), null)

    await rotate(office, oldMaster, newMaster, { leaveBroken: true })

    expect(await newestLine()).toEqual({ actor: 'system', kind: 'rotated' })
  })

  test('are counted by npm run vault, which names none, and leaves them when it is told to', async () => {
    const env = { VAULT_KEY, VAULT_KEY_NEW: NEW_KEY }
    const before = await kept()

    const refused = await vault(['rotate'], env)
    expect(await kept()).toEqual(before)
    const turned = await vault(['rotate', '--leave-broken'], env)
    const checked = await vault(['check'], { VAULT_KEY: NEW_KEY })

    expect(refused).toEqual({
      ...{ code: 1, out: '' },
      error: expect.stringMatching(/^Nothing was turned\. .* altered: 2\.\n.*rotate --leave-broken\n$/s),
    })
    expect(turned).toEqual({
      code: 0,
      out: expect.stringMatching(/^Every other key is wrapped with VAULT_KEY_NEW now\.\n/),
      error: expect.stringMatching(/^Warning\. .* altered: 2\.\n.*npm run verify/s),
    })
    expect(checked).toEqual({
      ...{ code: 1, out: '' },
      error: 'Something differs. The first difference is in sensitive_keys.\n',
    })
    expect([...(await openedBy(database.db))].sort()).toEqual(['', 'new'])
    for (const id of ids) expect(JSON.stringify([refused, turned, checked])).not.toContain(id)
  })

  test('are no reason to leave anything where there are none', async () => {
    await alter(broken(), null)

    const turned = await vault(['rotate', '--leave-broken'], { VAULT_KEY, VAULT_KEY_NEW: NEW_KEY })

    expect(turned).toEqual({
      ...{ code: 0, error: '' },
      out: expect.stringMatching(/^Every key is wrapped with VAULT_KEY_NEW now\.\n/),
    })
  })
})
