// Tables that are a pure function of a case: written as differences, recomputed whole by the verifier.
import type { AnyMachineSnapshot } from 'xstate'
import type { Row } from '../platform/database.ts'
import type { Write } from './writes.ts'

/** Rows of one table that belong to one case, each found by its key columns. */
export type Rows = { table: string; key: readonly string[]; rows: readonly Row[] }

/** An event as it stands in the journal. */
export type Recorded = {
  seq: number
  type: string
  at: number
  on: string
  by: string
  input: unknown
  facts: unknown
}

export type Instance = {
  id: string
  workflow: string
  version: number
  revision: number
  snapshot: AnyMachineSnapshot
}

/** A table the engine fills wholly: its key, and the column that holds the case a row belongs to. */
export type ProjectedTable = { table: string; key: readonly string[]; owner: string }

export type Projection = {
  /** Every table of `ofState` and `ofEvent`. No table is filled by both, none has columns somebody else writes. */
  tables: readonly ProjectedTable[]
  /** The rows that follow from where the case stands now; it names all its tables, the empty ones too. */
  ofState(instance: Instance): readonly Rows[]
  /** The rows an event adds for good, or replaces by key: texts, documents, what was registered. */
  ofEvent(instance: Instance, event: Recorded): readonly Rows[]
}

/** The writes that turn the rows of `before` into the rows of `after`; both name the same tables. */
export function difference(before: readonly Rows[], after: readonly Rows[]): Write[] {
  return after.flatMap((now) => {
    const was = before.find((rows) => rows.table === now.table)
    return differenceOfTable(new Map((was?.rows ?? []).map((row) => [keyOf(now.key, row), row])), now)
  })
}

function differenceOfTable(old: Map<string, Row>, { table, key, rows }: Rows): Write[] {
  const writes: Write[] = []
  for (const row of rows) {
    const id = keyOf(key, row)
    const known = old.get(id)
    old.delete(id)
    if (!known) writes.push({ kind: 'insert', table, row })
    else {
      const changed = Object.fromEntries(
        Object.entries(row).filter(([column, value]) => known[column] !== value),
      )
      if (Object.keys(changed).length > 0)
        writes.push({ kind: 'update', table, where: pick(key, row), row: changed })
    }
  }
  for (const gone of old.values()) writes.push({ kind: 'delete', table, where: pick(key, gone) })
  return writes
}

/** The writes of an event's own rows. */
export function additions(rows: readonly Rows[]): Write[] {
  return rows.flatMap(({ table, key, rows: all }) =>
    all.map((row): Write => ({ kind: 'upsert', table, key, row })),
  )
}

/** The key of a row as one string. */
export const keyOf = (key: readonly string[], row: Row): string =>
  JSON.stringify(key.map((column) => row[column]))

/** The key columns of a row. */
export const pick = (key: readonly string[], row: Row): Row =>
  Object.fromEntries(key.map((column) => [column, row[column]]))
