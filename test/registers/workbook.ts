// Writes small XLSX workbooks for the tests: a zip of XML parts, as spreadsheets make them.
import { crc32, deflateRawSync } from 'node:zlib'

/** A cell as a sheet stores it: a shared text, an inline text, a number with a style, or a formula with its result. */
export type SheetCell =
  | string
  | { inline: string }
  | { number: number; style?: number }
  | { formula: string; result: string }
  | null

export type Book = {
  rows: SheetCell[][]
  name?: string
  from1904?: boolean
  /** Leaves addresses of rows and cells out, as some writers do. */
  bare?: boolean
}

/** Style 1 is a day, style 2 a day of a format of its own, style 3 a time. */
const STYLES = `<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="[$-40C]dd\\ mmmm\\ yyyy;@"/></numFmts>
<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="20"/></cellXfs></styleSheet>`

export function workbook({ rows, name = 'Registre', from1904 = false, bare = false }: Book): Buffer {
  const strings: string[] = []
  const share = (text: string) => strings.push(text) - 1
  const sheet = rows.map((row, index) => rowXml(row, index + 1, bare, share)).join('')
  return zip({
    'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns:r="http://r"><workbookPr date1904="${from1904 ? 1 : 0}"/>
      <sheets><sheet name="${name}" sheetId="7" r:id="rId3"/><sheet name="Vide" sheetId="8" r:id="rId4"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId4" Target="worksheets/none.xml"/>
      <Relationship Id="rId3" Target="worksheets/register.xml"/></Relationships>`,
    'xl/worksheets/register.xml': `<x:worksheet xmlns:x="http://x"><x:sheetData>${sheet}</x:sheetData></x:worksheet>`,
    'xl/worksheets/none.xml': '<worksheet><sheetData/></worksheet>',
    'xl/styles.xml': STYLES,
    'xl/sharedStrings.xml': `<sst>${strings.map(richText).join('')}</sst>`,
  })
}

function rowXml(row: SheetCell[], number: number, bare: boolean, share: (text: string) => number): string {
  const cells = row.map((cell, at) => {
    if (cell === null) return bare ? '<x:c/>' : ''
    return cellXml(cell, bare ? '' : ` r="${columnName(at)}${number}"`, share)
  })
  return `<x:row${bare ? '' : ` r="${number}"`}>${cells.join('')}</x:row>`
}

function cellXml(cell: Exclude<SheetCell, null>, address: string, share: (text: string) => number): string {
  if (typeof cell === 'string') return `<x:c${address} t="s"><x:v>${share(cell)}</x:v></x:c>`
  if ('inline' in cell)
    return `<x:c${address} t="inlineStr"><x:is><x:t>${escaped(cell.inline)}</x:t></x:is></x:c>`
  if ('formula' in cell)
    return `<x:c${address} t="str"><x:f>${escaped(cell.formula)}</x:f><x:v>${escaped(cell.result)}</x:v></x:c>`
  return `<x:c${address} s="${cell.style ?? 0}"><x:v>${cell.number}</x:v></x:c>`
}

/** Half of a text in bold, and a phonetic hint that is not part of it. */
function richText(text: string): string {
  const half = Math.floor(text.length / 2)
  const runs = [text.slice(0, half), text.slice(half)]
  return `<si>${runs.map((run) => `<r><t xml:space="preserve">${escaped(run)}</t></r>`).join('')}<rPh><t>hint</t></rPh></si>`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\r', '_x000D_')

function columnName(at: number): string {
  return at < 26 ? String.fromCharCode(65 + at) : columnName(Math.floor(at / 26) - 1) + columnName(at % 26)
}

/** A zip of texts, by their names. */
export function zip(parts: Record<string, string>): Buffer {
  const bodies: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(parts)) {
    const bytes = Buffer.from(text)
    const packed = deflateRawSync(bytes)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([signed(0x04034b50), common, Buffer.from(name), packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    entries.push(Buffer.concat([signed(0x02014b50), Buffer.from([20, 0]), common, rest, Buffer.from(name)]))
    bodies.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...bodies, directory, signed(0x06054b50), end])
}

function signed(signature: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(signature)
  return bytes
}
