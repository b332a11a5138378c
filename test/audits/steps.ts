// Closures that can be drawn, and what auditors type.
import { randomUUID } from 'node:crypto'
import { drawSample } from '../../src/audits/draw.ts'
import { ChecklistForm, DrawForm } from '../../src/audits/schema.ts'
import type { Viewer } from '../../src/cases/desks.ts'
import { leadTo } from '../cases/roads.ts'
import type { Office } from '../support/office.ts'

/** The period of the tests' office. */
export const period = { from: '2026-11-01', to: '2026-11-25' }

/** Closes so many complaints; gives their references. */
export async function closeSome(office: Office, n: number): Promise<string[]> {
  const ids: string[] = []
  for (let k = 0; k < n; k += 1) ids.push(await leadTo(office, 'closed'))
  return ids
}

/** Draws a sample of DAAM; gives its id. */
export const draw = (
  office: Office,
  fields: Partial<Record<'key' | 'place' | 'from' | 'to' | 'size', string>> = {},
  { by = office.staff.auditor, seed }: { by?: Viewer; seed?: string } = {},
): Promise<string> =>
  drawSample(
    office,
    by,
    DrawForm.parse({ key: randomUUID(), place: 'DAAM', ...period, size: '5', ...fields }),
    seed,
  )

/** A checklist on which everything is in order. */
export const inOrder = {
  ...{ treated: 'yes', channel: 'yes', ground: 'notApplicable', dates: 'yes', evidence: 'yes' },
  ...{ verdict: 'conform', findings: '', act: 'conclude' },
}

/** One on which the evidence is missing. */
export const notInOrder = {
  ...inOrder,
  ...{ evidence: 'no', evidenceReason: 'missing', evidenceNote: 'Le reçu n’est pas là.' },
  ...{ verdict: 'notConform', findings: 'La remise n’est pas prouvée.' },
}

/** A checklist as it is typed. */
export const checklist = (fields: Record<string, string> = {}): ChecklistForm =>
  ChecklistForm.parse({ ...inOrder, ...fields })
