// Which desks hear of what happened to a case.
import { type Hearer, type Role, roles } from '../../workflows/kit.ts'
import { deskOf, personalDesk } from '../cases/desks.ts'
import { readPersonal } from '../cases/personal-desks.ts'
import { type Facts, newDueDay } from './facts.ts'
import type { Presence } from './presence.ts'

const CLERK = ['clerk'] as const

/** By effect: who hears it; how far a deadline climbs is the programme's to say. */
const hearers: Record<string, (facts: Facts) => readonly Hearer[]> = {
  tellProcessor: () => ['processor'],
  // Only another day is news: the law of the clock moves instants.
  tellRescheduled: ({ history }) => (newDueDay(history) ? ['owner'] : []),
  tellReturned: (facts) => returnedTo(facts),
  tellDocumentsMissing: () => CLERK,
  remindOwner: ({ programme }) => programme.escalation.soon,
  alertNoCommitment: () => ['processor', 'supervisor'],
  // The unit owes a new date, the clerk owes the complainant the news of it.
  alertBroken: () => ['processor', 'clerk', 'supervisor'],
  alertSupervisor: ({ programme }) => programme.escalation.overdue,
  tellVerifier: () => ['verifier'],
  tellVerified: () => CLERK,
  alertNotVerified: () => ['clerk', 'supervisor'],
  tellCorrected: () => CLERK,
  tellObserved: () => CLERK,
  tellReferred: () => CLERK,
  alertNoReply: () => ['clerk', 'supervisor'],
  tellAppealLodged: () => ['clerk', 'supervisor'],
  tellAppealDecided: () => ['clerk', 'supervisor'],
  tellReferralJoined: () => ['clerk', 'supervisor'],
  alertAuditor: ({ programme }) => programme.escalation.late,
}

/** Who hears in the place of a role of which nobody is there. */
const above: Partial<Record<Role, Role>> = {
  processor: 'supervisor',
  clerk: 'supervisor',
  closer: 'supervisor',
  supervisor: 'auditor',
}

/** Whether an effect is heard at desks; every other one is a letter. */
export const isForStaff = (effect: string, { lifecycle }: Pick<Facts, 'lifecycle'>): boolean =>
  effect in hearers || lifecycle.tells?.[effect] !== undefined

/** The desks that hear an effect, each once; undefined when it is not for the staff. */
export function desksFor(effect: string, facts: Facts, presence: Presence): string[] | undefined {
  const rungs = hearers[effect]?.(facts) ?? facts.lifecycle.tells?.[effect]
  if (!rungs) return undefined
  const heard = rungs.flatMap((rung) => (rung === 'owner' ? facts.owners : deskFor(rung, facts)))
  return [...new Set(heard.flatMap((desk) => withStandIns(desk, facts, presence)))]
}

/** The desks of a role: whoever was named, the handlers of a restricted case, else everybody who sits there. */
function deskFor(role: Role, { row, context }: Facts): string[] {
  const named = context.assignees[role]
  if (named) return [personalDesk(row.programme, named, role)]
  if (context.handlers) return context.handlers.map((person) => personalDesk(row.programme, person, role))
  if (role === 'processor' && row.unit === null) return []
  return [deskOf({ ...row, transmittedTo: row.transmitted_to }, role)]
}

/** The desk itself, that of the role for somebody who is away, and the next rung when nobody of the role is there. */
function withStandIns(desk: string, facts: Facts, presence: Presence): string[] {
  const personal = readPersonal(desk)
  const role = roleAt(desk)
  // A restricted case is no business of whoever stands in.
  if (facts.context.handlers) return [desk]
  const first = personal && presence.isAway(personal.person) ? deskOf(facts.row, personal.role) : desk
  const next = role && !presence.isStaffed(role) ? above[role] : undefined
  return next
    ? [first, ...deskFor(next, facts).flatMap((one) => withStandIns(one, facts, presence))]
    : [first]
}

/** The role a desk belongs to, somebody’s own as well. */
const roleAt = (desk: string): Role | undefined => roles.find((role) => desk.endsWith(`/${role}`))

const GIVES_BACK = ['RETURN_WORK', 'SEND_BACK', 'RETURN_CLOSURE']
const WITH_UNIT = ['referred', 'committed', 'promised', 'broken']

/** What stands with the business unit again is its affair, whatever was asked for; everything else is the clerk's. */
function returnedTo({ history, row }: Facts): readonly Role[] {
  const isWork = GIVES_BACK.includes(history.at(-1)?.event ?? '') && WITH_UNIT.includes(row.state)
  return isWork ? ['processor'] : CLERK
}
