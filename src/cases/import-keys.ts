// Which lines of registers were taken: kept apart from the cases they became, so that none leads to the other.
import { createHash } from 'node:crypto'
import type { Tx } from '../platform/database.ts'

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex')

/** Whether a line was taken before. Those of earlier versions of the product stand as the opening keys of their cases. */
export async function wasTaken(tx: Pick<Tx, 'all'>, key: string): Promise<boolean> {
  const rows = await tx.all(
    'SELECT hash AS found FROM import_keys WHERE hash = ? UNION ALL SELECT id FROM instances WHERE opening_key = ?',
    [hashOf(key), key],
  )
  return rows.length > 0
}

/** Remembers lines in an order that is not that of their cases. @throws a duplicate when one was taken meanwhile. */
export async function keepTaken(tx: Pick<Tx, 'run'>, keys: Iterable<string>): Promise<void> {
  for (const hash of [...keys].map(hashOf).sort())
    await tx.run('INSERT INTO import_keys (hash) VALUES (?)', [hash])
}
