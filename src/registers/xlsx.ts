// Reads one sheet of an XLSX workbook row by row in bounded memory.
import path from 'node:path/posix'
import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { Refused } from '../errors.ts'
import { readDayStyles } from './cell-styles.ts'
import type { Line } from './line.ts'
import { readSharedStrings } from './shared-strings.ts'
import { rowsOf } from './sheet.ts'
import { visit, walk } from './xml.ts'

type Parts = Map<string, Entry>
type Found = { part: string; from1904: boolean }

/** No part of a sane register unfolds to more than this. */
const LARGEST_PART = 4 * 2 ** 30

/**
 * The rows of the named sheet, or of the first one.
 * @throws Refused when the file is not a workbook, or has no such sheet.
 */
export async function* readXlsx(file: string, sheet: string | undefined): AsyncGenerator<Line> {
  const zip = await yauzl.openPromise(file, { autoClose: false }).catch(notAWorkbook)
  try {
    const parts = await partsOf(zip).catch(notAWorkbook)
    const { part, from1904 } = await findSheet(zip, parts, sheet)
    const showsDay = await readDayStyles(await open(zip, parts, 'xl/styles.xml'))
    const strings = await readSharedStrings(await open(zip, parts, 'xl/sharedStrings.xml'))
    try {
      const rows: Line[] = []
      const stream = await needed(open(zip, parts, part))
      yield* walk(stream, rowsOf({ strings, showsDay, from1904 }, rows), rows)
    } finally {
      strings.close()
    }
  } finally {
    zip.close()
  }
}

function notAWorkbook(): never {
  throw new Refused('register.import.file.notAWorkbook')
}

async function partsOf(zip: ZipFile): Promise<Parts> {
  const parts: Parts = new Map()
  for await (const entry of zip.eachEntry()) {
    if (entry.uncompressedSize > LARGEST_PART) throw new Refused('register.import.file.tooLarge')
    parts.set(entry.fileName, entry)
  }
  return parts
}

async function open(zip: ZipFile, parts: Parts, name: string): Promise<Readable | undefined> {
  const entry = parts.get(name)
  return entry && zip.openReadStreamPromise(entry)
}

async function needed(stream: Promise<Readable | undefined>): Promise<Readable> {
  return (await stream) ?? notAWorkbook()
}

/** A workbook lists its sheets by name, and says in another part where each is stored. */
async function findSheet(zip: ZipFile, parts: Parts, wanted: string | undefined): Promise<Found> {
  const sheets: { name: string; id: string }[] = []
  let from1904 = false
  await visit(await needed(open(zip, parts, 'xl/workbook.xml')), {
    open(tag, attributes) {
      if (tag === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      if (tag === 'sheet') sheets.push({ name: attributes.name ?? '', id: relationOf(attributes) })
    },
  })
  const found = wanted === undefined ? sheets[0] : sheets.find(({ name }) => name === wanted)
  if (!found) {
    const names = sheets.map(({ name }) => name).join(', ')
    throw new Refused({ key: 'register.import.file.noSheet', values: { sheet: wanted ?? '', sheets: names } })
  }
  return { part: await storedAt(zip, parts, found.id), from1904 }
}

/** The prefix of r:id is the workbook's own choice. */
function relationOf(attributes: Record<string, string>): string {
  return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? ''
}

async function storedAt(zip: ZipFile, parts: Parts, id: string): Promise<string> {
  let target = ''
  await visit(await needed(open(zip, parts, 'xl/_rels/workbook.xml.rels')), {
    open(tag, attributes) {
      if (tag === 'Relationship' && attributes.Id === id) target = attributes.Target ?? ''
    },
  })
  return target.startsWith('/') ? target.slice(1) : path.join('xl', target)
}
