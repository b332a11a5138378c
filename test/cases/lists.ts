// How a list of work is asked for on a day of the office.
import type { Viewer } from '../../src/cases/desks.ts'
import { type WorkQuery, workCounts } from '../../src/cases/worklist.ts'
import { addDays, endOfDay } from '../../src/platform/clock.ts'
import { stages } from '../../workflows/kit.ts'
import type { Office } from '../support/office.ts'

/** What deadlines are compared with. */
export function momentsOf({ clock }: Office) {
  const now = clock.now()
  return { now, soonUntil: endOfDay(addDays(clock.dayOf(now), 2)) }
}

/** The counters of a viewer. */
export const countsOf = (office: Office, viewer: Viewer, query: WorkQuery) =>
  workCounts(office.db, office.programmes, viewer, query, momentsOf(office), stages)
