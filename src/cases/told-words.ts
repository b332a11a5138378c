// What is told in a case and may be searched: what was brought, what was answered, how it was closed.
import { z } from 'zod'
import type { Tx } from '../platform/database.ts'
import type { CaseRow, RegistrationRow } from './rows.ts'

/** The fields of each event that somebody outside the office wrote, or that they are told; and how a case was closed. */
const told: Readonly<Record<string, readonly string[]>> = {
  OPEN: ['object', 'description'],
  IMPORT: ['object', 'description'],
  QUALIFY: ['object', 'explanation'],
  SUBMIT_ANSWER: ['text'],
  CLOSE: ['synthesis'],
  LODGE_APPEAL: ['reason'],
  DECIDE_ELIGIBILITY: ['explanation'],
  DECIDE_DEFERRAL: ['explanation'],
  DECIDE_APPEAL: ['explanation'],
  TAKE_NOTE: ['taken'],
  THANK: ['thanks'],
  KEEP_IN_TOUCH: ['news'],
}

export const tellingEvents: readonly string[] = Object.keys(told)

/** Whether an event changes what a case is found by. */
export const tells = (event: string): boolean => event in told

export type TextOf = { seq: number; event: string; field: string; text: string }

const Input = z.object({ input: z.record(z.string(), z.unknown()) })

/** The texts of some cases in the order they were told, by reference; what was erased is not there. */
export async function textsOf(tx: Pick<Tx, 'all'>, ids: readonly string[]): Promise<Map<string, TextOf[]>> {
  if (ids.length === 0) return new Map()
  const marks = (all: readonly unknown[]) => all.map(() => '?').join(', ')
  const rows = await tx.all<{ id: string; seq: number; event: string; input: string }>(
    `SELECT j.instance_id AS id, j.seq, j.event, i.input FROM journal j
     JOIN journal_inputs i ON i.instance_id = j.instance_id AND i.seq = j.seq
     WHERE j.instance_id IN (${marks(ids)}) AND j.event IN (${marks(tellingEvents)})
     ORDER BY j.instance_id, j.seq`,
    [...ids, ...tellingEvents],
  )
  const texts = rows.map((row) => ({ id: row.id, texts: textsIn(row) }))
  const byCase = Map.groupBy(texts, ({ id }) => id)
  return new Map([...byCase].map(([id, all]) => [id, all.flatMap((one) => one.texts)]))
}

function textsIn({ seq, event, input }: { seq: number; event: string; input: string }): TextOf[] {
  const read = Input.safeParse(JSON.parse(input))
  if (!read.success) return []
  return (told[event] ?? []).flatMap((field) => {
    const text = read.data.input[field]
    return typeof text === 'string' && text !== '' ? [{ seq, event, field, text }] : []
  })
}

/** What a case is known by besides its texts. */
export type Known = Pick<
  CaseRow,
  'id' | 'programme' | 'entity' | 'channel' | 'category' | 'received_at' | 'restricted'
> &
  Pick<RegistrationRow, 'name' | 'phone' | 'cnie' | 'external_key'>
