// The standing jobs of the product, in one list, and the one that both ledgers have: to seal what moved.
import { type Seal, seal } from '../engine/seals.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import type { Job } from './schedule.ts'

const MINUTE = 60_000

/** What every worker does by the clock. */
export function standingJobs({ db, clock, log }: { db: Database; clock: Clock; log: Log }): Job[] {
  return [sealing(log, { name: 'seal', ledger: 'general', make: () => seal(db, clock) })]
}

/**
 * Seals a ledger every minute, and writes the hash of each seal down: a log that is kept elsewhere holds the seals of a
 * database that somebody might rewrite. How many cases moved is not said: on one of the ledgers that is nobody's business.
 */
export const sealing = (
  log: Log,
  { name, ledger, make }: { name: string; ledger: 'general' | 'confidential'; make: () => Promise<Seal[]> },
): Job => ({
  name,
  every: MINUTE,
  run: async () => {
    for (const { id, hash } of await make()) log.info({ ledger, seal: id, hash }, 'sealed')
  },
})
