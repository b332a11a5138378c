// Who may be given which role by whom; the confidential road has its own lock (docs/domain.md, section 3).
import type { Role } from '../../workflows/kit.ts'
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

/** What was done before, as far as the word of a person on a waiting grant depends on it. */
export type Past = {
  /** The programme has, or once had, a focal point in force; who serves today does not matter. */
  founded: boolean
  /** An administrator had a hand both in this person's say as an auditor and in the waiting grant. */
  beholden: boolean
}

/** Whose word it is: a serving focal point's; the very first time, when there is none to ask, an auditor's. */
export const confirmingRole = ({ founded }: Past): Role => (founded ? 'focal_point' : 'auditor')

/**
 * Whether this person has a say in it: a serving focal point of the programme; the very first time, an auditor who
 * owes nothing to an administrator behind the grant. Never whoever asked for it, never whoever it is for.
 */
export function mayConfirm(user: SignedIn, waiting: Waiting, past: Past): boolean {
  if (user.id === waiting.userId || user.id === waiting.grantedBy) return false
  const role = confirmingRole(past)
  if (role === 'auditor' && past.beholden) return false
  return user.grants.some((grant) => grant.role === role && grant.programme === waiting.programme)
}
