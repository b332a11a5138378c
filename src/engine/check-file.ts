// Proves a journal file with nothing but the file: every row, every case, every seal and the chain of seals.
import { hashOf } from './journal.ts'
import { FILE_BEGINS, type Line, readLine } from './journal-file.ts'
import { type Part, rootOfParts } from './merkle.ts'
import { hashOfSeal, SEALS_BEGIN } from './seals.ts'

/** What somebody noted elsewhere: a seal by its hash, with its number where that was noted too; the file's fingerprint. */
export type Noted = {
  head?: { id?: number | undefined; hash: string } | undefined
  fingerprint?: string | undefined
}

export type FileReport = {
  lines: number
  cases: number
  rows: number
  /** Rows of which what was typed was lawfully erased. */
  erased: number
  seals: number
  /** Leaves that are proved, and not shown. */
  apart: number
  /** The last seal of the file, and the fingerprint of the whole file. */
  head: { id: number; hash: string } | undefined
  fingerprint: string
  /** The first thing wrong, and the line it stands in; 0 where it is the whole. */
  fault: { line: number; what: string } | undefined
}

/** A line says something the others do not. */
class Broken extends Error {
  readonly line: number
  constructor(line: number, what: string) {
    super(what)
    this.line = line
  }
}

type Of<Kind extends Line['kind']> = Extract<Line, { kind: Kind }>
type Sealed = { line: number; seal: Of<'seal'>; parts: Part[] }

/** Reads a file line by line, up to the first that is wrong. */
export async function checkFile(lines: AsyncIterable<string>, noted: Noted = {}): Promise<FileReport> {
  const checker = createChecker(noted)
  try {
    for await (const written of lines) checker.take(written)
    checker.end()
  } catch (error) {
    if (!(error instanceof Broken)) throw error
    checker.report.fault = { line: error.line, what: error.message }
  }
  return checker.report
}

function createChecker(noted: Noted) {
  const report: FileReport = {
    ...{ lines: 0, cases: 0, rows: 0, erased: 0, seals: 0, apart: 0 },
    ...{ head: undefined, fingerprint: FILE_BEGINS, fault: undefined },
  }
  /** Where the journal of each case stands. */
  const cases = new Map<string, { seq: number; hash: string }>()
  let [before, announced, finished] = [SEALS_BEGIN, 0, false]
  let headSeen = noted.head === undefined
  let open: Sealed | undefined
  /** The case whose rows were read and whose leaf has to follow. */
  let moving: string | undefined
  const broken = (what: string): never => {
    throw new Broken(report.lines, what)
  }

  const closeSeal = (): void => {
    if (moving !== undefined) broken(`the leaf of ${moving} has to stand here`)
    if (!open) return
    const { line, seal, parts } = open
    const leaves = parts.reduce((sum, part) => sum + ('node' in part ? part.leaves : 1), 0)
    if (leaves !== seal.leaves || rootOfParts(parts) !== seal.root)
      throw new Broken(line, `seal ${seal.id}: what stands under it is not what it sealed`)
    open = undefined
  }

  const takers: { [Kind in Line['kind']]: (line: Of<Kind>) => void } = {
    journal: ({ seals }) => {
      if (report.lines !== 1) broken('a file begins once')
      announced = seals
    },
    seal: (line) => {
      closeSeal()
      const { kind, ...seal } = line
      const { id } = seal
      if (hashOfSeal(seal) !== seal.hash) broken(`seal ${id}: its hash is not that of what it says`)
      if (seal.prev_hash !== before) broken(`seal ${id}: it does not hold the hash of the seal before`)
      const { head } = noted
      if (head && (head.hash === seal.hash || head.id === id)) {
        if (head.hash !== seal.hash) broken(`seal ${id}: its hash is not the one that was noted`)
        if (head.id !== undefined && head.id !== id)
          broken(`seal ${id}: another number was noted for its hash`)
        headSeen = true
      }
      report.seals += 1
      report.head = { id, hash: seal.hash }
      before = seal.hash
      open = { line: report.lines, seal: line, parts: [] }
    },
    row: ({ kind, erased, ...entry }) => {
      const { instance_id: id, seq } = entry
      if (!open) broken('a row stands under a seal')
      if (moving !== undefined && moving !== id) broken(`the leaf of ${moving} has to stand here`)
      const last = cases.get(id) ?? { seq: 0, hash: entry.prev_hash }
      if (seq !== last.seq + 1) broken(`${id} ${last.seq + 1}: missing; the next row is ${seq}`)
      if (hashOf(entry) !== entry.hash) broken(`${id} ${seq}: its hash is not that of what it says`)
      if (entry.prev_hash !== last.hash) broken(`${id} ${seq}: it does not hold the hash of row ${last.seq}`)
      if (!cases.has(id)) report.cases += 1
      cases.set(id, { seq, hash: entry.hash })
      moving = id
      report.rows += 1
      report.erased += erased ? 1 : 0
    },
    leaf: ({ kind, ...leaf }) => {
      const { instance_id: id, revision } = leaf
      if (!open) return broken('a leaf stands under a seal')
      if (moving !== undefined && moving !== id) broken(`the leaf of ${moving} has to stand here`)
      const stands = cases.get(id)
      const { id: seal } = open.seal
      if (stands?.seq !== revision)
        broken(`${id} ${(stands?.seq ?? 0) + 1}: missing; seal ${seal} holds it up to ${revision}`)
      if (stands?.hash !== leaf.hash) broken(`${id} ${revision}: it is not what seal ${seal} holds`)
      moving = undefined
      open.parts.push(leaf)
    },
    apart: ({ kind, ...folded }) => {
      if (!open || moving !== undefined) return broken('what is left out stands under a seal, after a leaf')
      if (folded.leaves < 1) broken('nothing is left out')
      report.apart += folded.leaves
      open.parts.push(folded)
    },
    end: ({ lines }) => {
      closeSeal()
      if (lines !== report.lines) broken(`the file had ${lines} lines when it was made`)
      finished = true
    },
  }

  const dispatch = (line: Line): void => {
    if (line.kind === 'row') takers.row(line)
    else if (line.kind === 'leaf') takers.leaf(line)
    else if (line.kind === 'apart') takers.apart(line)
    else if (line.kind === 'seal') takers.seal(line)
    else if (line.kind === 'journal') takers.journal(line)
    else takers.end(line)
  }

  return {
    report,
    take(written: string) {
      report.lines += 1
      if (finished) broken('something follows the end')
      const read = readLine(written, report.fingerprint)
      if (!read) return broken('it was altered, or one before it is missing or stands elsewhere')
      const { line, link } = read
      if (report.lines === 1 && line.kind !== 'journal') broken('this is no journal file')
      dispatch(line)
      report.fingerprint = link
    },
    end() {
      if (!finished) throw new Broken(report.lines + 1, 'missing: the file was cut short')
      if (announced !== (report.head?.id ?? 0))
        throw new Broken(0, `the file was made up to seal ${announced}, and ends at ${report.head?.id ?? 0}`)
      if (!headSeen) throw new Broken(0, 'the seal that was noted is not in this file')
      if (noted.fingerprint && noted.fingerprint !== report.fingerprint)
        throw new Broken(0, 'its fingerprint is not the one that was noted')
    },
  }
}
