// Who may ask for what: each route names one of these. What somebody may do on one case is asked further in.
import { confirmingRoles, holds } from '../accounts/policy.ts'
import type { SignedIn } from '../accounts/schema.ts'
import { working } from '../cases/desks.ts'
import { counters, overseers } from '../cases/overseen.ts'

/** A permission by its name, `noun.verb`. */
export const permissions = {
  public: () => true,
  signedIn: () => true,
  'work.read': (user) => holds(user, ...working),
  'case.read': (user) => holds(user, 'agent', 'clerk', 'processor', 'supervisor', 'closer', 'auditor'),
  // A body that verifies a datum sees that datum, never the case.
  'verification.read': (user) => holds(user, 'verifier'),
  'case.register': (user) => holds(user, 'agent', 'clerk'),
  // The confidential road: those who serve on it, and those who bring somebody to it.
  'confidential.read': (user) => holds(user, 'focal_point', 'specialist'),
  'confidential.figures': (user) => holds(user, 'focal_point'),
  // Break-glass: who asks, who grants, and whose desk it is.
  'door.read': (user) => holds(user, 'supervisor', 'auditor', 'focal_point'),
  'confidential.bring': (user) => holds(user, 'agent', 'clerk', 'focal_point'),
  // Many cases at once, and what they have in common: each act is asked again on each case.
  'bulk.order': (user) => holds(user, 'agent', 'clerk', 'processor', 'supervisor', 'closer'),
  'cause.keep': (user) => holds(user, 'clerk', 'supervisor'),
  'approvals.read': (user) => holds(user, 'supervisor'),
  'closures.read': (user) => holds(user, 'closer'),
  'commitments.read': (user) => holds(user, 'clerk', 'processor', 'supervisor', 'auditor'),
  'notices.read': (user) => holds(user, 'agent', 'clerk', 'processor', 'supervisor', 'closer', 'auditor'),
  // A calendar is for those who keep promises and those who tell them.
  'feed.read': (user) => holds(user, 'clerk', 'processor'),
  'absence.manage': (user) => holds(user, 'supervisor'),
  // How cases go is no secret from whoever has a part in them.
  'lifecycle.read': (user) => user.grants.length > 0,
  'incidents.manage': (user) => holds(user, 'admin'),
  'figures.read': (user) => holds(user, ...overseers),
  'dashboard.read': (user) => holds(user, ...counters),
  'reports.read': (user) => holds(user, ...counters),
  // Closures looked at again, and what is put right: those who oversee see the results, an auditor makes them.
  'audit.read': (user) => holds(user, ...overseers),
  'audit.keep': (user) => holds(user, 'auditor'),
  'plan.read': (user) => holds(user, ...counters),
  'plan.keep': (user) => holds(user, ...overseers),
  'journal.read': (user) => holds(user, 'auditor'),
  // Whoever keeps the product running orders a verification too, and sees where it differs, never what stands there.
  'journal.verify': (user) => holds(user, 'auditor', 'admin'),
  'journal.export': (user) => holds(user, 'auditor'),
  // Whoever answers for deadlines may see why they fall as they do.
  'calendar.read': (user) => holds(user, 'admin', 'supervisor', 'auditor'),
  'calendar.manage': (user) => holds(user, 'admin'),
  'users.manage': (user) => holds(user, 'admin'),
  'roles.confirm': (user) => holds(user, ...confirmingRoles),
} satisfies Record<string, (user: SignedIn) => boolean>

export type Permission = keyof typeof permissions

/** Whether somebody may ask for it. */
export function may(user: SignedIn | null | undefined, permission: Permission): boolean {
  if (permission === 'public') return true
  const allowed: (user: SignedIn) => boolean = permissions[permission]
  return user ? allowed(user) : false
}
