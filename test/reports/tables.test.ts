// Tables as files: whatever stands in a cell comes back as it was, runs nothing, and is read by programs that are not ours.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Language } from '../../src/i18n/i18n.ts'
import { tamed, tamedInCsv } from '../../src/platform/tamed.ts'
import { type Cell, type ColumnKind, directionOf, type Table } from '../../src/reports/table.ts'
import { csvOf } from '../../src/reports/table-csv.ts'
import { xlsxOf } from '../../src/reports/table-xlsx.ts'
import { readCsv, readWorkbook } from './file-readers.ts'

const languages: readonly Language[] = ['fr', 'ar', 'en']
const separators: Record<Language, string> = { fr: ';', ar: ';', en: ',' }
const points: Record<Language, string> = { fr: ',', ar: ',', en: '.' }

async function csvText(tables: readonly Table[], language: Language): Promise<string> {
  let text = ''
  for await (const piece of csvOf(tables, language)) text += piece
  return text
}

const bodyOf = (text: string): string => {
  expect(text.startsWith('\ufeff')).toBe(true)
  return text.slice(1)
}

const awkward = fc.constantFrom(
  ...[
    '=1+1',
    '+212600000000',
    '-5',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '\u200f=1',
    "'=1",
    '=HYPERLINK("x";"y")',
  ],
  ...[
    'صندوق "دعم"؛ لجنة',
    'a;b,c',
    'ligne\r\nligne',
    ' espace ',
    '',
    '_x0041_',
    'toString',
    '__proto__',
    '<&>"\'',
    'é\u0000\u0007\ud800x',
  ],
)
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.string({ maxLength: 30 }), awkward)
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, min: -1e9, max: 1e9 }))
const day = fc
  .integer({ min: 0, max: 40_000 })
  .map((days) => new Date(Date.UTC(2000, 0, 1) + days * 86_400_000).toISOString().slice(0, 10))
const byKind: Record<ColumnKind, fc.Arbitrary<Cell>> = {
  text: fc.option(text),
  number: fc.option(number),
  percent: fc.option(fc.double({ noNaN: true, min: 0, max: 100 })),
  date: fc.option(day),
}
const kinds = Object.keys(byKind) as ColumnKind[]

const tables = fc
  .array(fc.record({ name: text, kind: fc.constantFrom(...kinds), digits: fc.integer({ min: 0, max: 2 }) }), {
    minLength: 1,
    maxLength: 5,
  })
  .chain((columns) =>
    fc.record({
      title: text,
      columns: fc.constant(columns),
      rows: fc.array(fc.tuple(...columns.map(({ kind }) => byKind[kind])), { maxLength: 6 }),
    }),
  )

/** Line ends are told alike in XML. */
const oneLineEnd = (value: string): string => value.replaceAll(/\r\n?/g, '\n')
/** What a spreadsheet would run. */
const runs = (value: string): boolean => /^[=+\-@\t\r＝＋－＠]/.test(value)

describe('a CSV file', () => {
  test('gives back what was written, whatever it is, and has nothing that runs', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.constantFrom(...languages), async (drawn, language) => {
        const table: Table = { ...drawn, direction: directionOf(language) }
        const [head, ...rows] = readCsv(bodyOf(await csvText([table], language)), separators[language])

        expect(head).toEqual(drawn.columns.map(({ name }) => tamedInCsv(name)))
        expect(rows).toHaveLength(drawn.rows.length)
        for (const [n, row] of rows.entries())
          for (const [at, { kind, digits }] of drawn.columns.entries()) {
            const value = drawn.rows[n]?.[at] ?? null
            const read = row[at] ?? ''
            if (value === null) expect(read).toBe('')
            else if (typeof value === 'string') {
              expect(read).toBe(tamedInCsv(value))
              expect(runs(read)).toBe(false)
            } else {
              const bare = read.replace('%', '').replace(points[language], '.')
              expect(read.endsWith('%')).toBe(kind === 'percent')
              expect(Math.abs(Number(bare) - value)).toBeLessThanOrEqual(0.5001 * 10 ** -digits)
            }
          }
      }),
      { numRuns: 200 },
    )
  })

  test('of several tables has their titles above them, and all lines of one width', async () => {
    const table = (title: string, width: number): Table => ({
      title,
      columns: Array.from({ length: width }, (_, n) => ({ name: `c${n}`, kind: 'text' })),
      rows: [Array.from({ length: width }, () => 'x')],
      direction: 'ltr',
    })
    const lines = readCsv(bodyOf(await csvText([table('un', 1), table('trois', 3)], 'fr')), ';')

    expect(lines).toEqual([
      ['un', '', ''],
      ['c0', '', ''],
      ['x', '', ''],
      ['', '', ''],
      ['trois', '', ''],
      ['c0', 'c1', 'c2'],
      ['x', 'x', 'x'],
    ])
  })

  test('is written as its rows come, and no further once nobody reads it', async () => {
    let asked = 0
    async function* rows() {
      for (;;) {
        asked += 1
        yield [asked]
      }
    }
    const endless: Table = {
      title: '',
      columns: [{ name: 'n', kind: 'number' }],
      rows: rows(),
      direction: 'ltr',
    }
    for await (const piece of csvOf([endless], 'en')) if (piece === '5\r\n') break

    expect(asked).toBe(5)
  })

  test('writes numbers and shares as the language does', async () => {
    const table: Table = {
      title: '',
      columns: [
        { name: 'n', kind: 'number', digits: 1 },
        { name: 's', kind: 'percent', digits: 1 },
        { name: 'd', kind: 'date' },
      ],
      rows: [[1_234_567.94, 30.06, '2023-01-10']],
      direction: 'ltr',
    }
    expect(await csvText([table], 'fr')).toBe('\ufeffn;s;d\r\n1234567,9;30,1%;2023-01-10\r\n')
    expect(await csvText([table], 'en')).toBe('\ufeffn,s,d\r\n1234567.9,30.1%,2023-01-10\r\n')
  })
})

