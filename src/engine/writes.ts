// What one event writes, as data: the same list becomes statements on SQLite and one statement on PostgreSQL.
import type { Database, Row, Tx, Value } from '../platform/database.ts'

export type Write =
  | { kind: 'insert'; table: string; row: Row }
  /** Inserts, or replaces the columns of the row with the same key. */
  | { kind: 'upsert'; table: string; key: readonly string[]; row: Row }
  | { kind: 'update'; table: string; where: Row; row: Row }
  | { kind: 'delete'; table: string; where: Row }

type Statement = { sql: string; values: Value[] }

/** Carries out the writes inside the transaction, in their order. */
export async function apply(db: Database, tx: Tx, writes: readonly Write[]): Promise<void> {
  const statements = merge(settle(writes)).map(statementOf)
  if (statements.length === 0) return
  if (db.kind === 'sqlite') {
    for (const { sql, values } of statements) await tx.run(sql, values)
    return
  }
  // One round trip: every statement is a data-modifying CTE of one query.
  const parts = statements.map(({ sql }, n) => `w${n} AS (${sql})`)
  await tx.run(
    `WITH ${parts.join(', ')} SELECT 1`,
    statements.flatMap(({ values }) => values),
  )
}

/** Of several writes to one keyed row only the last one counts: one statement may not touch a row twice. */
function settle(writes: readonly Write[]): Write[] {
  const last = new Map<string, Write>()
  const others: Write[] = []
  for (const write of writes) {
    const row = rowOf(write)
    const known = row === undefined ? undefined : last.get(row)
    const both = write.kind === 'upsert' && known?.kind === 'upsert'
    if (row === undefined) others.push(write)
    else last.set(row, both ? { ...write, row: { ...known.row, ...write.row } } : write)
  }
  return [...others, ...last.values()]
}

/** Which row an upsert or a delete is about; the others never meet. */
function rowOf(write: Write): string | undefined {
  if (write.kind === 'delete') return JSON.stringify([write.table, write.where])
  if (write.kind !== 'upsert') return undefined
  return JSON.stringify([
    write.table,
    Object.fromEntries(write.key.map((column) => [column, write.row[column]])),
  ])
}

type Merged = Exclude<Write, { kind: 'insert' }> | { kind: 'insert'; table: string; rows: Row[] }

/** Inserts into one table with the same columns become one statement. */
function merge(writes: readonly Write[]): Merged[] {
  const merged: Merged[] = []
  const inserts = new Map<string, { kind: 'insert'; table: string; rows: Row[] }>()
  for (const write of writes) {
    if (write.kind !== 'insert') {
      merged.push(write)
      continue
    }
    const shape = `${write.table}:${Object.keys(write.row).join()}`
    const known = inserts.get(shape)
    if (known) {
      known.rows.push(write.row)
      continue
    }
    const first = { kind: 'insert' as const, table: write.table, rows: [write.row] }
    inserts.set(shape, first)
    merged.push(first)
  }
  return merged
}

function statementOf(write: Merged): Statement {
  switch (write.kind) {
    case 'insert':
      return insert(write.table, write.rows)
    case 'upsert': {
      const { sql, values } = insert(write.table, [write.row])
      const changed = Object.keys(write.row).filter((column) => !write.key.includes(column))
      const action = changed.length
        ? `UPDATE SET ${changed.map((c) => `${c} = excluded.${c}`).join(', ')}`
        : 'NOTHING'
      return { sql: `${sql} ON CONFLICT (${write.key.join(', ')}) DO ${action}`, values }
    }
    case 'update': {
      const where = condition(write.where)
      const set = Object.keys(write.row).map((column) => `${column} = ?`)
      return {
        sql: `UPDATE ${write.table} SET ${set.join(', ')} WHERE ${where.sql}`,
        values: [...valuesOf(write.row), ...where.values],
      }
    }
    case 'delete': {
      const where = condition(write.where)
      return { sql: `DELETE FROM ${write.table} WHERE ${where.sql}`, values: where.values }
    }
  }
}

function insert(table: string, rows: readonly Row[]): Statement {
  const columns = Object.keys(rows[0] ?? {})
  const tuple = `(${columns.map(() => '?').join(', ')})`
  return {
    sql: `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => tuple).join(', ')}`,
    values: rows.flatMap((row) => valuesOf(row)),
  }
}

function condition(where: Row): Statement {
  return {
    sql: Object.keys(where)
      .map((column) => `${column} = ?`)
      .join(' AND '),
    values: valuesOf(where),
  }
}

function valuesOf(row: Row): Value[] {
  return Object.values(row).map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number') return value
    throw new TypeError(`a column takes text, a number or null, not ${typeof value}`)
  })
}
