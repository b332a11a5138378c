// The religious feasts of the demonstration that lie behind it: an office would have confirmed them by now.
import type { HolidayBook } from '../calendars/book.ts'
import type { Database } from '../platform/database.ts'

/** Confirms the feasts before a civil day. */
export async function confirmPastFeasts(db: Database, calendar: HolidayBook, today: string): Promise<void> {
  await db.run("UPDATE holidays SET status = 'confirmed' WHERE status = 'provisional' AND day < ?", [today])
  await calendar.refresh()
}
