// The days between which the calendar moved a deadline, for the notices that tell it.
import { z } from 'zod'
import type { Database } from '../platform/database.ts'
import type { Notice } from './notices.ts'

export type DeadlineMove = { from: string; to: string }

const Payload = z.object({ facts: z.object({ dueOn: z.string() }) })

/** By notice: the due day of before and the new one, as the journal has them; nothing where the text was erased. */
export async function movesOf(
  db: Database,
  notices: readonly Notice[],
): Promise<ReadonlyMap<string, DeadlineMove>> {
  const told = notices.filter(({ effect }) => effect === 'tellRescheduled')
  if (told.length === 0) return new Map()
  const days = await dueDays(db, [...new Set(told.map(({ case_id }) => case_id))])
  const moves = told.flatMap(({ id, case_id }): [string, DeadlineMove][] => {
    const seq = seqIn(id)
    const own = days.filter((day) => day.id === case_id)
    const from = own.findLast((day) => day.seq < seq)?.dueOn
    const to = own.find((day) => day.seq === seq)?.dueOn
    return from && to ? [[id, { from, to }]] : []
  })
  return new Map(moves)
}

/** A notice is named after its effect: the case, the place in its journal, and which effect of that entry. */
const seqIn = (id: string): number => Number(id.split(':')[1])

type DueDay = { id: string; seq: number; dueOn: string }

/** Every due day these cases ever had, in order. */
async function dueDays(db: Database, ids: readonly string[]): Promise<DueDay[]> {
  const rows: { id: string; seq: number; input: string }[] = await db
    .read('journal as j')
    .join('journal_inputs as i', (on) => on.on('i.instance_id', 'j.instance_id').on('i.seq', 'j.seq'))
    .whereIn('j.instance_id', ids)
    .whereIn('j.event', ['OPEN', 'IMPORT', 'RESCHEDULE'])
    .orderBy('j.seq')
    .select('j.instance_id as id', 'j.seq', 'i.input')
  return rows.flatMap(({ id, seq, input }) => {
    const { data } = Payload.safeParse(JSON.parse(input))
    return data ? [{ id, seq: Number(seq), dueOn: data.facts.dueOn }] : []
  })
}
