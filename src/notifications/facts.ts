// What has to be known of a case to say who hears what, read when an effect is carried out.
import { z } from 'zod'
import type { Workflow } from '../../workflows/kit.ts'
import { findMessage, type MessageRow } from '../cases/messages.ts'
import { type CaseRow, isTakenOver, type RegistrationRow } from '../cases/rows.ts'
import { dayOf } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Programme, Programmes } from '../programmes/index.ts'

/** An effect that an event asked for, as the worker hands it over. */
export type Effect = {
  instance_id: string
  seq: number
  n: number
  effect: string
  at: number
  /** How often it was tried before. */
  attempts: number
}

/**
 * An event of the journal with what was typed, and for a second attempt which message it is about; null when there
 * is nothing, or when it was lawfully erased.
 */
export type Entry = {
  seq: number
  event: string
  input: Record<string, unknown> | null
  message: string | null
  /** The due day it computed, when it did. */
  dueOn?: string
  /** The end of the last day to appeal, where it answered something. */
  appealUntil?: number
  /** What an appeal was lodged against. */
  against?: string
}

/** What a lifecycle says itself about who hears what, and what can be contested in it. */
export type Telling = Pick<Workflow, 'inputs' | 'tells' | 'letters' | 'noRemedy'>

/** The lifecycles by name and version. */
export type Lifecycles = { get(name: string, version: number): Telling }

export type Facts = {
  /** When what the effect tells happened. */
  at: number
  row: CaseRow
  registration: RegistrationRow
  programme: Programme
  lifecycle: Telling
  context: Context
  /** The desks the case waits at now. */
  owners: string[]
  /** The journal up to the event that asked for the effect, which is the last one. */
  history: Entry[]
  /** The message that did not arrive and that this event sends again. */
  failed: MessageRow | undefined
}

/** The part of a lifecycle's context that messages depend on; a lifecycle may lack what none of its effects needs. */
const Context = z.object({
  /** Who was named to do a role's part, by role. */
  assignees: z.record(z.string(), z.string()).default({}),
  answerChannels: z.array(z.string()).default([]),
  waitUntil: z.number().default(0),
  handlers: z.array(z.string()).nullable().default(null),
})
type Context = z.output<typeof Context>

const Snapshot = z.object({ context: Context })
const Payload = z.object({
  input: z.record(z.string(), z.unknown()).nullish(),
  facts: z
    .object({
      message: z.string().nullish(),
      dueOn: z.string().nullish(),
      dueAt: z.number().nullish(),
      appealUntil: z.number().nullish(),
      against: z.string().nullish(),
    })
    .nullish(),
})

/**
 * Reads the facts of an effect; undefined when another service took the case over, and nobody hears of it any more. What was said comes from the journal as it stood then, so that an effect carried
 * out late says the same; who has to act comes from the case as it stands now.
 */
export async function readFacts(
  { db, programmes, lifecycles }: { db: Database; programmes: Programmes; lifecycles: Lifecycles },
  effect: Effect,
): Promise<Facts | undefined> {
  const id = effect.instance_id
  const [[row], [registration], [instance], owners, history] = await Promise.all([
    db.all<CaseRow>('SELECT * FROM cases WHERE id = ?', [id]),
    db.all<RegistrationRow>('SELECT * FROM registrations WHERE case_id = ?', [id]),
    db.all<{ snapshot: string }>('SELECT snapshot FROM instances WHERE id = ?', [id]),
    readOwners(db, id),
    readHistory(db, id, effect.seq),
  ])
  if (row && isTakenOver(row)) return undefined
  if (!row || !registration || !instance) throw new Error('an effect belongs to no case')
  const failedId = history.at(-1)?.message
  return {
    at: effect.at,
    row,
    registration,
    programme: programmes.get(row.programme),
    lifecycle: lifecycles.get(row.workflow, row.version),
    context: Snapshot.parse(JSON.parse(instance.snapshot)).context,
    owners,
    history,
    failed: failedId ? await findMessage(db, failedId) : undefined,
  }
}

/** The last of these events in a journal. */
export const last = (history: readonly Entry[], ...events: string[]): Entry | undefined =>
  history.findLast((entry) => events.includes(entry.event))

/** The due day that the last event of a journal computed; undefined when it is the day of before, or none. */
export function newDueDay(history: readonly Entry[]): string | undefined {
  const day = history.at(-1)?.dueOn
  const before = history.slice(0, -1).findLast(({ dueOn }) => dueOn !== undefined)?.dueOn
  return day === before ? undefined : day
}

/** A text that was typed; '' when there is none. */
export function textIn(entry: Entry | undefined, field: string): string {
  const value = entry?.input?.[field]
  return typeof value === 'string' ? value : ''
}

/** A case whose clock is held is kept in sight of desks that have nothing to do: `next` is empty there. */
async function readOwners(db: Database, case_id: string): Promise<string[]> {
  const sql = "SELECT DISTINCT desk FROM tasks WHERE case_id = ? AND next <> '' ORDER BY desk"
  const rows = await db.all<{ desk: string }>(sql, [case_id])
  return rows.map(({ desk }) => desk)
}

type JournalRow = { seq: number; event: string; payload: string | null }

async function readHistory(db: Database, id: string, seq: number): Promise<Entry[]> {
  const rows = await db.all<JournalRow>(
    `SELECT j.seq, j.event, i.input AS payload FROM journal j
     LEFT JOIN journal_inputs i ON i.instance_id = j.instance_id AND i.seq = j.seq
     WHERE j.instance_id = ? AND j.seq <= ? ORDER BY j.seq`,
    [id, seq],
  )
  return rows.map(entryOf)
}

/** A row of the journal as an entry; its payload is null when it was erased. */
export function entryOf({ seq, event, payload }: JournalRow): Entry {
  const { input, facts } = payload === null ? {} : Payload.parse(JSON.parse(payload))
  const { message = null, dueAt, appealUntil, against } = facts ?? {}
  // The first journals kept the instant alone.
  const dueOn = facts?.dueOn ?? (dueAt && dayOf(dueAt - 1))
  return {
    ...{ seq, event, input: input ?? null, message },
    ...(dueOn && { dueOn }),
    ...(appealUntil && { appealUntil }),
    ...(against && { against }),
  }
}
