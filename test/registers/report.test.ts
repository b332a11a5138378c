// What people read after an import: sentences in their language, and a file a spreadsheet opens safely.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Verdict } from '../../src/registers/import.ts'
import { createProgress } from '../../src/registers/progress.ts'
import { createReportFile, explain, refusedLine, totalsLine } from '../../src/registers/report.ts'
import { freshFile, plain } from './registers.ts'

const refused: Verdict = {
  result: 'refused',
  row: {
    line: 12,
    number: '=cmd()',
    errors: [
      {
        field: 'receivedOn',
        column: 'Date',
        said: { key: 'register.import.day.future', values: { value: '1/1/2099' } },
      },
      { field: 'key', column: '', said: { key: 'register.import.row.twice', values: { line: 3 } } },
      { field: '', column: '', said: { key: 'register.import.line.quote' } },
    ],
  },
}

test('a refused line says its number and all its reasons', () => {
  expect(plain(refusedLine('fr', refused) ?? '')).toBe(
    'Ligne 12 refusée. Date : « 1/1/2099 » est dans le futur. numéro : Ce numéro est déjà celui de la ligne 3. Un guillemet n’est pas fermé, ou il est suivi d’un texte.',
  )
  expect(refusedLine('en', refused)).toContain('Line 12 refused. Date: “1/1/2099” is in the future.')
  expect(refusedLine('ar', refused)).toContain('السطر 12 مرفوض')
})

test('the totals are one sentence', () => {
  expect(plain(totalsLine('fr', { taken: 3, known: 2, refused: 1 }))).toBe(
    'Lignes lues : 6. Prises : 3. Déjà connues : 2. Refusées : 1.',
  )
})

test('missing fields are called by their names', () => {
  const said = { key: 'register.import.map.missing', values: { fields: 'receivedOn category' } }

  expect(explain('fr', said)).toContain('date de réception, catégorie')
})

test('the report file has a line for each reason, and nothing a spreadsheet would run', async () => {
  const file = freshFile('csv')
  const report = createReportFile(file, 'en')

  report.tell(refused)
  await report.close()

  expect(readFileSync(file, 'utf8').split('\r\n')).toEqual([
    '\uFEFFLine,Number,Result,Column,Reason',
    "12,'=cmd(),refused,Date,“1/1/2099” is in the future.",
    "12,'=cmd(),refused,number,This number is already that of line 3.",
    '12,\'=cmd(),refused,,"A quote is not closed, or text follows it."',
    '',
  ])
})

test.each(['＝cmd()', ' =cmd()', 'x\n=cmd()', 'x;=cmd()', '\u200f@A1'])(
  'the report file does not run %j',
  async (number) => {
    const file = freshFile('csv')
    const report = createReportFile(file, 'fr')

    report.tell({ result: 'refused', row: { ...refused.row, number } })
    await report.close()

    const cells = readFileSync(file, 'utf8')
      .slice(1)
      .split(/[\r\n;,"]/)
    expect(cells.filter((cell) => /^[\s\u200f]*[=+\-@＝]/.test(cell))).toEqual([])
  },
)

test('a report that cannot be written is told before anything is taken', () => {
  expect(() => createReportFile('/nowhere/report.csv', 'fr')).toThrow('register.import.file.unwritable')
})

test('a log hears every ten thousand lines, a terminal every batch', () => {
  const heard = (isTTY: boolean) => {
    const texts: string[] = []
    const progress = createProgress({ isTTY, write: (text: string) => texts.push(text) > 0 } as never, 'en')
    for (let taken = 500; taken <= 20_000; taken += 500) progress.count({ taken, known: 0, refused: 0 })
    return texts
  }

  expect(heard(false)).toEqual(['10000 lines read…\n', '20000 lines read…\n'])
  expect(heard(true)).toHaveLength(40)
})
