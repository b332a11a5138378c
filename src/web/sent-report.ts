// A report on its way out, now or as it was kept: as a PDF, a workbook or CSV.
import type { Response } from 'express'
import type { FigureTable } from '../reports/figure-table.ts'
import type { ReportKind } from '../reports/report-kinds.ts'
import { reportDefinitions, reportFile } from './pages/report-page.ts'
import { reportSheets } from './pages/report-pdf.ts'
import type { About, Codes } from './pages/report-words.ts'
import { type reportFormats, sendPdf, sendTables } from './sent-tables.ts'

export type SentReport = {
  kind: ReportKind
  codes: Codes
  /** What it says about itself: its name, place and period first. */
  about: About
  figures: readonly FigureTable[]
  /** Who made it. */
  author: string
}

/** Sends a report under a name of letters, digits and hyphens, without its ending. */
export async function sendReportAs(
  res: Response,
  format: (typeof reportFormats)[number],
  name: string,
  { kind, codes, about, figures, author }: SentReport,
): Promise<void> {
  if (format !== 'pdf') {
    await sendTables(res, reportFile(codes, about, kind, figures), { format, name, language: codes.say.lang })
    return
  }
  const definitions = reportDefinitions(codes.say, kind)
  const [report, place, period] = about
  const heading = {
    title: report?.text ?? '',
    subtitle: [place?.text, period?.text].join(' · '),
    author,
  }
  await sendPdf(res, name, reportSheets(codes, heading, about.slice(1), figures, definitions))
}
