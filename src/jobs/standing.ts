// The standing jobs of the product, in one list.
import { seal } from '../engine/seals.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import type { Job } from './schedule.ts'

const MINUTE = 60_000

/** What every worker does by the clock. */
export function standingJobs({ db, clock, log }: { db: Database; clock: Clock; log: Log }): Job[] {
  return [
    {
      name: 'seal',
      every: MINUTE,
      run: async () => {
        // A log that is kept elsewhere holds the seals of a database that somebody might rewrite.
        for (const { id, leaves, hash } of await seal(db, clock))
          log.info({ seal: id, leaves, hash }, 'sealed')
      },
    },
  ]
}
