// How many cases and rows of journals are under the seals, counted as seals come: a statement says it without reading them all.
import { followSeals } from '../engine/follow-seals.ts'
import type { Seal } from '../engine/seals.ts'
import type { Database, Tx } from '../platform/database.ts'

type Under = { cases: number; events: number }

/** Counts what is under seals that were not counted yet, at most so many seals; how many this call counted. */
export const tallySealed = (db: Database, most?: number): Promise<number> =>
  followSeals<Under>(db, { counter: 'tallied_seals', read: under, add }, most)

/** The cases that a seal holds for the first time, and the rows that none before it held. */
async function under(db: Database, seal: number): Promise<Under> {
  const [row] = await db.all<Record<keyof Under, number | null>>(
    `SELECT sum(CASE WHEN before IS NULL THEN 1 ELSE 0 END) AS cases, sum(revision - coalesce(before, 0)) AS events
     FROM (SELECT l.revision, (SELECT max(p.revision) FROM seal_leaves p
             WHERE p.instance_id = l.instance_id AND p.revision < l.revision) AS before
           FROM seal_leaves l WHERE l.seal_id = ?) AS leaves`,
    [seal],
  )
  return { cases: Number(row?.cases ?? 0), events: Number(row?.events ?? 0) }
}

async function add(tx: Tx, { cases, events }: Under): Promise<void> {
  await tx.run('UPDATE tallied_seals SET cases = cases + ?, events = events + ?', [cases, events])
}

/** What can be noted outside: the newest seal that is counted, and what it vouches for. */
export type Head = Pick<Seal, 'id' | 'at' | 'hash' | 'root'> & Under

/** The head of the chain; undefined while nothing is sealed. */
export async function chainHead(db: Database): Promise<Head | undefined> {
  const [head] = await db.all<Head>(
    `SELECT s.id, s.at, s.hash, s.root, t.cases, t.events
     FROM tallied_seals t JOIN seals s ON s.id = t.seal_id`,
  )
  return head
}

/** Whether a seal that was noted is in the chain, with the very hash. */
export async function isInChain(db: Database, { id, hash }: { id: number; hash: string }): Promise<boolean> {
  const [found] = await db.all<{ hash: string }>('SELECT hash FROM seals WHERE id = ?', [id])
  return found?.hash === hash
}
