// An instance in the hand of one transaction: loaded under its lock, moved by events, stored as differences.
import type { Party, Workflow } from '../../workflows/kit.ts'
import type { Tx } from '../platform/database.ts'
import type { Hands } from './decide.ts'
import * as journal from './journal.ts'
import { initialOf, type Machines, persist, restore, run, stateOf } from './machines.ts'
import { additions, difference, type Instance, type Projection } from './projection.ts'
import type { Write } from './writes.ts'

export type Live = Instance & {
  flow: Workflow
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

/** Loads an instance and keeps everybody else away from it until the transaction ends; undefined when there is none. */
export async function lock(
  tx: Tx,
  kind: 'sqlite' | 'postgres',
  machines: Machines,
  id: string,
): Promise<Live | undefined> {
  const rows = await tx.all<InstanceRow & { next_due: number | null; revision_then: number }>(
    `SELECT i.id, i.workflow, i.version, i.opened_version, i.revision, i.snapshot, i.hands, i.last_hash, i.opening_key,
       (SELECT min(t.due_at) FROM timers t WHERE t.instance_id = i.id) AS next_due,
       (SELECT s.revision FROM instances s WHERE s.id = i.id) AS revision_then
     FROM instances i WHERE i.id = ?${kind === 'postgres' ? ' FOR UPDATE' : ''}`,
    [id],
  )
  const row = rows[0]
  if (!row) return undefined
  // PostgreSQL read the timers before it waited for the row: whoever held it may have started others.
  const nextDue = row.revision_then === row.revision ? row.next_due : await nextDueOf(tx, id)
  return { ...wake(machines, row), nextDue }
}

async function nextDueOf(tx: Tx, id: string): Promise<number | null> {
  const rows = await tx.all<{ next_due: number | null }>(
    'SELECT min(due_at) AS next_due FROM timers WHERE instance_id = ?',
    [id],
  )
  return rows[0]?.next_due ?? null
}

/** An instance from its stored row. */
export function wake(machines: Machines, row: InstanceRow): Live {
  const flow = machines.get(row.workflow, row.version)
  return {
    id: row.id,
    workflow: row.workflow,
    version: row.version,
    revision: row.revision,
    flow,
    snapshot: restore(flow.machine, row.snapshot),
    hands: JSON.parse(row.hands),
    lastHash: row.last_hash,
    openingKey: row.opening_key,
    nextDue: null,
  }
}

/** An instance before its first event. */
export function conceive(flow: Workflow, id: string, openingKey: string | null): Live {
  return {
    id,
    workflow: flow.name,
    version: flow.version,
    revision: 0,
    flow,
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
  )
  const after: Live = {
    ...live,
    revision: seq,
    snapshot: step.snapshot,
    hands: touch(live.hands, type, by),
    lastHash: entry.entry.hash,
  }
  const writes: Write[] = [
    { kind: 'insert', table: 'journal', row: entry.entry },
    { kind: 'insert', table: 'journal_inputs', row: entry.input },
    ...step.ended.map(
      (name): Write => ({ kind: 'delete', table: 'timers', where: { instance_id: live.id, name } }),
    ),
    ...step.started.map((timer): Write => startTimer(live.id, timer.name, timer.dueAt)),
    ...step.effects.map((effect, n): Write => send(live.id, seq, n, effect, at, recordedAt)),
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
  const row = {
    revision: after.revision,
    snapshot: persist(after.flow.machine, after.snapshot),
    hands: JSON.stringify(after.hands),
    last_hash: after.lastHash,
  }
  const { id, workflow, version } = after
  const own: Write =
    before.revision === 0
      ? {
          kind: 'insert',
          table: 'instances',
          row: { id, workflow, version, opened_version: version, ...row, opening_key: after.openingKey },
        }
      : {
          kind: 'update',
          table: 'instances',
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
export function startTimer(instance_id: string, name: string, due_at: number): Write {
  const row = { instance_id, name, due_at, attempts: 0, next_at: due_at, error: null }
  return { kind: 'upsert', table: 'timers', key: ['instance_id', 'name'], row }
}

function send(
  instance_id: string,
  seq: number,
  n: number,
  effect: string,
  at: number,
  next_at: number,
): Write {
  return { kind: 'insert', table: 'outbox', row: { instance_id, seq, n, effect, at, next_at } }
}
