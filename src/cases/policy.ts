// Who sees and does what on which case: the roles a person has there, and the same rule as a condition for queries.
import type { Knex } from 'knex'
import type { Party, Role, Scope } from '../../workflows/kit.ts'
import type { Actor } from '../engine/decide.ts'
import type { Grant, Viewer } from './desks.ts'

/** The roles that read whole cases of the place they are granted for; every other role reads none. */
export const readers: readonly Role[] = ['agent', 'clerk', 'processor', 'supervisor', 'closer', 'auditor']

/** The roles that act on cases; a verifier does so without reading them (`entrusted`). */
const acting: readonly Role[] = [...readers, 'verifier']

/** The roles a viewer has on a case that belongs there; none means that the case does not exist for them. */
export function rolesIn(viewer: Viewer, scope: Scope): Role[] {
  // A restricted case has its handlers, and nobody else, whatever they are elsewhere.
  if (scope.handlers && !scope.handlers.includes(viewer.id)) return []
  return viewer.grants
    .filter((grant) => acting.includes(grant.role) && reaches(grant, scope))
    .map((grant) => grant.role)
}

/** The viewer as the engine takes them. */
export const actorOf = (viewer: Viewer): Actor => ({
  id: viewer.id,
  rolesIn: (scope) => rolesIn(viewer, scope),
})

/** The product itself, for imports and deliveries. */
export const system: Actor = { id: 'system', rolesIn: (): Party[] => ['system'] }

/** Where a role sits: a business unit, a verifying body, or the place where a case was received. */
const seats = { processor: 'unit', verifier: 'transmittedTo' } as const

function reaches({ role, programme, entity }: Grant, scope: Scope): boolean {
  if (programme !== scope.programme) return false
  if (role === 'processor' || role === 'verifier') {
    // A unit sees what was referred to it, a ministry what lies with it now, and no more.
    const seat = scope[seats[role]] ?? null
    return seat !== null && (entity === '' || entity === seat)
  }
  return entity === '' || entity === scope.entity
}

/** Narrows a query over `cases` to those the viewer may read whole: `rolesIn` as SQL, but for verifiers. */
export function visible(query: Knex.QueryBuilder, viewer: Viewer, table = 'cases'): void {
  const grants = viewer.grants.filter((grant) => readers.includes(grant.role))
  query.where((any) => {
    any.whereRaw('1 = 0')
    for (const { role, programme, entity } of grants) {
      any.orWhere((one) => {
        one.where(`${table}.programme`, programme)
        const seat = role === 'processor' ? 'unit' : 'entity'
        if (seat === 'unit') one.whereNotNull(`${table}.unit`)
        if (entity !== '') one.where(`${table}.${seat}`, entity)
      })
    }
  })
  handled(query, viewer, table)
}

/** Narrows a query over `cases` to those that lie with a body the viewer verifies for, until it has reported. */
export function entrusted(query: Knex.QueryBuilder, viewer: Viewer, table = 'cases'): void {
  query.whereNotNull(`${table}.transmitted_to`).where((any) => {
    any.whereRaw('1 = 0')
    for (const { role, programme, entity } of viewer.grants) {
      if (role !== 'verifier') continue
      any.orWhere((one) => {
        one.where(`${table}.programme`, programme)
        if (entity !== '') one.where(`${table}.transmitted_to`, entity)
      })
    }
  })
  handled(query, viewer, table)
}

/** A restricted case is one for its handlers alone. */
function handled(query: Knex.QueryBuilder, viewer: Viewer, table: string): void {
  query.where((open) => {
    open.where(`${table}.restricted`, 0)
    open.orWhereRaw(
      `EXISTS (SELECT 1 FROM case_handlers h WHERE h.case_id = ${table}.id AND h.user_id = ?)`,
      viewer.id,
    )
  })
}

/** Whether the viewer may register complaints, and where: programme and entity ('' is every entity). */
export function registersIn(viewer: Viewer): Grant[] {
  return viewer.grants.filter((grant) => grant.role === 'agent' || grant.role === 'clerk')
}
