// Rows that belong to a case that does not exist.
import type { Database, Row } from '../platform/database.ts'
import type { Tables } from './ledger.ts'
import type { ProjectedTable, Projection } from './projection.ts'
import { type Fault, placeOf } from './verify-chain.ts'

const own = (tables: Tables): readonly ProjectedTable[] => [
  { table: tables.journal, key: ['instance_id', 'seq'], owner: 'instance_id' },
  { table: tables.journal_inputs, key: ['instance_id', 'seq'], owner: 'instance_id' },
  { table: tables.erasures, key: ['instance_id', 'seq'], owner: 'instance_id' },
  { table: tables.timers, key: ['instance_id', 'name'], owner: 'instance_id' },
  { table: tables.outbox, key: ['instance_id', 'seq', 'n'], owner: 'instance_id' },
]

/** The tables whose rows belong to a case. */
export const ownedTables = (projection: Projection, tables: Tables): readonly ProjectedTable[] => [
  ...own(tables),
  ...projection.tables,
]

/** The first orphans of every table, at most `most` of each. */
export async function findOrphans(
  db: Database,
  projection: Projection,
  most: number,
  tables: Tables,
): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const owned of ownedTables(projection, tables))
    faults.push(...(await orphansIn(db, owned, most, tables)))
  return faults
}

/** The first orphans of one table. */
export async function orphansIn(
  db: Database,
  { table, key, owner }: ProjectedTable,
  most: number,
  tables: Tables,
): Promise<Fault[]> {
  const rows: Row[] = await db
    .read(`${table} as t`)
    .whereNotExists(
      db.read(`${tables.instances} as i`).select(db.read.raw('1')).whereRaw('i.id = t.??', [owner]),
    )
    .select(key.map((column) => `t.${column}`))
    .limit(most)
  return rows.map((row) => ({ place: placeOf(table, key, row), what: 'it belongs to no case' }))
}
