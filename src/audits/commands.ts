// What auditors do with a closure: give it to one of them, answer its checklist, ask that the case be taken up again.
import { type ViewParts, viewCase } from '../cases/case-view.ts'
import { deskOf, type Viewer } from '../cases/desks.ts'
import { lockAll } from '../cases/family.ts'
import { Conflict, Forbidden, Invalid, NotFound, Refused } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import { auditorsOf } from './auditors.ts'
import { handsIn, mayAudit } from './policy.ts'
import { findItem, type WholeItem } from './queries.ts'
import type { ChecklistForm, ItemRow } from './schema.ts'

type Parts = { db: Database; clock: Clock }

/** One closure of one sample. */
export type ItemKey = { sample: string; caseId: string }

/**
 * Gives a closure to an auditor of its place.
 * @throws NotFound, Forbidden for whoever does not audit there, Conflict when it is concluded, Invalid on `to` for
 * somebody who does not audit there or had a hand in the case.
 */
export async function assignItem(parts: Parts, viewer: Viewer, key: ItemKey, to: string): Promise<void> {
  const { db } = parts
  const seen = await findItem(db, viewer, key)
  if (!mayAudit(viewer, seen)) throw auditorsOnly()
  const there = await auditorsOf(db, seen.programme, seen.entity)
  if (!there.includes(to)) throw new Invalid({ to: { key: 'audit.refusal.auditor' } })
  await onItem(parts, key, async (tx, item) => {
    requireOpen(item)
    if ((await handsIn(tx, key.caseId)).has(to)) throw new Invalid({ to: { key: 'audit.refusal.handOf' } })
    if (item.auditor === to) return
    // Somebody else begins anew: what was begun is what the one before thought.
    await tx.run('DELETE FROM audit_checks WHERE sample_id = ? AND case_id = ?', [key.sample, key.caseId])
    await tx.run(
      `UPDATE audit_items SET auditor = ?, status = 'waiting', verdict = NULL, findings = ''
       WHERE sample_id = ? AND case_id = ?`,
      [to, key.sample, key.caseId],
    )
  })
}

/**
 * Keeps the checklist of a closure, or concludes it for good.
 * @throws NotFound, Forbidden for anybody but its auditor and for whoever had a hand in the case, Conflict when it is
 * concluded already.
 */
export async function answerItem(
  parts: Parts,
  viewer: Viewer,
  key: ItemKey,
  form: ChecklistForm,
): Promise<void> {
  const { db, clock } = parts
  const seen = await findItem(db, viewer, key)
  if (!mayAudit(viewer, seen)) throw auditorsOnly()
  await onItem(parts, key, async (tx, item) => {
    requireOpen(item)
    await requireOwn(tx, viewer, item)
    await tx.run('DELETE FROM audit_checks WHERE sample_id = ? AND case_id = ?', [key.sample, key.caseId])
    for (const { name, answer, reason, note } of form.rows) {
      if (answer === '') continue
      await tx.run(
        'INSERT INTO audit_checks (sample_id, case_id, name, answer, reason, note) VALUES (?, ?, ?, ?, ?, ?)',
        [key.sample, key.caseId, name, answer, reason, note],
      )
    }
    const done = form.act === 'conclude'
    await tx.run(
      `UPDATE audit_items SET status = ?, verdict = ?, findings = ?, concluded_at = ?, concluded_by = ?
       WHERE sample_id = ? AND case_id = ?`,
      [
        ...[done ? 'done' : 'begun', form.verdict || null, form.findings],
        ...[done ? clock.now() : null, done ? viewer.id : null, key.sample, key.caseId],
      ],
    )
  })
}

/**
 * Asks that a case that is not conform be taken up again, and tells the supervisors of its place; they do it, by an
 * ordinary event of its lifecycle, or do not.
 * @throws NotFound, Forbidden for anybody but its auditor, Refused where it is conform, is not closed, or its
 * lifecycle knows no reopening; Conflict when it was asked before.
 */
export async function askReopening(parts: ViewParts, viewer: Viewer, key: ItemKey): Promise<void> {
  const { db, clock } = parts
  const seen = await findItem(db, viewer, key)
  if (!mayAudit(viewer, seen)) throw auditorsOnly()
  if (!(await canBeReopened(parts, viewer, seen))) throw new Refused('audit.refusal.noReopening')
  await onItem(parts, key, async (tx, item) => {
    await requireOwn(tx, viewer, item)
    if (item.status !== 'done' || item.verdict !== 'notConform')
      throw new Refused('audit.refusal.notConformFirst')
    if (item.asked_at !== null) throw new Conflict('audit.refusal.asked')
    const now = clock.now()
    await tx.run('UPDATE audit_items SET asked_at = ?, asked_by = ? WHERE sample_id = ? AND case_id = ?', [
      ...[now, viewer.id, key.sample, key.caseId],
    ])
    const desk = deskOf({ programme: seen.programme, entity: seen.entity, unit: null }, 'supervisor')
    await tx.run(
      'INSERT INTO notices (id, desk, case_id, effect, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
      [`audit/${key.sample}/${key.caseId}`, desk, key.caseId, 'auditAsksReopening', now],
    )
  })
}

/** Whether the lifecycle of a closure lets somebody take it up again as it stands. */
export async function canBeReopened(
  parts: ViewParts,
  viewer: Viewer,
  { case_id, state }: Pick<WholeItem, 'case_id' | 'state'>,
): Promise<boolean> {
  if (state !== 'closed') return false
  const { acts } = await viewCase(parts, case_id, viewer)
  return acts.some(({ type }) => type === 'REOPEN')
}

const auditorsOnly = () => new Forbidden({ key: 'refusal.role', values: { roles: 'auditor' } })

function requireOpen({ status }: ItemRow): void {
  if (status === 'done') throw new Conflict('audit.refusal.done')
}

/** Its auditor, who may have acted on the case since it was given to them. */
async function requireOwn(tx: Tx, viewer: Viewer, item: ItemRow): Promise<void> {
  if (item.auditor !== viewer.id) throw new Forbidden('audit.refusal.notYours')
  if ((await handsIn(tx, item.case_id)).has(viewer.id)) throw new Forbidden('audit.refusal.hand')
}

/** Works on a closure under the lock of its case: one that leaves meanwhile takes its item along. @throws NotFound */
async function onItem(
  { db }: Pick<Parts, 'db'>,
  { sample, caseId }: ItemKey,
  work: (tx: Tx, item: ItemRow) => Promise<void>,
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockAll(db, tx, [caseId])
    const [item] = await tx.all<ItemRow>(
      `SELECT i.* FROM audit_items i JOIN cases c ON c.id = i.case_id
       WHERE i.sample_id = ? AND i.case_id = ? AND c.restricted = 0 AND c.outcome <> 'takenOver'`,
      [sample, caseId],
    )
    if (!item) throw new NotFound()
    await work(tx, item)
  })
}
