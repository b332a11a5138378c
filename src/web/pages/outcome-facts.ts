// What a case brought with it that no other has: the authority it was referred to, the new day of an instalment.
import type { CaseView } from '../../cases/case-view.ts'
import { lastInput } from '../../cases/timeline.ts'
import { lastDay } from './clock.ts'
import type { Say } from './say.ts'

type Fact = { icon: string; text: string }

/** The lines that stand beside who, where and when. */
export const outcomeFacts = (say: Say, view: CaseView): Fact[] => [
  ...referredTo(say, view),
  ...deferredTo(say, view),
]

function referredTo({ t, f }: Say, view: CaseView): Fact[] {
  const { authority, referredOn, reference } = lastInput(view.timeline, 'REFER')?.input ?? {}
  if (typeof authority !== 'string' || typeof referredOn !== 'string') return []
  const sent = t('author.referred', {
    authority: t(`field.authority.option.${authority}`),
    date: f.dayShortYear(referredOn),
    reference: String(reference ?? ''),
  })
  const { verifyBy } = view.context
  const waits = view.state === 'withAuthority' && verifyBy > 0
  const until = waits ? [t('author.replyBy', { date: f.dayShortYear(lastDay(verifyBy)) })] : []
  return [{ icon: 'building-bank', text: [sent, ...until].join(' · ') }]
}

function deferredTo({ t, f }: Say, { context }: CaseView): Fact[] {
  if (context.instalmentOn === null) return []
  const text = t('author.instalment', { date: f.dayShortYear(context.instalmentOn) })
  return [{ icon: 'calendar-check', text }]
}
