// Reading XLSX: cells as people saw them, days as days, and the same complaints as from CSV.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dayOfSerial } from '../../src/registers/cell-styles.ts'
import { consumer, consumerFile, consumerMap, fileOf, importing, linesOf, memory } from './registers.ts'
import { type Book, type SheetCell, workbook, zip } from './workbook.ts'

const bookOf = (book: Book) => fileOf(workbook(book), 'xlsx')
const heading = ['A', 'B', 'C']

test('texts, numbers, days and results of formulas are read as they were seen', async () => {
  const file = bookOf({
    rows: [
      heading,
      ['été & <fin>', { inline: 'ligne\rdeux' }, { formula: '1+1', result: '2' }],
      [{ number: 42625, style: 1 }, { number: 42625.75, style: 2 }, { number: 6.12345678e8 }],
      [{ number: 0.5, style: 3 }, { number: 42625 }, null],
    ],
  })

  const lines = await linesOf(file)

  expect(lines.map(({ line, cells }) => [line, cells])).toEqual([
    [2, ['été & <fin>', 'ligne\rdeux', '2']],
    [3, ['2016-09-12', '2016-09-12', '612345678']],
    [4, ['0.5', '42625', '']],
  ])
})

test('cells that are left out are empty, and cells beyond the heading are seen', async () => {
  const rows: SheetCell[][] = [heading, [null, null, 'c'], ['a'], [], ['a', 'b', 'c', 'd']]

  for (const bare of [false, true]) {
    const lines = await linesOf(bookOf({ rows, bare }))

    expect(lines.map(({ line, cells }) => [line, cells])).toEqual([
      [2, ['', '', 'c']],
      [3, ['a', '', '']],
      [5, ['a', 'b', 'c', 'd']],
    ])
  }
})

test('days count from 1900 with its false leap day, or from 1904', async () => {
  expect(dayOfSerial(1, false)).toBe('1900-01-01')
  expect(dayOfSerial(61, false)).toBe('1900-03-01')
  expect(dayOfSerial(0, true)).toBe('1904-01-01')
  expect(dayOfSerial(-1, false)).toBeUndefined()
  const file = bookOf({ rows: [heading, [{ number: 41163, style: 1 }]], from1904: true })

  expect((await linesOf(file))[0]?.cells[0]).toBe('2016-09-12')
})

test('a sheet is found by its name, and the others are named when it is not there', async () => {
  const file = bookOf({ rows: [heading, ['1']], name: 'Année 2023' })

  expect(await linesOf(file, { sheet: 'Année 2023' })).toHaveLength(1)
  await expect(linesOf(file, { sheet: 'Vide' })).rejects.toThrow('register.import.file.empty')
  await expect(linesOf(file, { sheet: '2024' })).rejects.toMatchObject({
    said: { values: { sheet: '2024', sheets: 'Année 2023, Vide' } },
  })
})

test('a file that is no workbook, an old one or a damaged one is told apart', async () => {
  const whole = workbook({ rows: [heading, ...Array.from({ length: 2000 }, (_, i) => [`text ${i}`])] })
  const damaged = Buffer.from(whole).fill(0xff, 600, 700)
  const entity = zip({
    'xl/workbook.xml': '<!DOCTYPE w [<!ENTITY a "b">]><workbook>&a;</workbook>',
  })

  await expect(linesOf(fileOf('PK\u0003\u0004 and nothing else'))).rejects.toThrow('file.notAWorkbook')
  await expect(linesOf(fileOf(zip({ 'mimetype.txt': 'ods' })))).rejects.toThrow('file.notAWorkbook')
  await expect(linesOf(fileOf(Buffer.from('d0cf11e0a1b11ae1', 'hex')))).rejects.toThrow('file.oldWorkbook')
  await expect(linesOf(fileOf(damaged))).rejects.toThrow('register.import.file.damaged')
  await expect(linesOf(fileOf(entity))).rejects.toThrow('register.import.file.damaged')
})

test('a register gives the same complaints as a workbook and as CSV', async () => {
  const rows = readFileSync(consumerFile, 'utf8').trimEnd().split('\n').map(cellsOf)
  const received = rows[0]?.indexOf('Date received') ?? -1
  const asBook = rows.map((row, line) =>
    row.map((text, at) =>
      line > 0 && at === received ? { number: serialOf(text), style: 1 } : text || null,
    ),
  )
  const [csv, xlsx] = [memory(), memory()]
  const wish = { programme: consumer, map: consumerMap }

  await importing({ ...wish, file: consumerFile, take: csv.take })
  const { totals } = await importing({ ...wish, file: bookOf({ rows: asBook }), take: xlsx.take })

  expect(totals).toEqual({ taken: 349, known: 0, refused: 0 })
  expect([...xlsx.taken]).toEqual([...csv.taken])
})

/** This register has no line breaks inside its quotes. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )
}

function serialOf(text: string): number {
  const [month, date, year] = text.split('/').map(Number)
  return Date.UTC(year ?? 0, (month ?? 0) - 1, date) / 86_400_000 + 25_569
}
