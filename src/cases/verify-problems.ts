// Where journals differ, as far as somebody may know which cases there are.
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import type { Viewer } from './desks.ts'
import { asOverseer, overseenPlaces } from './overseen.ts'
import { visible } from './policy.ts'
import { type Problem, problemsOf } from './verify-runs.ts'

/** What a viewer may be told, and how many places are kept from them. */
export type ToldProblems = { told: Problem[]; kept: number }

/**
 * Where a run found something: whoever administers the product is told each reference, an auditor those of the cases
 * they audit, and those that are gone and were of a programme they audit as a whole.
 */
export async function toldProblems(
  db: Database,
  programmes: Programmes,
  viewer: Viewer,
  run: string,
): Promise<ToldProblems> {
  const problems = await problemsOf(db, run)
  if (viewer.grants.some(({ role }) => role === 'admin')) return { told: problems, kept: 0 }
  const ids = [...new Set(problems.map(({ case_id }) => case_id).filter((id) => id !== ''))]
  const seen = db.read('cases').whereIn('cases.id', ids).where('cases.restricted', 0)
  visible(seen, asOverseer(viewer, ['auditor']))
  const [open = [], there = []]: string[][] = await Promise.all([
    seen.pluck('cases.id'),
    db.read('cases').whereIn('id', ids).pluck('id'),
  ])
  const prefixes = overseenPlaces(viewer, {}, ['auditor'])
    .filter(({ entity }) => entity === '')
    .flatMap(({ programme }) => programmes.find(programme)?.prefix ?? [])
  const may = (id: string) =>
    id === '' ||
    open.includes(id) ||
    (!there.includes(id) && prefixes.some((prefix) => id.startsWith(`${prefix}-`)))
  const told = problems.filter(({ case_id }) => may(case_id))
  return { told, kept: problems.length - told.length }
}
