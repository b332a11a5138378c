// Files that prove what an action did: added and withdrawn in the open, kept for whoever reads the plan, telling of no case.
import { z } from 'zod'
import { giveUpUploads } from '../cases/departures.ts'
import type { Viewer } from '../cases/desks.ts'
import { hashesSeen, type StoredDocument } from '../cases/documents.ts'
import { namesCase } from '../cases/named-case.ts'
import { Invalid, NotFound, type Said } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import { mayKeepPlan } from './policy.ts'
import { findPlan } from './queries.ts'
import { words } from './schema.ts'
import { keep, refused, requireOpen, writing } from './writing.ts'

type Parts = { db: Database; clock: Clock }

export type PlanFile = {
  id: string
  action: number
  sha256: string
  name: string
  type: string
  bytes: number
  added_by: string
  added_at: number
}

/** So many files an action keeps at once. */
export const MOST_KEPT = 10

/** Why a file is withdrawn; the words stay, so they name no case. */
export const WithdrawalForm = z.object({
  file: z.uuid('plan.refusal.file'),
  fileWhy: words(3, 300, 'plan.refusal.fileWhy'),
})
export type WithdrawalForm = z.output<typeof WithdrawalForm>

/** The files of a plan that were not withdrawn, the first added first. */
export const filesOf = (db: Database, plan: string): Promise<PlanFile[]> =>
  db.all(
    `SELECT id, action, sha256, name, type, bytes, added_by, added_at FROM plan_files
     WHERE plan_id = ? AND withdrawn_at IS NULL ORDER BY action, added_at, id`,
    [plan],
  )

/** One of them, for whoever reads the plan. @throws NotFound */
export async function findPlanFile(
  db: Database,
  viewer: Viewer,
  plan: string,
  id: string,
): Promise<PlanFile> {
  await findPlan(db, viewer, plan)
  const file = (await filesOf(db, plan)).find((one) => one.id === id)
  if (!file) throw new NotFound()
  return file
}

/** Whether the viewer may add files to an action now. @throws NotFound, Forbidden, Conflict for a closed plan. */
export async function requireFiling(db: Database, viewer: Viewer, plan: string, n: number): Promise<void> {
  const seen = await findPlan(db, viewer, plan)
  if (!mayKeepPlan(viewer, seen)) throw refused()
  requireOpen(seen)
  await requireAction(db, plan, n)
}

async function requireAction({ all }: Pick<Tx, 'all'>, plan: string, n: number): Promise<void> {
  const found = await all('SELECT n FROM plan_actions WHERE plan_id = ? AND n = ?', [plan, n])
  if (found.length === 0) throw new NotFound()
}

/** What became of files that were sent: those that were taken, and why each of the others was not. */
export type Filed = { added: StoredDocument[]; refused: Said[] }

/** Adds stored files to an action; the same file twice is there once. @throws NotFound, Forbidden, Conflict */
export async function addFiles(
  { db, clock }: Parts,
  viewer: Viewer,
  { plan, n }: { plan: string; n: number },
  documents: readonly StoredDocument[],
): Promise<Filed> {
  const hashes = documents.map(({ sha256 }) => sha256)
  // A plan stays when a complaint leaves: what was brought with one proves nothing here. Of cases that are not there
  // for this person nothing is answered, or a refusal would say what lies in them and when they left.
  const ofCases = await hashesSeen(db, viewer, hashes)
  return writing(db, viewer, plan, async (tx, now) => {
    requireOpen(now)
    await requireAction(tx, plan, n)
    const filed: Filed = { added: [], refused: [] }
    for (const document of documents) {
      const ofCase = ofCases.has(document.sha256) ? 'plan.refusal.fileOfCase' : undefined
      const why = (await refusalOf(tx, { plan, n }, document)) ?? ofCase
      if (why) filed.refused.push({ key: why, values: { name: document.name } })
      else {
        await insert(tx, { plan, n, by: viewer.id, at: clock.now() }, document)
        await keep(clock, tx, viewer, { plan, action: n }, { file: ['', document.name] })
        filed.added.push(document)
      }
    }
    return filed
  })
}

async function refusalOf(
  tx: Tx,
  { plan, n }: { plan: string; n: number },
  { name, sha256 }: StoredDocument,
): Promise<string | undefined> {
  if (namesCase(name)) return 'plan.refusal.fileNamesCase'
  const own = await tx.all<{ sha256: string }>(
    'SELECT sha256 FROM plan_files WHERE plan_id = ? AND action = ? AND withdrawn_at IS NULL',
    [plan, n],
  )
  if (own.some((file) => file.sha256 === sha256)) return 'plan.refusal.fileTwice'
  return own.length >= MOST_KEPT ? 'plan.refusal.filesMany' : undefined
}

async function insert(
  tx: Tx,
  { plan, n, by, at }: { plan: string; n: number; by: string; at: number },
  { id, sha256, name, type, bytes }: StoredDocument,
): Promise<void> {
  await tx.run(
    `INSERT INTO plan_files (id, plan_id, action, sha256, name, type, bytes, added_by, added_at, why)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')`,
    [id, plan, n, sha256, name, type, bytes, by, at],
  )
}

/**
 * Withdraws a file: its name, who, when and why stay in the history, its bytes go.
 * @throws NotFound, Forbidden, Conflict for a closed plan, Invalid for a file that is not there any more.
 */
export async function withdrawFile(
  { db, clock }: Parts,
  viewer: Viewer,
  { plan, n }: { plan: string; n: number },
  { file: id, fileWhy }: WithdrawalForm,
): Promise<void> {
  await writing(db, viewer, plan, async (tx, now) => {
    requireOpen(now)
    const [file] = await tx.all<PlanFile>(
      'SELECT * FROM plan_files WHERE id = ? AND plan_id = ? AND action = ? AND withdrawn_at IS NULL',
      [id, plan, n],
    )
    if (!file) throw new Invalid({ file: { key: 'plan.refusal.file' } })
    await tx.run('UPDATE plan_files SET withdrawn_by = ?, withdrawn_at = ?, why = ? WHERE id = ?', [
      ...[viewer.id, clock.now(), fileWhy, id],
    ])
    await giveUpUploads(tx, [file])
    const changes = { file: [file.name, ''], fileWhy: ['', fileWhy] } satisfies Record<
      string,
      [string, string]
    >
    await keep(clock, tx, viewer, { plan, action: n }, changes)
  })
}
