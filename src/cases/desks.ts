// A desk is where work waits: a role within a programme and an entity, or one named person. One column, one index.
import type { Role, Scope } from '../../workflows/kit.ts'
import type { Programmes } from '../programmes/index.ts'

export type Grant = { role: Role; programme: string; entity: string }

/** Somebody who looks or acts, as the domain sees them. */
export type Viewer = { id: string; grants: readonly Grant[] }

/** The roles whose holders have a worklist. */
export const working: readonly Role[] = ['clerk', 'processor', 'supervisor', 'closer', 'verifier']

/** The desk of a role: processors sit in a business unit, verifiers in their body, everybody else where the case was received. */
export function deskOf(scope: Scope, role: Role): string {
  const place = role === 'processor' ? scope.unit : role === 'verifier' ? scope.transmittedTo : scope.entity
  return `${scope.programme}/${place ?? '-'}/${role}`
}

/** The desk of a person in a role within a programme, where work named for them waits. */
export const personalDesk = (programme: string, person: string, role: Role): string =>
  `${programme}/@${person}/${role}`

/** Where cases whose clock is held are kept in sight of a desk without waiting for it. */
export const heldDesk = (desk: string): string => `${desk}/held`

/** The desks a viewer works at, in the programmes asked for (all when none is named). */
export function desksOf(programmes: Programmes, viewer: Viewer, only?: string): string[] {
  const desks = new Set<string>()
  for (const { role, programme, entity } of viewer.grants) {
    const pack = programmes.find(programme)
    if (!pack || !working.includes(role) || (only && only !== programme)) continue
    desks.add(personalDesk(programme, viewer.id, role))
    const places = role === 'processor' ? pack.units : role === 'verifier' ? pack.verifiers : pack.entities
    for (const { code } of places) {
      if (entity === '' || entity === code) desks.add(`${programme}/${code}/${role}`)
    }
  }
  return [...desks].sort()
}

/** The programme a desk belongs to. */
export const programmeOf = (desk: string): string => desk.slice(0, desk.indexOf('/'))

/** So many desks are asked together: a database joins some hundreds of selects, and no more. */
export const DESKS_TOGETHER = 100

export const inGroups = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size))
