// A register with everything that goes wrong in registers: good lines are taken, each bad one says why.
import { expect, test } from 'vitest'
import { parseMap } from '../../src/registers/map.ts'
import { fileOf, importing, memory, reasonsOf, TODAY } from './registers.ts'

const heading = 'No,Date,Closed,Via,Kind,Text,Name,Phone'
const map = parseMap({
  dates: 'DD/MM/YYYY',
  empty: ['-', 'N/A'],
  key: 'No',
  fields: {
    receivedOn: 'Date',
    closedOn: 'Closed',
    channel: { column: 'Via', values: { Site: 'web', Box: 'register' } },
    category: 'Kind',
    description: 'Text',
    name: 'Name',
    phone: 'Phone',
  },
})

const good = (number: string, text = 'Not paid') =>
  `${number},10/01/2023,17/01/2023,Site,PAYMENT_MISSING,${text},Aïcha,0612345678`

/** A good line with one cell changed, the number being the first. */
function but(number: string, at: number, cell: string): string {
  return good(number)
    .split(',')
    .map((text, index) => (index === at ? cell : text))
    .join(',')
}

async function read(lines: (string | Buffer)[], wish: Parameters<typeof importing>[0] | object = {}) {
  const bytes = lines.map((line) => Buffer.concat([Buffer.from(line), Buffer.from('\r\n')]))
  const file = fileOf(Buffer.concat([Buffer.from(`\uFEFF${heading}\r\n`), ...bytes]))
  const { take, taken } = memory()
  return { taken, ...(await importing({ file, map, take, ...wish })) }
}

test('the ten lines that go wrong are each explained, and the good ones among them are taken', async () => {
  const { taken, totals, verdicts } = await read([
    good('A1'),
    but('B1', 1, '31/02/2023'),
    but('B2', 1, 'last Monday'),
    but('B3', 1, '10/01/2099'),
    but('B4', 5, ''),
    Buffer.concat([
      Buffer.from('B5,10/01/2023,17/01/2023,Site,PAYMENT_MISSING,Pay'),
      Buffer.from([0xe9, 0x2c, 0x2c]),
    ]),
    but('B6', 6, '=HYPERLINK("http://x")'),
    good('B7', 'x'.repeat(1_000_000)),
    good('A2', '"quotes ""inside"", commas\r\nand lines"'),
    but('B8', 3, 'Pigeon'),
    'B9,10/01/2023,17/01/2023',
    good('B10', '"never closed'),
    good('A3', '=1+1 is what they wrote'),
  ])

  expect(totals).toEqual({ taken: 3, known: 0, refused: 10 })
  expect([...taken.keys()]).toEqual(['import:TAYSSIR:A1', 'import:TAYSSIR:A2', 'import:TAYSSIR:A3'])
  expect(reasonsOf(verdicts)).toEqual({
    3: ['receivedOn:day.impossible'],
    4: ['receivedOn:day.unreadable'],
    5: ['receivedOn:day.future'],
    6: ['description:row.missing'],
    7: ['description:row.encoding'],
    8: ['name:row.formula'],
    9: ['description:row.tooLong'],
    12: ['channel:row.unknown'],
    13: [':line.width'],
    14: [':line.quote'],
  })
})

test('a text is kept as it was written, formulas and line breaks included', async () => {
  const { taken } = await read([
    good('1', '"=SUM(A1:A9)\r\n+212 ""again"""'),
    but('2', 7, '+212 6 12 34 56 78'),
  ])

  expect(taken.get('import:TAYSSIR:1')).toMatchObject({ description: '=SUM(A1:A9)\r\n+212 "again"' })
  expect(taken.get('import:TAYSSIR:2')).toMatchObject({ phone: '0612345678' })
})

test('every fault of a line is said, not only the first', async () => {
  const { verdicts } = await read([',40/01/2023,,@cmd,Nothing,,,'])

  expect(reasonsOf(verdicts)).toEqual({
    2: [
      'channel:row.formula',
      'receivedOn:day.impossible',
      'closedOn:row.missing',
      'category:row.unknown',
      'description:row.missing',
      'key:row.missing',
    ],
  })
})

test('an explanation names the column, what stood there and what is known', async () => {
  const { verdicts } = await read([but('1', 3, 'Pigeon')])

  expect(verdicts).toMatchObject([
    {
      row: {
        line: 2,
        number: '1',
        errors: [{ column: 'Via', said: { values: { value: 'Pigeon', known: 'Site, Box' } } }],
      },
    },
  ])
})

test('a number that stands there twice is refused the second time, and so is a repeated line', async () => {
  const twice = await read([good('1'), good('2'), good('1', 'Another text')])
  const { key: _none, ...noKey } = map
  const same = await read([good('1'), good('1'), good('1', 'Another text')], { map: noKey })

  expect(reasonsOf(twice.verdicts)).toEqual({ 4: ['key:row.twice'] })
  expect(reasonsOf(same.verdicts)).toEqual({ 3: ['key:row.same'] })
})

test('the day of the import is a day of reception, the day after is not', async () => {
  const [year, month, date] = TODAY.split('-')
  const today = `${date}/${month}/${year}`

  const { totals } = await read([`1,${today},${today},Site,OTHER,Text of today,-,-`])

  expect(totals.taken).toBe(1)
})

test('a closing day before the reception is refused', async () => {
  const { verdicts } = await read([but('1', 2, '09/01/2023')])

  expect(reasonsOf(verdicts)).toEqual({ 2: ['closedOn:day.closedBefore'] })
})

test('who gave no name is anonymous, and leaves no trace', async () => {
  const { taken } = await read([but('1', 6, '-'), but('2', 6, 'Aïcha')])

  expect(taken.get('import:TAYSSIR:1')).toMatchObject({ relation: 'anonymous', name: '', phone: '' })
  expect(taken.get('import:TAYSSIR:2')).toMatchObject({
    relation: 'beneficiary',
    name: 'Aïcha',
    entity: 'CNRA',
    object: 'Versement non reçu',
    externalKey: '2',
  })
})

test('a complaint still to be answered needs numbers that work; one of the past keeps what was written', async () => {
  const live = await read([but('1', 7, '0612')], { live: true })
  const past = await read([but('1', 7, '0612')])

  expect(reasonsOf(live.verdicts)).toEqual({ 2: ['phone:row.contact'] })
  expect(past.taken.get('import:TAYSSIR:1')).toMatchObject({ phone: '0612', closedOn: '2023-01-17' })
})

test('with --live the closing day is not read', async () => {
  const { taken } = await read([but('1', 2, 'unknown')], { live: true })

  expect(taken.get('import:TAYSSIR:1')).not.toHaveProperty('closedOn')
})

test('characters no database stores are refused', async () => {
  const { verdicts } = await read([good('1', 'a\u0000b'), good('2', 'tab\tis text')])

  expect(reasonsOf(verdicts)).toEqual({ 2: ['description:row.control'] })
})
