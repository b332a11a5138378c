// A report as a PDF says it: the words of its page, on sheets of paper.
import type { FigureTable } from '../../reports/figure-table.ts'
import type { PdfDocument, PdfTable } from '../../reports/pdf.ts'
import { directionOf } from '../../reports/table.ts'
import { type About, type Codes, shownTable } from './report-words.ts'
import type { Say } from './say.ts'

/** More columns than so many lie on their side. */
const UPRIGHT = 7

/** The sheets of a report, from what its page says about it. */
export function reportSheets(
  codes: Codes,
  { title, subtitle, author }: Pick<PdfDocument, 'title' | 'subtitle' | 'author'>,
  about: About,
  figures: readonly FigureTable[],
  definitions: About,
): PdfDocument {
  const { say } = codes
  return sheets(say, {
    ...{ title, subtitle, author, about },
    tables: figures.map((table) => figureSheet(codes, table)),
    terms: definitions,
  })
}

type Content = Pick<PdfDocument, 'title' | 'subtitle' | 'author' | 'about' | 'tables'> & { terms: About }

/** Sheets in the language of whoever reads. */
export function sheets({ t, lang }: Say, { terms, ...content }: Content): PdfDocument {
  return {
    ...content,
    ...{ lang, rtl: directionOf(lang) === 'rtl', foot: t('frame.name') },
    wide: content.tables.some(({ columns }) => columns.length > UPRIGHT),
    definitions: { title: t('dashboard.definitions.title'), terms },
  }
}

function figureSheet(codes: Codes, table: FigureTable): PdfTable {
  const { title, text, columns, rows } = shownTable(codes, table)
  return {
    ...{ title, text },
    columns: columns.map((name, at) => ({ name, numbers: at > 0 && table.columns[at - 1]?.kind !== 'word' })),
    rows: rows.map(({ name, cells, total, inner }) => ({ cells: [name, ...cells], total, inner })),
    empty: codes.say.t('report.empty'),
  }
}
