// A case that another service takes over leaves with its family, and not a word of it stays: in no table, no file, no byte.
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { followClock } from '../../src/calendars/recompute.ts'
import { removeDeparted } from '../../src/cases/departures.ts'
import { earlierCases } from '../../src/cases/earlier.ts'
import { casesInState } from '../../src/cases/in-state.ts'
import { keepLists } from '../../src/cases/keepers.ts'
import { freeOrphans } from '../../src/cases/orphans.ts'
import { system } from '../../src/cases/policy.ts'
import { projection } from '../../src/cases/projection.ts'
import { familyOf, gather, inRole, releaseCases } from '../../src/cases/release.ts'
import { search } from '../../src/cases/search.ts'
import { leaseEffects } from '../../src/engine/due.ts'
import { seal } from '../../src/engine/seals.ts'
import { simulate } from '../../src/engine/simulate.ts'
import { verify } from '../../src/engine/verify.ts'
import { Conflict } from '../../src/errors.ts'
import { createDelivery } from '../../src/notifications/delivery.ts'
import { writeLetter } from '../../src/notifications/outgoing.ts'
import { systemClock } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database.ts'
import { eventLog } from '../../src/reports/event-log.ts'
import { foldStays } from '../../src/reports/fold-stays.ts'
import { stateFigures } from '../../src/reports/state-figures.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { lodge, today, typedAppeal } from './appeal-office.ts'
import {
  attach,
  fillUp,
  handOver,
  markedFamily,
  markedFile,
  markersIn,
  markersOf,
  markersUnder,
  told,
} from './release-office.ts'
import { leadTo, places } from './roads.ts'