describe('what somebody typed to be run', () => {
  const evil = '=HYPERLINK("http://x","y")'
  const table = (text: string): Table => ({
    title: text,
    columns: [{ name: text, kind: 'text' }],
    rows: [[text], ['reste']],
    direction: 'ltr',
  })
  /** Every beginning of a cell that some program could see: lines and quotes it does not understand included. */
  const beginnings = (file: string): string[] => bodyOf(file).split(/[\r\n;,\t|"]/)

  test.each([
    ...['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '\u00a0=1', '\u200f=1', '\u00ad=1'],
    ...['＝1+1', '＋1', '－1', '＠SUM(A1)', '﹦1', '﹢1', '﹣1', '﹫1'],
    ...[
      `Bonjour\n${evil}`,
      `Bonjour\r\n ＝1`,
      `Bonjour\n\n-1`,
      `a;${evil}`,
      `a, +1`,
      `a\t@A1`,
      `"\n=1"`,
      `";=1;"`,
    ],
  ])('%j begins no cell, wherever a reader parts the file', async (text) => {
    for (const language of languages)
      for (const piece of beginnings(await csvText([table(text), table(text)], language)))
        expect([language, piece, /^[\s\u00a0\u00ad\u200f]*[=+\-@＝＋－＠﹦﹢﹣﹫]/.test(piece)]).toEqual([
          ...[language, piece, false],
        ])
    for (const { rows } of await readWorkbook(await xlsxOf([table(text)])))
      for (const cell of rows.flat()) {
        expect(cell?.type).not.toBe('formula')
        for (const line of (cell?.text ?? '').split('\n'))
          expect([line, /^\s*[=+\-@＝＋－＠﹦﹢﹣﹫]/.test(line)]).toEqual([line, false])
      }
  })

  test('and leaves alone what nobody would run', () => {
    for (const text of ['Rendez-vous à 10 h', 'a=b', 'x@y.ma', 'لجنة الدعم؛ صندوق', "l'eau; l'air, 3 - 2"])
      expect(tamedInCsv(text)).toBe(text)
  })
})

describe('a workbook', () => {
  test('gives back what was written, of its kind, and holds no formula', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.constantFrom(...languages), async (drawn, language) => {
        const direction = directionOf(language)
        const [sheet] = await readWorkbook(await xlsxOf([{ ...drawn, direction }]))

        expect(sheet?.rightToLeft).toBe(language === 'ar')
        const [head, ...rows] = sheet?.rows ?? []
        expect(drawn.columns.map((_, at) => head?.[at]?.text ?? '')).toEqual(
          drawn.columns.map(({ name }) => oneLineEnd(tamed(name))),
        )
        for (const [n, values] of drawn.rows.entries())
          for (const [at, { kind, digits }] of drawn.columns.entries()) {
            const value = values[at] ?? null
            const cell = rows[n]?.[at]
            expect(cell?.type).not.toBe('formula')
            if (value === null) expect(cell?.text ?? '').toBe('')
            else if (typeof value === 'number') {
              expect(cell?.type).toBe('number')
              const share = kind === 'percent' ? 100 : 1
              expect(Math.abs(Number(cell?.text) * share - value)).toBeLessThanOrEqual(0.5001 * 10 ** -digits)
            } else if (kind === 'date') {
              expect([cell?.type, cell?.format]).toEqual(['number', 'dd/mm/yyyy'])
              expect(Date.UTC(1899, 11, 30) + Number(cell?.text) * 86_400_000).toBe(Date.parse(value))
            } else {
              expect(cell?.text ?? '').toBe(oneLineEnd(tamed(value)))
              expect(runs(cell?.text ?? '')).toBe(false)
            }
          }
      }),
      { numRuns: 100 },
    )
  })

  test('has a sheet for each table, however they are called', async () => {
    const titles = ['Reçues [par/canal] : *', 'Reçues [par/canal] : *', '', 'x'.repeat(80), 'الشكايات', '=1']
    const sheets = await readWorkbook(
      await xlsxOf(
        titles.map((title) => ({
          title,
          columns: [{ name: 'n', kind: 'number' }],
          rows: [[1]],
          direction: 'rtl',
        })),
      ),
    )

    expect(sheets).toHaveLength(titles.length)
    const names = sheets.map(({ name }) => name.toLowerCase())
    expect(new Set(names).size).toBe(titles.length)
    for (const name of names) expect(name).toMatch(/^[^[\]:*?/\\']{1,31}$/)
    expect(names[4]).toBe('الشكايات')
  })

  test('says a share with the digits of its column', async () => {
    const columns = [{ name: 's', kind: 'percent', digits: 1 }] as const
    const [sheet] = await readWorkbook(
      await xlsxOf([{ title: 't', columns, rows: [[30.06]], direction: 'ltr' }]),
    )

    expect(sheet?.rows[1]?.[0]).toMatchObject({ type: 'number', text: '0.301', format: '0.0%' })
  })
})
