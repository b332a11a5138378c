// One event, one transaction: lock, decide, run the machine, write everything at once, or nothing.
import type { z } from 'zod'
import type { Scope, Stamp, Workflow } from '../../workflows/kit.ts'
import { type FieldErrors, Invalid, NotFound, Refused } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import { type Database, isDuplicate, type Tx } from '../platform/database.ts'
import { passDeadlines } from './deadlines.ts'
import { type Actor, permit } from './decide.ts'
import { isReleased } from './emptied.ts'
import { conceive, type Live, lock, move, store } from './instance.ts'
import { asKept } from './journal.ts'
import { general, type Ledger } from './ledger.ts'
import type { Machines } from './machines.ts'
import type { Projection } from './projection.ts'
import { type Releasing, release } from './release.ts'
import { refuseStale } from './stale.ts'
import { upgrade } from './upgrade.ts'
import { apply, type Write } from './writes.ts'

/**
 * Computes what an event carries besides its input: the ends of its civil days and the facts of its lifecycle.
 * @throws Invalid when the input cannot be used on this case (a unit that does not exist).
 */
export type Prepare = (
  flow: Workflow,
  type: string,
  input: unknown,
  context: unknown,
  stamp: Stamp,
) => { ends: Record<string, number>; facts: unknown }

export type Parts = {
  db: Database
  clock: Clock
  machines: Machines
  projection: Projection
  prepare: Prepare
  ledger: Ledger
}

export type Opening = {
  workflow: string
  id: string
  /** The same key never opens a second instance. */
  key: string | null
  type: string
  input: unknown
  actor: Actor
  scope: Scope
}

export type Sending = {
  id: string
  type: string
  input: unknown
  actor: Actor
  /** The revision the sender saw; absent for senders who look at the case in the same breath. */
  revision?: number
}

export type Outcome = { id: string; revision: number }

export type Engine = {
  /**
   * Opens an instance; `known` when its key had been used, and nothing was written then.
   * Inside a caller's transaction, losing a race for the key is the caller's database error to handle.
   */
  open(opening: Opening, tx?: Tx): Promise<Outcome & { known: boolean }>
  /**
   * Sends an event. Deadlines of the instance that have passed are carried out first.
   * @throws NotFound, Forbidden, Refused, Invalid as `permit` says; Conflict when somebody was faster.
   */
  send(sending: Sending, tx?: Tx): Promise<Outcome>
  /** Carries out the deadlines of one instance that have passed; false when there were none any more. */
  fire(id: string): Promise<boolean>
  /**
   * Carries an instance to a newer version of its lifecycle; nothing happens to one that is there already.
   * @throws NotFound; Refused as the lifecycle says (`refusal.upgrade.…`), and then nothing is written.
   */
  upgrade(id: string, to: number, tx?: Tx): Promise<Outcome>
  /**
   * Empties an instance for good: what was typed, its deadlines, what was to be told and every row its events left are
   * gone; what happened, when and by whom stays proved. It never moves again.
   * Deadlines that have passed are carried out first. What stands outside the engine's tables is the caller's to delete
   * in the same transaction.
   * @throws NotFound when it is not there or has no role for the actor, Conflict as `send`, Refused when its lifecycle
   * lets no case go or it went before.
   */
  release(releasing: Releasing, tx?: Tx): Promise<Outcome>
}

/** The engine over its parts; it knows no complaint. Without a ledger it keeps the general one. */
export function createEngine(given: Omit<Parts, 'ledger'> & { ledger?: Ledger }): Engine {
  const parts: Parts = { ledger: general, ...given }
  const { db } = parts
  const within = <T>(tx: Tx | undefined, work: (tx: Tx) => Promise<T>) =>
    tx ? work(tx) : db.transaction(work)
  return {
    open: (opening, tx) =>
      tx
        ? open(parts, tx, opening)
        : db
            .transaction((own) => open(parts, own, opening))
            .catch((error) => openedElsewhere(parts, opening, error)),
    send: (sending, tx) => within(tx, (t) => send(parts, t, sending)),
    fire: (id) => db.transaction((tx) => fire(parts, tx, id)),
    upgrade: (id, to, tx) => within(tx, (t) => upgrade(parts, t, id, to)),
    release: (releasing, tx) => within(tx, (t) => release(parts, t, releasing)),
  }
}

