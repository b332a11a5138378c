// Who sees and does what on which case: the roles a person has there, and the same rule as a condition for queries.
import type { Knex } from 'knex'
import type { Party, Role, Scope } from '../../workflows/kit.ts'
import type { Actor } from '../engine/decide.ts'
import type { Grant, Viewer } from './desks.ts'

/** The roles that see ordinary cases of the place they are granted for; every other role sees none. */
const readers: readonly Role[] = ['agent', 'clerk', 'processor', 'supervisor', 'closer', 'auditor']

/** The roles a viewer has on a case that belongs there; none means that the case does not exist for them. */
export function rolesIn(viewer: Viewer, scope: Scope): Role[] {
  return viewer.grants
    .filter((grant) => readers.includes(grant.role) && reaches(grant, scope))
    .map((grant) => grant.role)
}

/** The viewer as the engine takes them. */
export const actorOf = (viewer: Viewer): Actor => ({
  id: viewer.id,
  rolesIn: (scope) => rolesIn(viewer, scope),
})

/** The product itself, for imports and deliveries. */
export const system: Actor = { id: 'system', rolesIn: (): Party[] => ['system'] }

function reaches({ role, programme, entity }: Grant, scope: Scope): boolean {
  if (programme !== scope.programme) return false
  // A business unit sees what was referred to it, and no more.
  if (role === 'processor') return scope.unit !== null && (entity === '' || entity === scope.unit)
  return entity === '' || entity === scope.entity
}

/** Narrows a query over `cases` to what the viewer may see: `rolesIn` as SQL. */
export function visible(query: Knex.QueryBuilder, viewer: Viewer, table = 'cases'): void {
  const grants = viewer.grants.filter((grant) => readers.includes(grant.role))
  query.where((any) => {
    any.whereRaw('1 = 0')
    for (const { role, programme, entity } of grants) {
      any.orWhere((one) => {
        one.where(`${table}.programme`, programme)
        if (role === 'processor') one.whereNotNull(`${table}.unit`)
        if (entity !== '') one.where(role === 'processor' ? `${table}.unit` : `${table}.entity`, entity)
      })
    }
  })
}

/** Whether the viewer may register complaints, and where: programme and entity ('' is every entity). */
export function registersIn(viewer: Viewer): Grant[] {
  return viewer.grants.filter((grant) => grant.role === 'agent' || grant.role === 'clerk')
}
