// Reading CSV: what is inside quotes, which line is which, and what one broken line costs.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesIn } from '../../src/registers/csv.ts'
import { LONGEST_LINE } from '../../src/registers/line.ts'
import { all, fileOf, linesOf } from './registers.ts'

const brief = (lines: { line: number; cells: string[]; broken?: { key: string } | undefined }[]) =>
  lines.map(({ line, cells, broken }) => [line, broken ? broken.key.split('.').at(-1) : cells])

test('separators, doubled quotes and line breaks inside quotes are text', async () => {
  const file = fileOf('a,b\n1,"one, two"\n2,"she said ""no"""\n3,"first\nsecond\r\nthird"\n4,le "bureau"\n')

  const lines = await linesOf(file)

  expect(brief(lines)).toEqual([
    [2, ['1', 'one, two']],
    [3, ['2', 'she said "no"']],
    [4, ['3', 'first\nsecond\r\nthird']],
    [7, ['4', 'le "bureau"']],
  ])
})

test('lines end as they do on any system, and empty ones are passed over', async () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const file = fileOf(['a,b', '1,"x', 'y"', '', ',', '2,z'].join(end))

    expect(brief(await linesOf(file))).toEqual([
      [2, ['1', `x${end}y`]],
      [6, ['2', 'z']],
    ])
  }
})

test('a mark of UTF-8 is not part of the first name, and the separator shows in the heading', async () => {
  for (const separator of [',', ';', '\t', '|']) {
    const file = fileOf(`\uFEFF"a, or b"${separator}c${separator}d\n1${separator}2${separator}3\n`)

    expect(brief(await linesOf(file))).toEqual([[2, ['1', '2', '3']]])
  }
})

test('a quote that is never closed costs its line and no other', async () => {
  const file = fileOf('a,b\n1,ok\n2,"open\n3,ok\n4,"closed"badly\n5,"ok"\n')

  expect(brief(await linesOf(file))).toEqual([
    [2, ['1', 'ok']],
    [3, 'quote'],
    [4, ['3', 'ok']],
    [5, 'quote'],
    [6, ['5', 'ok']],
  ])
})

test('a line without an end is dropped as it comes', async () => {
  const endless = 'x'.repeat(LONGEST_LINE * 1.5)
  const file = fileOf(`a,b\n1,${endless}\n2,ok\n3,"${endless}"\n4,ok\n`)

  expect(brief(await linesOf(file))).toEqual([
    [2, 'endless'],
    [3, ['2', 'ok']],
    [4, 'endless'],
    [5, ['4', 'ok']],
  ])
})

test('bytes of another encoding are read when the map names it', async () => {
  const western = fileOf(Buffer.from('Nom;Prix\nÉlodie;10 \x80\n', 'latin1'))
  const arabic = fileOf(Buffer.from([0x61, 0x0a, 0xc7, 0xe1, 0x0a]))
  const unicode = fileOf(Buffer.from('\uFEFFa\tb\nسلام\t1\n', 'utf16le'))

  expect(brief(await linesOf(western, { encoding: 'windows-1252' }))).toEqual([[2, ['Élodie', '10 €']]])
  expect(brief(await linesOf(arabic, { encoding: 'windows-1256' }))).toEqual([[2, ['ال']]])
  expect(brief(await linesOf(unicode))).toEqual([[2, ['سلام', '1']]])
})

test('a file with nothing to read says so', async () => {
  await expect(linesOf(fileOf(''))).rejects.toThrow('register.import.file.empty')
  await expect(linesOf(fileOf('\n\n'))).rejects.toThrow('register.import.file.empty')
  await expect(linesOf('/nowhere.csv')).rejects.toThrow('register.import.file.unreadable')
  await expect(linesOf(fileOf(Buffer.from('Pr\xe9nom,a\n1,2', 'latin1')))).rejects.toThrow('file.encoding')
  await expect(linesOf(fileOf('a,"b\n'))).rejects.toThrow('register.import.file.heading')
})

test('titles above the column names are passed over', async () => {
  const file = fileOf('Registre 2023\n\nNuméro,Nom\n1,A\n')

  expect(brief(await linesOf(file, { headingLine: 3, separator: ',' }))).toEqual([[4, ['1', 'A']]])
})

test('whatever is written as CSV is read back', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', 'ش', '"', ',', '\n', '\r', ' ', '😀') })
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 })
  const written = (cells: string[]) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')

  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const file = fileOf(['a,b', ...rows.map(written)].join('\n'))

      const read = await linesOf(file)

      expect(read.map(({ cells }) => cells)).toEqual(
        rows.filter((cells) => cells.some((text) => text.trim() !== '')),
      )
    }),
    { numRuns: 100 },
  )
})

test('it does not matter in which pieces a text comes', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r'), minLength: 1 })
  async function* inPieces(whole: string, size: number) {
    for (let at = 0; at < whole.length; at += size) yield whole.slice(at, at + size)
  }

  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (whole, size) => {
      const atOnce = await all(linesIn(inPieces(whole, whole.length), ','))

      expect(await all(linesIn(inPieces(whole, size), ','))).toEqual(atOnce)
    }),
    { numRuns: 500 },
  )
})
