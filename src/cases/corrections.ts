// Data put right on a beneficiary's sheet: asked for field by field, applied only once somebody else approved it.
import { type Correctable, correctable } from '../../workflows/verification-inputs.ts'
import { Invalid, Refused } from '../errors.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Viewer } from './desks.ts'
import { foldCnie, foldPhone, isCnie, isPhone } from './folding.ts'
import { visible } from './policy.ts'

export type Change = {
  n: number
  at: number
  case_id: string
  field: string
  old: string
  new: string
  requested_by: string
  approved_by: string
}

/** What the sheet says now; undefined when nobody knows whose case it is. */
export async function onSheet(db: Database, caseId: string, field: string): Promise<string | undefined> {
  const [row] = await db.all<{ beneficiary_id: string | null } & Partial<Record<string, string>>>(
    `SELECT r.beneficiary_id, b.* FROM registrations r LEFT JOIN beneficiaries b ON b.id = r.beneficiary_id
     WHERE r.case_id = ?`,
    [caseId],
  )
  if (!row?.beneficiary_id) return undefined
  return isCorrectable(field) ? String(row[field] ?? '') : ''
}

export const isCorrectable = (field: string): field is Correctable =>
  correctable.some((known) => known === field)

/**
 * A value as the sheet keeps it.
 * @throws Invalid on `claimed` when it cannot be a number or a card, or is what stands there already.
 */
export function claimedFor(field: string, typed: string, old: string): string {
  const value = field === 'cnie' ? foldCnie(typed) : field === 'phone' ? foldPhone(typed) : typed.trim()
  if (field === 'cnie' && !isCnie(value)) throw new Invalid({ claimed: { key: 'field.cnie.invalid' } })
  if (field === 'phone' && !isPhone(value)) throw new Invalid({ claimed: { key: 'field.phone.invalid' } })
  if (value === old) throw new Invalid({ claimed: { key: 'field.claimed.same' } })
  return value
}

/** Whether somebody else of the programme has this card: it would lead to two people from then on. */
export async function cardTaken(db: Pick<Tx, 'all'>, caseId: string, cnie: string): Promise<boolean> {
  const rows = await db.all(
    `SELECT other.id FROM registrations r
       JOIN beneficiaries own ON own.id = r.beneficiary_id
       JOIN beneficiaries other ON other.programme = own.programme AND other.cnie = ? AND other.id <> own.id
     WHERE r.case_id = ? LIMIT 1`,
    [cnie, caseId],
  )
  return rows.length > 0
}

export type Correction = {
  caseId: string
  field: Correctable
  old: string
  claimed: string
  requestedBy: string
  approvedBy: string
  at: number
}

/**
 * Writes a correction onto the sheet, and into its history.
 * @throws Refused when nobody knows whose sheet it is, when it says something else by now, or when somebody else
 * got that card meanwhile.
 */
export async function applyCorrection(tx: Tx, correction: Correction): Promise<void> {
  const { caseId, field, old, claimed } = correction
  const id = await beneficiaryOf(tx, caseId)
  if (id === null) throw new Refused('refusal.noBeneficiary')
  if (field === 'cnie' && (await cardTaken(tx, caseId, claimed))) throw new Refused('refusal.cardTaken')
  const changed = await tx.run(`UPDATE beneficiaries SET ${field} = ? WHERE id = ? AND ${field} = ?`, [
    claimed,
    id,
    old,
  ])
  if (changed === 0) throw new Refused('refusal.sheetMoved')
  await keepChange(tx, id, correction)
}

/** A household is eligible, or is not: its sheet says so, where there is one. */
export async function markEligibility(
  tx: Tx,
  change: Omit<Correction, 'field' | 'old'> & { claimed: 'accepted' | 'refused' },
): Promise<void> {
  const id = await beneficiaryOf(tx, change.caseId)
  if (id === null) return
  const [row] = await tx.all<{ eligibility: string }>('SELECT eligibility FROM beneficiaries WHERE id = ?', [
    id,
  ])
  await tx.run('UPDATE beneficiaries SET eligibility = ? WHERE id = ?', [change.claimed, id])
  await keepChange(tx, id, { ...change, field: 'eligibility', old: row?.eligibility ?? '' })
}

async function beneficiaryOf(tx: Tx, caseId: string): Promise<string | null> {
  const [row] = await tx.all<{ beneficiary_id: string | null }>(
    'SELECT beneficiary_id FROM registrations WHERE case_id = ?',
    [caseId],
  )
  return row?.beneficiary_id ?? null
}

type Kept = Omit<Correction, 'field'> & { field: string }

async function keepChange(tx: Tx, id: string, change: Kept): Promise<void> {
  const { caseId, field, old, claimed, requestedBy, approvedBy, at } = change
  await tx.run(
    `INSERT INTO beneficiary_changes (beneficiary_id, n, at, case_id, field, old, new, requested_by, approved_by)
     SELECT ?, COALESCE(MAX(n), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM beneficiary_changes WHERE beneficiary_id = ?`,
    [id, at, caseId, field, old, claimed, requestedBy, approvedBy, id],
  )
}

/**
 * Takes the changes that came from a case out of the history of their sheets, which say from then on what they say.
 * Nothing less hides whose case it was: of a change without a case, the one that is missing can be found.
 */
export async function forgetChanges(tx: Tx, caseId: string): Promise<void> {
  const sheets = await tx.all<{ id: string }>(
    'SELECT DISTINCT beneficiary_id AS id FROM beneficiary_changes WHERE case_id = ? ORDER BY beneficiary_id',
    [caseId],
  )
  // Whoever changes a sheet holds its row: until this ends, nobody adds to its history.
  for (const { id } of sheets) await tx.run('UPDATE beneficiaries SET id = id WHERE id = ?', [id])
  await tx.run('DELETE FROM beneficiary_changes WHERE case_id = ?', [caseId])
  for (const { id } of sheets) await renumber(tx, id)
}

/** A gap would say that something stood there. */
async function renumber(tx: Tx, id: string): Promise<void> {
  const rows = await tx.all<{ n: number }>(
    'SELECT n FROM beneficiary_changes WHERE beneficiary_id = ? ORDER BY n',
    [id],
  )
  for (const [index, { n }] of rows.entries())
    await tx.run('UPDATE beneficiary_changes SET n = ? WHERE beneficiary_id = ? AND n = ?', [
      ...[index + 1, id, n],
    ])
}

/** A change on a sheet, and whether whoever asks may read the case it came from. */
export type ReadChange = Change & { readable: boolean }

/** What was changed on a sheet, newest first. */
export async function changesOf(db: Database, beneficiary: string, viewer: Viewer): Promise<ReadChange[]> {
  const changes: Change[] = await db
    .read('beneficiary_changes')
    .where({ beneficiary_id: beneficiary })
    .orderBy('n', 'desc')
    .limit(50)
  if (changes.length === 0) return []
  const query = db.read('cases').whereIn(
    'cases.id',
    changes.map(({ case_id }) => case_id),
  )
  visible(query, viewer)
  const readable = new Set((await query.select('cases.id')).map(({ id }) => id))
  return changes.map((change) => ({ ...change, readable: readable.has(change.case_id) }))
}
