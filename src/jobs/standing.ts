// The standing jobs of the product, in one list, and the seals that are written down where nobody can rewrite them.

import type { Ledger } from '../engine/ledger.ts'
import { lastSeal, type Seal, seal } from '../engine/seals.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import type { Job } from './schedule.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** What every worker does by the clock. */
export function standingJobs({ db, clock, log }: { db: Database; clock: Clock; log: Log }): Job[] {
  return [
    {
      name: 'seal',
      every: MINUTE,
      run: async () => {
        // A log that is kept elsewhere holds the seals of a database that somebody might rewrite.
        for (const { id, hash } of await seal(db, clock))
          log.info({ ledger: 'general', seal: id, hash }, 'sealed')
      },
    },
  ]
}

/** Seals the confidential ledger every minute, and writes its newest seal down once a day, moved or not: when is nobody's business. */
export const quietSealing = (
  { db, log, ledger }: { db: Database; log: Log; ledger: Ledger },
  make: () => Promise<Seal[]>,
): Job[] => [
  { name: 'sealRoad', every: MINUTE, run: make },
  {
    name: 'noteRoad',
    every: DAY,
    run: async () => {
      const last = await lastSeal(db, ledger)
      if (last) log.info({ ledger: 'confidential', hash: last.hash }, 'sealed')
    },
  },
]
