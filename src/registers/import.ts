// Takes a register into the house: in batches, each all or nothing, every line accounted for and none taken twice.
import { AppError, Invalid } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Programme } from '../programmes/schema.ts'
import { createConverter } from './convert.ts'
import type { Line, Register } from './line.ts'
import { checkMap, type RegisterMap } from './map.ts'
import { openRegister } from './open.ts'
import { plainMap } from './plain-map.ts'
import { type BadRow, type GoodRow, isGood, type Row, type RowError, type RowInput } from './row.ts'

/** Takes rows, all in one transaction, and says of each whether it was new. */
export type TakeRegister = (
  rows: { key: string; input: RowInput }[],
  options: { live: boolean },
) => Promise<('taken' | 'known')[]>

export type Verdict = { row: GoodRow; result: 'taken' | 'known' } | { row: BadRow; result: 'refused' }

export type Totals = { taken: number; known: number; refused: number }

export type Import = {
  file: string
  programme: Programme
  map: RegisterMap | undefined
  /** Opens the complaints; otherwise they enter as history. */
  live: boolean
  take: TakeRegister
  /** The case file of a beneficiary by card or programme number, or null. */
  findBeneficiary(cnie: string, number: string): Promise<string | null>
  clock: Clock
  /** Hears of every line, in the order of the register. */
  tell(verdict: Verdict): void
  /** Hears the totals after each batch. */
  progress(totals: Totals): void
}

const BATCH = 500

/**
 * Reads a register and takes every good line of it. What was taken stays taken if it stops half-way: run it again.
 * @throws Refused when the file or the map cannot be used at all.
 */
export async function importRegister(job: Import): Promise<Totals> {
  const register = await openRegister(job.file, job.map ?? { encoding: 'utf-8', headingLine: 1 })
  const totals: Totals = { taken: 0, known: 0, refused: 0 }
  let batch: Row[] = []
  for await (const row of rowsOf(register, job)) {
    if (batch.push(row) < BATCH) continue
    await settle(job, batch, totals)
    batch = []
  }
  await settle(job, batch, totals)
  return totals
}

async function* rowsOf(register: Register, job: Import): AsyncGenerator<Row> {
  const map = job.map ?? plainMap(register.columns)
  checkMap(map, job.programme, job.live)
  const today = job.clock.dayOf(job.clock.now())
  const convert = createConverter(register.columns, { map, programme: job.programme, live: job.live, today })
  const firstLines = new Map<string, number>()
  for await (const line of register.lines) yield once(firstLines, convert(line), line)
}

/** Two lines with one number would be one complaint, and the other's words would be lost. */
function once(firstLines: Map<string, number>, row: Row, { line }: Line): Row {
  if (!isGood(row)) return row
  const first = firstLines.get(row.key)
  if (first === undefined) {
    // A piece of a text holds on to the whole of it: only a copy may stay.
    firstLines.set(Buffer.from(row.key).toString(), line)
    return row
  }
  const said = { key: `register.import.row.${row.number ? 'twice' : 'same'}`, values: { line: first } }
  return { line, number: row.number, errors: [{ field: 'key', column: '', said }] }
}

async function settle(job: Import, batch: readonly Row[], totals: Totals): Promise<void> {
  const taken = await take(
    job,
    batch.filter((row) => isGood(row)),
  )
  const inOrder = taken.values()
  for (const row of batch) {
    const verdict: Verdict | undefined = isGood(row) ? inOrder.next().value : { row, result: 'refused' }
    if (!verdict) throw new Error(`no verdict on line ${row.line}`)
    totals[verdict.result]++
    job.tell(verdict)
  }
  job.progress(totals)
}

async function take(job: Import, rows: readonly GoodRow[]): Promise<Verdict[]> {
  if (rows.length === 0) return []
  const known = await Promise.all(rows.map((row) => withBeneficiary(job, row)))
  try {
    const results = await job.take(known, { live: job.live })
    return rows.map((row, index) => ({ row, result: results[index] ?? 'known' }))
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error
    // One complaint is refused, and its batch with it: alone, it shows itself and the others go through.
    if (rows.length === 1) return rows.map((row) => ({ row: refused(row, error), result: 'refused' }))
    const alone: Verdict[] = []
    for (const row of rows) alone.push(...(await take(job, [row])))
    return alone
  }
}

async function withBeneficiary(job: Import, { key, input, beneficiary }: GoodRow) {
  if (!input.cnie && !beneficiary) return { key, input }
  return { key, input: { ...input, beneficiary: await job.findBeneficiary(input.cnie, beneficiary) } }
}

function refused({ line, number }: GoodRow, error: AppError): BadRow {
  const fields = error instanceof Invalid ? Object.entries(error.fields) : [['', error.said] as const]
  const errors = fields.map(([field, said]) => ({ field: field as RowError['field'], column: '', said }))
  return { line, number, errors }
}
