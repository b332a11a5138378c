// Opens a register of either kind and reads its heading; what follows is read line by line.
import { open as openFile } from 'node:fs/promises'
import { AppError, Refused } from '../errors.ts'
import { readCsv } from './csv.ts'
import { isBlank, type Line, type Register } from './line.ts'
import type { RegisterMap } from './map.ts'
import { readXlsx } from './xlsx.ts'

export type How = Pick<RegisterMap, 'encoding' | 'separator' | 'sheet' | 'headingLine'>

type Kind = { is: 'csv'; encoding: string } | { is: 'xlsx' }

/**
 * Opens a CSV or XLSX file; its first bytes say which, whatever its name.
 * @throws Refused when it is not there, not a register, or its heading cannot be read.
 */
export async function openRegister(file: string, how: How): Promise<Register> {
  const kind = kindOf(await firstBytes(file), how.encoding)
  const rows =
    kind.is === 'xlsx'
      ? readXlsx(file, how.sheet)
      : readCsv(file, { separator: how.separator, encoding: kind.encoding })
  const lines = soundly(rows)
  const columns = await headingOf(lines, how.headingLine)
  return { columns, lines: following(lines, kind.is === 'xlsx' ? columns.length : undefined) }
}

async function firstBytes(file: string): Promise<string> {
  try {
    const handle = await openFile(file)
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
      return buffer.toString('hex', 0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Refused({ key: 'register.import.file.unreadable', values: { file, reason } })
  }
}

function kindOf(bytes: string, encoding: string): Kind {
  if (bytes.startsWith('504b0304')) return { is: 'xlsx' }
  // Workbooks of before 2007, and those with a password.
  if (bytes.startsWith('d0cf11e0')) throw new Refused('register.import.file.oldWorkbook')
  // "Unicode text", as spreadsheets call it, says so in its first two bytes.
  if (bytes.startsWith('fffe')) return { is: 'csv', encoding: 'utf-16le' }
  return { is: 'csv', encoding }
}

/** A damaged file is told in our words; the lines before the damage were read. */
async function* soundly(rows: AsyncGenerator<Line>): AsyncGenerator<Line> {
  try {
    yield* rows
  } catch (error) {
    if (error instanceof AppError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new Refused({ key: 'register.import.file.damaged', values: { reason } })
  }
}

async function headingOf(lines: AsyncGenerator<Line>, from: number): Promise<string[]> {
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    const line = next.value
    if (line.line < from || isBlank(line)) continue
    if (line.broken) throw new Refused({ key: 'register.import.file.heading', values: { line: line.line } })
    // The same bytes that spoil a name spoil every line: better said once.
    if (line.cells.some((cell) => cell.includes('\uFFFD'))) throw new Refused('register.import.file.encoding')
    return line.cells.map((cell) => cell.trim())
  }
  throw new Refused('register.import.file.empty')
}

/** A sheet leaves its empty cells out; a CSV line has to have them all. */
async function* following(lines: AsyncIterable<Line>, width: number | undefined): AsyncGenerator<Line> {
  for await (const line of lines) {
    if (isBlank(line)) continue
    yield width === undefined ? line : { ...line, cells: fitted(line.cells, width) }
  }
}

function fitted(cells: string[], width: number): string[] {
  const used = cells.findLastIndex((cell) => cell !== '') + 1
  return Array.from({ length: Math.max(width, used) }, (_, at) => cells[at] ?? '')
}
