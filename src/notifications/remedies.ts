// What remains to whoever is not satisfied with an answer, and until when (docs/domain.md, section 10).
import { isContestable } from '../../workflows/kit.ts'
import { addDays, dayOf } from '../platform/clock.ts'
import type { Facts } from './facts.ts'

export type Remedies = {
  /** The last day of an appeal to the body itself; null when there was one, or none is foreseen. */
  appealOn: string | null
  /** The last day before the courts. */
  courtOn: string
}

/** The remedies after an answer that left on a civil day; undefined where there is nothing to contest. */
export function remediesAfter(
  { lifecycle, programme: { deadline }, history }: Pick<Facts, 'lifecycle' | 'programme' | 'history'>,
  answeredOn: string,
): Remedies | undefined {
  if (lifecycle.noRemedy) return undefined
  const courtOn = addDays(answeredOn, deadline.courtDays)
  // The very day by which the case will judge an appeal, holidays and all.
  const end = history.at(-1)?.appealUntil
  const open = isContestable(lifecycle) && !history.some(contestsAnswer)
  return { appealOn: open && end ? dayOf(end - 1) : null, courtOn }
}

/** An appeal against a delay leaves the one against the answer. What an erased one was against is known no more. */
const contestsAnswer = ({ event, against }: Facts['history'][number]): boolean =>
  event === 'LODGE_APPEAL' && against !== 'delay'
