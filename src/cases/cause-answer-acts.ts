// The answer of a cause on one of its cases: each step is the event that a person would send there, refused as theirs would be.
import { caseContext, openChannels } from '../../workflows/case-facts.ts'
import type { Engine } from '../engine/engine.ts'
import { NotFound, Refused } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { BulkOrder } from './bulk-jobs.ts'
import type { CauseAnswer } from './cause-answers.ts'
import { lockOpen } from './causes.ts'
import type { Viewer } from './desks.ts'
import { actorOf } from './policy.ts'
import type { CaseRow, RegistrationRow } from './rows.ts'

type Parts = { db: Pick<Database, 'kind'>; clock: Clock; engine: Engine }
type AnswerOrder = Extract<BulkOrder, { answer: string }>
type OnCase = { row: CaseRow; viewer: Viewer }

/**
 * Writes, judges or sends an answer on one case, in the caller's transaction, which holds the lock of the case.
 * @throws as the engine refuses the event; Refused when the case left the cause, or carries another text.
 */
export async function answerCase(
  parts: Parts,
  tx: Tx,
  { row, viewer }: OnCase,
  order: AnswerOrder,
): Promise<'done' | 'same'> {
  await requireConfirmed(tx, order.cause, row.id)
  const [answer] = await tx.all<CauseAnswer>('SELECT * FROM cause_answers WHERE id = ?', [order.answer])
  if (!answer) throw new NotFound()
  const last = await lastText(tx, row.id)
  const same = last !== undefined && [answer.text_fr, answer.text_ar].includes(last)
  if (order.act === 'answer') {
    if (same && (await isUnderWay(tx, row.id))) return 'same'
    await lockOpen(parts.db, tx, order.cause)
  } else if (!same) throw new Refused('cause.refusal.otherText')
  const input = await inputOf(parts, tx, row.id, order, answer)
  await send(parts, tx, { row, viewer }, events[order.act], input)
  return 'done'
}

const events = {
  answer: 'SUBMIT_ANSWER',
  approve: 'APPROVE',
  return: 'RETURN_ANSWER',
  send: 'SEND_ANSWER',
} as const

async function inputOf(
  { clock }: Parts,
  tx: Tx,
  id: string,
  order: AnswerOrder,
  answer: CauseAnswer,
): Promise<Record<string, unknown>> {
  switch (order.act) {
    case 'answer':
      return inTheirLanguage(await contactOf(tx, id), answer)
    case 'approve':
      return {}
    case 'return':
      return { reason: order.reason }
    case 'send':
      return { channel: await ownChannel(tx, id), sentOn: clock.dayOf(clock.now()) }
  }
}

/** What keeps the event from the case now is said by the step the case is at. */
async function send(
  { engine }: Parts,
  tx: Tx,
  { row, viewer }: OnCase,
  type: string,
  input: Record<string, unknown>,
): Promise<void> {
  try {
    await engine.send({ id: row.id, type, input, actor: actorOf(viewer) }, tx)
  } catch (error) {
    const away =
      error instanceof NotFound || (error instanceof Refused && error.said.key === 'refusal.notNow')
    throw away ? new Refused(`cause.refusal.at.${row.stage}`) : error
  }
}

async function requireConfirmed(tx: Tx, cause: string, id: string): Promise<void> {
  const found = await tx.all(
    "SELECT 1 AS n FROM cause_cases WHERE cause_id = ? AND case_id = ? AND status = 'confirmed'",
    [cause, id],
  )
  if (found.length === 0) throw new Refused('cause.refusal.notConfirmed')
}

/** The answer that stands on a case now. */
async function lastText(tx: Tx, id: string): Promise<string | undefined> {
  const [row] = await tx.all<{ payload: string }>(
    `SELECT i.input AS payload FROM journal j
     JOIN journal_inputs i ON i.instance_id = j.instance_id AND i.seq = j.seq
     WHERE j.instance_id = ? AND j.event = 'SUBMIT_ANSWER' ORDER BY j.seq DESC LIMIT 1`,
    [id],
  )
  return row && JSON.parse(row.payload).input.text
}

/** Whether the answer written last waits for its approval or went further; nobody sent it back. */
async function isUnderWay(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx.all<Pick<CaseRow, 'state'>>('SELECT state FROM cases WHERE id = ?', [id])
  return ['submitted', 'approved', 'settled', 'closed'].includes(row?.state ?? '')
}

type Contact = Pick<RegistrationRow, 'language' | 'phone' | 'email'>

async function contactOf(tx: Tx, id: string): Promise<Contact> {
  const [row] = await tx.all<Contact>('SELECT language, phone, email FROM registrations WHERE case_id = ?', [
    id,
  ])
  if (!row) throw new NotFound()
  return row
}

function inTheirLanguage({ language }: Contact, { text_fr, text_ar }: CauseAnswer) {
  const texts: Record<string, string> = { fr: text_fr, ar: text_ar }
  const text = texts[language]
  // Nobody gets an answer that they cannot read.
  if (!text) throw new Refused('cause.refusal.noText')
  return { language, text }
}

/** What the product carries by itself. */
const carried = ['email', 'sms', 'web', 'app']

/** The usual channel back to them, when the product can carry it; a call or a letter is somebody's errand. */
async function ownChannel(tx: Tx, id: string): Promise<string> {
  const contact = await contactOf(tx, id)
  const [row] = await tx.all<{ snapshot: string }>('SELECT snapshot FROM instances WHERE id = ?', [id])
  const open = openChannels(caseContext(JSON.parse(row?.snapshot ?? '{}').context))
  const reached: Record<string, string> = { email: contact.email, sms: contact.phone }
  const usual = open.find((channel) => reached[channel] !== '')
  if (!usual || !carried.includes(usual)) throw new Refused('cause.refusal.byHand')
  return usual
}
