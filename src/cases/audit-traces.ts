// What auditors wrote about a case: it goes with the case.
import type { Tx } from '../platform/database.ts'

/** Of a case that leaves, no audit knows any more: neither that it was drawn nor what was found. */
export async function forgetAudits(tx: Tx, caseId: string): Promise<void> {
  await tx.run('DELETE FROM audit_checks WHERE case_id = ?', [caseId])
  await tx.run('DELETE FROM audit_items WHERE case_id = ?', [caseId])
}
