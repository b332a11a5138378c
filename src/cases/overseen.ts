// Whose figures somebody may see: supervisors and auditors those of the places they were given, everybody else none.
import type { Knex } from 'knex'
import type { Role } from '../../workflows/kit.ts'
import type { Viewer } from './desks.ts'

/** The roles that oversee cases without working on them. */
export const overseers: readonly Role[] = ['supervisor', 'auditor']

/** The viewer as far as they oversee: what else they are opens no figure. */
export const asOverseer = (viewer: Viewer, roles: readonly Role[] = overseers): Viewer => ({
  id: viewer.id,
  grants: viewer.grants.filter(({ role }) => roles.includes(role)),
})

/** Narrows a table of figures by programme and entity to the places the viewer oversees. */
export function overseen(query: Knex.QueryBuilder, viewer: Viewer): void {
  query.where((any) => {
    any.whereRaw('1 = 0')
    for (const { programme, entity } of asOverseer(viewer).grants)
      any.orWhere({ programme, ...(entity !== '' && { entity }) })
  })
}
