// Reads workbooks and CSV files with nothing of what writes them: an unzipper, an XML reader, and the rules of RFC 4180.
import { buffer } from 'node:stream/consumers'
import sax from 'sax'
import yauzl from 'yauzl'

export type SheetRead = { name: string; rightToLeft: boolean; rows: CellRead[][] }
/** A cell as it is stored: what kind it says it is, and what it holds. */
export type CellRead = { type: 'text' | 'number' | 'formula' | 'empty'; text: string; format: string }

/** The parts of a zip, unfolded. */
export async function partsOf(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true })
  const parts = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry())
    parts.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  return parts
}

/** Every sheet of a workbook; throws on XML that is not well-formed. */
export async function readWorkbook(bytes: Buffer): Promise<SheetRead[]> {
  const parts = await partsOf(bytes)
  const xml = (name: string) => parts.get(name)?.toString('utf8') ?? ''
  const strings = stringsIn(xml('xl/sharedStrings.xml'))
  const formats = formatsIn(xml('xl/styles.xml'))
  const targets = new Map<string, string>()
  walk(xml('xl/_rels/workbook.xml.rels'), (tag, { Id = '', Target = '' }) => {
    if (tag === 'Relationship') targets.set(Id, Target)
  })
  const sheets: { name: string; part: string }[] = []
  walk(xml('xl/workbook.xml'), (tag, attributes) => {
    if (tag === 'sheet')
      sheets.push({ name: attributes.name ?? '', part: `xl/${targets.get(attributes['r:id'] ?? '')}` })
  })
  return sheets.map(({ name, part }) => ({ name, ...sheetIn(xml(part), strings, formats) }))
}

type Open = (tag: string, attributes: Record<string, string>) => void

function walk(xml: string, open: Open, close: (tag: string, text: string) => void = () => undefined): void {
  const parser = sax.parser(true, { trim: false })
  let text = ''
  parser.onerror = (error) => {
    throw error
  }
  parser.onopentag = ({ name, attributes }) => {
    text = ''
    open(name, Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)])))
  }
  parser.ontext = (more) => {
    text += more
  }
  parser.onclosetag = (name) => {
    close(name, text)
    text = ''
  }
  parser.write(xml).close()
}

/** What a workbook writes as an escaped letter is that letter. */
const unescaped = (text: string): string =>
  text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

function stringsIn(xml: string): string[] {
  const strings: string[] = []
  if (!xml) return strings
  walk(
    xml,
    (tag) => {
      if (tag === 'si') strings.push('')
    },
    (tag, text) => {
      if (tag === 't') strings[strings.length - 1] += text
    },
  )
  return strings.map(unescaped)
}

/** The format of each style, by its place. */
function formatsIn(xml: string): string[] {
  const codes = new Map<string, string>()
  const formats: string[] = []
  let inCells = false
  walk(
    xml,
    (tag, { numFmtId = '', formatCode = '' }) => {
      if (tag === 'numFmt') codes.set(numFmtId, formatCode)
      if (tag === 'cellXfs') inCells = true
      if (tag === 'xf' && inCells) formats.push(codes.get(numFmtId) ?? numFmtId)
    },
    (tag) => {
      if (tag === 'cellXfs') inCells = false
    },
  )
  return formats
}

function sheetIn(xml: string, strings: readonly string[], formats: readonly string[]) {
  const rows: CellRead[][] = []
  let rightToLeft = false
  let now = { type: '', at: 0, style: 0, formula: false, text: '' }
  walk(
    xml,
    (tag, attributes) => {
      if (tag === 'sheetView') rightToLeft = ['1', 'true'].includes(attributes.rightToLeft ?? '')
      if (tag === 'row') rows[Number(attributes.r) - 1] = []
      if (tag !== 'c') return
      const style = Number(attributes.s ?? 0)
      now = { type: attributes.t ?? 'n', at: columnOf(attributes.r ?? ''), style, formula: false, text: '' }
    },
    (tag, text) => {
      if (tag === 'f') now.formula = true
      if (tag === 'v' || tag === 't') now.text = text
      const row = rows.at(-1)
      if (tag === 'c' && row) row[now.at] = cellOf(now, strings, formats)
    },
  )
  return { rightToLeft, rows }
}

function cellOf(
  { type, style, formula, text }: { type: string; style: number; formula: boolean; text: string },
  strings: readonly string[],
  formats: readonly string[],
): CellRead {
  const format = formats[style] ?? ''
  if (formula) return { type: 'formula', text, format }
  if (type === 's') return { type: 'text', text: strings[Number(text)] ?? '', format }
  if (type === 'inlineStr' || type === 'str') return { type: 'text', text: unescaped(text), format }
  return { type: text === '' ? 'empty' : 'number', text, format }
}

const columnOf = (address: string): number =>
  [...address.replace(/\d+$/, '')].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1

/** The cells of a CSV text, by RFC 4180: whatever stands between quotes, and CRLF at the end of each line. */
export function readCsv(text: string, separator: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at < text.length; ) {
    let cell = ''
    if (text[at] === '"') {
      let end = at + 1
      for (;;) {
        end = text.indexOf('"', end)
        if (end < 0) throw new Error('a quote is not closed')
        if (text[end + 1] !== '"') break
        end += 2
      }
      cell = text.slice(at + 1, end).replaceAll('""', '"')
      at = end + 1
    } else {
      const from = at
      while (at < text.length && text[at] !== separator && text[at] !== '\r') {
        if (text[at] === '"' || text[at] === '\n') throw new Error('a bare cell holds what has to be quoted')
        at += 1
      }
      cell = text.slice(from, at)
    }
    row.push(cell)
    if (text[at] === separator) {
      at += 1
      continue
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`a line does not end where a cell does: ${at}`)
    rows.push(row)
    row = []
    at += 2
  }
  return rows
}
