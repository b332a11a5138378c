// The referrals of a case as lines: where to, when, and what came of it on which day.
import { gaveNothing, OUTSIDE, type Referral } from '../../../workflows/sensitive-facts.ts'
import type { SensitiveView, TimelineEntry } from '../../confidential/reading.ts'
import type { Programme } from '../../programmes/schema.ts'
import type { Say } from './say.ts'

/** By what an outcome came about. */
const causes: Partial<Record<Referral['outcome'], readonly string[]>> = {
  accepted: ['ACCEPT'],
  refused: ['REFUSE'],
  supported: ['REPORT_SUPPORT'],
  // A no to everything stops what ran as well.
  withdrawn: ['WITHDRAW_CONSENT', 'DECLINE'],
}

/** The lines, the newest first; the history knows when an outcome came, where the reader is shown it. */
export function referralLines(
  say: Say,
  { context, timeline }: Pick<SensitiveView, 'context' | 'timeline'>,
  programme: Programme,
): { what: string; meta: string }[] {
  const { referrals } = context
  return referrals
    .map((referral, n) => {
      const until = referrals[n + 1]?.at ?? Number.MAX_SAFE_INTEGER
      return lineOf(say, referral, programme, cameAbout(referral, until, timeline))
    })
    .toReversed()
}

/** The first event of that outcome after it was referred, and before it was referred anew. */
const cameAbout = (
  { at, outcome }: Referral,
  until: number,
  timeline: readonly TimelineEntry[],
): number | undefined =>
  timeline.findLast((entry) => entry.at >= at && entry.at <= until && causes[outcome]?.includes(entry.event))
    ?.at

function lineOf({ t, f, lang }: Say, referral: Referral, programme: Programme, on: number | undefined) {
  const { to, at, outcome, ground, provided } = referral
  const body = programme.specialists.find(({ code }) => code === to)
  const became = t(`confidential.outcome.${gaveNothing(referral) ? 'left' : outcome}`)
  const parts = [
    t('confidential.referredOn', { date: f.dateTime(at) }),
    on === undefined ? became : t('confidential.outcomeOn', { outcome: became, date: f.dateTime(on) }),
    ground && t(`field.ground.option.${ground}`),
    f.list(provided.map((code) => t(`confidential.service.${code}`))),
  ]
  return {
    what: to === OUTSIDE ? t('confidential.outside') : (body?.names[lang] ?? to),
    meta: parts.filter(Boolean).join(' · '),
  }
}
