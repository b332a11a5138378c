// One answer for all the cases of a cause: written once, put on each case by a job, judged by somebody else, sent by a job.
import type { Knex } from 'knex'
import { z } from 'zod'
import { inputs } from '../../workflows/case-inputs.ts'
import { optional } from '../../workflows/fields.ts'
import { Conflict, NotFound, Refused } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import { type BulkOrder, chooseCases, putOrder } from './bulk-jobs.ts'
import { seenCases } from './cause-cases.ts'
import {
  type Cause,
  findCause,
  lockOpen,
  mayAnswer,
  mayJudge,
  record,
  requireThat,
  unnamed,
} from './causes.ts'
import type { Viewer } from './desks.ts'
import { visible } from './policy.ts'

export type CauseAnswer = {
  id: string
  cause_id: string
  /** '' where it was not written in that language. */
  text_fr: string
  text_ar: string
  written_by: string
  written_at: number
}

/** So many cases are taken on at once: a campaign of complaints in a few presses. */
export const MOST_ANSWERED = 10_000

const text = optional(inputs.SUBMIT_ANSWER.shape.text.refine(unnamed, 'cause.refusal.namesCase'))

/** The answer as it is typed: in French, in Arabic, or in both. */
export const AnswerForm = z
  .object({ textFr: text, textAr: text })
  .refine(({ textFr, textAr }) => textFr || textAr, { path: ['textFr'], error: 'cause.refusal.answer' })
export type AnswerForm = z.output<typeof AnswerForm>

/** The reason for which a text goes back to whoever wrote it. */
export const ReturnForm = z.object({
  reason: inputs.RETURN_ANSWER.shape.reason.refine(unnamed, 'cause.refusal.namesCase'),
})

type Parts = { db: Database; clock: Clock }

/**
 * Writes one answer on every confirmed case that has none, by a job; gives the job. Each case then waits for its
 * approval, as if it had been answered alone.
 * @throws NotFound, Forbidden, Conflict when the cause is closed, Refused when no case is left to answer.
 */
export async function writeAnswer(
  parts: Parts,
  viewer: Viewer,
  id: string,
  { textFr = '', textAr = '' }: AnswerForm,
): Promise<string> {
  const { db, clock } = parts
  const cause = await findCause(db, viewer, id)
  requireThat(mayAnswer(viewer, cause), 'clerk')
  const job = await choose(parts, viewer, await idsIn(unanswered(db, viewer, id)))
  await db.transaction(async (tx) => {
    await lockOpen(db, tx, id)
    await tx.run(
      'INSERT INTO cause_answers (id, cause_id, text_fr, text_ar, written_by, written_at) VALUES (?, ?, ?, ?, ?, ?)',
      [job, id, textFr, textAr, viewer.id, clock.now()],
    )
    await begin(parts, tx, viewer, job, { act: 'answer', answer: job, cause: id })
  })
  return job
}

/** What is done to all cases of an answer at once. */
export type AnswerStep = { act: 'answer' | 'approve' | 'send' } | { act: 'return'; reason: string }

/**
 * Takes every case of an answer that waits for it one step on, by a job; gives the job.
 * @throws NotFound, Forbidden, Conflict when the cause is closed and more is to be answered, Refused when none waits.
 */
export async function orderStep(parts: Parts, viewer: Viewer, id: string, step: AnswerStep): Promise<string> {
  const { db } = parts
  const { answer, cause } = await findAnswer(db, viewer, id)
  if (step.act === 'answer' || step.act === 'send') requireThat(mayAnswer(viewer, cause), 'clerk')
  else requireThat(mayJudge(viewer, cause), 'supervisor')
  const job = await choose(parts, viewer, await idsIn(waitingFor(db, viewer, answer, step.act)))
  await db.transaction(async (tx) => {
    if (step.act === 'answer') await lockOpen(db, tx, cause.id)
    await begin(parts, tx, viewer, job, { ...step, answer: id, cause: cause.id })
  })
  return job
}

async function choose(parts: Parts, viewer: Viewer, ids: readonly string[]): Promise<string> {
  if (ids.length === 0) throw new Refused('cause.refusal.nothingWaits')
  return chooseCases(parts, viewer, ids, MOST_ANSWERED)
}

async function begin(
  { clock }: Parts,
  tx: Tx,
  viewer: Viewer,
  job: string,
  order: BulkOrder & { cause: string },
) {
  if (!(await putOrder(tx, clock, viewer, job, order))) throw new Conflict('bulk.refusal.ordered')
  await record(tx, order.cause, { at: clock.now(), actor: viewer.id, act: order.act })
}