eachDatabase('a case that another service takes over', (open, kind) => {
  let office: Office
  let db: Database
  let url: string
  beforeEach(async () => {
    const database = await open()
    db = database.db
    url = database.url
    office = await openOffice(db)
  })

  const dataDir = () => office.road.dataDir
  const faults = async () =>
    (await verify({ db, clock: office.clock, machines: office.machines, projection })).faults
  const totals = () =>
    db
      .read('cases')
      .groupBy('programme', 'entity', 'channel', 'received_on')
      .orderBy(['programme', 'entity', 'channel', 'received_on'])
      .select('programme', 'entity', 'channel', 'received_on')
      .count({ n: '*' })
  const eventsOf = async (id: string): Promise<string[]> =>
    (await db.read('journal').where({ instance_id: id }).orderBy('seq')).map(({ event }) => event)

  test('leaves no word of it or of its appeal in any table, any file, any byte', {
    timeout: 60_000,
  }, async () => {
    await fillUp(office, 12)
    const { first, appeal } = await markedFamily(office)
    await fillUp(office, 12)
    await seal(db, office.clock)
    const before = await totals()
    expect(Object.keys(await markersIn(db)).sort()).toEqual(
      [
        'cases',
        'documents',
        'instances',
        'journal_inputs',
        'messages',
        'registrations',
        'search_keys',
        'searches',
      ].sort(),
    )
    const files = Object.keys(await markersUnder(dataDir()))
    expect(files.filter((file) => file.startsWith('documents/'))).toHaveLength(2)
    expect(files.filter((file) => file.startsWith('outgoing/')).length).toBeGreaterThan(1)

    await handOver(office, first)

    expect(await markersIn(db)).toEqual({})
    expect(await totals()).toEqual(before)
    expect((await eventsOf(first)).at(-1)).toBe('RELEASE')
    expect((await eventsOf(appeal)).at(-1)).toBe('RELEASE')
    expect(await removeDeparted(db, dataDir())).toBeGreaterThan(0)
    expect(await markersUnder(dataDir())).toEqual({})
    if (kind === 'sqlite') expect(markersOf(await bytesOf(url))).toEqual([])
    expect(await faults()).toEqual([])
    await seal(db, office.clock)
    expect(await faults()).toEqual([])
  })

  /** The file of the database with all that SQLite keeps beside it, as they lie on the disk. */
  const bytesOf = async (address: string): Promise<string> => {
    const file = address.slice('sqlite:'.length)
    const parts = await Promise.all(
      ['', '-wal', '-shm'].map((suffix) => readFile(`${file}${suffix}`).catch(() => Buffer.alloc(0))),
    )
    return Buffer.concat(parts).toString('latin1')
  }

  test('keeps the line of the register', async () => {
    const id = await leadTo(office, 'promised', told)
    const before = await office.row(id)

    await handOver(office, id)

    expect(await office.row(id)).toEqual({
      ...before,
      unit: null,
      category: '',
      object: '',
      stage: 'close',
      state: 'closed',
      mark: 'stopped',
      held_until: null,
      identity: 'unknown',
      admissibility: 'unknown',
      founded: 'unknown',
      outcome: 'takenOver',
      closing_on: today(office),
      days: 0,
    })
    for (const table of [
      'tasks',
      'commitments',
      'registrations',
      'search_keys',
      'documents',
      'notices',
      'messages',
    ])
      expect(await db.read(table).where({ case_id: id }), table).toEqual([])
    expect(await db.read('reveals').where({ case_id: id })).toEqual([])
  })

  test.each(places)('leaves from %s, and is proved', async (place) => {
    // A place may need another way to have come, and nobody to be reached.
    const phone = place === 'undelivered' ? '' : told.phone
    const channel = place === 'undelivered' ? 'register' : 'desk'
    const id = await leadTo(office, place, { ...told, channel, phone })

    await handOver(office, id)

    expect(await markersIn(db)).toEqual({})
    expect(await faults()).toEqual([])
    await office.work()
    expect((await eventsOf(id)).at(-1)).toBe('RELEASE')
  })

  test('is no longer the case that a change on a sheet came from', async () => {
    await db.write('beneficiaries').insert({ ...sheet, id: 'B-1' })
    const id = await office.register({ ...told, beneficiary: sheet.number })
    await db.write('beneficiary_changes').insert({
      ...{ beneficiary_id: 'B-1', n: 1, at: 1, case_id: id, field: 'phone', old: '1', new: '2' },
      ...{ requested_by: 'x', approved_by: 'y' },
    })

    await handOver(office, id)

    expect(await db.read('beneficiary_changes').first('case_id', 'new')).toEqual({ case_id: '', new: '2' })
    expect(JSON.stringify(await db.read('beneficiaries'))).not.toContain(id)
  })

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

    test('a referral of the ombudsman does too, and one that comes later is a case of its own', async () => {
      const refer = (about: string) => office.register({ ...told, channel: 'ombudsman', about })
      const first = await leadTo(office, 'answerable', told)
      const referral = await refer(first)

      await handOver(office, first)
      expect((await office.row(referral)).outcome).toBe('takenOver')
      const later = await refer(first)

      expect(await office.row(later)).toMatchObject({ about: first, outcome: 'none' })
      expect((await eventsOf(first)).at(-1)).toBe('RELEASE')
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

  describe('is gathered before it leaves:', () => {
    test('everything that was told, as it can be put elsewhere', async () => {
      const { first, appeal } = await markedFamily(office)

      const gathered = await db.transaction(async (tx) => gather({ db }, tx, await familyOf(tx, first)))

      expect(gathered.cases.map(({ id }) => id)).toEqual([appeal, first])
      const [, one] = JSON.parse(JSON.stringify(gathered)).cases
      expect(one).toMatchObject({
        id: first,
        programme: 'DAAM',
        entity: 'RABAT',
        channel: 'email',
        object: 'Zqxkwvobjet vu par le bureau',
        received_on: today(office),
        registration: { name: told.name, description: told.description, phone: told.phone },
      })
      expect(one.events[0]).toMatchObject({
        seq: 1,
        event: 'OPEN',
        role: 'clerk',
        input: { name: told.name },
      })
      expect(one.messages.map(({ channel }: { channel: string }) => channel)).toContain('email')
      const [document] = one.documents
      expect(document).toMatchObject({ name: 'zqxkwvpiece.pdf', type: 'application/pdf' })
      expect(await readFile(path.join(dataDir(), document.file))).toEqual(markedFile('piece').content)
    })

    test('and nothing comes between', async () => {
      const id = await leadTo(office, 'received', told)
      const { clerk, supervisor } = office.staff
      const note = async () =>
        office.engine.send({
          id,
          type: 'ADD_NOTE',
          input: { note: 'Zqxkwventre deux' },
          actor: inRole(clerk, 'clerk'),
        })
      let late: Promise<unknown> = Promise.resolve()

      const gathered = await db.transaction(async (tx) => {
        const ids = await familyOf(tx, id)
        const all = await gather({ db }, tx, ids)
        late = note().catch((error: unknown) => error)
        await releaseCases({ db, engine: office.engine }, tx, ids, inRole(supervisor, 'supervisor'), {
          id,
          revision: 1,
        })
        return all
      })

      expect(gathered.cases[0]?.events).toHaveLength(1)
      expect(await late).toMatchObject({ message: 'refusal.released' })
      expect(await markersIn(db)).toEqual({})
    })
  })

  describe('is handed over', () => {
    test('by a supervisor of the place, and by nobody else', async () => {
      const id = await leadTo(office, 'referred', told)
      const { revision } = await db.read('instances').where({ id }).first('revision')
      const { agent, clerk, processor, closer, auditor, verifier, focal, stranger } = office.staff

      for (const one of [agent, clerk, processor, closer, auditor])
        await expect(office.commands.release(id, revision, one)).rejects.toMatchObject({
          status: 403,
          said: { key: 'refusal.role', values: { roles: 'supervisor' } },
        })
      for (const one of [verifier, focal, stranger])
        await expect(office.commands.release(id, revision, one)).rejects.toMatchObject({ status: 404 })
      expect((await office.row(id)).outcome).toBe('none')
    })

    test('as it was seen', async () => {
      const id = await leadTo(office, 'qualified', told)

      await expect(office.commands.release(id, 1, office.staff.supervisor)).rejects.toBeInstanceOf(Conflict)

      expect((await office.row(id)).outcome).toBe('none')
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

  test('troubles nobody who counts, lists, exports, simulates or keeps order', async () => {
    const { first, appeal } = await markedFamily(office)
    await seal(db, office.clock)
    await handOver(office, first)
    await seal(db, office.clock)
    office.clock.advance(days(90))
    const { supervisor, auditor } = office.staff

    await foldStays(db)
    const place = { workflow: 'complaint', from: '2026-01-01', to: '2027-12-31' }
    const figures = await stateFigures(db, supervisor, place)
    const listed = await casesInState(db, office.programmes, supervisor, {
      workflow: 'complaint',
      state: 'closed',
    })
    let log = ''
    const asked = { programme: 'DAAM', from: '2026-01-01', to: '2026-12-31' }
    for await (const part of eventLog(db, auditor, asked, office.clock.now())) log += part
    const found = await search(db, first, supervisor)

    expect(figures.get('closed')?.now).toBe(1)
    expect(listed.rows.map(({ id, name, object }) => [id, name, object])).toEqual([[first, '', '']])
    expect(log).toContain('RELEASE')
    expect(found.rows.map(({ id, name, outcome }) => [id, name, outcome])).toEqual([[first, '', 'takenOver']])
    expect(markersOf(JSON.stringify([listed, log, found]))).toEqual([])
    for (const query of ['Zqxkwvfamille', told.phone, told.cnie, told.externalKey])
      expect((await search(db, query, supervisor)).rows).toEqual([])
    expect(
      await earlierCases(db, { beneficiary: null, cnie: told.cnie, phone: told.phone }, supervisor),
    ).toEqual([])
    expect(await followClock(office)).toBe(0)
    expect(await keepLists(db, office.engine)).toBe(0)
    expect(await freeOrphans(db, office.engine)).toBe(0)
    await office.work()
    for (const id of [first, appeal]) expect((await eventsOf(id)).at(-1)).toBe('RELEASE')
    await expect(
      office.engine.send({ id: first, type: 'RESCHEDULE', input: { reason: 'x' }, actor: system }),
    ).rejects.toThrow('refusal.released')
    await expect(lodge(office, first)).rejects.toThrow('refusal.released')
    expect(await faults()).toEqual([])
    const simulated = await simulate(
      {
        db,
        machines: office.machines,
        projection,
        standingOf: () => ({}),
        dayOf: office.clock.dayOf,
        now: 0,
      },
      { workflow: 'complaint', version: 1, since: 0 },
      { found: () => {}, progress: () => {} },
    )
    expect(simulated).toMatchObject({ cases: 1, erased: 1, failed: 0 })
  })
})

const sheet = {
  ...{
    programme: 'DAAM',
    number: 'DA-1',
    cnie: 'D412412',
    name: 'Fatima',
    name_ar: 'فاطمة',
    phone: '0612345647',
  },
  ...{
    sex: 'f',
    commune: 'Aït Ourir',
    province: 'Al Haouz',
    rural: 1,
    children: 3,
    payment: 'postal',
    amount: 360,
  },
}
