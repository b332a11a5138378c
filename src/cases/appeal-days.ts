// Why an appeal cannot be lodged, in days a person can be told: until when, from when, or what there was already.
import { closedToAppeal, wrongDay } from '../../workflows/appeal-window.ts'
import { type CaseContext, heldUntil } from '../../workflows/case-facts.ts'
import { type AppError, Invalid, Refused, type Said } from '../errors.ts'
import { addDays, dayOf } from '../platform/clock.ts'

/** The civil day that ends at an instant. */
const dayEnding = (end: number): string => dayOf(end - 1)

/** A refusal as a person is told it: that of an appeal names its day, every other one stays as it is. */
export function inDays(refusal: AppError, context: CaseContext, at: number): AppError {
  return refusal.said.key === 'refusal.mayAppeal' ? new Refused(whyClosed(context, at)) : refusal
}

function whyClosed(context: CaseContext, at: number): Said {
  const why = closedToAppeal(context, at) ?? 'nothing'
  if (why !== 'notYet') return { key: `linked.closed.${why}` }
  return { key: 'linked.closed.notYet', values: { day: firstDayOf(context) } }
}

/** From which day a case without an answer may be appealed. */
export const firstDayOf = (context: CaseContext): string =>
  addDays(dayEnding(Math.max(context.dueAt, heldUntil(context))), 1)

/** Until which day the answer may be appealed; null while there is none. */
export const lastDayOf = ({ appealUntil }: CaseContext): string | null =>
  appealUntil > 0 ? dayEnding(appealUntil) : null

/**
 * An appeal is received between what it contests and the last day for it.
 * @throws Invalid naming that day.
 */
export function requireAppealDay(context: CaseContext, receivedOn: string, end: number): void {
  const wrong = wrongDay(context, receivedOn, end)
  if (!wrong) return
  const day = wrong === 'over' ? lastDayOf(context) : context.answeredOn
  throw new Invalid({ receivedOn: { key: `linked.receivedOn.${wrong}`, values: { day: day ?? '' } } })
}
