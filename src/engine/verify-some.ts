// Some cases compared with what their journals say, read at one moment.
import type { Knex } from 'knex'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Ledger } from './ledger.ts'
import type { Machines } from './machines.ts'
import type { Projection } from './projection.ts'
import { atOneMoment, readCases, type StoredCase } from './stored-case.ts'
import { type Compared, compareCase } from './verify-case.ts'

type Parts = { db: Database; clock: Clock; machines: Machines; projection: Projection; ledger: Ledger }

export type ComparedCase = Compared & { stored: StoredCase }

/** Compares the instances that `select` gives, in its order. */
export async function compareSome(
  { db, clock, machines, projection, ledger }: Parts,
  select: (tx: Knex) => Knex.QueryBuilder,
): Promise<ComparedCase[]> {
  const cases = await atOneMoment(db, async (tx) => {
    const instances: StoredCase['instance'][] = await select(tx)
    return readCases(tx, projection, instances, ledger.tables)
  })
  const ids = cases.map(({ instance }) => instance.id)
  const safes = ids.length > 0 ? await ledger.safes(db, ids) : new Map()
  return cases.map((stored) => {
    const given = { machines, projection, now: clock.now() }
    return { stored, ...compareCase(given, stored, safes.get(stored.instance.id) ?? null) }
  })
}
