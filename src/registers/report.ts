// What is said of an import: refused lines with their reasons, the totals, and a file with the fate of every line.
import { createWriteStream, openSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import { Refused, type Said } from '../errors.ts'
import { type Language, type T, translator } from '../i18n/i18n.ts'
import { spoken } from '../i18n/said.ts'
import { tamedInCsv } from '../platform/tamed.ts'
import type { Totals, Verdict } from './import.ts'
import type { RowError } from './row.ts'

/** The sentence of a refusal, the fields it names in words. */
export function explain(language: Language, said: Said): string {
  const { fields } = said.values ?? {}
  if (typeof fields !== 'string') return spoken(language, said)
  const named = fields.split(' ').map((field) => fieldName(translator(language), field))
  return spoken(language, { ...said, values: { ...said.values, fields: named.join(', ') } })
}

/** A refused line as a person reads it on the screen. */
export function refusedLine(language: Language, { row, result }: Verdict): string | undefined {
  if (result !== 'refused') return undefined
  const t = translator(language)
  const reasons = row.errors.map((error) => {
    const place = placeOf(language, error)
    const reason = explain(language, error.said)
    return place ? t('register.import.reasonAt', { place, reason }) : reason
  })
  return t('register.import.refusedLine', { line: row.line, reasons: reasons.join(' ') })
}

export function totalsLine(language: Language, totals: Totals): string {
  const { taken, known, refused } = totals
  return translator(language)('register.import.totals', {
    read: taken + known + refused,
    taken,
    known,
    refused,
  })
}

export type ReportFile = { tell(verdict: Verdict): void; close(): Promise<void> }

/**
 * A CSV file that a spreadsheet opens: one line for each line taken or known, one for each reason of a refusal.
 * @throws Refused when it cannot be written, before anything is taken.
 */
export function createReportFile(file: string, language: Language): ReportFile {
  const t = translator(language)
  const out = createWriteStream('', { fd: opened(file) })
  const ended = finished(out)
  // A failure on the way is told when the report is closed; until then nobody listens.
  ended.catch(() => undefined)
  // Spreadsheets of these languages expect semicolons, and know UTF-8 by its mark.
  const separator = language === 'en' ? ',' : ';'
  const write = (cells: (string | number)[]) => out.write(`${cells.map(quoted).join(separator)}\r\n`)
  out.write('\uFEFF')
  write(['line', 'number', 'result', 'column', 'reason'].map((name) => t(`register.import.report.${name}`)))
  return {
    tell: ({ row, result }) => {
      const start = [row.line, row.number, t(`register.import.result.${result}`)]
      if (result !== 'refused') return void write([...start, '', ''])
      for (const error of row.errors)
        write([...start, placeOf(language, error), explain(language, error.said)])
    },
    close: () => {
      out.end()
      return ended
    },
  }
}

function opened(file: string): number {
  try {
    return openSync(file, 'w')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Refused({ key: 'register.import.file.unwritable', values: { file, reason } })
  }
}

/** The name of the column, or of the field where the register has no column for it. */
function placeOf(language: Language, { field, column }: RowError): string {
  return column || (field ? fieldName(translator(language), field) : '')
}

const fieldName = (t: T, field: string) => t(`register.import.field.${field}`)

/** A cell that a spreadsheet would run is made a text. */
function quoted(cell: string | number): string {
  const text = tamedInCsv(String(cell))
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
