// Who may be given which role by whom; the confidential road has its own lock (docs/domain.md, section 3).
import type { Role, Scope } from '../../workflows/kit.ts'
import { Refused } from '../errors.ts'
import type { Grant, KeptGrant, SignedIn } from './schema.ts'

/** The roles that lead to sensitive cases: each grant waits for somebody who already stands on that road. */
export const confidentialRoles: readonly Role[] = ['focal_point', 'specialist']
export const isConfidential = (role: Role): boolean => confidentialRoles.includes(role)

/** The roles with a say in such a confirmation. */
export const confirmingRoles: readonly Role[] = ['focal_point', 'auditor']

/** Whether somebody holds one of these roles anywhere. */
export const holds = (user: Pick<SignedIn, 'grants'>, ...roles: Role[]): boolean =>
  user.grants.some((grant) => roles.includes(grant.role))

/** The roles a person has on a case that lies there; an administrator has none. */
export function rolesIn(user: Pick<SignedIn, 'grants'>, scope: Scope): Role[] {
  const reaching = user.grants.filter((grant) => reaches(grant, scope))
  return [...new Set(reaching.map((grant) => grant.role))]
}

function reaches({ role, programme, entity }: Grant, scope: Scope): boolean {
  if (role === 'admin' || programme !== scope.programme) return false
  // Whoever does the work belongs to a business unit, everybody else to an entity.
  return entity === '' || entity === (role === 'processor' ? scope.unit : scope.entity)
}

/**
 * Nobody gives themselves a role, and the two roads never meet in one person.
 * @throws Refused with the reason.
 */
export function refuseGrant(by: SignedIn, to: { id: string; grants: readonly Grant[] }, grant: Grant): void {
  if (by.id === to.id) throw new Refused('account.refusal.ownRoles')
  if ((grant.role === 'admin') !== (grant.programme === '*')) throw new Refused('account.refusal.adminPlace')
  const roles = [...to.grants.map(({ role }) => role), grant.role]
  if (roles.includes('admin') && roles.some(isConfidential))
    throw new Refused('account.refusal.adminConfidential')
}

/** A confidential grant that waits, with the person it is for. */
export type Waiting = Pick<KeptGrant, 'role' | 'programme' | 'entity' | 'grantedBy'> & { userId: string }

/**
 * Whether this person may confirm it: a serving focal point of the programme; the first time, an auditor.
 * Never whoever asked for it, never whoever it is for.
 * @param served whether the programme has another focal point who serves.
 */
export function mayConfirm(user: SignedIn, waiting: Waiting, served: boolean): boolean {
  if (user.id === waiting.userId || user.id === waiting.grantedBy) return false
  const role = served ? 'focal_point' : 'auditor'
  return user.grants.some((grant) => grant.role === role && grant.programme === waiting.programme)
}
