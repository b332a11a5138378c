// The map of a register: what it may say, and how its mistakes are told before any line is read.
import { expect, test } from 'vitest'
import { isDayFormat, readDay } from '../../src/registers/days.ts'
import { checkMap, parseMap, readMap } from '../../src/registers/map.ts'
import { consumer, consumerMap, fileOf, importing, memory, reasonsOf, tayssir } from './registers.ts'

const fields = { receivedOn: 'D', closedOn: 'E', category: 'C', description: 'T' }

test('a column may be given by its name alone', () => {
  expect(parseMap({ key: 'No', fields }).fields.category).toMatchObject({ column: 'C', values: {} })
  expect(parseMap({ key: 'No', fields }).key).toEqual(['No'])
})

test('a mistake in a map is told with its place', () => {
  const wrong = (map: unknown) => expect(() => parseMap(map)).toThrow('register.import.map.wrong')

  wrong({ fields: { salary: 'S' } })
  wrong({ fields: { name: { column: 'A', columns: ['B'] } } })
  wrong({ fields: { name: { columnn: 'A' } } })
  wrong({ fields, dates: 'day first' })
  wrong({ fields, encoding: 'klingon' })
  expect(() => readMap(fileOf('{', 'json'))).toThrow('register.import.map.notJson')
  expect(() => readMap('/nowhere.json')).toThrow('register.import.map.notJson')
})

test('codes of a map have to be codes of the programme', () => {
  const map = parseMap({
    fields: { ...fields, entity: { value: 'MARS' }, channel: { column: 'V', values: { Box: 'pigeon' } } },
  })

  expect(() => checkMap(map, tayssir, false)).toThrowError(
    expect.objectContaining({ said: expect.objectContaining({ key: 'register.import.map.wrong' }) }),
  )
  expect(() => checkMap(consumerMap, consumer, false)).not.toThrow()
  expect(() => checkMap(consumerMap, tayssir, false)).toThrow('register.import.map.wrong')
})

test('what every line needs has to be in the map', () => {
  const { closedOn: _closed, ...open } = fields

  expect(() => checkMap(parseMap({ fields: {} }), tayssir, false)).toThrow('register.import.map.missing')
  expect(() => checkMap(parseMap({ fields: open }), tayssir, false)).toThrow('register.import.map.notClosed')
  expect(() => checkMap(parseMap({ fields: open }), tayssir, true)).not.toThrow()
  expect(() => checkMap(parseMap({ fields }), consumer, false)).toThrow('register.import.map.missing')
})

test('a column that is not there, or there twice, stops the import at once', async () => {
  const map = parseMap({ fields })

  await expect(importing({ file: fileOf('D,E,C\n1,2,3'), map })).rejects.toThrow('file.noColumn')
  await expect(importing({ file: fileOf('D,E,C,T,t\n1,2,3,4,5'), map })).rejects.toThrow('file.columnTwice')
})

test('a register with the usual names needs no map', async () => {
  const { take, taken } = memory()
  const file = fileOf(
    'N°;Reçue le;Close le;Canal;Catégorie;Description;Nom;Langue\n12;5/1/2023;9/1/2023;Site Web;versement NON reçu;Rien reçu;Aïcha;Arabe\n',
  )

  await importing({ file, take })

  expect(taken.get('import:TAYSSIR:12')).toMatchObject({
    receivedOn: '2023-01-05',
    closedOn: '2023-01-09',
    channel: 'web',
    category: 'PAYMENT_MISSING',
    language: 'ar',
    object: 'عدم التوصل بالدفعة',
  })
})

test('a register without any usual name asks for a map', async () => {
  await expect(importing({ file: fileOf('x,y\n1,2') })).rejects.toThrow('register.import.map.none')
})

test('columns are joined where they say something, and a default fills the gap', async () => {
  const { take, taken } = memory()
  const map = parseMap({
    key: ['Box', 'No'],
    fields: {
      receivedOn: { column: 'D', dates: ['YYYYMMDD', 'D.M.YYYY'] },
      closedOn: 'E',
      category: { column: 'C', default: 'OTHER' },
      description: { columns: ['T', 'U'], join: ' / ' },
      language: { value: 'en' },
      object: { column: 'C', default: 'Something else' },
    },
  })
  const file = fileOf('Box,No,D,E,C,T,U\nA,1,20230105,09/01/2023,,one,two\nA,2,5.1.2023,09/01/2023,,,two\n')

  const { verdicts } = await importing({ file, map, take })

  expect(reasonsOf(verdicts)).toEqual({})
  expect(taken.get('import:TAYSSIR:A/1')).toMatchObject({ description: 'one / two', category: 'OTHER' })
  expect(taken.get('import:TAYSSIR:A/2')).toMatchObject({ description: 'two', object: 'Something else' })
})

test('days are read as the map writes them, and only days of the calendar', () => {
  expect(readDay('09/12/2016', ['MM/DD/YYYY'])).toEqual({ day: '2016-09-12' })
  expect(readDay('9-1-2016 10:33', ['D-M-YYYY HH:mm'])).toEqual({ day: '2016-01-09' })
  expect(readDay('2016-09-12', ['DD/MM/YYYY'])).toEqual({ day: '2016-09-12' })
  expect(readDay('29/02/2024', ['DD/MM/YYYY'])).toEqual({ day: '2024-02-29' })
  expect(readDay('29/02/2023', ['DD/MM/YYYY'])).toEqual({ why: 'impossible' })
  expect(readDay('12/13/2016', ['DD/MM/YYYY'])).toEqual({ why: 'impossible' })
  expect(readDay('01/01/0016', ['DD/MM/YYYY'])).toEqual({ why: 'impossible' })
  expect(readDay('1/1/16', ['DD/MM/YYYY'])).toEqual({ why: 'unreadable' })
})

test('a form of dates has a year, a month and a day, once each', () => {
  expect(['DD/MM/YYYY', 'M-D-YYYY HH:mm:ss', 'YYYYMMDD'].every(isDayFormat)).toBe(true)
  expect(['DD/MM', 'DD/DD/YYYY', 'DD of MM YYYY', ''].some(isDayFormat)).toBe(false)
})
