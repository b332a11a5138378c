// Whoever hands a case over stands in the log of accesses alone: the row that the case leaves is the same wherever it went.
import { beforeEach, expect, test } from 'vitest'
import { readLog } from '../../src/confidential/access-log.ts'
import { rotate } from '../../src/confidential/rotation.ts'
import { verifyRoad } from '../../src/confidential/verify-road.ts'
import { Unavailable } from '../../src/errors.ts'
import { masterKey, newKey } from '../../src/platform/vault.ts'
import { handOver } from '../cases/release-office.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'
import { type Office, openOffice, VAULT_KEY } from '../support/office.ts'

const master = masterKey(VAULT_KEY)

eachDatabase('a case that is handed over', (open) => {
  let database: TestDatabase
  let office: Office
  beforeEach(async () => {
    database = await open()
    office = await openOffice(database.db)
  })

  const toFocalPoint = async (id: string) => {
    const { revision } = await office.db.read('instances').where({ id }).first('revision')
    await office.transfer(id, { nature: 'harassment', revision }, office.staff.clerk)
  }
  /** The last row of a case, without what differs between any two. */
  const lastOf = async ({ db }: Office, id: string) => {
    const row = await db.read('journal').where({ instance_id: id }).orderBy('seq', 'desc').first()
    const { instance_id: _id, input_hash: _input, prev_hash: _before, hash: _hash, ...rest } = row
    return rest
  }
  const handings = async () =>
    (await readLog(office.road, { programme: 'DAAM' }, office.staff.focal)).lines.filter(
      ({ kind }) => kind === 'handedOver',
    )

  test('leaves one and the same row, to another body and to the focal point', async () => {
    const { staff, db } = office
    const [elsewhere, confidential] = [await office.register(), await office.register()]

    await handOver(office, elsewhere)
    await toFocalPoint(confidential)

    const row = await lastOf(office, elsewhere)
    expect(row).toMatchObject({ event: 'RELEASE', actor: 'system', role: 'system' })
    expect(await lastOf(office, confidential)).toEqual(row)
    for (const { hands } of await db.read('instances').whereIn('id', [elsewhere, confidential]))
      expect(hands).not.toContain(staff.supervisor.id)
    const reasons = await db.read('erasures').distinct('reason')
    expect(reasons).toHaveLength(1)
  })

  test('is written down with whoever decided, and all that left with it', async () => {
    const { staff } = office
    const [elsewhere, confidential] = [await office.register(), await office.register()]
    const about = await office.register({ channel: 'ombudsman', about: confidential })

    await handOver(office, elsewhere)
    await toFocalPoint(confidential)

    const [second, first, ...others] = await handings()
    expect(first).toMatchObject({ actor: staff.supervisor.id, programme: 'DAAM', cases: [elsewhere] })
    expect(second).toMatchObject({ actor: staff.clerk.id, programme: 'DAAM' })
    expect(second?.cases?.toSorted()).toEqual([about, confidential].sort())
    expect(others).toEqual([])
    expect((await verifyRoad(office, master)).faults).toEqual([])
  })

  test('stays where nobody can be written down', async () => {
    const [elsewhere, confidential] = [await office.register(), await office.register()]
    await rotate(office, master, masterKey(newKey().toString('base64')))

    await expect(handOver(office, elsewhere)).rejects.toThrow(Unavailable)
    await expect(toFocalPoint(confidential)).rejects.toThrow(Unavailable)

    for (const id of [elsewhere, confidential]) expect((await office.row(id)).outcome).toBe('none')
  })

  test('names the supervisor in its row where there is no key: there is no other way to go', async () => {
    const shut = await openOffice((await open()).db, { master: null })
    const id = await shut.register()

    await handOver(shut, id)

    expect(await lastOf(shut, id)).toMatchObject({ actor: shut.staff.supervisor.id, role: 'supervisor' })
    expect(await shut.db.read('sensitive_log')).toEqual([])
  })
})
