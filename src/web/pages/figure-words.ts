// Figures in words: shares, days and how they changed, and what says too little to be believed.
import type { CaseFigures } from '../../reports/case-figures.ts'
import type { Say } from './say.ts'

/** Below so many a share or a length says nothing in general. */
export const FEW = 5

/** A share in percent; null where there is nothing to share. */
export const shareOf = (part: number, of: number): number | null => (of === 0 ? null : (100 * part) / of)

/** Founded among those of which it is known. */
export const foundedShare = ({ verdicts }: CaseFigures): number | null =>
  shareOf(verdicts.founded, decided(verdicts))

export const rated = ({ satisfied, partly, unsatisfied }: CaseFigures['ratings']): number =>
  satisfied + partly + unsatisfied

/** Satisfied among those who said anything. */
export const satisfiedShare = ({ ratings }: CaseFigures): number | null =>
  shareOf(ratings.satisfied, rated(ratings))

export const decided = ({ founded, notFounded }: CaseFigures['verdicts']): number => founded + notFounded

/** A share as it is read; with an asterisk where it is one of few. */
export function percent({ t, f }: Say, share: number | null, of: number): string {
  if (share === null) return t('dashboard.nothing')
  const text = t('honour.percent', { n: f.number(Math.round(share * 10) / 10) })
  return isFew(of) ? `${text} *` : text
}

/** Days as they are read; with an asterisk where they are those of few. */
export function days({ t, f }: Say, length: number | null, of: number): string {
  if (length === null) return t('dashboard.nothing')
  const rounded = Math.round(length * 10) / 10
  const text = t('dashboard.days', { count: rounded, n: f.number(rounded) })
  return isFew(of) ? `${text} *` : text
}

export const isFew = (n: number): boolean => n > 0 && n < FEW

export type Trend = { icon: string; tone: '' | 'is-good' | 'is-bad'; text: string }

/** Which way is better; null where neither is. */
export type Better = 'up' | 'down' | null

/** How a count changed, in percent of what it was. */
export function countTrend(say: Say, now: number, before: number): Trend {
  if (before < FEW) return unknown(say)
  return change(say, 'count', (100 * (now - before)) / before, null)
}

/** How a share (in points) or a length (in days) changed; says nothing where either is of few. */
export function trend(
  say: Say,
  kind: 'points' | 'days',
  [now, of]: [number | null, number],
  [before, ofBefore]: [number | null, number],
  better: Better,
): Trend {
  if (now === null || before === null || of < FEW || ofBefore < FEW) return unknown(say)
  return change(say, kind, now - before, better)
}

const unknown = ({ t }: Say): Trend => ({ icon: 'minus', tone: '', text: t('dashboard.trend.unknown') })

function change({ t, f }: Say, kind: 'count' | 'points' | 'days', by: number, better: Better): Trend {
  const rounded = Math.round(Math.abs(by) * (kind === 'count' ? 1 : 10)) / (kind === 'count' ? 1 : 10)
  if (rounded === 0) return { icon: 'minus', tone: '', text: t('dashboard.trend.same') }
  const direction = by > 0 ? 'up' : 'down'
  const tone = better === null ? '' : direction === better ? 'is-good' : 'is-bad'
  const text = t(`dashboard.trend.${kind}.${direction}`, { n: f.number(rounded), count: rounded })
  return { icon: `trending-${direction}`, tone, text }
}
