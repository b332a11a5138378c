// What everybody is told of a cause: a clerk writes it, a supervisor who did not write it publishes it, in French and Arabic.
import { z } from 'zod'
import { Conflict, Forbidden, Refused } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import {
  CauseForm,
  findCause,
  keepers,
  lockOpen,
  mayKeep,
  mayPublish,
  record,
  requireThat,
  unnamed,
} from './causes.ts'
import type { Viewer } from './desks.ts'

export type CauseNotice = {
  cause_id: string
  /** Its version: each text is kept. */
  n: number
  title_fr: string
  title_ar: string
  /** What is known. */
  text_fr: string
  text_ar: string
  /** What to do, and what there is no need to do; '' where nothing is said of it. */
  do_fr: string
  do_ar: string
  avoid_fr: string
  avoid_ar: string
  status: 'draft' | 'published' | 'replaced' | 'withdrawn'
  written_by: string
  written_at: number
  published_by: string | null
  published_at: number | null
}

const advice = z
  .string('cause.refusal.advice')
  .trim()
  .min(10, 'cause.refusal.advice')
  .max(1000, 'cause.refusal.long')
  .refine(unnamed, 'cause.refusal.namesCase')
const optionalAdvice = z
  .string()
  .trim()
  .max(1000, 'cause.refusal.long')
  .refine(unnamed, 'cause.refusal.namesCase')
  .default('')
const { titleFr, titleAr, textFr, textAr } = CauseForm.shape

/** What somebody types; what to avoid is said in both languages or in none. */
export const NoticeForm = z
  .object({
    ...{ titleFr, titleAr, textFr, textAr },
    doFr: advice,
    doAr: advice,
    avoidFr: optionalAdvice,
    avoidAr: optionalAdvice,
  })
  .refine(({ avoidFr, avoidAr }) => !avoidFr === !avoidAr, { path: ['avoidAr'], error: 'cause.refusal.both' })
export type NoticeForm = z.output<typeof NoticeForm>

type Parts = { db: Database; clock: Clock }

/** Writes the draft of a notice, or writes it anew. @throws NotFound, Forbidden, Conflict when the cause is closed. */
export async function writeNotice(
  { db, clock }: Parts,
  viewer: Viewer,
  id: string,
  form: NoticeForm,
): Promise<void> {
  const cause = await findCause(db, viewer, id)
  requireThat(mayKeep(viewer, cause), ...keepers)
  const now = clock.now()
  const { titleFr, titleAr, textFr, textAr, doFr, doAr, avoidFr, avoidAr } = form
  const typed = [titleFr, titleAr, textFr, textAr, doFr, doAr, avoidFr, avoidAr]
  await db.transaction(async (tx) => {
    await holdOpen(db, tx, id)
    // A draft that is written anew is another text: whoever read the one before publishes neither.
    await tx.run("UPDATE cause_notices SET status = 'replaced' WHERE cause_id = ? AND status = 'draft'", [id])
    await tx.run(
      `INSERT INTO cause_notices (cause_id, n, title_fr, title_ar, text_fr, text_ar, do_fr, do_ar, avoid_fr, avoid_ar,
         status, written_by, written_at)
       SELECT ?, coalesce(max(n), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, 'draft', ?, ? FROM cause_notices WHERE cause_id = ?`,
      [id, ...typed, viewer.id, now, id],
    )
    await record(tx, id, { at: now, actor: viewer.id, act: 'write' })
  })
}

/**
 * Shows a draft to everybody, in place of what was shown before; `seen` is the version that was read.
 * @throws NotFound; Forbidden for whoever may not, or wrote it; Conflict when it was written anew or the cause is closed.
 */
export async function publishNotice(
  { db, clock }: Parts,
  viewer: Viewer,
  id: string,
  seen: number,
): Promise<void> {
  const cause = await findCause(db, viewer, id)
  requireThat(mayPublish(viewer, cause), 'supervisor')
  const now = clock.now()
  await db.transaction(async (tx) => {
    await holdOpen(db, tx, id)
    const [draft] = await tx.all<CauseNotice>(
      "SELECT * FROM cause_notices WHERE cause_id = ? AND status = 'draft'",
      [id],
    )
    if (draft?.n !== seen) throw new Conflict('cause.refusal.changed')
    if (draft.written_by === viewer.id) throw new Forbidden('cause.refusal.ownNotice')
    await tx.run("UPDATE cause_notices SET status = 'replaced' WHERE cause_id = ? AND status = 'published'", [
      id,
    ])
    await tx.run(
      "UPDATE cause_notices SET status = 'published', published_by = ?, published_at = ? WHERE cause_id = ? AND n = ?",
      [viewer.id, now, id, draft.n],
    )
    await record(tx, id, { at: now, actor: viewer.id, act: 'publish' })
  })
}

/** Takes away what is shown, at once. @throws NotFound, Forbidden, Refused when nothing is shown. */
export async function withdrawNotice({ db, clock }: Parts, viewer: Viewer, id: string): Promise<void> {
  const cause = await findCause(db, viewer, id)
  requireThat(mayPublish(viewer, cause), 'supervisor')
  await db.transaction(async (tx) => {
    const taken = await tx.run(
      "UPDATE cause_notices SET status = 'withdrawn' WHERE cause_id = ? AND status = 'published'",
      [id],
    )
    if (taken === 0) throw new Refused('cause.refusal.notShown')
    await record(tx, id, { at: clock.now(), actor: viewer.id, act: 'withdraw' })
  })
}

/** Two who write or publish at once do so one after the other. */
async function holdOpen(db: Pick<Database, 'kind'>, tx: Tx, id: string): Promise<void> {
  if (db.kind === 'postgres') await tx.all('SELECT id FROM causes WHERE id = ? FOR UPDATE', [id])
  await lockOpen(db, tx, id)
}

export type Notices = { draft: CauseNotice | undefined; shown: CauseNotice | undefined }

/** The draft of a cause and what everybody reads; who may see them is the caller's question. */
export async function noticesOf(db: Database, id: string): Promise<Notices> {
  const rows = await db.all<CauseNotice>(
    "SELECT * FROM cause_notices WHERE cause_id = ? AND status IN ('draft', 'published')",
    [id],
  )
  return {
    draft: rows.find(({ status }) => status === 'draft'),
    shown: rows.find(({ status }) => status === 'published'),
  }
}

/** When (UTC ms) everybody was told first; null when nobody was. */
export async function toldSince(db: Database, id: string): Promise<number | null> {
  const [row] = await db.all<{ at: number | null }>(
    'SELECT min(published_at) AS at FROM cause_notices WHERE cause_id = ?',
    [id],
  )
  return row?.at == null ? null : Number(row.at)
}

/** Those of some causes of which everybody is told now. */
export async function toldCauses(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const rows: { cause_id: string }[] = await db
    .read('cause_notices')
    .whereIn('cause_id', [...ids])
    .where({ status: 'published' })
    .select('cause_id')
  return new Set(rows.map(({ cause_id }) => cause_id))
}
