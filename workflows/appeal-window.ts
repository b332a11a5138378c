// When an answer, or a deadline that passed without one, may be appealed (docs/domain.md, section 10).
import { type CaseContext, heldUntil } from './case-facts.ts'

/**
 * Why nobody may appeal at this instant: there was an appeal already, nothing is left to contest, or the deadline still
 * runs and there is no answer; null when somebody may.
 */
export function closedToAppeal(context: CaseContext, at: number): 'lodged' | 'nothing' | 'notYet' | null {
  const { appeal, appealUntil, outcome, dueAt } = context
  if (appeal !== 'none') return 'lodged'
  if (appealUntil > 0) return null
  // Withdrawn, dispensed with, or taken over from an old register with its end.
  if (outcome !== 'none') return 'nothing'
  // While a date that was promised and told still runs, nothing is late.
  return Math.max(dueAt, heldUntil(context)) > at ? 'notYet' : null
}

/**
 * What is wrong with the civil day on which an appeal was received (`end` is the end of it); null when nothing is.
 * What counts is that day, not the day on which it is keyed in: a letter may take its time to be opened.
 */
export function wrongDay(context: CaseContext, on: string, end: number): 'beforeAnswer' | 'over' | null {
  const { answeredOn, appealUntil, dueOn } = context
  // Against the delay: the deadline had passed, and the answer had not come.
  const late = answeredOn === null || (on > dueOn && on < answeredOn)
  if (late) return null
  if (on < answeredOn) return 'beforeAnswer'
  return end > appealUntil ? 'over' : null
}
