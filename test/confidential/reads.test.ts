// What is read without a case being opened is written down too: an empty desk, the page of doors, a notice that is late elsewhere.
import { beforeEach, expect, test } from 'vitest'
import { readLog } from '../../src/confidential/access-log.ts'
import { lateNotices, readDesk } from '../../src/confidential/desk.ts'
import { readDoors } from '../../src/confidential/door-lists.ts'
import { verifyRoad } from '../../src/confidential/verify-road.ts'
import { masterKey } from '../../src/platform/vault.ts'
import { openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice, VAULT_KEY } from '../support/office.ts'
import { missingTexts } from '../web/reading.ts'
import { bringCase } from './steps.ts'

const elsewhere = [{ role: 'focal_point' as const, programme: 'TAYSSIR', entity: '' }]

eachDatabase('a read without a case', (open) => {
  let office: Office
  beforeEach(async () => {
    office = await openOffice((await open()).db)
  })
  const linesOf = async (kind: string, programme = 'DAAM', who = office.staff.focal) =>
    (await readLog(office.road, { programme }, who)).lines.filter((line) => line.kind === kind)

  test('of an empty desk stands in the log, for each programme of whoever looked', async () => {
    const { road, staff } = office
    const both = await office.hire('both', [...elsewhere, ...staff.focal.grants])

    await readDesk(road, both, { waiting: true })
    await readDesk(road, staff.specialist, { waiting: false })

    expect(await linesOf('list')).toMatchObject([
      { actor: staff.specialist.id, programme: 'DAAM', cases: [] },
      { actor: both.id, programme: 'DAAM', cases: [] },
    ])
    expect(await linesOf('list', 'TAYSSIR', both)).toMatchObject([{ actor: both.id, cases: [] }])
    expect((await verifyRoad(office, masterKey(VAULT_KEY))).faults).toEqual([])
  })

  test('of the doors stands in the log of each programme whose doors are there', async () => {
    const { road, staff } = office
    const far = await office.hire('far', elsewhere)

    await readDoors(road, staff.auditor)
    await readDoors(road, far)

    expect(await linesOf('doors')).toMatchObject([{ actor: staff.auditor.id, programme: 'DAAM' }])
    expect(await linesOf('doors', 'TAYSSIR', far)).toMatchObject([{ actor: far.id }])
  })

  test('of a late notice by somebody of another programme stands in the log of the one that is late', async () => {
    const { road, staff, clock } = office
    const far = await office.hire('far', elsewhere)
    const { id } = await bringCase(office)
    expect(await lateNotices(road, far)).toEqual([])
    expect(await linesOf('late')).toEqual([])
    clock.advance(25 * 3_600_000)
    await road.engine.fire(id)

    expect(await lateNotices(road, far)).toHaveLength(1)
    expect(await lateNotices(road, staff.focal)).toEqual([])

    expect(await linesOf('late')).toMatchObject([{ actor: far.id, programme: 'DAAM', fields: ['noticeBy'] }])
    expect(await linesOf('late', 'TAYSSIR', far)).toEqual([])
  })

  test.each(['fr', 'ar', 'en'] as const)('has its words in the log, in %s', async (language) => {
    const { road, staff, clock } = office
    const { id } = await bringCase(office)
    clock.advance(25 * 3_600_000)
    await road.engine.fire(id)
    await lateNotices(road, await office.hire('far', elsewhere))
    await readDoors(road, staff.auditor)

    const { text } = await (await openApp(office).enter('focal', language))
      .get('/confidential/log')
      .expect(200)

    expect(missingTexts(text)).toEqual([])
  })
})
