// One statement, its rows: the two databases hand them over differently.
import type { Knex } from 'knex'
import type { Row, Value } from '../platform/database.ts'

/** Runs one statement with `?` for its values; the caller names the columns it asked for. */
export async function rowsOf<T extends Row = Row>(
  knex: Knex,
  sql: string,
  values: readonly Value[] = [],
): Promise<T[]> {
  // The driver's border: sqlite3 answers the rows, pg an object that holds them.
  const answer: unknown = await knex.raw(sql, [...values])
  return (Array.isArray(answer) ? answer : (answer as { rows: T[] }).rows) as T[]
}
