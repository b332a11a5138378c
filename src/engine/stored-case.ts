// Everything that is stored about some cases, read at one moment, for the verifier.
import type { Knex } from 'knex'
import type { Database, Row } from '../platform/database.ts'
import type { InstanceRow } from './instance.ts'
import type { Entry } from './journal.ts'
import { general, type Tables } from './ledger.ts'
import type { Projection } from './projection.ts'

export type InputRow = { instance_id: string; seq: number; salt: string; input: string }
export type TimerRow = {
  instance_id: string
  name: string
  due_at: number
  attempts: number
  next_at: number
  error: string | null
}
export type OutboxRow = {
  instance_id: string
  seq: number
  n: number
  effect: string
  at: number
  status: string
  attempts: number
  next_at: number
  error: string | null
}

export type StoredCase = {
  instance: InstanceRow & { sealed_revision: number }
  journal: Entry[]
  inputs: Map<number, InputRow>
  erased: Set<number>
  timers: TimerRow[]
  outbox: OutboxRow[]
  /** The rows of each projected table. */
  rows: Map<string, Row[]>
}

/** Reads with everybody else kept out of sight: all queries of `work` see one moment. */
export function atOneMoment<T>(db: Database, work: (tx: Knex) => Promise<T>): Promise<T> {
  // A SQLite transaction that only reads holds its snapshot and nobody up.
  return db.kind === 'sqlite'
    ? db.read.transaction(work)
    : db.read.transaction(work, { isolationLevel: 'repeatable read', readOnly: true })
}

/** Whether a stored snapshot is of a programme; of every one when none is named. */
export const belongsTo = (programme: string | undefined, snapshot: string): boolean =>
  programme === undefined || JSON.parse(snapshot).context.programme === programme

/** The cases with these instance rows, whole. */
export async function readCases(
  tx: Knex,
  projection: Projection,
  instances: StoredCase['instance'][],
  tables: Tables = general.tables,
): Promise<StoredCase[]> {
  const ids = instances.map(({ id }) => id)
  const belonging = async <T extends Row>(table: string, owner = 'instance_id', ...order: string[]) => {
    const rows: T[] = await tx(table)
      .whereIn(owner, ids)
      .orderBy([owner, ...order])
    return Map.groupBy(rows, (row) => row[owner])
  }
  const journal = await belonging<Entry>(tables.journal, 'instance_id', 'seq')
  const inputs = await belonging<InputRow>(tables.journal_inputs, 'instance_id', 'seq')
  const erasures = await belonging<{ seq: number }>(tables.erasures)
  const timers = await belonging<TimerRow>(tables.timers, 'instance_id', 'name')
  const outbox = await belonging<OutboxRow>(tables.outbox, 'instance_id', 'seq', 'n')
  const projected = new Map<string, Map<unknown, Row[]>>()
  for (const { table, owner } of projection.tables) projected.set(table, await belonging(table, owner))

  return instances.map((instance) => ({
    instance,
    journal: journal.get(instance.id) ?? [],
    inputs: new Map(inputs.get(instance.id)?.map((row) => [row.seq, row])),
    erased: new Set(erasures.get(instance.id)?.map(({ seq }) => seq)),
    timers: timers.get(instance.id) ?? [],
    outbox: outbox.get(instance.id) ?? [],
    rows: new Map([...projected].map(([table, rows]) => [table, rows.get(instance.id) ?? []])),
  }))
}
