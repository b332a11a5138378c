// An instance under its lock, as it stands now: deadlines that have passed are carried out and written.
import { NotFound } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import { passDeadlines } from './deadlines.ts'
import { type Live, lock, reload, store } from './instance.ts'
import type { Ledger } from './ledger.ts'
import type { Machines } from './machines.ts'
import type { Projection } from './projection.ts'
import { apply } from './writes.ts'

export type AwakenParts = {
  db: Database
  clock: Clock
  machines: Machines
  projection: Projection
  ledger: Ledger
}

/** @throws NotFound when there is no such instance. */
export async function awaken(parts: AwakenParts, tx: Tx, id: string, now: number): Promise<Live> {
  const found = await lock(parts, tx, id)
  if (!found) throw new NotFound()
  const { after, writes } = await passDeadlines(parts, tx, found, now)
  if (after === found) return found
  await apply(parts.db, tx, [...store(found, after, parts.projection), ...writes])
  return reload(after)
}
