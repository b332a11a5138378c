// Time for what must not happen: the database has answered again and again, and what was about to be asked has been.
import { setImmediate } from 'node:timers/promises'
import type { Database } from '../../src/platform/database.ts'

/** What is asked meanwhile; whoever counts queries leaves it out. */
export const MEANWHILE = 'SELECT 1 AS meanwhile'

/** Lets questions of our own come back one after the other: no sleep, for how long is enough nobody knows. */
export async function turns(db: Database): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await db.read.raw(MEANWHILE)
    await setImmediate()
  }
}
