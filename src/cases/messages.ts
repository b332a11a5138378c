// What was written to the complainant of a case, on which channel, and what became of it.
import type { Database, Tx, Value } from '../platform/database.ts'
import { giveUpLetter } from './departures.ts'

/**
 * `waiting` to be carried, `sent` by the product, `failed` for good, `byHand`: carried by a person, who recorded it
 * with the act itself; `onPage`: the complainant reads it on the follow-up page.
 */
export type MessageStatus = 'waiting' | 'sent' | 'failed' | 'byHand' | 'onPage'

export type MessageRow = {
  /** Instance, event and place of the effect that asked for it: the same effect never makes a second message. */
  id: string
  case_id: string
  seq: number
  effect: string
  channel: string
  /** Where it goes: an address or a number; '' when there is none. */
  recipient: string
  language: string
  subject: string
  /** The whole letter, whatever carries it: the follow-up page shows it. */
  body: string
  /** The same in one sentence: what leaves when a telephone carries it. */
  sms: string
  status: MessageStatus
  /** What a person who carried it wrote down. */
  proof: string
  /** When what it tells happened. */
  at: number
  /** When it left; for a person's errand, the day they recorded. Null when nobody said so. */
  sent_at: number | null
  attempts: number
  /** Why the last attempt failed, as a code; never an address or a text. */
  error: string | null
}

/** Every message of a case, oldest first; whether the viewer may see the case is the caller's question. */
export function messagesOf(db: Database, caseId: string): Promise<MessageRow[]> {
  return db.read('messages').where({ case_id: caseId }).orderBy(['at', 'seq', 'id'])
}

/** A message by its id. */
export function findMessage(db: Database, id: string): Promise<MessageRow | undefined> {
  return db.read('messages').where({ id }).first()
}

/**
 * Keeps a message unless it was kept before, and returns the one that is kept; undefined when nothing is known of its
 * case any more.
 */
export function keepMessage(db: Database, message: MessageRow): Promise<MessageRow | undefined> {
  const columns = Object.keys(message)
  const values: Value[] = Object.values(message)
  return db.transaction(async (tx) => {
    if (!(await isKnown(db, tx, message.case_id))) return undefined
    const kept = await tx.all(
      `INSERT INTO messages (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      values,
    )
    if (kept.length > 0) return message
    const known = await tx.all<MessageRow>('SELECT * FROM messages WHERE id = ?', [message.id])
    return known[0] ?? message
  })
}

/** Whether a case still has anybody to write to. It waits for whoever takes the case away, and is waited for. */
async function isKnown({ kind }: Database, tx: Tx, id: string): Promise<boolean> {
  if (kind === 'postgres') await tx.all('SELECT id FROM instances WHERE id = ? FOR KEY SHARE', [id])
  const rows = await tx.all('SELECT case_id FROM registrations WHERE case_id = ?', [id])
  return rows.length > 0
}

/** A message left. What it left as a file has to go, when nothing is known of its case by now. */
export async function recordSent(db: Database, id: string, now: number): Promise<void> {
  const touched = await db.run(
    `UPDATE messages SET status = 'sent', sent_at = ?, attempts = attempts + 1, error = NULL
       WHERE id = ? AND status = 'waiting'`,
    [now, id],
  )
  if (touched === 0 && !(await findMessage(db, id))) await giveUpLetter(db, id)
}

/** An attempt failed and another one follows. */
export async function recordAttempt(db: Database, id: string, error: string): Promise<void> {
  await db.run("UPDATE messages SET attempts = attempts + 1, error = ? WHERE id = ? AND status = 'waiting'", [
    error,
    id,
  ])
}

/** No further attempt follows; false when that had been recorded before, or the message left after all. */
export async function recordFailed(tx: Tx, id: string, error: string): Promise<boolean> {
  const touched = await tx.run(
    `UPDATE messages SET status = 'failed', attempts = attempts + 1, error = ?
     WHERE id = ? AND status = 'waiting'`,
    [error, id],
  )
  return touched > 0
}
