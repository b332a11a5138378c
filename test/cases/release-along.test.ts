// What goes along with a case that another service takes over: its family, its files, what was on its way to somebody.
import { existsSync } from 'node:fs'
import { mkdir, rename, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { removeDeparted } from '../../src/cases/departures.ts'
import { keepLists } from '../../src/cases/keepers.ts'
import { projection } from '../../src/cases/projection.ts'
import { familyOf } from '../../src/cases/release.ts'
import { leaseEffects } from '../../src/engine/due.ts'
import { verify } from '../../src/engine/verify.ts'
import { createDelivery } from '../../src/notifications/delivery.ts'
import { writeLetter } from '../../src/notifications/outgoing.ts'
import { systemClock } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { today, typedAppeal } from './appeal-office.ts'
import {
  attach,
  handOver,
  markedFamily,
  markedFile,
  markersIn,
  markersUnder,
  told,
} from './release-office.ts'
import { leadTo } from './roads.ts'

eachDatabase('what goes along with a case that another service takes over', (open) => {
  let office: Office
  let db: Database
  beforeEach(async () => {
    db = (await open()).db
    office = await openOffice(db)
  })

  const dataDir = () => office.road.dataDir
  const faults = async () =>
    (await verify({ db, clock: office.clock, machines: office.machines, projection })).faults
  const eventsOf = async (id: string): Promise<string[]> =>
    (await db.read('journal').where({ instance_id: id }).orderBy('seq')).map(({ event }) => event)

  describe('takes its family along:', () => {
    test('an appeal leaves with the case it is about, and the other way round', async () => {
      for (const which of ['first', 'appeal'] as const) {
        const family = await markedFamily(office)
        const { first, appeal } = family

        expect(await db.transaction((tx) => familyOf(tx, family[which]))).toEqual([appeal, first])
        await handOver(office, family[which])

        expect(await markersIn(db)).toEqual({})
        for (const id of [first, appeal])
          expect(await office.row(id)).toMatchObject({ outcome: 'takenOver', about: null })
      }
    })

    test('a referral of the ombudsman does too; one that comes later names it no more, and can leave in its turn', async () => {
      const refer = (about: string) => office.register({ ...told, channel: 'ombudsman', about })
      const first = await leadTo(office, 'answerable', told)
      const referral = await refer(first)

      await handOver(office, first)
      expect((await office.row(referral)).outcome).toBe('takenOver')
      await expect(refer(first)).rejects.toMatchObject({ fields: { about: { key: 'field.about.gone' } } })
      const later = await office.register({ ...told, channel: 'ombudsman' })
      expect(await office.row(later)).toMatchObject({ about: null, outcome: 'none' })
      await handOver(office, later)

      expect(await office.row(later)).toMatchObject({ outcome: 'takenOver' })
      expect((await eventsOf(first)).at(-1)).toBe('RELEASE')
      expect(await markersIn(db)).toEqual({})
      await office.work()
      expect(await faults()).toEqual([])
    })

    test('a restricted case is a family of its own: nobody empties what they may not see', async () => {
      const about = await leadTo(office, 'answerable', told)
      await office.hire('head', [{ role: 'supervisor', programme: 'INTEGRITY', entity: '' }])
      const both = await office.hire('both', [
        { role: 'clerk', programme: 'INTEGRITY', entity: '' },
        { role: 'clerk', programme: 'DAAM', entity: '' },
      ])
      const corruption = await office.register(
        {
          ...told,
          programme: 'INTEGRITY',
          entity: 'CENTRAL',
          channel: 'ombudsman',
          category: 'BRIBE',
          about,
        },
        both,
      )
      expect(await office.row(corruption)).toMatchObject({ about, restricted: 1 })

      await handOver(office, about)

      expect(await office.row(about)).toMatchObject({ outcome: 'takenOver' })
      expect(await office.row(corruption)).toMatchObject({ outcome: 'none', about })
      expect(await db.transaction((tx) => familyOf(tx, corruption))).toEqual([corruption])
    })

    test('a restricted case that leaves stays restricted', async () => {
      const head = await office.hire('head', [{ role: 'supervisor', programme: 'INTEGRITY', entity: '' }])
      const id = await office.register(
        { ...told, programme: 'INTEGRITY', entity: 'CENTRAL', channel: 'phone', category: 'BRIBE' },
        await office.hire('desk', [{ role: 'clerk', programme: 'INTEGRITY', entity: '' }]),
      )

      await office.commands.release(id, 1, head)

      expect(await office.row(id)).toMatchObject({ restricted: 1, outcome: 'takenOver' })
      expect(await db.read('case_handlers').where({ case_id: id })).toEqual([
        { case_id: id, user_id: head.id },
      ])
      expect(await markersIn(db)).toEqual({})
      expect(await keepLists(db, office.engine)).toBe(0)
      expect(await faults()).toEqual([])
    })

    test('an appeal that is lodged at the same moment leaves too, or keeps the case here', async () => {
      const { staff } = office
      for (let n = 0; n < 4; n += 1) {
        const id = await leadTo(office, 'closed', { ...told, channel: 'desk' })
        await Promise.allSettled([
          handOver(office, id),
          office.act(id, staff.agent, 'LODGE_APPEAL', { ...typedAppeal.lodge, receivedOn: today(office) }),
        ])
      }

      const torn = await db.all(
        `SELECT a.id FROM cases a JOIN cases b ON b.id = a.about WHERE a.outcome <> 'takenOver' AND b.outcome = 'takenOver'`,
      )
      expect(torn).toEqual([])
      expect(await faults()).toEqual([])
    })
  })

  describe('has files that go', () => {
    const fileOf = async (id: string): Promise<string> => {
      const { sha256 } = await db.read('documents').where({ case_id: id }).first('sha256')
      return path.join(dataDir(), 'documents', sha256.slice(0, 2), sha256)
    }

    test('but not those that another case has too', async () => {
      const [id, other] = [await office.register(told), await office.register()]
      await attach(office, id, 'commun')
      await attach(office, other, 'commun')
      const file = await fileOf(other)

      await handOver(office, id)
      await removeDeparted(db, dataDir())

      expect(existsSync(file)).toBe(true)
      expect(await db.read('departures')).toEqual([])
    })

    test('but not while they are sent again, for another case', async () => {
      const id = await office.register(told)
      await attach(office, id, 'encore')
      const file = await fileOf(id)
      await handOver(office, id)

      const [again] = await office.documents.keep([markedFile('encore')])
      const soon = (systemClock.now() + 1_000) / 1_000
      await utimes(file, soon, soon)
      await removeDeparted(db, dataDir())

      expect(again && existsSync(file)).toBe(true)
      // What nobody names in the end goes with everything else that nobody names.
      expect(await office.documents.sweep(systemClock.now() + days(1))).toBe(1)
    })

    test('once, however often and by however many they are removed', async () => {
      const id = await office.register(told)
      await attach(office, id, 'deux')
      await handOver(office, id)

      await Promise.all([removeDeparted(db, dataDir()), removeDeparted(db, dataDir())])

      expect(await removeDeparted(db, dataDir())).toBe(0)
      expect(await markersUnder(dataDir())).toEqual({})
    })

    test('even when whoever removed them was interrupted', async () => {
      const id = await office.register(told)
      await attach(office, id, 'panne')
      const file = await fileOf(id)
      await handOver(office, id)
      await rename(file, `${file}.leaving-0`)

      await removeDeparted(db, dataDir())

      expect(await markersUnder(dataDir())).toEqual({})
    })

    test('and none that somebody else wrote down', async () => {
      const precious = path.join(dataDir(), 'precious.txt')
      await mkdir(dataDir(), { recursive: true })
      await writeFile(precious, 'x')
      await db
        .write('departures')
        .insert(
          ['precious.txt', 'outgoing/../precious.txt', 'documents/../precious.txt', 'outgoing/..'].map(
            (file) => ({ file, at: 0 }),
          ),
        )

      await removeDeparted(db, dataDir())

      expect(existsSync(precious)).toBe(true)
      expect(await db.read('departures')).toEqual([])
    })
  })

  describe('is told of to nobody:', () => {
    const failed = async () => {
      throw new Error('nothing failed')
    }
    const nobody = async () => {
      throw new Error('nothing is sent')
    }
    const deliveryBy = (email: (parcel: { id: string; to: string }) => Promise<void>) =>
      createDelivery({
        ...{ db, clock: office.clock, programmes: office.programmes, lifecycles: office.machines },
        ...{ carriers: { email, sms: nobody }, mostAttempts: 3, failed },
      })

    test('what a worker had in hand is dropped', async () => {
      const id = await office.register(told)
      const [effect] = await leaseEffects(db, office.clock.now(), 10)
      await handOver(office, id)

      if (effect) await deliveryBy(nobody)(effect)

      expect(effect?.instance_id).toBe(id)
      expect(await db.read('messages').where({ case_id: id })).toEqual([])
      expect(await db.read('outbox').where({ instance_id: id })).toEqual([])
    })

    test('a letter that was on its way to a file goes after it', async () => {
      const id = await office.register(told)
      const [effect] = await leaseEffects(db, office.clock.now(), 10)
      const outgoing = path.join(dataDir(), 'outgoing')
      const deliver = deliveryBy(async (parcel) => {
        await handOver(office, id)
        await removeDeparted(db, dataDir())
        await writeLetter(outgoing, `${parcel.id.replaceAll(':', '.')}.eml`, parcel.to)
      })

      if (effect) await deliver(effect)
      expect(Object.keys(await markersUnder(dataDir()))).toHaveLength(1)
      await removeDeparted(db, dataDir())

      expect(await markersUnder(dataDir())).toEqual({})
      expect(await markersIn(db)).toEqual({})
    })
  })
})
