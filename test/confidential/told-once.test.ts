// A mailbox that refuses for a while hears it later, and nobody else hears it twice.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SignedIn } from '../../src/accounts/schema.ts'
import { SETTLED } from '../../src/accounts/settled.ts'
import { readDoors } from '../../src/confidential/door-lists.ts'
import { askDoor, grantDoor } from '../../src/confidential/doors.ts'
import { tellDoors } from '../../src/confidential/tell-doors.ts'
import { verifyRoad } from '../../src/confidential/verify-road.ts'
import { createCarriers } from '../../src/notifications/carriers.ts'
import { Undelivered } from '../../src/notifications/undelivered.ts'
import { masterKey } from '../../src/platform/vault.ts'
import { type MailServer, startMailServer } from '../notifications/mail-server.ts'
import { days, hours } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice, VAULT_KEY } from '../support/office.ts'
import { bringCase } from './steps.ts'

const reason = 'Le point focal est absent et personne ne le remplace.'
/** The rhythm of the worker. */
const ROUND = 5_000

eachDatabase('what several colleagues are told', (open) => {
  let office: Office
  let post: MailServer
  let reader: SignedIn
  beforeEach(async () => {
    post = await startMailServer()
    office = await openOffice((await open()).db, { smtpUrl: post.url })
    reader = await office.hire('reader', [{ role: 'focal_point', programme: 'TADAMON', entity: '' }])
    await office.hire('second', [{ role: 'focal_point', programme: 'DAAM', entity: '' }], 'ar')
    await office.hire('elsewhere', [{ role: 'focal_point', programme: 'TAYSSIR', entity: '' }])
    office.clock.advance(SETTLED)
  })
  afterEach(() => post.close())

  async function openDoor(): Promise<void> {
    const { road, staff } = office
    await askDoor(road, { programme: 'DAAM', reason }, staff.supervisor)
    const [door] = (await readDoors(road, staff.auditor)).toDecide
    await grantDoor(road, door?.id ?? '', { reader: reader.id, hours: 4 }, staff.auditor)
  }

  /** Rounds of the worker, and how many of them could not tell somebody. */
  async function rounds(count: number): Promise<number> {
    const { road, dataDir, clock } = office
    const carriers = createCarriers({
      ...{ smtpUrl: post.url, smsUrl: undefined, baseUrl: undefined, dataDir },
    })
    let failed = 0
    for (let n = 0; n < count; n += 1) {
      await tellDoors({ ...road, carriers, leaves: { email: true } }).catch((error) => {
        expect(error).toBeInstanceOf(Undelivered)
        failed += 1
      })
      clock.advance(ROUND)
    }
    return failed
  }
  const told = () => post.mails.map(({ to }) => to.split('@')[0]).sort()
  const refuse = (name: string, code: number) => post.refused.set(`${name}@office.test`, code)

  test.each([['elsewhere'], ['focal'], ['second']])(
    'is told later where %s refuses for now',
    async (name) => {
      refuse(name, 450)
      await openDoor()

      // At 0, 5, 15, 35, 75 seconds: the wait grows.
      expect(await rounds(20)).toBe(5)
      expect(told()).toEqual(['elsewhere', 'focal', 'second'].filter((one) => one !== name))

      post.refused.clear()
      office.clock.advance(hours(1))
      expect(await rounds(5)).toBe(0)
      expect(told()).toEqual(['elsewhere', 'focal', 'second'])
      expect((await verifyRoad(office, masterKey(VAULT_KEY))).faults).toEqual([])
    },
  )

  test('is not tried again where a mailbox refuses for good', async () => {
    refuse('second', 550)
    await openDoor()

    expect(await rounds(3)).toBe(0)

    post.refused.clear()
    office.clock.advance(days(1))
    expect(await rounds(3)).toBe(0)
    expect(told()).toEqual(['elsewhere', 'focal'])
  })

  test('is left alone after some days where a colleague has heard it, and goes on where nobody has', async () => {
    const untold = async () => (await office.db.read('sensitive_doors').where({ told_at: null })).length
    /** After many days of trying. */
    const patience = async () => {
      await office.db.write('sensitive_doors').update({ tell_tries: 110 })
      office.clock.advance(hours(1))
      await rounds(1)
    }
    for (const name of ['focal', 'second', 'elsewhere']) refuse(name, 450)
    await openDoor()
    await patience()
    expect(await untold()).toBe(1)

    post.refused.delete('elsewhere@office.test')
    await patience()

    expect(told()).toEqual(['elsewhere'])
    expect(await untold()).toBe(0)
  })

  test('holds up no other door, however many wait', async () => {
    const doors = () => office.db.read('sensitive_doors').orderBy('granted_at')
    // Nobody answers at all.
    await post.close()
    await openDoor()
    office.clock.advance(ROUND)
    await openDoor()
    const [first, last] = await doors()
    const waiting = Array.from({ length: 20 }, (_, n) => ({ ...first, id: `door ${n}` }))
    await office.db.write('sensitive_doors').insert(waiting)
    await rounds(1)

    await rounds(1)

    const { tell_tries } = await office.db.read('sensitive_doors').where({ id: last.id }).first()
    expect(tell_tries).toBe(1)
  })

  test('is put off by nobody: not by a row that says next year, nor by a clock that was set back', async () => {
    await openDoor()
    await office.db.write('sensitive_doors').update({ tell_at: office.clock.now() + days(365) })

    expect(await rounds(1)).toBe(0)

    expect(told()).toEqual(['elsewhere', 'focal', 'second'])
  })

  test('goes for a new case as for a door: once to each, and later to whoever was not reached', async () => {
    refuse('second', 450)
    await bringCase(office)
    await office.work()
    office.clock.advance(ROUND)
    await office.work()
    expect(told()).toEqual(['focal'])

    post.refused.clear()
    office.clock.advance(hours(1))
    await office.work()
    await office.work()

    expect(told()).toEqual(['focal', 'second'])
  })

  test('is no incident while one of them has heard it, whatever another mailbox does', async () => {
    refuse('second', 450)
    await bringCase(office)
    for (let n = 0; n < 20; n += 1) {
      await office.work()
      office.clock.advance(hours(1))
    }

    const effects: { status: string }[] = await office.db.read('sensitive_outbox').select('status')
    expect(effects.map(({ status }) => status)).toEqual(effects.map(() => 'done'))
    expect(told()).toEqual(['focal'])
  })
})
