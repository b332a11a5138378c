// A transaction that somebody watches: where a test stops the world.
import type { DatabaseOptions, Tx } from './connection.ts'

/** The transaction, telling about every statement after it ran. */
export function watched(tx: Tx, after: DatabaseOptions['afterStatement']): Tx {
  if (!after) return tx
  return {
    all: async (sql, values) => {
      const rows = await tx.all(sql, values)
      after(sql)
      return rows as never
    },
    run: async (sql, values) => {
      const touched = await tx.run(sql, values)
      after(sql)
      return touched
    },
  }
}
