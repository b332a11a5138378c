// Who keeps plans and who reads them: those who oversee a place write, a reporter reads.
import type { Role } from '../../workflows/kit.ts'
import type { Viewer } from '../cases/desks.ts'
import { counters, overseers, type Place } from '../cases/overseen.ts'

/** Who opens plans and moves their actions. */
export const planners: readonly Role[] = overseers
/** Who reads them. */
export const planReaders: readonly Role[] = counters

/** Whether a place lies within another one. */
export const isWithin = (inner: Place, outer: Place): boolean =>
  inner.programme === outer.programme && (outer.entity === '' || inner.entity === outer.entity)

const placesFor = ({ grants }: Viewer, roles: readonly Role[]): Place[] =>
  grants.filter(({ role }) => roles.includes(role))

/** Whether the viewer keeps the plans of a place: it must be one they were given whole. */
export const mayKeepPlan = (viewer: Viewer, place: Place): boolean =>
  placesFor(viewer, planners).some((own) => isWithin(place, own))

/** Whether they read them: those of their place, and those of the whole programme it belongs to. */
export const mayReadPlan = (viewer: Viewer, { programme, entity }: Place): boolean =>
  placesFor(viewer, planReaders).some(
    (own) => isWithin({ programme, entity }, own) || (entity === '' && own.programme === programme),
  )

/** The programmes whose plans the viewer may read some of. */
export const programmesRead = (viewer: Viewer): string[] => [
  ...new Set(placesFor(viewer, planReaders).map(({ programme }) => programme)),
]
