// Whose figures somebody may see: supervisors and auditors those of the places they were given, everybody else none.
import type { Role } from '../../workflows/kit.ts'
import type { Viewer } from './desks.ts'

/** The roles that oversee cases without working on them. */
export const overseers: readonly Role[] = ['supervisor', 'auditor']

/** Those who see figures: a reporter sees no case behind them. */
export const counters: readonly Role[] = [...overseers, 'reporter']

/** The viewer as far as they oversee: what else they are opens no figure. */
export const asOverseer = (viewer: Viewer, roles: readonly Role[] = overseers): Viewer => ({
  id: viewer.id,
  grants: viewer.grants.filter(({ role }) => roles.includes(role)),
})

/** A place that has figures of its own; entity '' is the whole programme. */
export type Place = { programme: string; entity: string }

/** The places the viewer oversees, of those asked for, none inside another. */
export function overseenPlaces(
  viewer: Viewer,
  asked: { programme?: string | undefined; entity?: string | undefined },
  roles: readonly Role[] = overseers,
): Place[] {
  const reached = asOverseer(viewer, roles)
    .grants.filter(({ programme }) => (asked.programme ?? programme) === programme)
    .filter(({ entity }) => !asked.entity || entity === '' || entity === asked.entity)
    .map(({ programme, entity }) => ({ programme, entity: asked.entity ?? entity }))
  const whole = reached.filter(({ entity }) => entity === '').map(({ programme }) => programme)
  const apart = reached.filter(({ programme, entity }) => entity === '' || !whole.includes(programme))
  return [...new Map(apart.map((place) => [`${place.programme}/${place.entity}`, place])).values()]
}
