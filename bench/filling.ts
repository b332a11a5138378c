// SQL that makes up rows by the million, the same on both databases.
import type { Database } from '../src/platform/database.ts'

/** A table of the numbers from 0 on, for a WITH RECURSIVE. */
export const numbers = (name: string, count: number): string =>
  `${name}(${name}) AS (SELECT 0 UNION ALL SELECT ${name} + 1 FROM ${name} WHERE ${name} < ${count - 1})`

/** A table of names by their numbers. */
export const named = (n: string, name: string, names: readonly string[]): string =>
  `${n}(${n}, ${name}) AS (VALUES ${names.map((one, at) => `(${at}, '${one}')`).join(', ')})`

/** The one of some names that a number stands for. */
export const pick = (n: string, names: readonly string[]): string =>
  `CASE ${n} ${names.map((name, at) => `WHEN ${at} THEN '${name}'`).join(' ')} END`

/** A number in two digits. */
export const two = (n: string): string => `CASE WHEN ${n} < 10 THEN '0' ELSE '' END || CAST(${n} AS text)`

/** A civil day so many days after another, which is an expression too. */
export const dayAfter = ({ kind }: Database, day: string, n: string): string =>
  kind === 'sqlite'
    ? `date(${day}, '+' || CAST(${n} AS text) || ' days')`
    : `CAST(CAST(${day} AS date) + CAST(${n} AS integer) AS text)`

/** Runs statements that make up rows as fast as it goes; a fill that breaks off is begun anew. */
export async function fillWith(db: Database, statements: readonly string[]): Promise<void> {
  const set = async (...pragmas: string[]) => {
    if (db.kind === 'sqlite') for (const pragma of pragmas) await db.write.raw(`PRAGMA ${pragma}`)
  }
  await set('synchronous = OFF', 'cache_size = -1500000', 'temp_store = MEMORY')
  for (const statement of statements) await db.run(statement)
  await set('synchronous = FULL', 'cache_size = -2000', 'temp_store = DEFAULT', 'wal_checkpoint(TRUNCATE)')
  if (db.kind === 'postgres') await db.write.raw('VACUUM ANALYZE')
}
