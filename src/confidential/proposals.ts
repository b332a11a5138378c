// What is put to a focal point of all that waits: nobody is asked how the help went that she stopped or that was refused.
import { gaveNothing, type Referral, type SensitiveContext } from '../../workflows/sensitive-facts.ts'
import type { Owned } from './projection.ts'

/** Whether somebody may still ask her how the help went: not once she took her consent back. */
export const asksForNews = ({ consent, referrals }: SensitiveContext): boolean =>
  consent !== null && referrals.at(-1)?.outcome !== 'withdrawn'

/**
 * The states that wait, as they are put to whoever they wait for: after a withdrawal, or help that ended before anything
 * was given, to explain the services anew rather than to close, and after a refusal to look for another body before anything is asked.
 */
export function proposed(owned: readonly Owned[], context: SensitiveContext): Owned[] {
  const latest = context.referrals.at(-1)
  const asked = owned
    .filter(({ next }) => next !== 'FOLLOW_UP' || asksForNews(context))
    .map((one) => (beginsAnew(one, latest) ? { ...one, next: 'OFFER_SERVICES' } : one))
  if (latest?.outcome !== 'refused') return asked
  const isVisit = ({ next }: Owned) => next === 'FOLLOW_UP'
  return [...asked.filter((one) => !isVisit(one)), ...asked.filter(isVisit)]
}

const beginsAnew = ({ state }: Owned, latest: Referral | undefined): boolean =>
  state === 'withdrawn' || (state === 'supported' && latest !== undefined && gaveNothing(latest))
