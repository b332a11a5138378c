// Works that wait for the one writing connection share a commit: what the disk takes most time for is done once for
// all of them.
import type { Tx } from './connection.ts'

/** The writing connection, held until it is released. */
export type Leased = {
  tx: Tx
  /** The same, whoever watches: for what undoes. */
  bare: Tx
  release(): void
}

type Waiting = {
  work(tx: Tx): Promise<unknown>
  /** A single statement: what it began before it failed is undone by the database itself. */
  single: boolean
  resolve(result: unknown): void
  reject(error: unknown): void
}

/** So many share one commit: the first of them waits for the last. */
const MOST = 32

/**
 * Runs works in the order they come, one at a time. Those that come meanwhile join the running transaction: one that
 * throws is undone alone, and nobody is told anything before everything is on the disk. When that fails, all fail.
 */
export function shareCommits(lease: () => Promise<Leased>) {
  const waiting: Waiting[] = []
  let busy = false
  const carryOn = async () => {
    busy = true
    for (let first = waiting.shift(); first; first = waiting.shift()) await together(lease, first, waiting)
    busy = false
  }
  return <T>(work: (tx: Tx) => Promise<T>, single = false): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ work, single, resolve: resolve as Waiting['resolve'], reject })
      if (!busy) void carryOn()
    })
}

async function together(lease: () => Promise<Leased>, first: Waiting, waiting: Waiting[]): Promise<void> {
  const joined = [first]
  let leased: Leased | undefined
  try {
    leased = await lease()
    const { tx } = leased
    await tx.run('BEGIN IMMEDIATE')
    const result = await first.work(tx)
    const answers = [() => first.resolve(result)]
    for (let next = waiting.shift(); next; next = joined.length < MOST ? waiting.shift() : undefined) {
      joined.push(next)
      answers.push(await join(leased, next))
    }
    await tx.run('COMMIT')
    for (const answer of answers) answer()
  } catch (error) {
    // The connection may be what broke; the first error is the one to tell.
    await leased?.bare.run('ROLLBACK').catch(() => undefined)
    for (const { reject } of joined) reject(error)
  } finally {
    leased?.release()
  }
}

/** Runs a work within the transaction of others, and says how it is to be answered once that is kept. */
async function join({ tx, bare }: Leased, { work, single, resolve, reject }: Waiting): Promise<() => void> {
  // Never released: the commit does that for all of them, and going back finds the one set last.
  if (!single) await tx.run('SAVEPOINT joined')
  try {
    const result = await work(tx)
    return () => resolve(result)
  } catch (error) {
    if (!single) await bare.run('ROLLBACK TO joined')
    // What is wrong with a statement undoes that statement; whatever is worse may have undone what everybody did.
    else if (!isItsOwn(error)) throw error
    return () => reject(error)
  }
}

/** What SQLite says of a statement that it did not prepare, could not bind, or undid by itself. */
const ownFaults: unknown[] = [
  'SQLITE_CONSTRAINT',
  'SQLITE_ERROR',
  'SQLITE_MISMATCH',
  'SQLITE_RANGE',
  'SQLITE_TOOBIG',
]

const isItsOwn = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ownFaults.includes(error.code)
