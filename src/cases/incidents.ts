// What gave up on a case, and journals that differ: for whoever keeps the product running, and for those who audit it.
import { countIncidents as countStuck } from '../engine/incidents.ts'
import type { Database } from '../platform/database.ts'
import { lastWhole } from './verify-runs.ts'

export { type Incident, incidents, retryEffect, retryTimer } from '../engine/incidents.ts'

/** What the last run over everything found wrong, when (UTC ms) it ended. */
export type Difference = { run: string; at: number; wrong: number; roadWrong: boolean }

/** What is known to differ, until a run over everything finds nothing any more. */
export async function knownDifference(db: Database): Promise<Difference | undefined> {
  const run = await lastWhole(db)
  if (!run || run.finished_at === null || (run.wrong === 0 && !run.road_wrong)) return undefined
  return { run: run.id, at: run.finished_at, wrong: run.wrong, roadWrong: run.road_wrong === true }
}

/** How many incidents there are; journals that differ are one. */
export async function countIncidents(db: Database): Promise<number> {
  const [stuck, difference] = await Promise.all([countStuck(db), knownDifference(db)])
  return stuck + (difference ? 1 : 0)
}
