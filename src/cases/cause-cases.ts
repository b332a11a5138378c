// The cases of a cause: somebody thinks that they belong to it, somebody makes sure of each.
import type { Knex } from 'knex'
import { NotFound, Refused } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import { findCase } from './case-view.ts'
import { type Cause, findCause, keepers, lockOpen, mayKeep, requireThat } from './causes.ts'
import type { Viewer } from './desks.ts'
import { lockAll } from './family.ts'
import { visible } from './policy.ts'
import { type CaseRow, isTakenOver, type RegistrationRow } from './rows.ts'

export type CauseStatus = 'suggested' | 'confirmed' | 'refused'

export type CauseCase = {
  cause_id: string
  case_id: string
  status: CauseStatus
  live: number
  added_by: string
  added_at: number
  decided_by: string | null
  decided_at: number | null
}

type Parts = { db: Database; clock: Clock }

/**
 * Puts a case among those to verify, in the caller's transaction, which holds the lock of the case.
 * @throws Refused for a case that is restricted, of another place, or of another open cause; Forbidden, Conflict.
 */
export async function suggestCase(
  { db, clock }: Parts,
  tx: Tx,
  id: string,
  row: CaseRow,
  viewer: Viewer,
): Promise<'done' | 'same'> {
  const cause = await lockOpen(db, tx, id)
  requireKeeper(viewer, cause)
  // What only its handlers may know is no part of what everybody sees.
  if (row.restricted === 1) throw new Refused('cause.refusal.restricted')
  if (isTakenOver(row)) throw new Refused('refusal.released')
  if (row.programme !== cause.programme || (cause.entity !== '' && row.entity !== cause.entity))
    throw new Refused('cause.refusal.elsewhere')
  const known = await tx.all<CauseCase>('SELECT * FROM cause_cases WHERE case_id = ?', [row.id])
  if (known.some((one) => one.cause_id !== id && one.live === 1)) throw new Refused('cause.refusal.other')
  const before = known.find((one) => one.cause_id === id)
  if (before?.live === 1) return 'same'
  if (before) {
    // Somebody looked at it and said no: it is asked again, by whoever asks.
    await tx.run(
      `UPDATE cause_cases SET status = 'suggested', live = 1, added_by = ?, added_at = ?, decided_by = NULL,
         decided_at = NULL WHERE cause_id = ? AND case_id = ?`,
      [viewer.id, clock.now(), id, row.id],
    )
    return 'done'
  }
  await tx.run(
    `INSERT INTO cause_cases (cause_id, case_id, status, live, added_by, added_at)
     VALUES (?, ?, 'suggested', 1, ?, ?)`,
    [id, row.id, viewer.id, clock.now()],
  )
  return 'done'
}

/** Attaches one case; whoever does it from its page has looked at it, and `sure` says so. @throws as `suggestCase`. */
export async function attachCase(
  parts: Parts,
  viewer: Viewer,
  { cause, caseId, sure }: { cause: string; caseId: string; sure: boolean },
): Promise<void> {
  const { db } = parts
  await findCause(db, viewer, cause)
  const row = await findCase(db, caseId, viewer)
  await db.transaction(async (tx) => {
    await lockAll(db, tx, [row.id])
    await suggestCase(parts, tx, cause, await freshOf(tx, row), viewer)
    if (sure) await settle(parts, tx, viewer, { cause, caseId: row.id, status: 'confirmed' })
  })
}

/** Under its lock a case may be another one than the one that was seen. */
async function freshOf(tx: Tx, { id }: CaseRow): Promise<CaseRow> {
  const [row] = await tx.all<CaseRow>('SELECT * FROM cases WHERE id = ?', [id])
  if (!row) throw new NotFound()
  return row
}

/** Says whether a case belongs to a cause; saying it twice changes nothing. @throws NotFound, Forbidden, Conflict */
export async function decideCase(
  parts: Parts,
  viewer: Viewer,
  decided: { cause: string; caseId: string; status: 'confirmed' | 'refused' },
): Promise<void> {
  const { db } = parts
  const { cause, caseId } = decided
  await findCause(db, viewer, cause)
  await findCase(db, caseId, viewer)
  await db.transaction(async (tx) => {
    await lockAll(db, tx, [caseId])
    requireKeeper(viewer, await lockOpen(db, tx, cause))
    await settle(parts, tx, viewer, decided)
  })
}

