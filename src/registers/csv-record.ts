// One record of a CSV text: its fields and where the next one begins. Quotes may hold separators and line breaks.

export type Record =
  | { is: 'whole'; cells: string[]; next: number }
  /** The text ends before the record does. */
  | { is: 'unfinished' }
  /** A quote that is opened and not properly closed. */
  | { is: 'broken' }

type Field = { cell: string; end: number } | 'unfinished' | 'broken'

const QUOTE = '"'

/**
 * Reads the record that begins at `from`. `last` says that no more text will come.
 * A quote inside an unquoted field is an ordinary character, as spreadsheets write it.
 */
export function readRecord(text: string, from: number, separator: string, last: boolean): Record {
  const cells: string[] = []
  for (let at = from; ; at++) {
    const field = text[at] === QUOTE ? quoted(text, at, last) : plain(text, at, separator)
    if (typeof field === 'string') return { is: field }
    at = field.end
    cells.push(field.cell)
    if (at >= text.length) return last ? { is: 'whole', cells, next: at } : { is: 'unfinished' }
    if (text[at] === separator) continue
    const next = afterBreak(text, at)
    if (next === undefined) return { is: 'broken' }
    // Half of a CRLF may still be on its way.
    if (next === text.length && text[at] === '\r' && !last) return { is: 'unfinished' }
    return { is: 'whole', cells, next }
  }
}

function quoted(text: string, open: number, last: boolean): Field {
  for (let at = open + 1; ; at += 2) {
    at = text.indexOf(QUOTE, at)
    if (at < 0) return last ? 'broken' : 'unfinished'
    if (at + 1 === text.length && !last) return 'unfinished'
    if (text[at + 1] !== QUOTE)
      return { cell: text.slice(open + 1, at).replaceAll(QUOTE + QUOTE, QUOTE), end: at + 1 }
  }
}

function plain(text: string, from: number, separator: string): Field {
  let at = from
  while (at < text.length) {
    const char = text[at]
    if (char === separator || char === '\n' || char === '\r') break
    at++
  }
  return { cell: text.slice(from, at), end: at }
}

/** Where the line after the break at `at` begins; undefined when there is no break there. */
function afterBreak(text: string, at: number): number | undefined {
  if (text[at] === '\n') return at + 1
  if (text[at] === '\r') return text[at + 1] === '\n' ? at + 2 : at + 1
  return undefined
}

const BREAK = /\r\n|\n|\r/g

export function countBreaks(text: string): number {
  return text.match(BREAK)?.length ?? 0
}

/** Where the line after the next break begins; undefined when the text holds no whole break. */
export function nextLine(text: string, from: number, last: boolean): number | undefined {
  BREAK.lastIndex = from
  const found = BREAK.exec(text)
  BREAK.lastIndex = 0
  if (!found) return last ? text.length : undefined
  const next = found.index + found[0].length
  return found[0] === '\r' && next === text.length && !last ? undefined : next
}
