// What a household may read of itself on the public page: where its request stands, and the decision as it was told.
import type { Database } from '../platform/database.ts'
import { foldCnie, foldPhone } from './folding.ts'

export type HouseholdStatus =
  | { kind: 'unknown' }
  /** Received, and not yet told anything: what was decided and not confirmed is nobody's business yet. */
  | { kind: 'studied'; receivedOn: string; dueOn: string }
  | { kind: 'accepted' | 'refused'; told: { at: number; language: string; body: string } }

type Told = { at: number; language: string; body: string; decision: string | null }

/** Where a decision is still to be taken or confirmed, be it for the second time. */
const OPEN_STATES = ['received', 'decided']

/**
 * The status of the newest request of a household known by its card and its telephone together. Whatever is found,
 * the same questions are asked of the database: an unknown pair takes as long as a known one.
 */
export async function householdStatus(
  db: Database,
  known: { cnie: string; phone: string },
): Promise<HouseholdStatus> {
  const [found] = await db.all<{ id: string; state: string; received_on: string; due_on: string }>(
    `SELECT c.id, c.state, c.received_on, c.due_on FROM search_keys k
       JOIN cases c ON c.id = k.case_id AND c.workflow = 'eligibility' AND c.restricted = 0
       JOIN registrations r ON r.case_id = c.id
     WHERE k.word = ? AND r.phone = ? ORDER BY c.received_at DESC, c.id LIMIT 1`,
    [`c:${foldCnie(known.cnie)}`, foldPhone(known.phone)],
  )
  // What was told is told of the last decision alone: a letter of the round before says nothing of this one.
  const [told] = await db.all<Told>(
    `SELECT m.at, m.language, m.body, c.decision FROM messages m JOIN cases c ON c.id = m.case_id
     WHERE m.case_id = ? AND m.effect = 'tellDecision' AND m.seq > (
       SELECT MAX(j.seq) FROM journal j WHERE j.instance_id = c.id AND j.event = 'DECIDE_ELIGIBILITY')
     ORDER BY m.at DESC, m.seq DESC LIMIT 1`,
    [found?.id ?? ''],
  )
  if (!found) return { kind: 'unknown' }
  const { at, language, body, decision } = told ?? { decision: null }
  const undecided = at === undefined || OPEN_STATES.includes(found.state)
  if (undecided || (decision !== 'accepted' && decision !== 'refused'))
    return { kind: 'studied', receivedOn: found.received_on, dueOn: found.due_on }
  return { kind: decision, told: { at: Number(at), language, body } }
}
