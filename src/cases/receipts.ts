// What a complainant is handed when their case is registered: also by somebody who may not see the case itself.
import { NotFound } from '../errors.ts'
import type { Database } from '../platform/database.ts'
import { findCase } from './case-view.ts'
import type { Viewer } from './desks.ts'
import { readReference } from './reference.ts'
import type { CaseRow, RegistrationRow } from './rows.ts'

/** Milliseconds in which whoever registered a case may hand its receipt out again. */
const A_DAY = 86_400_000

export type ReceiptView = {
  row: CaseRow
  registration: RegistrationRow
  /** Whether the viewer may open the case. */
  open: boolean
}

/**
 * The receipt of a case: for whoever sees it, and on the day itself for whoever registered it.
 * @throws NotFound for everybody else.
 */
export async function readReceipt(
  db: Database,
  id: string,
  viewer: Viewer,
  now: number,
): Promise<ReceiptView> {
  if (readReference(id) !== id) throw new NotFound()
  const registration = await db.read<RegistrationRow>('registrations').where({ case_id: id }).first()
  if (!registration) throw new NotFound()
  const own = registration.registered_by === viewer.id && registration.registered_at > now - A_DAY
  const seen = await findCase(db, id, viewer).catch((error) => {
    if (own && error instanceof NotFound) return undefined
    throw error
  })
  const row: CaseRow | undefined = seen ?? (await db.read('cases').where({ id }).first())
  if (!row) throw new NotFound()
  // Whoever handles a restricted case asks for its author on the case itself, where that is kept.
  const person = row.restricted === 1 && !own ? { ...registration, name: '' } : registration
  return { row, registration: person, open: seen !== undefined }
}
