// Recorded cases led through another version of their lifecycle: what would have ended otherwise, and why. Reads only.
import type { Database } from '../platform/database.ts'
import { type Simulated, type SimulationParts, simulateCase } from './simulate-case.ts'
import { atOneMoment, belongsTo, readCases, type StoredCase } from './stored-case.ts'

export type SimulationWish = {
  workflow: string
  version: number
  /** Only cases to which something happened from this instant on. */
  since: number
  /** Only cases of this programme. */
  programme?: string | undefined
}

export type SimulationTotals = {
  cases: number
  same: number
  differs: number
  /** Among those that differ: some act would have been refused. */
  refused: number
  erased: number
  failed: number
}

export type SimulationListener = {
  /** Every case that does not end the same, or of which nothing can be said. */
  found(id: string, result: Exclude<Simulated, { kind: 'same' }>): void
  progress(totals: Readonly<SimulationTotals>): void
}

const BATCH = 200

/** Simulates every case that is in another version; each batch is read at one moment, nothing is locked. */
export async function simulate(
  parts: SimulationParts & { db: Database },
  wish: SimulationWish,
  listener: SimulationListener,
): Promise<SimulationTotals> {
  const flow = parts.machines.get(wish.workflow, wish.version)
  const totals: SimulationTotals = { cases: 0, same: 0, differs: 0, refused: 0, erased: 0, failed: 0 }
  for (let last = ''; ; ) {
    const batch = await nextBatch(parts, wish, last)
    const final = batch.at(-1)
    if (!final) return totals
    for (const stored of batch.filter(({ instance }) => belongsTo(wish.programme, instance.snapshot))) {
      const result = simulateCase(parts, flow, stored)
      count(totals, result)
      if (result.kind !== 'same') listener.found(stored.instance.id, result)
    }
    last = final.instance.id
    listener.progress(totals)
  }
}

function nextBatch(
  { db, projection }: SimulationParts & { db: Database },
  { workflow, version, since }: SimulationWish,
  after: string,
): Promise<StoredCase[]> {
  return atOneMoment(db, async (tx) => {
    const instances: StoredCase['instance'][] = await tx('instances as i')
      .where({ workflow })
      .whereNot({ version })
      .where('id', '>', after)
      .whereExists(
        tx('journal as j').select(tx.raw('1')).whereRaw('j.instance_id = i.id AND j.at >= ?', since),
      )
      .orderBy('id')
      .limit(BATCH)
    return readCases(tx, { ...projection, tables: [] }, instances)
  })
}

function count(totals: SimulationTotals, result: Simulated): void {
  totals.cases += 1
  totals[result.kind] += 1
  if (result.kind === 'differs' && result.refused.length > 0) totals.refused += 1
}