async function open(parts: Parts, tx: Tx, opening: Opening): Promise<Outcome & { known: boolean }> {
  const known = await findByKey(parts, tx, opening.key)
  if (known) return known

  const { safe, writes: first } = await parts.ledger.found(tx, opening.id)
  const newest = parts.machines.newest(opening.workflow)
  const before = conceive(newest, opening.id, opening.key, { tables: parts.ledger.tables, safe })
  const { after, writes } = act(parts, before, opening, parts.clock.now(), opening.scope)
  const scope: Scope = after.snapshot.context
  // Whatever the caller forgot: what named people alone may see is never open to others, nor lost to everybody.
  if (before.flow.restricted && !scope.handlers?.length) throw new Refused('refusal.unhandled')
  await apply(parts.db, tx, [...store(before, after, parts.projection), ...first, ...writes])
  return { id: after.id, revision: after.revision, known: false }
}

async function findByKey(
  { ledger }: Parts,
  tx: Tx,
  key: string | null,
): Promise<(Outcome & { known: boolean }) | undefined> {
  if (key === null) return undefined
  const { instances } = ledger.tables
  const rows = await tx.all<Outcome>(`SELECT id, revision FROM ${instances} WHERE opening_key = ?`, [key])
  return rows[0] && { ...rows[0], known: true }
}

/** Two processes may open the same key at once: the one that lost finds what the other wrote. */
async function openedElsewhere(
  parts: Parts,
  opening: Opening,
  error: unknown,
): Promise<Outcome & { known: boolean }> {
  if (!isDuplicate(error)) throw error
  const known = await parts.db.transaction((tx) => findByKey(parts, tx, opening.key))
  if (!known) throw error
  return known
}

async function send(parts: Parts, tx: Tx, sending: Sending): Promise<Outcome> {
  const before = await lock(parts, tx, sending.id)
  if (!before) throw new NotFound()
  refuseReleased(before, sending.actor)
  // One instant for both: no deadline may fall between the ones carried out and the event.
  const now = parts.clock.now()
  const overdue = await passDeadlines(parts, tx, before, now)
  await refuseStale(tx, before, sending)
  const { after, writes } = act(parts, overdue.after, sending, now)
  await apply(parts.db, tx, [...store(before, after, parts.projection), ...overdue.writes, ...writes])
  return { id: after.id, revision: after.revision }
}

/** Nothing moves what another service took over; to whoever has no part in it, it is not there. */
function refuseReleased(live: Live, actor: Actor): void {
  if (!isReleased(live)) return
  if (actor.rolesIn(live.snapshot.context).length === 0) throw new NotFound()
  throw new Refused('refusal.released')
}

async function fire(parts: Parts, tx: Tx, id: string): Promise<boolean> {
  const before = await lock(parts, tx, id)
  if (!before) return false
  const { after, writes } = await passDeadlines(parts, tx, before, parts.clock.now())
  if (after === before) return false
  await apply(parts.db, tx, [...store(before, after, parts.projection), ...writes])
  return true
}

/** Decides and moves: the event of a person, with the role it was allowed in. */
function act(
  parts: Parts,
  before: Live,
  wanted: Opening | Sending,
  at: number,
  scope?: Scope,
): { after: Live; writes: Write[] } {
  const { machine } = before.flow
  const stamp: Stamp = { at, on: parts.clock.dayOf(at), by: wanted.actor.id }
  // Whether this person may act comes before what they typed: a refusal must not describe a form they may not see.
  permit(machine, before.snapshot, { type: wanted.type, ...stamp }, wanted.actor, before.hands, {
    scope,
    asking: true,
  })
  const input = parse(before, wanted)
  const { ends, facts } = parts.prepare(before.flow, wanted.type, input, before.snapshot.context, stamp)
  const event = asKept({ type: wanted.type, ...stamp, input, ends, facts })
  const role = permit(machine, before.snapshot, event, wanted.actor, before.hands, { scope })
  return move(before, { ...event, role }, at, parts.projection)
}

function parse(live: Live, wanted: { type: string; input: unknown }): unknown {
  const schema: z.ZodType | undefined = live.flow.inputs[wanted.type]
  if (!schema) throw new NotFound()
  const read = schema.safeParse(wanted.input)
  if (read.success) return read.data
  const fields: FieldErrors = {}
  for (const issue of read.error.issues) fields[issue.path.join('.')] ??= { key: issue.message }
  throw new Invalid(fields)
}
