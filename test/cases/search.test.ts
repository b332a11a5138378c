// Finding a case: by its reference, a card, a telephone, a number of origin, a name in either script.
import { beforeAll, describe, expect, test } from 'vitest'
import { keepSearch, readSearch, SEARCH_LIFE, search } from '../../src/cases/search.ts'
import { NotFound } from '../../src/errors.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'

const people = {
  fatima: { name: 'Fatima Zahra El Idrissi', phone: '06 12 34 56 78', cnie: 'be 123 456' },
  helene: { name: 'Hélène Chraïbi-Naït', phone: '+212 6 98 76 54 32', cnie: 'JB4821' },
  aicha: { name: 'عائشة الفاسيّ', phone: '00212522334455', cnie: 'A123456', language: 'ar' },
  ahmed: { name: 'أحمد بن المصطفى', phone: '0700000001', language: 'ar' },
  nobody: { relation: 'anonymous', name: '' },
  letter: { name: 'Brahim Ait Baha', externalKey: 'bo-2023/118' },
} as const

type Person = keyof typeof people

eachDatabase('a search', (open) => {
  let office: Office
  const cases = new Map<string, Person>()

  beforeAll(async () => {
    office = await openOffice((await open()).db)
    for (const [who, fields] of Object.entries(people)) {
      office.clock.advance(60_000)
      cases.set(await office.register(fields), who as Person)
    }
  })

  const find = async (query: string, viewer = office.staff.clerk) => {
    const { rows } = await search(office.db, query, viewer)
    return rows.map(({ id }) => cases.get(id))
  }
  const referenceOf = (who: Person) => [...cases].find(([, person]) => person === who)?.[0] ?? ''

  test.each<[string, Person[]]>([
    ['fatima', ['fatima']],
    ['FATIMA ZAHRA', ['fatima']],
    ['idrissi fat', ['fatima']],
    ['el idrissi', ['fatima']],
    ['helene', ['helene']],
    ['Chraibi', ['helene']],
    ['chraïbi nait', ['helene']],
    ['Naït Hélène', ['helene']],
    ['He\u0301le\u0300ne', ['helene']],
    ['fatima helene', []],
    ['el', ['fatima']],
    ['fa', []],
    ['zahra el idrissi fatima', ['fatima']],
    ['ait baha brahim', ['letter']],
    ['atima', []],
  ])('by the French name « %s » finds %j', async (query, expected) => {
    expect(await find(query)).toEqual(expected)
  })

  test.each<[string, Person[]]>([
    ['عائشة', ['aicha']],
    ['عائشه', ['aicha']],
    ['عايشة', ['aicha']],
    ['عَائِشَة', ['aicha']],
    ['الفاسي', ['aicha']],
    ['فاسي', ['aicha']],
    ['الفاسى عائشة', ['aicha']],
    ['احمد', ['ahmed']],
    ['إحمد', ['ahmed']],
    ['المصطفي', ['ahmed']],
    ['مصطفى', ['ahmed']],
    ['أحـــمد', ['ahmed']],
  ])('by the Arabic name « %s » finds %j', async (query, expected) => {
    expect(await find(query)).toEqual(expected)
  })

  test.each<[string, Person[]]>([
    ['0612345678', ['fatima']],
    ['06 12 34 56 78', ['fatima']],
    ['06.12.34.56.78', ['fatima']],
    ['+212612345678', ['fatima']],
    ['00212 6 12 34 56 78', ['fatima']],
    ['212612345678', ['fatima']],
    ['0698765432', ['helene']],
    ['05 22 33 44 55', ['aicha']],
    ['061234567', []],
    ['0612345679', []],
  ])('by the telephone « %s » finds %j', async (query, expected) => {
    expect(await find(query)).toEqual(expected)
  })

  test.each<[string, Person[]]>([
    ['BE123456', ['fatima']],
    ['be 123456', ['fatima']],
    ['Be-123.456', ['fatima']],
    ['jb4821', ['helene']],
    ['BE12345', []],
    ['123456', []],
  ])('by the card « %s » finds %j', async (query, expected) => {
    expect(await find(query)).toEqual(expected)
  })

  test.each<[string, Person[]]>([
    ['BO-2023/118', ['letter']],
    ['bo-2023/118 ', ['letter']],
    ['BO-2023/11', []],
  ])('by the number of origin « %s » finds %j', async (query, expected) => {
    expect(await find(query)).toEqual(expected)
  })

  test('by reference finds the one case, however it is typed, and nothing when one character is wrong', async () => {
    for (const [reference, person] of cases) {
      expect(await find(reference)).toEqual([person])
      expect(await find(` ${reference.toLowerCase().replaceAll('-', ' ')} `)).toEqual([person])
      const last = reference.endsWith('7') ? '8' : '7'
      expect(await find(reference.slice(0, -1) + last)).toEqual([])
    }
  })

  test.each(['', ' ', 'a', '%', '_', '-', "' OR 1=1 --", 'n:', '\u0000', '💧'])(
    'for « %s » finds nothing and breaks nothing',
    async (query) => {
      expect(await find(query)).toEqual([])
    },
  )

  test('of somebody who may not see the case finds nothing, even by its reference', async () => {
    const { stranger, admin, focal, reporter } = office.staff

    for (const viewer of [stranger, admin, focal, reporter]) {
      expect(await find('fatima', viewer)).toEqual([])
      expect(await find('BE123456', viewer)).toEqual([])
      expect(await find(referenceOf('fatima'), viewer)).toEqual([])
    }
    expect(await find('fatima', office.staff.processor)).toEqual([])
  })

  test('finds the newest first, fifty at most, and says that there are others', async () => {
    for (let n = 0; n < 52; n++) {
      office.clock.advance(60_000)
      await office.register({ name: `Zoubida Ouhaddou ${n}` })
    }

    const { rows, more } = await search(office.db, 'ouhaddou', office.staff.clerk)

    expect(rows.map(({ name }) => name)).toEqual(
      Array.from({ length: 50 }, (_, n) => `Zoubida Ouhaddou ${51 - n}`),
    )
    expect(more).toBe(true)
    expect(await search(office.db, 'helene', office.staff.clerk)).toHaveProperty('more', false)
  })

  test('looks at so many with a word and says so; a rarer word, or a number, finds the one among them', async () => {
    const { db, staff } = office
    const crowd = Array.from({ length: 2500 }, (_, n) => ({ word: 'n:idriss', case_id: `DAA-NONE-${n}` }))
    await db.write.batchInsert('search_keys', crowd, 400)

    const common = await search(db, 'idri', staff.clerk)
    const rare = await search(db, 'idri fatima', staff.clerk)
    const card = await search(db, 'BE123456', staff.clerk)

    expect(common.more).toBe(true)
    for (const { rows, more } of [rare, card])
      expect([rows.map(({ id }) => cases.get(id)), more]).toEqual([['fatima'], false])
    await db.write('search_keys').where({ word: 'n:idriss' }).delete()
  })

  describe('is kept under an address', () => {
    test('that says nothing of what was typed, and opens for nobody else', async () => {
      const { db, clock, staff } = office
      const id = await keepSearch(db, clock, staff.clerk, 'Fatima Zahra')

      expect(id).toMatch(/^[\w-]{16}$/)
      expect(await readSearch(db, clock, staff.clerk, id)).toBe('Fatima Zahra')
      await expect(readSearch(db, clock, staff.clerk2, id)).rejects.toThrow(NotFound)
      await expect(readSearch(db, clock, staff.clerk, 'AAAAAAAAAAAAAAAA')).rejects.toThrow(NotFound)
    })

    test('that expires, and is forgotten by then', async () => {
      const { db, clock, staff } = office
      const id = await keepSearch(db, clock, staff.clerk, 'Fatima Zahra')
      clock.advance(SEARCH_LIFE)
      expect(await readSearch(db, clock, staff.clerk, id)).toBe('Fatima Zahra')

      clock.advance(1)

      await expect(readSearch(db, clock, staff.clerk, id)).rejects.toThrow(NotFound)
      await keepSearch(db, clock, staff.clerk, 'Hélène')
      expect(await db.read('searches').where({ id })).toEqual([])
    })
  })
})
