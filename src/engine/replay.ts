// A case computed anew from its journal: where it stands, its timers, its effects, and the rows that follow.
import type { Party, Workflow } from '../../workflows/kit.ts'
import { AppError } from '../errors.ts'
import type { Row } from '../platform/database.ts'
import { carry, UPGRADE } from './carry.ts'
import { permit } from './decide.ts'
import { conceive, type InstanceRow, type Live, reload, touch } from './instance.ts'
import type { Entry, Payload } from './journal.ts'
import { type Machines, run, stateOf } from './machines.ts'
import { keyOf, type Projection, type Rows } from './projection.ts'

/** A case led through events again. */
export type Played = {
  live: Live
  /** Due instants of the timers that run, by name. */
  timers: Map<string, number>
}

export type Replayed = Played & {
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
  return { ...conceivePlayed(flow, row), effects: [], rows: new Map() }
}

/** An instance before its first event, without what follows from its events. */
export const conceivePlayed = (flow: Workflow, row: InstanceRow): Played => ({
  live: conceive(flow, row.id, row.opening_key),
  timers: new Map(),
})

/** What a machine sees of an event. */
export type Seen = { type: string; at: number; by: string } & Payload

/** Leads a case through one event, as its lifecycle would have it; the effects it names. */
export function play(played: Played, event: Seen): string[] {
  const { live, timers } = played
  const { snapshot, effects, started, ended } = run(live.flow.machine, live.snapshot, event)
  if (isTimer(event.type)) timers.delete(event.type)
  for (const name of ended) timers.delete(name)
  for (const timer of started) timers.set(timer.name, timer.dueAt)
  const hands = touch(live.hands, event.type, event.by)
  played.live = { ...live, revision: live.revision + 1, snapshot, hands }
  return effects
}

/**
 * Takes one event further; an upgrade needs no payload, what it leads to is in the journal itself.
 * @throws Contradiction when the event was not allowed, or did not lead where the journal says.
 */
export function step(
  replayed: Replayed,
  entry: Entry,
  payload: Payload | undefined,
  { machines, projection }: { machines: Machines; projection: Projection },
): void {
  agree(entry, 'from_state', stateOf(replayed.live.snapshot), entry.from_state)
  if (entry.event === UPGRADE) {
    stepTo(replayed, entry, payload, machines)
    return
  }
  if (!payload) throw new Contradiction(entry.seq, 'its input is missing')
  allowed(replayed, entry, payload)

  const event = { type: entry.event, at: entry.at, by: entry.actor, ...payload }
  const effects = play(replayed, event)
  const { live } = replayed
  agree(entry, 'to_state', stateOf(live.snapshot), entry.to_state)
  const { seq, at, recorded_at: recordedAt } = entry
  replayed.effects.push(...effects.map((effect, n) => ({ seq, n, effect, at, recordedAt })))
  fold(replayed.rows, projection.ofEvent(live, { seq, ...event }))
  replayed.live = reload({ ...live, lastHash: entry.hash })
}

/** Carries the case to the next version, by the same function that carried it then. */
function stepTo(replayed: Replayed, entry: Entry, payload: Payload | undefined, machines: Machines): void {
  const { live } = replayed
  agree(entry, 'actor', 'system', entry.actor)
  agree(entry, 'role', 'system', entry.role)
  passedOver(replayed, entry)
  const version = live.version + 1
  if (payload)
    agree(entry, 'input', JSON.stringify({ from: live.version, to: version }), JSON.stringify(payload.input))
  const flow = machines.get(live.workflow, version)
  const { snapshot, timers } = orContradict(entry, 'it could not be carried', () =>
    carry(live.flow, flow, { snapshot: live.snapshot, timers: replayed.timers }, entry.at),
  )
  agree(entry, 'to_state', stateOf(snapshot), entry.to_state)
  replayed.timers = new Map(timers)
  replayed.live = reload({ ...live, flow, version, revision: entry.seq, snapshot, lastHash: entry.hash })
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

/** Whether an event is a deadline of the machine's own. */
export const isTimer = (event: string): boolean => event.startsWith('xstate.')

/** Whether the event could happen then: a timer at its instant, a person's act by the lifecycle's own rules. */
function allowed(replayed: Replayed, entry: Entry, payload: Payload): void {
  const { live, timers } = replayed
  if (isTimer(entry.event)) {
    agree(entry, 'actor', 'system', entry.actor)
    agree(entry, 'role', 'system', entry.role)
    if (timers.get(entry.event) !== entry.at) throw new Contradiction(entry.seq, 'no deadline was due then')
    return
  }
  passedOver(replayed, entry)
  const event = { type: entry.event, at: entry.at, by: entry.actor, ...payload }
  orContradict(entry, 'it was not allowed', () => permitAgain(live, event, entry.role))
}

/** Whether somebody in that role may send the event; what the column says is believed, `permit` refuses what is no role. */
export function permitAgain(live: Live, event: Seen, role: string): Party {
  const actor = { id: event.by, rolesIn: () => [role as Party] }
  return permit(live.flow.machine, live.snapshot, event, actor, live.hands)
}

function passedOver({ timers }: Replayed, entry: Entry): void {
  const missed = [...timers].find(([, dueAt]) => dueAt <= entry.at)
  if (missed) throw new Contradiction(entry.seq, `the deadline ${missed[0]} was passed over`)
}

function orContradict<T>(entry: Entry, what: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof AppError) throw new Contradiction(entry.seq, `${what}: ${error.message}`)
    throw error
  }
}

function agree(entry: Entry, column: string, replayed: string, written: string): void {
  if (replayed !== written) throw new Contradiction(entry.seq, `a replay finds another ${column}`)
}
