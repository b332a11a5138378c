// Which desks hear of what happened to a case.
import type { Role } from '../../workflows/kit.ts'
import { deskOf, personalDesk } from '../cases/desks.ts'
import { type Facts, textIn } from './facts.ts'

const CLERK = ['clerk'] as const

/** By effect: the roles that hear it, whoever the case waits for besides when `owners` is set. */
const hearers: Record<string, (facts: Facts) => { owners?: boolean; roles: readonly Role[] }> = {
  tellProcessor: () => ({ roles: ['processor'] }),
  tellReturned: (facts) => ({ roles: returnedTo(facts) }),
  tellDocumentsMissing: () => ({ roles: CLERK }),
  remindOwner: () => ({ owners: true, roles: [] }),
  alertNoCommitment: () => ({ roles: ['processor', 'supervisor'] }),
  // The unit owes a new date, the clerk owes the complainant the news of it.
  alertBroken: () => ({ roles: ['processor', 'clerk', 'supervisor'] }),
  alertSupervisor: () => ({ owners: true, roles: ['supervisor'] }),
  alertAuditor: () => ({ owners: true, roles: ['supervisor', 'auditor'] }),
}

/** The desks that hear an effect, each once; undefined when it is not for the staff. */
export function desksFor(effect: string, facts: Facts): string[] | undefined {
  const hears = hearers[effect]?.(facts)
  if (!hears) return undefined
  const desks = hears.roles.map((role) => deskFor(role, facts))
  return [...new Set([...(hears.owners ? facts.owners : []), ...desks])]
}

/** The desk of whoever was named for a role, else of the role. */
function deskFor(role: Role, { row, context }: Facts): string {
  const named = context.assignees[role]
  return named ? personalDesk(row.programme, named, role) : deskOf(row, role)
}

/** Work goes back to the business unit, everything else to the clerk. */
function returnedTo({ history }: Facts): readonly Role[] {
  const event = history.at(-1)
  const work = event?.event === 'RETURN_WORK' || textIn(event, 'to') === 'work'
  return work ? ['processor'] : CLERK
}
