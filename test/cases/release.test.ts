// A case that another service takes over: not a word of it stays, in no table, no file, no byte, and nobody is troubled by what is left.
import { readFile } from 'node:fs/promises'
import { beforeEach, expect, test } from 'vitest'
import { followClock } from '../../src/calendars/recompute.ts'
import { removeDeparted } from '../../src/cases/departures.ts'
import { earlierCases } from '../../src/cases/earlier.ts'
import { casesInState } from '../../src/cases/in-state.ts'
import { keepLists } from '../../src/cases/keepers.ts'
import { freeOrphans } from '../../src/cases/orphans.ts'
import { system } from '../../src/cases/policy.ts'
import { projection } from '../../src/cases/projection.ts'
import { search } from '../../src/cases/search.ts'
import { seal } from '../../src/engine/seals.ts'
import { simulate } from '../../src/engine/simulate.ts'
import { verify } from '../../src/engine/verify.ts'
import type { Database } from '../../src/platform/database.ts'
import { eventLog } from '../../src/reports/event-log.ts'
import { foldStays } from '../../src/reports/fold-stays.ts'
import { stateFigures } from '../../src/reports/state-figures.ts'
import { fatima } from '../support/beneficiary.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { lodge, today } from './appeal-office.ts'
import { fillUp, handOver, markedFamily, markersIn, markersOf, markersUnder, told } from './release-office.ts'
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
        'search_texts',
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

  test('leaves no change in the history of a sheet: what is missing there could be found', async () => {
    await db.write('beneficiaries').insert(fatima)
    const id = await office.register({ ...told, beneficiary: fatima.number })
    await db.write('beneficiary_changes').insert({
      ...{ beneficiary_id: fatima.id, n: 1, at: 1, case_id: id, field: 'phone', old: '1', new: '2' },
      ...{ requested_by: 'x', approved_by: 'y' },
    })

    await handOver(office, id)

    expect(await db.read('beneficiary_changes')).toEqual([])
    expect(JSON.stringify(await db.read('beneficiaries'))).not.toContain(id)
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
