// Every case of a lifecycle that is on an older version, carried one by one; stopped at any point, it goes on where it was.
import { AppError, Refused, type Said } from '../errors.ts'
import type { Database } from '../platform/database.ts'
import type { Engine } from './engine.ts'
import { belongsTo } from './stored-case.ts'

export type UpgradeWish = {
  workflow: string
  to: number
  /** Only cases of this programme. */
  programme?: string | undefined
  /** Stops after so many cases were carried. */
  limit?: number | undefined
  /** Finds out what would become of each case, and changes nothing. */
  dryRun?: boolean | undefined
}

export type UpgradeTotals = {
  carried: number
  /** Over, and left on the version they ended in. */
  closed: number
  refused: number
}

export type UpgradeListener = {
  refused(id: string, why: Said): void
  progress(totals: Readonly<UpgradeTotals>): void
}

/** The reason an upgrade gives for a case that is over: it is counted, and nobody has to look at it. */
const CLOSED = 'refusal.upgrade.closed'
const BATCH = 200

type Found = { id: string; snapshot: string }

/** Carries every case that is below the version wished for, each in a transaction of its own. */
export async function upgradeAll(
  parts: { db: Database; engine: Engine },
  wish: UpgradeWish,
  listener: UpgradeListener,
): Promise<UpgradeTotals> {
  const totals: UpgradeTotals = { carried: 0, closed: 0, refused: 0 }
  const { limit = Number.POSITIVE_INFINITY } = wish
  for (let last = ''; ; ) {
    const batch = await nextBatch(parts.db, wish, last)
    const final = batch.at(-1)
    if (!final) return totals
    for (const { id } of batch.filter(({ snapshot }) => belongsTo(wish.programme, snapshot))) {
      if (totals.carried >= limit) return totals
      const why = await attempt(parts, id, wish)
      if (!why) totals.carried += 1
      else if (why.key === CLOSED) totals.closed += 1
      else {
        totals.refused += 1
        listener.refused(id, why)
      }
    }
    last = final.id
    listener.progress(totals)
  }
}

const nextBatch = async (db: Database, { workflow, to }: UpgradeWish, after: string): Promise<Found[]> =>
  db
    .read('instances')
    .where({ workflow })
    .where('version', '<', to)
    .where('id', '>', after)
    .orderBy('id')
    .limit(BATCH)
    .select('id', 'snapshot')

/** Why a case was not carried, or nothing. What breaks one case, a deadline that cannot pass, must not hold up the others. */
async function attempt(
  { db, engine }: { db: Database; engine: Engine },
  id: string,
  { to, dryRun = false }: UpgradeWish,
): Promise<Said | undefined> {
  try {
    await db.transaction(async (tx) => {
      await engine.upgrade(id, to, tx)
      if (dryRun) throw new Undone()
    })
    return undefined
  } catch (error) {
    if (error instanceof Undone) return undefined
    if (error instanceof Refused) return error.said
    if (error instanceof AppError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    return { key: 'refusal.upgrade.failed', values: { reason } }
  }
}

/** Thrown so that nothing of a transaction is kept. */
class Undone extends Error {}