async function settle(
  { clock }: Parts,
  tx: Tx,
  viewer: Viewer,
  { cause, caseId, status }: { cause: string; caseId: string; status: 'confirmed' | 'refused' },
): Promise<void> {
  await tx.run(
    `UPDATE cause_cases SET status = ?, live = ?, decided_by = ?, decided_at = ?
     WHERE cause_id = ? AND case_id = ? AND live = 1 AND status <> ?`,
    [status, status === 'refused' ? 0 : 1, viewer.id, clock.now(), cause, caseId, status],
  )
}

const requireKeeper = (viewer: Viewer, cause: Cause): void => requireThat(mayKeep(viewer, cause), ...keepers)

/** Counting stops past it. */
export const MOST_COUNTED = 500

/** How many cases of a cause the viewer sees, by what was said of them; each figure stops at `MOST_COUNTED + 1`. */
export async function countCases(
  db: Database,
  viewer: Viewer,
  id: string,
): Promise<Record<'suggested' | 'confirmed', number>> {
  const count = async (status: CauseStatus) => {
    const seen = seenCases(db, viewer, id, status).limit(MOST_COUNTED + 1)
    const [row] = await db.read.from(seen.select('cases.id').as('s')).count({ n: '*' })
    return Number(row?.n ?? 0)
  }
  return { suggested: await count('suggested'), confirmed: await count('confirmed') }
}

/** The cases of a cause that the viewer sees, by what was said of them. */
export function seenCases(db: Database, viewer: Viewer, id: string, status: CauseStatus): Knex.QueryBuilder {
  const query = db.read('cause_cases').join('cases', 'cases.id', 'cause_cases.case_id')
  query.where({ 'cause_cases.cause_id': id, 'cause_cases.status': status, 'cases.restricted': 0 })
  visible(query, viewer)
  return query
}

/** The references of the cases of a cause that the viewer sees, in order, after one of them; after any other, from the first on. */
export async function casesOf(
  db: Database,
  viewer: Viewer,
  id: string,
  { status, after = '', limit }: { status: CauseStatus; after?: string | undefined; limit: number },
): Promise<string[]> {
  const from = await placeOf(db, viewer, id, { status, after })
  const query = seenCases(db, viewer, id, status).where('cause_cases.case_id', '>', from)
  const rows: { id: string }[] = await query.orderBy('cause_cases.case_id').limit(limit).select('cases.id')
  return rows.map(({ id }) => id)
}

/** Where a list goes on; '' is its beginning. Any other reference would be answered by where it stands among these. */
async function placeOf(
  db: Database,
  viewer: Viewer,
  id: string,
  { status, after }: { status: CauseStatus; after: string },
): Promise<string> {
  if (after === '') return ''
  const known = await seenCases(db, viewer, id, status).where('cases.id', after).first('cases.id')
  return known ? after : ''
}

export type ToVerify = CaseRow & Pick<RegistrationRow, 'name' | 'relation' | 'description' | 'language'>

/** The first case to verify after another one, as somebody has to see it to say whether it belongs there. */
export async function toVerify(
  db: Database,
  viewer: Viewer,
  id: string,
  after: string,
): Promise<ToVerify | undefined> {
  const from = await placeOf(db, viewer, id, { status: 'suggested', after })
  return seenCases(db, viewer, id, 'suggested')
    .join('registrations', 'registrations.case_id', 'cases.id')
    .where('cause_cases.case_id', '>', from)
    .orderBy('cause_cases.case_id')
    .first(
      'cases.*',
      'registrations.name',
      'registrations.relation',
      'registrations.description',
      'registrations.language',
    )
}

export type CauseOfCase = CauseCase & Pick<Cause, 'title_fr' | 'title_ar'>

/** The causes of a case, those it was kept out of among them; whether the viewer may see the case is the caller's question. */
export const causesOf = (db: Database, caseId: string): Promise<CauseOfCase[]> =>
  db.all(
    `SELECT l.*, c.title_fr, c.title_ar FROM cause_cases l JOIN causes c ON c.id = l.cause_id
     WHERE l.case_id = ? ORDER BY l.added_at, l.cause_id`,
    [caseId],
  )

/** Of a case that leaves, no cause knows any more. */
export async function forgetCauses(tx: Tx, caseId: string): Promise<void> {
  await tx.run('DELETE FROM cause_cases WHERE case_id = ?', [caseId])
}