/** An answer with its cause, for whoever sees the cause. @throws NotFound */
export async function findAnswer(
  db: Database,
  viewer: Viewer,
  id: string,
): Promise<{ answer: CauseAnswer; cause: Cause }> {
  const [answer] = await db.all<CauseAnswer>('SELECT * FROM cause_answers WHERE id = ?', [id])
  if (!answer) throw new NotFound()
  return { answer, cause: await findCause(db, viewer, answer.cause_id) }
}

/** The answers written for a cause, the newest first. */
export const answersOf = (db: Database, cause: string): Promise<CauseAnswer[]> =>
  db.all('SELECT * FROM cause_answers WHERE cause_id = ? ORDER BY written_at DESC, id LIMIT 20', [cause])

/** Where the cases of an answer stand, as far as the viewer sees them. */
export type AnswerCounts = { toApprove: number; toSend: number; sent: number; closed: number }

export async function countAnswer(db: Database, viewer: Viewer, answer: CauseAnswer): Promise<AnswerCounts> {
  const own = written(db, viewer, answer).select('cases.id', 'cases.state').as('own')
  const rows: { state: string; n: number | string }[] = await db.read
    .from(own)
    .groupBy('state')
    .select('state')
    .count({ n: '*' })
  const at = (state: string) => Number(rows.find((row) => row.state === state)?.n ?? 0)
  return { toApprove: at('submitted'), toSend: at('approved'), sent: at('settled'), closed: at('closed') }
}

/**
 * How many confirmed cases nobody answered yet, with one text or another: those that can be now, and those that have
 * not come so far; `MOST_ANSWERED` of each at most.
 */
export async function countUnanswered(
  db: Database,
  viewer: Viewer,
  cause: string,
): Promise<{ ready: number; notYet: number }> {
  const count = async (is: '=' | '<>'): Promise<number> => {
    const some = unanswered(db, viewer, cause).where('cases.state', is, READY).limit(MOST_ANSWERED)
    const [row] = await db.read.from(some.select('cases.id').as('some')).count({ n: '*' })
    return Number(row?.n ?? 0)
  }
  return { ready: await count('='), notYet: await count('<>') }
}

/** The state in which an answer can be written. */
const READY = 'answerable'

/** Confirmed, and neither answered nor with an answer under way. */
function unanswered(db: Database, viewer: Viewer, cause: string): Knex.QueryBuilder {
  return seenCases(db, viewer, cause, 'confirmed')
    .where('cases.outcome', 'none')
    .whereNotIn('cases.state', ['submitted', 'approved', 'closed'])
}

/** The cases on which a job wrote this answer, and that still belong to the cause. */
function written(db: Database, viewer: Viewer, { id, cause_id }: CauseAnswer): Knex.QueryBuilder {
  const query = db
    .read('cases')
    .whereIn(
      'cases.id',
      db
        .read('bulk_items as i')
        .join('bulk_jobs as j', 'j.id', 'i.job_id')
        .where({ 'j.answer_id': id, 'j.act': 'answer', 'i.outcome': 'done' })
        .select('i.case_id'),
    )
    .whereExists(
      db
        .read('cause_cases as l')
        .whereRaw("l.case_id = cases.id AND l.cause_id = ? AND l.status = 'confirmed'", cause_id)
        .select(db.read.raw('1')),
    )
    .where('cases.restricted', 0)
  visible(query, viewer)
  return query
}

function waitingFor(db: Database, viewer: Viewer, answer: CauseAnswer, act: AnswerStep['act']) {
  if (act === 'answer') return unanswered(db, viewer, answer.cause_id)
  return written(db, viewer, answer).where('cases.state', act === 'send' ? 'approved' : 'submitted')
}

/** Those that can be answered first: however many are not analysed yet, they keep nobody else waiting. */
async function idsIn(query: Knex.QueryBuilder): Promise<string[]> {
  const rows: { id: string }[] = await query
    .orderByRaw('CASE WHEN cases.state = ? THEN 0 ELSE 1 END, cases.id', [READY])
    .limit(MOST_ANSWERED)
    .select('cases.id')
  return rows.map(({ id }) => id)
}

/** A text that was written for one case alone leaves with it; asked before its lines of jobs are gone. */
export async function forgetAnswers(tx: Tx, caseId: string): Promise<void> {
  const lines = 'SELECT j.answer_id FROM bulk_items i JOIN bulk_jobs j ON j.id = i.job_id WHERE'
  await tx.run(
    `UPDATE cause_answers SET text_fr = '', text_ar = '' WHERE id IN (${lines} i.case_id = ?)
       AND NOT EXISTS (${lines} j.answer_id = cause_answers.id AND i.case_id <> ?)`,
    [caseId, caseId],
  )
}
