// Who audits, who sees the results, and who had a hand in a case: they never answer for it.
import type { Viewer } from '../cases/desks.ts'
import { overseers, type Place } from '../cases/overseen.ts'
import type { Database, Tx, Value } from '../platform/database.ts'

/** Whether the viewer draws samples of a place: it must be one they audit whole. */
export const mayAudit = ({ grants }: Viewer, { programme, entity }: Place): boolean =>
  grants.some(
    (grant) =>
      grant.role === 'auditor' &&
      grant.programme === programme &&
      (grant.entity === '' || grant.entity === entity),
  )

/** Whether they see the results of a sample: of their place, or the part of it that lies in their place. */
export const maySeeSample = ({ grants }: Viewer, { programme, entity }: Place): boolean =>
  grants.some(
    (grant) =>
      overseers.includes(grant.role) &&
      grant.programme === programme &&
      (grant.entity === '' || entity === '' || grant.entity === entity),
  )

/** The programmes whose samples the viewer may see some of. */
export const programmesSeen = ({ grants }: Viewer): string[] => [
  ...new Set(grants.filter(({ role }) => overseers.includes(role)).map(({ programme }) => programme)),
]

/** Everybody whose hands are in a case, as a query: its journal, that of what is about it, what was told, filed or put right. */
const HANDS = `
  SELECT j.actor AS person FROM journal j WHERE j.instance_id = :case
  UNION SELECT a.actor FROM cases x JOIN journal a ON a.instance_id = x.id WHERE x.about = :case
  UNION SELECT r.registered_by FROM registrations r WHERE r.case_id = :case
  UNION SELECT d.added_by FROM documents d WHERE d.case_id = :case
  UNION SELECT k.added_by FROM cause_cases k WHERE k.case_id = :case
  UNION SELECT k.decided_by FROM cause_cases k WHERE k.case_id = :case
  UNION SELECT b.requested_by FROM registrations r JOIN beneficiary_changes b
    ON b.beneficiary_id = r.beneficiary_id AND b.case_id = r.case_id WHERE r.case_id = :case
  UNION SELECT b.approved_by FROM registrations r JOIN beneficiary_changes b
    ON b.beneficiary_id = r.beneficiary_id AND b.case_id = r.case_id WHERE r.case_id = :case`

/** Everybody who had a hand in a case. */
export async function handsIn({ all }: Pick<Database | Tx, 'all'>, caseId: string): Promise<Set<string>> {
  const values: Value[] = HANDS.split(':case')
    .slice(1)
    .map(() => caseId)
  const rows = await all<{ person: string | null }>(HANDS.replaceAll(':case', '?'), values)
  return new Set(rows.flatMap(({ person }) => (person === null ? [] : [person])))
}

/** A condition, with one `?` for a person: that they had no hand in the case of this column. */
export const withoutHandIn = (column: string): string =>
  `NOT EXISTS (SELECT 1 FROM (${HANDS.replaceAll(':case', column)}) AS h WHERE h.person = ?)`
