// When an answer, or a deadline that passed without one, may be appealed (docs/domain.md, section 10).
import { type CaseContext, heldUntil } from './case-facts.ts'

/** Why nobody may appeal at an instant. */
export type Closed =
  /** An appeal waits for its decision. */
  | 'running'
  /** An answer was contested already: what was given after it is for the ombudsman and the courts. */
  | 'lodged'
  | 'nothing'
  /** The delay was contested already; the answer may be, once there is one. */
  | 'awaited'
  | 'notYet'

/** Why nobody may appeal at this instant; null when somebody may. */
export function closedToAppeal(context: CaseContext, at: number): Closed | null {
  const { appeal, contested, appealUntil, outcome, dueAt } = context
  if (appeal === 'lodged') return 'running'
  if (contested === 'answer') return 'lodged'
  if (appealUntil > 0) return null
  // Withdrawn, dispensed with, or taken over from an old register with its end.
  if (outcome !== 'none') return 'nothing'
  if (contested === 'delay') return 'awaited'
  // While a date that was promised and told still runs, nothing is late.
  return Math.max(dueAt, heldUntil(context)) > at ? 'notYet' : null
}

/**
 * What is wrong with the civil day on which an appeal was received (`end` is the end of it); null when nothing is.
 * What counts is that day, not the day on which it is keyed in: a letter may take its time to be opened.
 */
export function wrongDay(context: CaseContext, on: string, end: number): 'beforeAnswer' | 'over' | null {
  const { answeredOn, appealUntil, contested, dueOn } = context
  if (answeredOn === null) return null
  // Against the delay, once: the deadline had passed, and the answer had not come.
  if (contested !== 'delay' && on > dueOn && on < answeredOn) return null
  if (on < answeredOn) return 'beforeAnswer'
  return end > appealUntil ? 'over' : null
}

/** What an appeal received on a civil day contests: the answer that had left by then, else that there was none. */
export const contestedOn = ({ answeredOn }: CaseContext, on: string): 'delay' | 'answer' =>
  answeredOn !== null && on >= answeredOn ? 'answer' : 'delay'
