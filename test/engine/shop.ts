// A library with a worker that a test holds in its hand.
import pino from 'pino'
import { expect, vi } from 'vitest'
import { createSchedule } from '../../src/jobs/schedule.ts'
import { round, type WorkerParts } from '../../src/jobs/worker.ts'
import type { Database } from '../../src/platform/database.ts'
import { type TestClock, testClock } from '../support/clock.ts'
import type { TestDatabase } from '../support/databases.ts'
import { furnish, type Library, openLibrary } from './library.ts'

export type Shop = {
  clock: TestClock
  database: TestDatabase
  db: Database
  library: Library
  /** What was logged as a warning or worse. */
  logged: string[]
  parts(more?: Partial<WorkerParts>): WorkerParts
  /** Looks at everything until there is nothing left to do. */
  workOff(parts: WorkerParts): Promise<void>
  /** The events of a case, timers by their short names, each with its instant. */
  eventsOf(id: string): Promise<[string, number][]>
}

/** Furnishes a database; the clock stands on a Monday morning. */
export async function openShop(database: TestDatabase): Promise<Shop> {
  const clock = testClock('2026-03-02')
  const { db } = database
  await furnish(db)
  const library = openLibrary(db, clock)
  const logged: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) })
  return {
    clock,
    database,
    db,
    library,
    logged,
    parts: (more = {}) => ({
      db,
      engine: library.engine,
      clock,
      log,
      deliver: async () => {},
      jobs: [],
      ...more,
    }),
    workOff: async (parts) => {
      const schedule = createSchedule(parts.jobs, clock)
      while (await round(parts, schedule, new AbortController().signal));
    },
    eventsOf: async (id) => {
      const rows = await db.read('journal').where({ instance_id: id }).orderBy('seq')
      return rows.map(({ event, at }) => [event.split('.')[2] ?? event, at])
    },
  }
}

/** Waits for something that happens by itself. */
export const until = (condition: () => Promise<boolean>): Promise<void> =>
  vi.waitFor(async () => expect(await condition()).toBe(true), { timeout: 20_000, interval: 20 })
