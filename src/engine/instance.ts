// An instance in the hand of one transaction: loaded under its lock, moved by events, stored as differences.
import type { Party, Workflow } from '../../workflows/kit.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Hands } from './decide.ts'
import * as journal from './journal.ts'
import { general, type Ledger, plain, type Safe, type Tables } from './ledger.ts'
import { initialOf, type Machines, persist, restore, run, stateOf } from './machines.ts'
import { additions, difference, type Instance, type Projection } from './projection.ts'
import type { Write } from './writes.ts'

/** In which tables an instance is kept, and in which safe. */
export type Keeping = { tables: Tables; safe: Safe }

const openly: Keeping = { tables: general.tables, safe: plain }

export type Live = Instance & {
  flow: Workflow
  keeping: Keeping
  hands: Hands
  lastHash: string
  openingKey: string | null
  /** The earliest instant at which one of its timers is due; null when it has none. */
  nextDue: number | null
}

export type InstanceRow = {
  id: string
  workflow: string
  version: number
  /** The version its journal began with. */
  opened_version: number
  revision: number
  snapshot: string
  hands: string
  last_hash: string
  opening_key: string | null
}

/** An event about to be recorded. */
export type Event = { type: string; at: number; on: string; by: string; role: Party } & Omit<
  journal.Payload,
  'on'
>

export type LockParts = { db: Pick<Database, 'kind'>; machines: Machines; ledger?: Ledger }

/** Loads an instance and keeps everybody else away from it until the transaction ends; undefined when there is none. */
export async function lock(parts: LockParts, tx: Tx, id: string): Promise<Live | undefined> {
  const { db, machines, ledger = general } = parts
  const { tables } = ledger
  const rows = await tx.all<InstanceRow & { next_due: number | null; revision_then: number }>(
    `SELECT i.id, i.workflow, i.version, i.opened_version, i.revision, i.snapshot, i.hands, i.last_hash, i.opening_key,
       (SELECT min(t.due_at) FROM ${tables.timers} t WHERE t.instance_id = i.id) AS next_due,
       (SELECT s.revision FROM ${tables.instances} s WHERE s.id = i.id) AS revision_then
     FROM ${tables.instances} i WHERE i.id = ?${db.kind === 'postgres' ? ' FOR UPDATE' : ''}`,
    [id],
  )
  const row = rows[0]
  if (!row) return undefined
  // PostgreSQL read the timers before it waited for the row: whoever held it may have started others.
  const nextDue = row.revision_then === row.revision ? row.next_due : await nextDueOf(tx, tables, id)
  const safe = (await ledger.safes(tx, [id])).get(id)
  // What its key was destroyed for is gone for everybody.
  return safe && { ...wake(machines, row, { tables, safe }), nextDue }
}

async function nextDueOf(tx: Tx, { timers }: Tables, id: string): Promise<number | null> {
  const rows = await tx.all<{ next_due: number | null }>(
    `SELECT min(due_at) AS next_due FROM ${timers} WHERE instance_id = ?`,
    [id],
  )
  return rows[0]?.next_due ?? null
}

/** An instance from its stored row. */
export function wake(machines: Machines, row: InstanceRow, keeping: Keeping = openly): Live {
  const flow = machines.get(row.workflow, row.version)
  const { safe } = keeping
  return {
    id: row.id,
    workflow: row.workflow,
    version: row.version,
    revision: row.revision,
    flow,
    keeping,
    snapshot: restore(flow.machine, safe.open('snapshot', row.snapshot)),
    hands: JSON.parse(safe.open('hands', row.hands)),
    lastHash: row.last_hash,
    openingKey: row.opening_key,
    nextDue: null,
  }
}

/** An instance before its first event. */
export function conceive(
  flow: Workflow,
  id: string,
  openingKey: string | null,
  keeping: Keeping = openly,
): Live {
  return {
    id,
    workflow: flow.name,
    version: flow.version,
    revision: 0,
    flow,
    keeping,
    snapshot: initialOf(flow.machine),
    hands: {},
    lastHash: journal.genesis(id, flow.name, flow.version, openingKey),
    openingKey,
    nextDue: null,
  }
}

