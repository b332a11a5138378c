// Keeps the calendar of a process a few seconds behind, at most, what any other process wrote.
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { type HolidayBook, seedHolidays } from './book.ts'

/** Milliseconds between two readings of the calendar; a pass over the open cases waits for three of them. */
export const FOLLOW_EVERY = 5_000

/** The calendar of a program that begins: filled when it was empty, and read. */
export async function openCalendar(db: Database, book: HolidayBook): Promise<void> {
  await seedHolidays(db)
  await book.refresh()
}

/** Reads the calendar again and again, whatever the work of the process; returns what ends it. */
export function followCalendar(book: HolidayBook, log: Log): () => void {
  const timer = setInterval(() => {
    book.refresh().catch((err: unknown) => log.warn({ err }, 'the calendar could not be read'))
  }, FOLLOW_EVERY)
  timer.unref()
  return () => clearInterval(timer)
}
