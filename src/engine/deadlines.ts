// Deadlines that have passed: sent to the machine as of the instant they were due, before anybody's event.
import type { Clock } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'
import { type Event, endTimer, type Live, move, reload } from './instance.ts'
import type { Projection } from './projection.ts'
import type { Write } from './writes.ts'

type Pending = { name: string; dueAt: number }

/** A lifecycle whose deadline starts itself at once would hold its case for ever. */
const MOST_DEADLINES = 1_000

/** The instance after the timers that are due now, oldest first, and what they write. */
export async function passDeadlines(
  parts: { clock: Clock; projection: Projection },
  tx: Tx,
  before: Live,
  now: number,
): Promise<{ after: Live; writes: Write[] }> {
  const { tables, safe } = before.keeping
  const writes: Write[] = []
  let live = before
  if (live.nextDue === null || live.nextDue > now) return { after: live, writes }

  const timers = await tx.all<{ name: string; due_at: number }>(
    `SELECT name, due_at FROM ${tables.timers} WHERE instance_id = ? AND due_at <= ? ORDER BY due_at, name`,
    [before.id, now],
  )
  const nameOf = (kept: unknown) => safe.open('timer', String(kept))
  const pending = timers.map(({ name, due_at }): Pending => ({ name: nameOf(name), dueAt: due_at }))
  for (let timer = pending.shift(); timer; timer = pending.shift()) {
    const { name, dueAt } = timer
    if (live.revision - before.revision >= MOST_DEADLINES) throw new Error(`${name} starts itself for ever`)
    const event: Event = {
      type: name,
      at: dueAt,
      on: parts.clock.dayOf(dueAt),
      by: 'system',
      role: 'system',
      input: null,
      ends: {},
      facts: null,
    }
    const moved = move(live, event, now, parts.projection)
    live = reload(moved.after)
    writes.push(endTimer(before, name), ...moved.writes)
    const ofTimers = moved.writes.filter(({ table }) => table === tables.timers)
    reschedule(pending, ofTimers, nameOf, now)
  }
  return { after: live, writes }
}

/** A deadline may start the next one in the past, or end one that was waiting. */
function reschedule(
  pending: Pending[],
  writes: readonly Write[],
  nameOf: (kept: unknown) => string,
  now: number,
): void {
  for (const write of writes) {
    if (write.kind === 'insert') continue
    const name = nameOf(write.kind === 'upsert' ? write.row.name : write.where.name)
    const known = pending.findIndex((timer) => timer.name === name)
    if (known >= 0) pending.splice(known, 1)
    if (write.kind !== 'upsert') continue
    const dueAt = Number(write.row.due_at)
    if (dueAt <= now) pending.push({ name, dueAt })
  }
  pending.sort((a, b) => a.dueAt - b.dueAt)
}
