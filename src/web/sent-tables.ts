// Tables and reports on their way out as a file: CSV as its lines are read, a workbook or a PDF in one piece.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { z } from 'zod'
import type { Language } from '../i18n/i18n.ts'
import { type PdfDocument, pdfOf } from '../reports/pdf.ts'
import type { Table } from '../reports/table.ts'
import { csvOf } from '../reports/table-csv.ts'
import { xlsxOf } from '../reports/table-xlsx.ts'

/** The format as it stands in an address; CSV where none does. */
export const FormatInAddress = z.enum(['csv', 'xlsx']).default('csv')

/** What reports leave as, in the order they are offered. */
export const reportFormats = ['pdf', 'xlsx', 'csv'] as const

/** The format of a report as it stands in an address; CSV where none does. */
export const ReportFormatInAddress = z.enum(reportFormats).default('csv')

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Sends tables under a name of letters, digits and hyphens, without its ending. */
export async function sendTables(
  res: Response,
  tables: readonly Table[],
  { format, name, language }: { format: 'csv' | 'xlsx'; name: string; language: Language },
): Promise<void> {
  res.attachment(`${name}.${format}`)
  if (format === 'xlsx') {
    res.type(XLSX).send(await xlsxOf(tables))
    return
  }
  res.type('text/csv; charset=utf-8')
  await deliver(res, csvOf(tables, language))
}

/** Sends a report as sheets of paper, under a name without its ending. */
export async function sendPdf(res: Response, name: string, document: PdfDocument): Promise<void> {
  const bytes = await pdfOf(document)
  res.attachment(`${name}.pdf`).type('application/pdf').send(bytes)
}

async function deliver(res: Response, text: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(text, { objectMode: false }), res)
  } catch (error) {
    if (!res.destroyed || !isGone(error)) throw error
  }
}

/** Somebody who closes a download has not broken anything. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
