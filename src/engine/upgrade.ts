// An open case carried to a newer version of its lifecycle: one transaction, one journal row for each version.

import type { Workflow } from '../../workflows/kit.ts'
import { Refused } from '../errors.ts'
import type { Tx } from '../platform/database.ts'
import { type AwakenParts, awaken } from './awaken.ts'
import { carry, type Position, UPGRADE } from './carry.ts'
import { isReleased } from './emptied.ts'
import { endTimer, type Live, startTimer, store } from './instance.ts'
import * as journal from './journal.ts'
import { stateOf } from './machines.ts'
import { apply, type Write } from './writes.ts'

/**
 * Carries an instance to a newer version, through every version between; nothing happens to one that is there already.
 * Deadlines that have passed are carried out first, by the version they were set in.
 * @throws NotFound when there is no such instance, Refused when one of the versions does not take it.
 */
export async function upgrade(
  parts: AwakenParts,
  tx: Tx,
  id: string,
  to: number,
): Promise<{ id: string; revision: number }> {
  const now = parts.clock.now()
  for (;;) {
    const live = await awaken(parts, tx, id, now)
    if (live.version >= to) return { id, revision: live.revision }
    if (isReleased(live)) throw new Refused('refusal.upgrade.closed')
    const { machines, projection } = parts
    const running = await timersOf(tx, live)
    const flow = machines.get(live.workflow, live.version + 1)
    const position = carry(live.flow, flow, { snapshot: live.snapshot, timers: running }, now)
    const { after, writes } = moveTo(live, flow, running, position, { at: now, on: parts.clock.dayOf(now) })
    await apply(parts.db, tx, [...store(live, after, projection), ...writes])
  }
}

/** The instance at its place in another version, and the rows that leaves behind (all but the instance's own). */
function moveTo(
  live: Live,
  flow: Workflow,
  running: ReadonlyMap<string, number>,
  position: Position,
  stamp: { at: number; on: string },
): { after: Live; writes: Write[] } {
  const seq = live.revision + 1
  const { at, on } = stamp
  const entry = journal.write(
    {
      instance_id: live.id,
      seq,
      at,
      recorded_at: at,
      actor: 'system',
      role: 'system',
      event: UPGRADE,
      from_state: stateOf(live.snapshot),
      to_state: stateOf(position.snapshot),
      prev_hash: live.lastHash,
    },
    { input: { from: live.version, to: flow.version }, ends: {}, facts: null, on },
    live.keeping.safe,
  )
  const { version } = flow
  const after = {
    ...live,
    flow,
    version,
    revision: seq,
    snapshot: position.snapshot,
    lastHash: entry.entry.hash,
  }
  const { timers } = position
  const { tables } = live.keeping
  const ended = [...running.keys()].filter((name) => !timers.has(name))
  // A timer that keeps its instant keeps its row: how often it was tried is not forgotten.
  const started = [...timers].filter(([name, dueAt]) => running.get(name) !== dueAt)
  return {
    after,
    writes: [
      { kind: 'insert', table: tables.journal, row: entry.entry },
      { kind: 'insert', table: tables.journal_inputs, row: entry.input },
      ...ended.map((name) => endTimer(live, name)),
      ...started.map(([name, dueAt]) => startTimer(live, name, dueAt)),
    ],
  }
}

async function timersOf(tx: Tx, { id, keeping }: Live): Promise<Map<string, number>> {
  const { tables, safe } = keeping
  const rows = await tx.all<{ name: string; due_at: number }>(
    `SELECT name, due_at FROM ${tables.timers} WHERE instance_id = ? ORDER BY name`,
    [id],
  )
  return new Map(rows.map(({ name, due_at }) => [safe.open('timer', name), due_at]))
}
