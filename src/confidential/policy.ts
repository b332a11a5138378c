// Who sees a sensitive case: the focal points of its programme, the specialist it is shared with now, and nobody else.
import type { Party, Role } from '../../workflows/kit.ts'
import type { Viewer } from '../cases/desks.ts'
import { registersIn } from '../cases/policy.ts'
import type { Actor } from '../engine/decide.ts'

/** Where a sensitive case belongs: its programme, and the body it is shared with now. */
export type Place = { programme: string; sharedWith?: string | null }

/** A desk of this road, and how somebody comes to sit at it. */
export type Seat = {
  desk: string
  programme: string
  role: 'focal_point' | 'specialist'
  door: string | null
  /** By a door: until when (UTC ms). */
  until?: number
}

export const focalDesk = (programme: string): string => `${programme}/focal_point`
export const specialistDesk = (programme: string, body: string): string => `${programme}/specialist/${body}`

/** The roles a viewer has on a case of this road; none means that it does not exist for them. */
export function rolesIn(viewer: Viewer, { programme, sharedWith }: Place): Role[] {
  return viewer.grants
    .filter((grant) => grant.programme === programme)
    .filter(
      ({ role, entity }) =>
        role === 'focal_point' || (role === 'specialist' && !!sharedWith && entity === sharedWith),
    )
    .map(({ role }) => role)
}

/** The viewer as the engine takes them. Whoever reads by a door that was opened for a while acts on nothing. */
export const actorOf = (viewer: Viewer): Actor => ({
  id: viewer.id,
  rolesIn: (scope) => rolesIn(viewer, scope),
})

/** Somebody who brings a case, for herself or for her: it is gone from their sight once it is brought. */
export const openerOf = (viewer: Viewer): Actor => ({
  id: viewer.id,
  rolesIn: ({ programme }) => [
    ...rolesIn(viewer, { programme }),
    ...registersIn(viewer)
      .filter((grant) => grant.programme === programme)
      .map(({ role }) => role),
  ],
})

/** Whoever the case is about, known by her code alone. */
export const survivor: Actor = { id: 'survivor', rolesIn: (): Party[] => ['complainant'] }

/** The desks of this road that a viewer sits at. */
export function seatsOf(viewer: Viewer): Seat[] {
  return viewer.grants.flatMap(({ role, programme, entity }): Seat[] => {
    if (role === 'focal_point') return [{ desk: focalDesk(programme), programme, role, door: null }]
    // A specialist of no body in particular sits nowhere.
    if (role !== 'specialist' || entity === '') return []
    return [{ desk: specialistDesk(programme, entity), programme, role, door: null }]
  })
}

/** Whether somebody may bring a sensitive case to a programme. */
export const bringsTo = (viewer: Viewer, programme: string): boolean =>
  viewer.grants.some(
    (grant) => grant.programme === programme && ['agent', 'clerk', 'focal_point'].includes(grant.role),
  )
