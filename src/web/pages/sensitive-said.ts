// What stands above and below the form of an act on a sensitive case: how the case stands, where that changes what is true.
import { ATTEMPTS, type SensitiveContext, waysToTry } from '../../../workflows/sensitive-facts.ts'
import type { SensitiveView } from '../../confidential/reading.ts'
import { has } from '../../i18n/i18n.ts'
import type { Say } from './say.ts'
import { lacksCode } from './sensitive-contact.ts'

/** A word of an act: to a body that helps it is said as to whoever does it, where that is not how the office says it. */
export function wordOf({ t, lang, life }: Say, { seat }: SensitiveView, event: string, part: string): string {
  const theirs = `confidential.bySpecialist.${event}.${part}`
  return seat.role === 'specialist' && has(lang, theirs)
    ? t(theirs)
    : life('sensitive', `event.${event}.${part}`)
}

/** What is read before the form: what the act is, and what this case adds to it. */
export function introOf(say: Say, view: SensitiveView, event: string, today: string): string {
  const { t } = say
  const own = wordOf(say, view, event, 'intro')
  if (event === 'RECORD_ATTEMPT') return joined([...attemptOf(say, view.context, today), own])
  if (event === 'SAY' && lacksCode(view)) return joined([own, t('confidential.noCode.says')])
  // Nobody is asked anything about the help that was stopped.
  if (event === 'OFFER_SERVICES' && view.states.handling === 'withdrawn')
    return joined([t('confidential.withdrawn.intro'), own])
  return own
}

/** What comes of the act. */
export function followsOf(say: Say, view: SensitiveView, event: string): string {
  const { t } = say
  const comesBack = ['CLOSE', 'CLOSE_UNREACHABLE'].includes(event)
  return comesBack && lacksCode(view) ? t('confidential.noCode.closes') : wordOf(say, view, event, 'follows')
}

/** Which attempt this one is, while they still count, and what is left when she named no way to be reached. */
function attemptOf({ t }: Say, context: SensitiveContext, today: string): string[] {
  const { attempts, attemptedOn } = context
  const [counted, most] = [attemptedOn === today, ATTEMPTS]
  const of = counted
    ? t('confidential.attempt.again', { n: attempts, most })
    : t('confidential.attempt.of', { n: attempts + 1, most })
  return [
    attempts >= ATTEMPTS ? '' : of,
    waysToTry(context).length > 1 ? '' : t('confidential.attempt.inPerson'),
  ]
}

const joined = (parts: readonly string[]): string => parts.filter(Boolean).join(' ')
