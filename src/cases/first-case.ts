// The case that an appeal is about, as whoever examines it has to read it: what was concluded, and the answer that was sent.
import type { Database } from '../platform/database.ts'
import { findCase } from './case-view.ts'
import type { Viewer } from './desks.ts'
import type { MessageRow } from './messages.ts'
import type { CaseRow } from './rows.ts'

/** What somebody wrote at the end of an analysis or with a decision. */
export type Concluded = { at: number; actor: string; text: string }

export type FirstCase = {
  row: CaseRow
  conclusion: Concluded | null
  /** The last answer or decision that was told before the appeal came. */
  answer: Pick<MessageRow, 'language' | 'body' | 'channel' | 'at'> | null
}

/** By event: the field in which its author says what they found. */
const CONCLUSIONS: Readonly<Record<string, string>> = {
  QUALIFY: 'explanation',
  CONCLUDE: 'conclusion',
  REPORT_FINDING: 'finding',
  DECIDE_ELIGIBILITY: 'explanation',
  CHECK_REQUEST: 'conclusion',
  DECIDE_DEFERRAL: 'explanation',
}

/** The first case as it stood at an instant. @throws NotFound when it is not there, or not for this viewer. */
export async function readFirstCase(
  db: Database,
  id: string,
  before: number,
  viewer: Viewer,
): Promise<FirstCase> {
  const row = await findCase(db, id, viewer)
  const [written, answer] = await Promise.all([
    db
      .read('journal')
      .join('journal_inputs', (on) =>
        on.on('journal_inputs.instance_id', 'journal.instance_id').on('journal_inputs.seq', 'journal.seq'),
      )
      .where('journal.instance_id', id)
      .where('at', '<=', before)
      .whereIn('event', Object.keys(CONCLUSIONS))
      .orderBy('journal.seq')
      .select('at', 'actor', 'event', 'journal_inputs.input as payload'),
    db
      .read('messages')
      .where({ case_id: id })
      .where('at', '<=', before)
      .whereIn('effect', ['sendAnswer', 'tellDecision'])
      .orderBy('seq', 'desc')
      .first('language', 'body', 'channel', 'at'),
  ])
  const conclusion = written.map(concludedBy).findLast(({ text }) => text !== '')
  return { row, conclusion: conclusion ?? null, answer: answer ?? null }
}

function concludedBy(entry: { at: number; actor: string; event: string; payload: string }): Concluded {
  const text: unknown = JSON.parse(entry.payload).input?.[CONCLUSIONS[entry.event] ?? '']
  return { at: entry.at, actor: entry.actor, text: typeof text === 'string' ? text : '' }
}
