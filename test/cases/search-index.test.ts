// The index of texts: kept with each event, made up for cases that were there before, and empty of whatever leaves.
import { readFile } from 'node:fs/promises'
import { beforeEach, expect, test } from 'vitest'
import { removeDeparted } from '../../src/cases/departures.ts'
import { findCases } from '../../src/cases/find-cases.ts'
import { indexAgain, indexExisting, isIndexComplete } from '../../src/cases/index-existing.ts'
import { MOST_ROWS } from '../../src/cases/search-index.ts'
import { weekOf } from '../../src/cases/search-place.ts'
import { Refused } from '../../src/errors.ts'
import type { Database } from '../../src/platform/database.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { handOver, markersOf } from './release-office.ts'
import { lead, leadTo } from './roads.ts'

eachDatabase('the index of texts', (open, kind) => {
  let office: Office
  let db: Database
  let url: string
  beforeEach(async () => {
    const database = await open()
    db = database.db
    url = database.url
    office = await openOffice(db)
  })

  const find = async (text: string) =>
    (await findCases(db, office.staff.clerk, { text, filters: {} })).rows.map(({ id }) => id)
  const kept = (): Promise<{ n: number; case_id: string; words: string; ends: string }[]> =>
    db.read('search_texts').orderBy('case_id')
  const forgetAll = () =>
    db.transaction(async (tx) => {
      if (kind === 'sqlite') await tx.run("INSERT INTO search_index (search_index) VALUES ('delete-all')")
      await tx.run('DELETE FROM search_texts')
    })

  test('of a new house is complete', async () => {
    expect(await isIndexComplete(db)).toBe(true)
    expect(await indexExisting(db, 100)).toBe(0)
  })

  test('is made up for cases that were there before, part by part, to what it would have been', async () => {
    const ids = []
    for (let n = 0; n < 88; n += 1) ids.push(await office.register({ description: `Antan numéro ${n}.` }))
    ids.push(await leadTo(office, 'closed', { description: 'Antan, clos depuis.' }))
    const before = await kept()
    await forgetAll()
    await indexAgain(db)
    expect(await find('antan')).toEqual([])

    expect(await indexExisting(db, 50)).toBe(50)
    expect(await isIndexComplete(db)).toBe(false)
    // One that changes meanwhile indexes itself, and is not done twice.
    const last = ids.toSorted().at(-1) ?? ''
    await lead(office, last, ...(last === ids.at(-1) ? [] : (['qualify'] as const)))
    expect(await indexExisting(db, 1000)).toBe(39)
    expect(await isIndexComplete(db)).toBe(true)

    const words = (rows: Awaited<ReturnType<typeof kept>>) =>
      rows.map(({ case_id, words: all }) => [case_id, all.split(' ').sort()])
    const now = await kept()
    expect(words(now.filter(({ case_id }) => case_id !== last))).toEqual(
      words(before.filter(({ case_id }) => case_id !== last)),
    )
    expect((await findCases(db, office.staff.clerk, { text: 'antan', filters: {} })).count).toEqual({
      n: ids.length,
      more: false,
    })
    expect(await indexExisting(db, 1000)).toBe(0)
  })

  test('has nothing of an event that was refused or rolled back', async () => {
    const id = await office.register()
    const { clerk, closer } = office.staff
    await expect(
      office.act(id, closer, 'SUBMIT_ANSWER', {
        language: 'fr',
        text: 'Un crépuscule qui ne sera jamais dit.',
      }),
    ).rejects.toThrow(Refused)
    const undone = db.transaction(async (tx) => {
      await office.engine.send(
        {
          id,
          type: 'ADD_NOTE',
          input: { note: 'Une note.........' },
          actor: { id: clerk.id, rolesIn: () => ['clerk'] },
        },
        tx,
      )
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')

    expect(await find('crepuscule')).toEqual([])
    expect((await kept())[0]?.words).not.toContain('crepuscule')
  })

  test('takes as many answers as are written, and lets go of all of them', async () => {
    const id = await leadTo(office, 'answerable')
    const { clerk, supervisor } = office.staff
    for (let n = 0; n < MOST_ROWS + 3; n += 1) {
      await office.act(id, clerk, 'SUBMIT_ANSWER', {
        language: 'fr',
        text: `Réponse repensée encore, mot${n}unique, merci de votre patience.`,
      })
      await office.act(id, supervisor, 'RETURN_ANSWER', { reason: 'Encore une fois, à refaire.' })
    }
    for (let n = 0; n < MOST_ROWS + 3; n += 1) expect(await find(`mot${n}unique`)).toEqual([id])
    expect((await kept())[0]?.ends.split(' ').length).toBeLessThanOrEqual(MOST_ROWS)
    expect(await find('mot0unique repensee')).toEqual([id])

    await handOver(office, id)

    for (let n = 0; n < MOST_ROWS + 3; n += 1) expect(await find(`mot${n}unique`)).toEqual([])
    expect(await find('fatima')).toEqual([])
  })

  test('keeps of a case that another service takes over what the line of the register says, and no byte more', async () => {
    const others = []
    for (let n = 0; n < 30; n += 1)
      others.push(await office.register({ description: `Autre cas ${n} zqother${n}.` }))
    const id = await office.register({
      description: 'Zqxkwvtemoin de la plainte, zqxkwvtrace partout.',
      name: 'Zqxkwvnom Idrissi',
    })
    await lead(office, id, 'qualify', 'conclude')
    await office.act(id, office.staff.clerk, 'SUBMIT_ANSWER', {
      language: 'fr',
      text: 'Nous avons lu votre zqxkwvreponse avec attention.',
    })
    expect(await find('zqxkwvtemoin zqxkwvreponse')).toEqual([id])

    await handOver(office, id)

    for (const word of ['zqxkwvtemoin', 'zqxkwvtrace', 'zqxkwvnom', 'zqxkwvreponse', 'zqxkwv'])
      expect(await find(word)).toEqual([])
    const row = (await kept()).find(({ case_id }) => case_id === id)
    const week = weekOf(row?.n ?? 0).toString(36)
    expect(row?.words.split(' ')).toEqual(
      ['_pdaam', '_edaam_rabat', '_cdesk'].map((facet) => `${week}${facet}`),
    )
    const register = await findCases(db, office.staff.clerk, {
      text: '',
      filters: { channel: 'desk' },
      page: 100,
    })
    expect(register.rows.map((one) => one.id)).toContain(id)
    expect(await find('zqother7')).toEqual([others[7]])
    await removeDeparted(db, office.road.dataDir)
    if (kind === 'sqlite') expect(markersOf(await bytesOf(url))).toEqual([])
  })

  /** The file with all that SQLite keeps beside it. */
  const bytesOf = async (address: string): Promise<string> => {
    const file = address.slice('sqlite:'.length)
    const parts = await Promise.all(
      ['', '-wal', '-shm'].map((suffix) => readFile(`${file}${suffix}`).catch(() => Buffer.alloc(0))),
    )
    return Buffer.concat(parts).toString('latin1')
  }

  test('puts a case where it was received, however late it is registered', async () => {
    const recent = await office.register({ description: 'Chronologie, récente.' })
    const old = await office.register({
      description: 'Chronologie, ancienne.',
      channel: 'mail',
      receivedOn: office.clock.dayOf(office.clock.now() - days(20)),
      address: 'Rue 1',
    })

    expect(await find('chronologie')).toEqual([recent, old])
  })
})