/** The instance after one event, and the rows that event leaves behind (all but the instance's own). */
export function move(
  live: Live,
  event: Event,
  recordedAt: number,
  projection: Projection,
): { after: Live; writes: Write[] } {
  const { tables, safe } = live.keeping
  const { role, ...seen } = event
  const { type, at, by, input, ends, facts, on } = seen
  const step = run(live.flow.machine, live.snapshot, seen)
  const seq = live.revision + 1
  const entry = journal.write(
    {
      instance_id: live.id,
      seq,
      at,
      recorded_at: recordedAt,
      actor: by,
      role,
      event: type,
      from_state: stateOf(live.snapshot),
      to_state: stateOf(step.snapshot),
      prev_hash: live.lastHash,
    },
    { input, ends, facts, on },
    safe,
  )
  const after: Live = {
    ...live,
    revision: seq,
    snapshot: step.snapshot,
    hands: touch(live.hands, type, by),
    lastHash: entry.entry.hash,
  }
  const writes: Write[] = [
    { kind: 'insert', table: tables.journal, row: entry.entry },
    { kind: 'insert', table: tables.journal_inputs, row: entry.input },
    ...step.ended.map((name) => endTimer(live, name)),
    ...step.started.map((timer) => startTimer(live, timer.name, timer.dueAt)),
    ...step.effects.map((effect, n): Write => send(live, { seq, n, effect, at, next_at: recordedAt })),
    ...additions(projection.ofEvent(after, { seq, ...seen })),
  ]
  return { after, writes }
}

/** The instance as it comes back from the database: what a second event of one transaction must see, as a replay does. */
export const reload = (live: Live): Live => ({
  ...live,
  snapshot: restore(live.flow.machine, persist(live.flow.machine, live.snapshot)),
})

/** The writes that store where an instance stands, given where it stood when the transaction began. */
export function store(before: Live, after: Live, projection: Projection): Write[] {
  const { tables, safe } = after.keeping
  const row = {
    revision: after.revision,
    snapshot: safe.close('snapshot', persist(after.flow.machine, after.snapshot)),
    hands: safe.close('hands', JSON.stringify(after.hands)),
    last_hash: after.lastHash,
  }
  const { id, workflow, version } = after
  const own: Write =
    before.revision === 0
      ? {
          kind: 'insert',
          table: tables.instances,
          row: { id, workflow, version, opened_version: version, ...row, opening_key: after.openingKey },
        }
      : {
          kind: 'update',
          table: tables.instances,
          where: { id, revision: before.revision },
          row: version === before.version ? row : { version, ...row },
        }
  const stood = before.revision === 0 ? [] : projection.ofState(before)
  return [own, ...difference(stood, projection.ofState(after))]
}

/** The hands after somebody sent an event; the system has none. */
export function touch(hands: Hands, event: string, actor: string): Hands {
  const known = hands[event] ?? []
  return known.includes(actor) || actor === 'system' ? hands : { ...hands, [event]: [...known, actor] }
}

/** The write that starts a timer, or moves it. */
export function startTimer({ id, keeping }: Live, name: string, due_at: number): Write {
  const kept = keeping.safe.close('timer', name)
  const row = { instance_id: id, name: kept, due_at, attempts: 0, next_at: due_at, error: null }
  return { kind: 'upsert', table: keeping.tables.timers, key: ['instance_id', 'name'], row }
}

/** The write that ends a timer, whether it runs or not. */
export function endTimer({ id, keeping }: Live, name: string): Write {
  const where = { instance_id: id, name: keeping.safe.close('timer', name) }
  return { kind: 'delete', table: keeping.tables.timers, where }
}

type Named = { seq: number; n: number; effect: string; at: number; next_at: number }

function send({ id, keeping }: Live, { seq, n, effect, at, next_at }: Named): Write {
  const kept = keeping.safe.close(`effect ${seq} ${n}`, effect)
  const row = { instance_id: id, seq, n, effect: kept, at, next_at }
  return { kind: 'insert', table: keeping.tables.outbox, row }
}
