// Indexes the texts of the cases that were there before the index was: a part at a time, from where it was left.
import type { Database, Tx } from '../platform/database.ts'
import { indexCases } from './search-index.ts'

/** So many cases go with one transaction: deadlines and forms wait no longer than that takes. */
const TOGETHER = 50

type Unread = { last_id: string }

/** Whether every case is in the index; else searches miss some. */
export async function isIndexComplete(db: Pick<Database, 'all'>): Promise<boolean> {
  return (await db.all('SELECT last_id FROM search_unread')).length === 0
}

/** Indexes the next cases, at most so many; how many it looked at. Several workers share the work. */
export async function indexExisting(db: Database, most: number): Promise<number> {
  let done = 0
  while (done < most) {
    const looked = await db.transaction((tx) => indexSome(db, tx))
    done += looked
    if (looked < TOGETHER) break
  }
  return done
}

async function indexSome(db: Database, tx: Tx): Promise<number> {
  // Whoever takes the row has the next cases to themselves.
  await tx.run('UPDATE search_unread SET last_id = last_id')
  const [unread] = await tx.all<Unread>('SELECT last_id FROM search_unread')
  if (!unread) return 0
  const rows = await tx.all<{ id: string }>('SELECT id FROM cases WHERE id > ? ORDER BY id LIMIT ?', [
    unread.last_id,
    TOGETHER,
  ])
  const ids = await takeFree(
    db,
    tx,
    rows.map(({ id }) => id),
  )
  if (ids.length > 0) await indexCases(db, tx, ids)
  if (rows.length < TOGETHER && ids.length === rows.length) await tx.run('DELETE FROM search_unread')
  else await tx.run('UPDATE search_unread SET last_id = ?', [ids.at(-1) ?? unread.last_id])
  return ids.length
}

/** The first of these cases as far as nobody is at work on them, kept for this transaction: nobody waits for anybody. */
async function takeFree({ kind }: Database, tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (kind === 'sqlite' || ids.length === 0) return [...ids]
  const rows = await tx.all<{ id: string }>(
    `SELECT id FROM instances WHERE id IN (${ids.map(() => '?').join(', ')}) FOR UPDATE SKIP LOCKED`,
    ids,
  )
  const free = new Set(rows.map(({ id }) => id))
  const first = ids.findIndex((id) => !free.has(id))
  return first === -1 ? [...ids] : ids.slice(0, first)
}

/** Has every case indexed that is not: after a filling that went past the engine. */
export async function indexAgain(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run('DELETE FROM search_unread')
    await tx.run("INSERT INTO search_unread (last_id) VALUES ('')")
  })
}
