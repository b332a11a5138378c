// A case computed anew from its journal: where it stands, its timers, its effects, and the rows that follow.
import type { Party, Workflow } from '../../workflows/kit.ts'
import { AppError } from '../errors.ts'
import type { Row } from '../platform/database.ts'
import { permit } from './decide.ts'
import { conceive, type InstanceRow, type Live, reload, touch } from './instance.ts'
import type { Entry, Payload } from './journal.ts'
import { run, stateOf } from './machines.ts'
import { keyOf, type Projection, type Rows } from './projection.ts'

export type Replayed = {
  live: Live
  /** Due instants of the timers that run, by name. */
  timers: Map<string, number>
  /** By number of the event: the effects it named and the instant it happened. */
  effects: { seq: number; n: number; effect: string; at: number; recordedAt: number }[]
  /** The rows that follow, by table and then by key. */
  rows: Map<string, Map<string, Row>>
}

/** A row of the journal says something its lifecycle does not. */
export class Contradiction extends Error {
  readonly seq: number
  constructor(seq: number, what: string) {
    super(what)
    this.seq = seq
  }
}

/** An instance before its first event, to be replayed. */
export function begin(flow: Workflow, row: InstanceRow): Replayed {
  const live = conceive(flow, row.id, row.opening_key)
  return { live, timers: new Map(), effects: [], rows: new Map() }
}

/**
 * Takes one event further.
 * @throws Contradiction when the event was not allowed, or did not lead where the journal says.
 */
export function step(replayed: Replayed, entry: Entry, payload: Payload, projection: Projection): void {
  const { live } = replayed
  agree(entry, 'from_state', stateOf(live.snapshot), entry.from_state)
  allowed(replayed, entry, payload)

  const event = { type: entry.event, at: entry.at, by: entry.actor, ...payload }
  const { snapshot, effects, started, ended } = run(live.flow.machine, live.snapshot, event)
  agree(entry, 'to_state', stateOf(snapshot), entry.to_state)

  const hands = touch(live.hands, entry.event, entry.actor)
  const after: Live = { ...live, revision: entry.seq, snapshot, hands, lastHash: entry.hash }
  const { seq, at, recorded_at: recordedAt } = entry
  if (isTimer(entry)) replayed.timers.delete(entry.event)
  for (const name of ended) replayed.timers.delete(name)
  for (const timer of started) replayed.timers.set(timer.name, timer.dueAt)
  replayed.effects.push(...effects.map((effect, n) => ({ seq, n, effect, at, recordedAt })))
  fold(replayed.rows, projection.ofEvent(after, { seq, ...event }))
  replayed.live = reload(after)
}

/** Adds rows, each replacing the columns of the one with its key. */
export function fold(into: Replayed['rows'], additions: readonly Rows[]): void {
  for (const { table, key, rows } of additions) {
    const known = into.get(table) ?? new Map<string, Row>()
    into.set(table, known)
    for (const row of rows) {
      const id = keyOf(key, row)
      known.set(id, { ...known.get(id), ...row })
    }
  }
}

const isTimer = (entry: Entry): boolean => entry.event.startsWith('xstate.')

/** Whether the event could happen then: a timer at its instant, a person's act by the lifecycle's own rules. */
function allowed({ live, timers }: Replayed, entry: Entry, payload: Payload): void {
  if (isTimer(entry)) {
    agree(entry, 'actor', 'system', entry.actor)
    agree(entry, 'role', 'system', entry.role)
    if (timers.get(entry.event) !== entry.at) throw new Contradiction(entry.seq, 'no deadline was due then')
    return
  }
  const missed = [...timers].find(([, dueAt]) => dueAt <= entry.at)
  if (missed) throw new Contradiction(entry.seq, `the deadline ${missed[0]} was passed over`)
  const role = entry.role as Party // Whatever the column says: `permit` refuses what is no role.
  const actor = { id: entry.actor, rolesIn: () => [role] }
  const event = { type: entry.event, at: entry.at, by: entry.actor, ...payload }
  try {
    permit(live.flow.machine, live.snapshot, event, actor, live.hands)
  } catch (error) {
    if (error instanceof AppError) throw new Contradiction(entry.seq, `it was not allowed: ${error.message}`)
    throw error
  }
}

function agree(entry: Entry, column: string, replayed: string, written: string): void {
  if (replayed !== written) throw new Contradiction(entry.seq, `a replay finds another ${column}`)
}
