// Closures that can be drawn, and what auditors type.
import { randomUUID } from 'node:crypto'
import { askSample } from '../../src/audits/draw.ts'
import { carryOutDraws } from '../../src/audits/draw-work.ts'
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

type Fields = Partial<Record<'key' | 'place' | 'from' | 'to' | 'size', string>>

/** Asks for a sample of DAAM, which a worker draws; gives its id. */
export const ask = (
  office: Office,
  fields: Fields = {},
  { by = office.staff.auditor, seed }: { by?: Viewer; seed?: string } = {},
): Promise<string> =>
  askSample(
    office,
    by,
    DrawForm.parse({ key: randomUUID(), place: 'DAAM', ...period, size: '5', ...fields }),
    seed,
  )

/** Draws a sample of DAAM; gives its id. */
export async function draw(...asked: Parameters<typeof ask>): Promise<string> {
  const id = await ask(...asked)
  await carryOutDraws(asked[0])
  return id
}

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
