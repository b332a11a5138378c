// Reads a CSV file line by line in bounded memory; a broken line costs that line and no other.
import { createReadStream } from 'node:fs'
import { countBreaks, nextLine, readRecord } from './csv-record.ts'
import { type Line, LONGEST_LINE } from './line.ts'

type Source = { separator?: string | undefined; encoding: string }

/** What is read and not yet cut into lines, and the number of the line it begins with. */
type Desk = {
  text: string
  at: number
  line: number
  separator: string
  last: boolean
  /** Inside a line too long to keep: what comes is dropped until it ends. */
  dropping: boolean
}

/** The lines of a CSV file, the heading included. Without a separator it is the one the first line has most of. */
export const readCsv = (file: string, { encoding, separator }: Source): AsyncGenerator<Line> =>
  linesIn(decoded(file, encoding), separator)

/** The lines of a text that comes in pieces. */
export async function* linesIn(pieces: AsyncIterable<string>, separator = ''): AsyncGenerator<Line> {
  const desk: Desk = { text: '', at: 0, line: 1, separator, last: false, dropping: false }
  for await (const piece of pieces) {
    desk.text = desk.text.slice(desk.at) + piece
    desk.at = 0
    if (hasSeparator(desk)) yield* cut(desk)
  }
  desk.last = true
  hasSeparator(desk)
  yield* cut(desk)
}

async function* decoded(file: string, encoding: string): AsyncGenerator<string> {
  // Bytes that are not of the encoding become U+FFFD, which is looked for cell by cell.
  const decoder = new TextDecoder(encoding)
  for await (const bytes of createReadStream(file)) yield decoder.decode(bytes, { stream: true })
  yield decoder.decode()
}

function hasSeparator(desk: Desk): boolean {
  if (desk.separator) return true
  const end = nextLine(desk.text, 0, desk.last || desk.text.length > LONGEST_LINE)
  if (end === undefined) return false
  const heading = desk.text.slice(0, end).replaceAll(/"[^"]*"/g, '')
  const count = (separator: string) => heading.split(separator).length
  desk.separator = [',', ';', '\t', '|'].reduce((best, next) => (count(next) > count(best) ? next : best))
  return true
}

function* cut(desk: Desk): Generator<Line> {
  while (desk.at < desk.text.length) {
    const line = desk.dropping ? endOfDropped(desk) : nextOf(desk)
    if (!line) return
    yield line
  }
}

function nextOf(desk: Desk): Line | undefined {
  const record = readRecord(desk.text, desk.at, desk.separator, desk.last)
  if (record.is === 'whole') return advance(desk, record.next, { line: desk.line, cells: record.cells })
  const tooLong = desk.text.length - desk.at > LONGEST_LINE
  if (record.is === 'unfinished' && !tooLong) return undefined
  // Only the line where it began is lost: reading goes on with the next one.
  const next = nextLine(desk.text, desk.at, desk.last)
  if (next !== undefined) return advance(desk, next, broken(desk.line, 'quote'))
  if (!tooLong) return undefined
  desk.dropping = true
  return endOfDropped(desk)
}

function endOfDropped(desk: Desk): Line | undefined {
  const next = nextLine(desk.text, desk.at, desk.last)
  if (next === undefined) {
    desk.at = desk.text.endsWith('\r') ? desk.text.length - 1 : desk.text.length
    return undefined
  }
  desk.dropping = false
  return advance(desk, next, broken(desk.line, 'endless'))
}

function advance(desk: Desk, next: number, line: Line): Line {
  desk.line += countBreaks(desk.text.slice(desk.at, next))
  desk.at = next
  return line
}

function broken(line: number, why: 'quote' | 'endless'): Line {
  return { line, cells: [], broken: { key: `register.import.line.${why}`, values: { limit: LONGEST_LINE } } }
}
