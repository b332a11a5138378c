// Everything that was told in some cases, as plain JSON: to be put elsewhere before it is gone here.
import type { Database, Tx } from '../platform/database.ts'
import { lockAll } from './family.ts'
import { documentFile } from './kept-files.ts'
import type { MessageRow } from './messages.ts'
import type { CaseRow, DocumentRow, RegistrationRow } from './rows.ts'

export type ToldEvent = {
  seq: number
  at: number
  actor: string
  role: string
  event: string
  /** What was typed; null when there was nothing, or when it had been erased. */
  input: unknown
}

export type ToldMessage = Pick<
  MessageRow,
  'effect' | 'channel' | 'recipient' | 'language' | 'subject' | 'body' | 'sms' | 'at'
>

export type ToldDocument = Pick<DocumentRow, 'id' | 'name' | 'type' | 'bytes'> & {
  sha256: string
  /** Where it lies, within DATA_DIR. */
  file: string
}

export type ToldCase = Pick<
  CaseRow,
  'id' | 'workflow' | 'programme' | 'entity' | 'channel' | 'category' | 'object' | 'received_on'
> & {
  registration: RegistrationRow
  events: ToldEvent[]
  messages: ToldMessage[]
  documents: ToldDocument[]
}

export type Told = { cases: ToldCase[] }

/**
 * Gathers what was told in these cases, in the transaction that takes it away: from here on nobody adds to them.
 * One that holds nothing any more is passed over.
 * @param ids in the order of `familyOf`.
 */
export async function gather(
  { db }: { db: Pick<Database, 'kind'> },
  tx: Tx,
  ids: readonly string[],
): Promise<Told> {
  await lockAll(db, tx, ids)
  const cases: ToldCase[] = []
  for (const id of ids) {
    const told = await toldIn(tx, id)
    if (told) cases.push(told)
  }
  return { cases }
}

async function toldIn(tx: Tx, id: string): Promise<ToldCase | undefined> {
  const [row] = await tx.all<Omit<ToldCase, 'registration' | 'events' | 'messages' | 'documents'>>(
    'SELECT id, workflow, programme, entity, channel, category, object, received_on FROM cases WHERE id = ?',
    [id],
  )
  const [registration] = await tx.all<RegistrationRow>(
    `SELECT case_id, description, language, relation, name, phone, email, address, cnie, beneficiary_id,
       external_key, registered_by, registered_at FROM registrations WHERE case_id = ?`,
    [id],
  )
  if (!row || !registration) return undefined
  const messages = await tx.all<ToldMessage>(
    `SELECT effect, channel, recipient, language, subject, body, sms, at FROM messages
     WHERE case_id = ? ORDER BY at, seq, id`,
    [id],
  )
  return { ...row, registration, events: await eventsOf(tx, id), messages, documents: await filesOf(tx, id) }
}

async function eventsOf(tx: Tx, id: string): Promise<ToldEvent[]> {
  const rows = await tx.all<Omit<ToldEvent, 'input'> & { payload: string | null }>(
    `SELECT j.seq, j.at, j.actor, j.role, j.event, i.input AS payload FROM journal j
     LEFT JOIN journal_inputs i ON i.instance_id = j.instance_id AND i.seq = j.seq
     WHERE j.instance_id = ? ORDER BY j.seq`,
    [id],
  )
  return rows.map(({ payload, ...event }) => ({
    ...event,
    input: payload === null ? null : (JSON.parse(payload).input ?? null),
  }))
}

async function filesOf(tx: Tx, id: string): Promise<ToldDocument[]> {
  const rows = await tx.all<Omit<ToldDocument, 'file'>>(
    'SELECT id, name, type, bytes, sha256 FROM documents WHERE case_id = ? ORDER BY added_at, id',
    [id],
  )
  return rows.map((row) => ({ ...row, file: documentFile(row.sha256) }))
}
