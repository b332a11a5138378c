// What remains to whoever is not satisfied with an answer, and until when (docs/domain.md, section 10).
import { addDays, dayOf } from '../platform/clock.ts'
import type { Facts } from './facts.ts'

export type Remedies = {
  /** The last day of an appeal to the body itself; null when there was one, or none is foreseen. */
  appealOn: string | null
  /** The last day before the courts. */
  courtOn: string
}

/** Lifecycles that answer nobody's right, and so leave nothing to contest. */
const WITHOUT = ['feedback', 'ombudsman', 'integrity']

/** The remedies after an answer that left on a civil day; undefined where there is nothing to contest. */
export function remediesAfter(
  { row, programme: { deadline }, history }: Pick<Facts, 'row' | 'programme' | 'history'>,
  answeredOn: string,
): Remedies | undefined {
  if (WITHOUT.includes(row.workflow)) return undefined
  const courtOn = addDays(answeredOn, deadline.courtDays)
  const appealed = row.workflow === 'appeal' || history.some(({ event }) => event === 'LODGE_APPEAL')
  if (appealed) return { appealOn: null, courtOn }
  // The very day by which the case will judge an appeal, holidays and all.
  const end = history.at(-1)?.appealUntil
  return { appealOn: end ? dayOf(end - 1) : addDays(answeredOn, deadline.appealDays), courtOn }
}
