// A word for whoever waits, ready in their language: what it is about, where it stands, what comes next and when.
import { lastCommitment } from '../../../workflows/case-facts.ts'
import type { CaseView } from '../../cases/case-view.ts'
import { formats } from '../../i18n/format.ts'
import { isLanguage, translator } from '../../i18n/i18n.ts'
import { lastDay } from './clock.ts'

/** Where a case stands, as somebody outside the office understands it, by its state. */
const stands: Readonly<Record<string, string>> = {
  received: 'received',
  unverified: 'verified',
  transmitted: 'verified',
  referred: 'referred',
  // The date is announced by an act of its own.
  committed: 'referred',
  promised: 'promised',
  broken: 'broken',
  answerable: 'answer',
  submitted: 'answer',
  approved: 'answer',
  waiting: 'waiting',
}

/** The text the form begins with (`now` in UTC ms). */
export function newsFor(view: CaseView, now: number): string {
  const { registration, object, context, state } = view
  const language = isLanguage(registration.language) ? registration.language : 'fr'
  const t = translator(language)
  const { dayPlain } = formats(language)
  const promised = lastCommitment(context)?.dueOn
  const { next, on } = nextOf(view, promised, now)
  const where = `news.stands.${stands[state] ?? 'studied'}`
  return t('news.text', {
    object,
    stands: t(where, { date: promised ? dayPlain(promised) : '' }),
    next: t(`news.next.${next}`, { date: on ? dayPlain(on) : '' }),
  })
}

/** What the person may expect next; a deadline that a promise suspends is no date to give. */
function nextOf(
  { state, mark, context, due_at }: CaseView,
  promised: string | undefined,
  now: number,
): { next: string; on?: string } {
  if (state === 'promised' && promised) return { next: 'promised', on: promised }
  if (state === 'waiting') return { next: 'waiting', on: lastDay(context.waitUntil) }
  if (state === 'broken' || mark === 'held' || mark === 'counted') return { next: 'soon' }
  return { next: due_at > now ? 'due' : 'overdue', on: lastDay(due_at) }
}
