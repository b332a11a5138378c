// The texts of a workbook, which its sheets name by number: kept in a temporary file, since they may be most of it.
import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { visit } from './xml.ts'

export type SharedStrings = {
  /** The text of a number; undefined when the workbook has none. */
  get(index: number): string | undefined
  close(): void
}

const PIECE = 1 << 20
/** Texts kept at hand: those of a list of values come back on every line. */
const AT_HAND = 5000
const SHORT = 200

/** Reads the strings of a workbook; a workbook without any is given no stream. */
export async function readSharedStrings(stream: Readable | undefined): Promise<SharedStrings> {
  const store = createStore()
  if (stream) await visit(stream, richTexts(store.add))
  store.flush()
  return store
}

/** Hands on each `si`, its runs of formatting joined and its phonetic hints left out. */
function richTexts(add: (text: string) => void) {
  let text = ''
  let inText = false
  let hints = 0
  return {
    open(name: string) {
      if (name === 'si') text = ''
      if (name === 'rPh') hints++
      inText = name === 't' && hints === 0
    },
    text(piece: string) {
      if (inText) text += piece
    },
    close(name: string) {
      if (name === 't') inText = false
      if (name === 'rPh') hints--
      if (name === 'si') add(text)
    },
  }
}

function createStore() {
  const name = path.join(tmpdir(), `jawab-${randomUUID()}`)
  const file = openSync(name, 'wx+', 0o600)
  // It has no name any more: nobody else can open it, and it goes with this process however that ends.
  rmSync(name, { force: true })
  const ends: number[] = []
  const atHand = new Map<number, string>()
  let size = 0
  let pending = ''
  // One buffer for all readings: a new one each would keep the garbage collector busy.
  let scratch = Buffer.alloc(PIECE)

  function flush() {
    writeSync(file, pending)
    pending = ''
  }

  function add(text: string) {
    size += Buffer.byteLength(text)
    ends.push(size)
    pending += text
    if (pending.length > PIECE) flush()
  }

  function get(index: number): string | undefined {
    const end = ends[index]
    if (end === undefined) return undefined
    const known = atHand.get(index)
    if (known !== undefined) return known
    const start = ends[index - 1] ?? 0
    const length = end - start
    if (length > scratch.length) scratch = Buffer.alloc(length)
    readSync(file, scratch, 0, length, start)
    const text = scratch.toString('utf8', 0, length)
    if (atHand.size < AT_HAND && length <= SHORT) atHand.set(index, text)
    return text
  }

  return { add, flush, get, close: () => closeSync(file) }
}
