// The seals: each holds the one before, its root is that of its leaves, and what it sealed is still there.
import type { Database } from '../platform/database.ts'
import type { Tables } from './ledger.ts'
import { rootOf } from './merkle.ts'
import { hashOfSeal, SEALS_BEGIN, type Seal } from './seals.ts'
import type { Fault } from './verify-chain.ts'

/** Where the seals are. */
type Kept = { db: Database; tables: Tables }

type FoundLeaf = { instance_id: string; revision: number; hash: string; found: string | null }

/** So many seals were checked, up to the seal `last`; `ended` once there is none after it. */
export type SealsChecked = { seals: number; last: number; ended: boolean }

/**
 * Checks the seals after `since` (0: from the first), one by one, at most so many, and counts them.
 * @throws RangeError when there is no seal `since`.
 */
export async function compareSeals(
  kept: Kept,
  since: number,
  report: (faults: readonly Fault[]) => void,
  most = Number.POSITIVE_INFINITY,
): Promise<SealsChecked> {
  const { db, tables } = kept
  let last = since === 0 ? { id: 0, hash: SEALS_BEGIN } : await sealOf(kept, since)
  for (let seals = 0; seals < most; seals++) {
    const next = await db.read<Seal>(tables.seals).where('id', '>', last.id).orderBy('id').first()
    if (!next) {
      report(await lostSeals(kept, since))
      return { seals, last: last.id, ended: true }
    }
    report([...wrongSeal(next, last.hash), ...(await wrongLeaves(kept, next))])
    last = next
  }
  return { seals: most, last: last.id, ended: false }
}

/** A seal that somebody noted elsewhere must still be here, the same: nothing before it was rewritten. */
export async function compareKnown(
  { db, tables }: Kept,
  known: { id?: number; hash: string },
): Promise<Fault[]> {
  const { id, hash } = known
  if (id === undefined) {
    const found = await db.read<Seal>(tables.seals).where({ hash }).first('id')
    return found ? [] : [{ place: `seals ${hash}`, what: 'no seal has the hash that was noted' }]
  }
  const found = await db.read<Seal>(tables.seals).where({ id }).first()
  const what = found ? 'its hash is not the one that was noted' : 'missing'
  return found?.hash === hash ? [] : [{ place: `seals ${id}`, what }]
}

/** Instances that say they are sealed further, or less far, than their newest leaf. */
export async function compareSealedRevisions(
  { db, tables }: Kept,
  since: number,
  most: number,
): Promise<Fault[]> {
  const newest = db
    .read(tables.seal_leaves)
    .where('seal_id', '>', since)
    .groupBy('instance_id')
    .select('instance_id')
    .max('revision as revision')
    .as('newest')
  const rows: { id: string }[] = await db
    .read(`${tables.instances} as i`)
    [since === 0 ? 'leftJoin' : 'join'](newest, 'newest.instance_id', 'i.id')
    .whereRaw('i.sealed_revision <> coalesce(newest.revision, 0)')
    .orderBy('i.id')
    .limit(most)
    .select('i.id')
  return rows.map(({ id }) => ({
    place: `instances ${id}`,
    what: 'sealed_revision is not that of its newest leaf',
  }))
}

async function sealOf({ db, tables }: Kept, id: number): Promise<Seal> {
  const found = await db.read<Seal>(tables.seals).where({ id }).first()
  if (!found) throw new RangeError(`there is no seal ${id}`)
  return found
}

function wrongSeal(seal: Seal, previous: string): Fault[] {
  const place = `seals ${seal.id}`
  if (hashOfSeal(seal) !== seal.hash) return [{ place, what: 'its hash is not that of what it says' }]
  return seal.prev_hash === previous ? [] : [{ place, what: 'it does not hold the hash of the seal before' }]
}

async function lostSeals({ db, tables }: Kept, since: number): Promise<Fault[]> {
  const lost: { seal_id: number }[] = await db
    .read(`${tables.seal_leaves} as l`)
    .distinct('l.seal_id')
    .leftJoin(`${tables.seals} as s`, 's.id', 'l.seal_id')
    .whereNull('s.id')
    .where('l.seal_id', '>', since)
    .orderBy('l.seal_id')
    .limit(20)
  return lost.map(({ seal_id }) => ({
    place: `seals ${seal_id}`,
    what: 'missing, and there are leaves of it',
  }))
}

async function wrongLeaves({ db, tables }: Kept, seal: Seal): Promise<Fault[]> {
  const leaves: FoundLeaf[] = await db
    .read(`${tables.seal_leaves} as l`)
    .leftJoin(`${tables.journal} as j`, (on) =>
      on.on('j.instance_id', 'l.instance_id').on('j.seq', 'l.revision'),
    )
    .where('l.seal_id', seal.id)
    .select('l.instance_id', 'l.revision', 'l.hash', 'j.hash as found')
  const faults = leaves.flatMap(({ instance_id, revision, hash, found }): Fault[] => {
    const place = `journal ${instance_id} ${revision}`
    if (found === null) return [{ place, what: `seal ${seal.id} holds it, and it is gone` }]
    return found === hash ? [] : [{ place, what: `it is not what seal ${seal.id} holds` }]
  })
  if (leaves.length === seal.leaves && rootOf(leaves) === seal.root) return faults
  return [{ place: `seal_leaves ${seal.id}`, what: 'they are not the leaves of the seal' }, ...faults]
}
