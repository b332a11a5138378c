// An instance that another service takes over leaves for good: one transaction, one journal row, and nothing of what was told.
import { NotFound, Refused } from '../errors.ts'
import type { Tx } from '../platform/database.ts'
import { type AwakenParts, awaken } from './awaken.ts'
import type { Actor } from './decide.ts'
import { emptied, isReleased, RELEASE } from './emptied.ts'
import { erase } from './erase.ts'
import { type Live, store, touch } from './instance.ts'
import * as journal from './journal.ts'
import { stateOf } from './machines.ts'
import type { Projection } from './projection.ts'
import { refuseStale } from './stale.ts'
import { apply } from './writes.ts'

export type Releasing = {
  id: string
  /** Acts in the first of their roles there. */
  actor: Actor
  /** The revision the sender saw; absent for senders who look at the case in the same breath. */
  revision?: number | undefined
  /** Stands beside every erased input, for good: a code, nothing that tells what it was about. */
  reason: string
}

/** Empties an instance as `Engine.release` says. */
export async function release(
  parts: AwakenParts,
  tx: Tx,
  { id, actor, revision, reason }: Releasing,
): Promise<{ id: string; revision: number }> {
  const at = parts.clock.now()
  const live = await awaken(parts, tx, id, at)
  const [role] = actor.rolesIn(live.snapshot.context)
  if (!role) throw new NotFound()
  if (isReleased(live)) throw new Refused('refusal.notNow')
  await refuseStale(tx, live, { revision })
  const on = parts.clock.dayOf(at)
  const snapshot = emptied(live, on)
  // Before the row of the release itself, whose input says nothing but what is left.
  await erase(tx, id, 'all', reason, at, live.keeping.tables)
  const seq = live.revision + 1
  const entry = journal.write(
    {
      ...{ instance_id: id, seq, at, recorded_at: at, actor: actor.id, role, event: RELEASE },
      from_state: stateOf(live.snapshot),
      to_state: stateOf(snapshot),
      prev_hash: live.lastHash,
    },
    { input: null, ends: {}, facts: snapshot.context, on },
    live.keeping.safe,
  )
  const hands = touch(live.hands, RELEASE, actor.id)
  const after: Live = { ...live, revision: seq, snapshot, hands, lastHash: entry.entry.hash }
  const { tables } = live.keeping
  await apply(parts.db, tx, [
    ...store(live, after, parts.projection),
    { kind: 'insert', table: tables.journal, row: entry.entry },
    { kind: 'insert', table: tables.journal_inputs, row: entry.input },
  ])
  await forget(tx, after, parts.projection)
  return { id, revision: seq }
}

/** Deadlines, what nobody was told yet, and the rows that events left. */
async function forget(tx: Tx, after: Live, projection: Projection): Promise<void> {
  const { timers, outbox } = after.keeping.tables
  await tx.run(`DELETE FROM ${timers} WHERE instance_id = ?`, [after.id])
  await tx.run(`DELETE FROM ${outbox} WHERE instance_id = ? AND status <> 'done'`, [after.id])
  for (const { table, owner } of leftByEvents(projection, after))
    await tx.run(`DELETE FROM ${table} WHERE ${owner} = ?`, [after.id])
}

/** The tables of a projection that events fill, and not the state. */
export function leftByEvents(projection: Projection, live: Live): Projection['tables'] {
  const ofState = new Set(projection.ofState(live).map(({ table }) => table))
  return projection.tables.filter(({ table }) => !ofState.has(table))
}
