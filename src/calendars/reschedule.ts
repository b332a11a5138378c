// One case whose deadlines are computed again, when they are not what the calendar says now.
import { z } from 'zod'
import { type Due, dueDates } from '../cases/deadlines.ts'
import { system } from '../cases/policy.ts'
import type { Engine } from '../engine/engine.ts'
import { NotFound, Refused } from '../errors.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import type { HolidayBook } from './book.ts'

export type RescheduleParts = {
  db: Database
  engine: Pick<Engine, 'send'>
  programmes: Programmes
  calendar: HolidayBook
}

const instant = z.number()
const Counting = z.object({
  programme: z.string(),
  channel: z.string(),
  service: z.string().default(''),
  receivedOn: z.string(),
  soonAt: instant,
  dueAt: instant,
  lateAt: instant,
})
const Snapshot = z.object({ context: Counting })

/** How a case counts, as its snapshot has it. */
export type Counting = z.output<typeof Counting>

export type Wish = {
  /** What stands in the journal as the reason. */
  reason: string
  /** Whether these deadlines are to become those; asked only when they differ. */
  wanted: (now: Counting, then: Due) => boolean
  /** Done in the same transaction. */
  with?: (tx: Tx) => Promise<void>
}

/**
 * Computes the deadlines of a case again; false when it counts right, or does not count any more. Everything is looked
 * at under the lock of the case, so that two workers move it once.
 */
export async function reschedule(parts: RescheduleParts, id: string, wish: Wish): Promise<boolean> {
  const { db, engine } = parts
  try {
    return await db.transaction(async (tx) => {
      const counting = await lockCounting(db.kind, tx, id)
      if (!isWrong(parts, counting, wish.wanted)) return false
      await engine.send({ id, type: 'RESCHEDULE', input: { reason: wish.reason }, actor: system }, tx)
      await wish.with?.(tx)
      return true
    })
  } catch (error) {
    // Closed meanwhile, or of a lifecycle whose deadlines do not move.
    if (error instanceof Refused || error instanceof NotFound) return false
    throw error
  }
}

/** Those of some cases that seem to count wrong: read without keeping anybody from them. */
export async function suspects(
  parts: RescheduleParts,
  ids: readonly string[],
  wanted: Wish['wanted'],
): Promise<string[]> {
  if (ids.length === 0) return []
  const marks = ids.map(() => '?').join(', ')
  const rows = await parts.db.all<{ id: string; snapshot: string }>(
    `SELECT id, snapshot FROM instances WHERE id IN (${marks}) ORDER BY id`,
    ids,
  )
  return rows.filter((row) => isWrong(parts, countingIn(row), wanted)).map(({ id }) => id)
}

/** What the deadlines of a case follow from; undefined when its lifecycle has none of the kind. */
async function lockCounting(kind: Database['kind'], tx: Tx, id: string): Promise<Counting | undefined> {
  const sql = `SELECT snapshot FROM instances WHERE id = ?${kind === 'postgres' ? ' FOR UPDATE' : ''}`
  const [row] = await tx.all<{ snapshot: string }>(sql, [id])
  return row && countingIn(row)
}

const countingIn = ({ snapshot }: { snapshot: string }): Counting | undefined =>
  Snapshot.safeParse(JSON.parse(snapshot)).data?.context

function isWrong(
  { programmes, calendar }: RescheduleParts,
  now: Counting | undefined,
  wanted: Wish['wanted'],
): boolean {
  const programme = now && programmes.find(now.programme)
  if (!programme) return false
  const then = dueDates(programme, now, now.receivedOn, calendar.days())
  const same = now.soonAt === then.soonAt && now.dueAt === then.dueAt && now.lateAt === then.lateAt
  return !same && wanted(now, then)
}
