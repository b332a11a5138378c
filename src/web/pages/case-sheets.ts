// Cases as a list on paper: what tells them apart and where they stand, and nobody's name or words.
import type { Found } from '../../cases/search.ts'
import type { Programmes } from '../../programmes/index.ts'
import type { PdfDocument } from '../../reports/pdf.ts'
import { caseColumns, cellsOf } from './case-table.ts'
import { momentOf } from './journal-words.ts'
import { sheets } from './report-pdf.ts'
import type { Say } from './say.ts'

/** More cases than so many are a file for a spreadsheet, not for paper. */
const MOST_ON_PAPER = 1000

const shown = ['reference', 'programme', 'entity', 'category', 'receivedOn', 'dueOn', 'closingOn', 'state']
const columns = caseColumns.map((column, at) => ({ ...column, at })).filter(({ key }) => shown.includes(key))

/** The list of some days, by whoever asked; where it is cut it says so. */
export async function caseSheets(
  say: Say,
  programmes: Programmes,
  { title, by, at, from, to }: { title: string; by: string; at: number; from: string; to: string },
  cases: AsyncIterable<Found>,
): Promise<PdfDocument> {
  const { t, f } = say
  const rows: string[][] = []
  let text = t('report.ombudsman.text')
  for await (const found of cases) {
    if (rows.length === MOST_ON_PAPER) {
      text = t('report.file.cut', { n: f.number(MOST_ON_PAPER) })
      break
    }
    const cells = cellsOf(say, programmes, found)
    rows.push(columns.map(({ kind, at: place }) => textOf(say, kind, cells[place] ?? null)))
  }
  const period = t('dashboard.period', { from: f.dayPlain(from), to: f.dayPlain(to) })
  return sheets(say, {
    ...{ title, subtitle: period, author: by, terms: [] },
    about: [
      { name: t('report.about.by'), text: by },
      { name: t('report.about.at'), text: momentOf(say, at) },
    ],
    tables: [
      {
        ...{ title: t('report.cases'), text, empty: t('report.ombudsman.none') },
        columns: columns.map(({ key }) => ({ name: t(`report.case.${key}`), numbers: false })),
        rows: rows.map((cells) => ({ cells, total: false, inner: false })),
      },
    ],
  })
}

function textOf({ t, f }: Say, kind: string, value: string | number | null): string {
  if (value === null) return t('dashboard.nothing')
  return kind === 'date' ? f.dayShortYear(String(value)) : String(value)
}
