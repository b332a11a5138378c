// The changes of the calendar as they are kept: what was done, and how far the open cases were looked at since.
import type { Database, Tx } from '../platform/database.ts'

export type HolidayChange = {
  id: number
  at: number
  actor: string
  act: 'add' | 'confirm' | 'move' | 'remove'
  day: string
  to_day: string | null
  name_fr: string
  name_ar: string
  name_en: string
  note: string
  /** The last case a pass has looked at. */
  cursor: string
  /** How many cases it moved. */
  touched: number
  next_at: number
  recomputed_at: number | null
}

/** The newest changes. */
export const lastChanges = (db: Database, limit: number): Promise<HolidayChange[]> =>
  db.all('SELECT * FROM holiday_changes ORDER BY id DESC LIMIT ?', [limit])

/** A pass whose process died is taken up by another one after a minute. */
const LEASE = 60_000
/** What failed is tried again, but not at once: it may hold up nothing else. */
const TRY_AGAIN = 600_000

/** Takes the oldest change whose time has come for one worker; undefined when there is none. */
export async function leaseChange(db: Database, now: number): Promise<HolidayChange | undefined> {
  const sql = 'SELECT * FROM holiday_changes WHERE recomputed_at IS NULL AND next_at <= ? ORDER BY id LIMIT 1'
  const [change] = await db.all<HolidayChange>(sql, [now])
  if (!change) return undefined
  const taken = await db.run('UPDATE holiday_changes SET next_at = ? WHERE id = ? AND next_at = ?', [
    now + LEASE,
    change.id,
    change.next_at,
  ])
  return taken > 0 ? change : undefined
}

/** Counts one more case that was moved, with the very act that moves it. */
export async function countTouched(tx: Tx, id: number): Promise<void> {
  await tx.run('UPDATE holiday_changes SET touched = touched + 1 WHERE id = ?', [id])
}

/** Remembers how far a pass is, and keeps the change for another minute. */
export async function keepCursor(
  db: Database,
  { id }: HolidayChange,
  { cursor, missed }: { cursor: string; missed: number },
  now: number,
): Promise<void> {
  await db.run('UPDATE holiday_changes SET cursor = ?, missed = missed + ?, next_at = ? WHERE id = ?', [
    cursor,
    missed,
    now + LEASE,
    id,
  ])
}

/** Lets go of a change in the middle of its pass. */
export async function releaseChange(db: Database, { id }: HolidayChange, now: number): Promise<void> {
  await db.run('UPDATE holiday_changes SET next_at = ? WHERE id = ?', [now, id])
}

/** Ends a pass: the change is done when it missed no case, else everything is looked at again later. */
export async function endPass(db: Database, { id }: HolidayChange, now: number): Promise<void> {
  const done = 'UPDATE holiday_changes SET recomputed_at = ? WHERE id = ? AND missed = 0'
  if ((await db.run(done, [now, id])) > 0) return
  const again = "UPDATE holiday_changes SET cursor = '', missed = 0, next_at = ? WHERE id = ?"
  await db.run(again, [now + TRY_AGAIN, id])
}
