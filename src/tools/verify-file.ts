// npm run verify -- --file: proves a journal file with nothing but the file, on whatever computer it lies.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { checkFile, type FileReport, type Noted } from '../engine/check-file.ts'
import { say, showProgress } from './ground.ts'

const GREEN = 0
const WRONG = 1
const FAILED = 2

/** Checks a file against itself and what was noted elsewhere; the code to end with: 1 for a fault, 2 when there is nothing to read. */
export async function verifyFile(file: string, noted: Noted): Promise<number> {
  try {
    const report = await checkFile(linesOf(file), noted)
    say(process.stdout, summary(report))
    if (!report.fault) return GREEN
    const { line, what } = report.fault
    say(process.stderr, line === 0 ? `The file: ${what}` : `Line ${line}: ${what}`)
    return WRONG
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    say(process.stderr, error.message)
    return FAILED
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  let lines = 0
  const reader = createInterface({
    input: createReadStream(file, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  for await (const line of reader) {
    lines += 1
    if (lines % 10_000 === 0) showProgress(`${lines} lines`)
    yield line
  }
}

function summary({ fault, rows, cases, seals, apart, erased, head, fingerprint }: FileReport): string {
  const read = `${rows} rows of ${cases} cases under ${seals} seals`
  if (fault) return `${read} were proved before the first fault.`
  return [
    `${read} were proved with nothing but the file.`,
    ...(erased > 0
      ? [`What was typed was lawfully erased of ${erased} rows: the rows themselves are proved.`]
      : []),
    ...(apart > 0
      ? [`${apart} leaves of other cases are left out: the seals prove that nothing else is.`]
      : []),
    head ? `Last seal: ${head.id}:${head.hash}.` : 'Nothing is sealed in it.',
    `Fingerprint of the file: ${fingerprint}.`,
  ].join('\n')
}
