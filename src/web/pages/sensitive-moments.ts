// What runs out, and when: the notice within a day, medical care within three, the next visit, the sealed enclosure.
import { gaveNothing, isPhysical, type SensitiveContext } from '../../../workflows/sensitive-facts.ts'
import { asksForNews } from '../../confidential/proposals.ts'
import type { Seen } from '../../confidential/reading.ts'
import { addDays, dayOf } from '../../platform/clock.ts'
import type { Say } from './say.ts'
import { namesOf, untold } from './sensitive-owed.ts'

/** A moment: an icon, words, and the colour of time, which never stands alone; what presses most has the lowest rank. */
export type Moment = { kind: Kind; icon: string; tone: string; text: string; rank: number }

/** Her own words come first, then a life, then a promise, then a date that is still far. */
const rank = {
  ...{ unread: 0, medical: 1, child: 2, unheard: 3, late: 4, byHand: 5, undelivered: 6, visitDue: 7 },
  ...{ withdrawn: 7, refused: 7, left: 7, ahead: 8, calm: 9, over: 10 },
} as const

type Kind = keyof typeof rank

/** What each of them asks for; 'step' is the step of the case itself, whatever it is. */
const asks: Partial<Record<Kind, string>> = {
  ...{ unread: 'NOTE_REPLY', medical: 'step', child: 'REFER_CHILD', late: 'RECORD_NOTICE' },
  ...{ byHand: 'RECORD_NOTICE', undelivered: 'RECORD_ATTEMPT', visitDue: 'FOLLOW_UP' },
  ...{ withdrawn: 'step', refused: 'step', left: 'step' },
}

/** So many stand in a row of a list. */
const MOST = 3

/** What a row of a list says of its moments: the most urgent one, and those beside it that press too. What is over says nothing. */
export function inRow(moments: readonly Moment[]): Moment[] {
  const open = moments.filter(({ tone }) => tone !== 'stopped').sort((a, b) => a.rank - b.rank)
  return open.filter(({ rank: of }, at) => at === 0 || of < rank.ahead).slice(0, MOST)
}

/**
 * The act that a row leads to, of those that wait for whoever reads it: that of the first of its moments that has one.
 * Whoever nobody has listened to yet is listened to before any paper.
 */
export function actFor(
  { owned, states, seat }: Pick<Seen, 'owned' | 'states' | 'seat'>,
  moments: readonly Moment[],
): string | undefined {
  const mine = owned.filter(({ owner }) => owner === seat.role)
  const step = mine.find(({ state }) => state === states.handling)?.next
  return moments
    .filter(({ rank: of }) => states.handling !== 'received' || of < rank.unheard)
    .map(({ kind }) => (asks[kind] === 'step' ? step : mine.find(({ next }) => next === asks[kind])?.next))
    .concat(mine[0]?.next)
    .find((act) => act !== undefined)
}

/** What presses on a case, a list of work in its order: whoever nobody has listened to yet waits before any paper. */
export const pressingOf = ({ states }: Pick<Seen, 'states'>, moment: Moment | undefined): number =>
  Math.min(moment?.rank ?? rank.calm, states.handling === 'received' ? rank.unheard : rank.calm)

/** The moments of a case that matter now, the most urgent kind first. */
export function momentsOf(say: Say, seen: Shown): Moment[] {
  const shown = seen.states.handling === 'closed' ? [unreadMoment] : kinds
  return shown.flatMap((of) => of(say, seen) ?? [])
}

type Shown = Pick<Seen, 'context' | 'states' | 'seat'>

const moment = (kind: Kind, icon: string, tone: string, text: string): Moment => ({
  ...{ kind, icon, tone, text, rank: rank[kind] },
})

type Of = (say: Say, seen: Shown) => Moment | undefined

/** She answered, on a closed case too. */
const unreadMoment: Of = ({ t }, { states }) =>
  states.answer === 'unread' ? moment('unread', 'mail', 'soon', t('confidential.moment.unread')) : undefined

const noticeMoment: Of = (say, { context, states }) => {
  const { t, f } = say
  const date = f.dateTime(context.noticeBy)
  // One of the two may know already.
  const whom = namesOf(say, untold(context))
  if (states.noticeClock === 'late')
    return moment('late', 'alert-triangle', 'overdue', t('confidential.moment.late', { date, whom }))
  if (states.notice === 'byHand')
    return moment('byHand', 'hourglass-high', 'soon', t('confidential.moment.byHand', { date, whom }))
  if (states.notice === 'sent') return moment('over', 'check', 'stopped', t('confidential.moment.sent'))
  if (states.notice === 'due' || states.notice === 'sending')
    return moment('ahead', 'clock', 'ontime', t('confidential.moment.due', { date }))
  return undefined
}

/** A specialist who was asked for care sees its clock, whether or not they were told why: it runs for every case alike. */
const careMatters = ({ context, seat }: Shown): boolean =>
  isPhysical(context) ||
  (seat.role === 'specialist' && !seesNature({ context, seat }) && isAskedToCare(context))

const isAskedToCare = ({ consent }: SensitiveContext): boolean =>
  consent?.services.includes('medical') ?? false

/** Whether somebody may read what happened: a specialist only if she agreed. */
export const seesNature = ({ context, seat }: Pick<Seen, 'context' | 'seat'>): boolean =>
  seat.role === 'focal_point' || (context.consent?.share.includes('nature') ?? false)

const medicalMoment: Of = ({ t, f }, seen) => {
  const { context, states } = seen
  if (!careMatters(seen)) return undefined
  if (states.medical === 'within')
    return moment(
      ...(['medical', 'hourglass-high', 'soon'] as const),
      // When the facts were is asked of nobody: the day of the report is all that is known.
      t('confidential.moment.medical', { date: f.dayShort(context.receivedOn) }),
    )
  if (states.medical === 'passed')
    return moment('over', 'info-circle', 'stopped', t('confidential.moment.medicalPassed'))
  return undefined
}

const childMoment: Of = ({ t }, { states }) =>
  states.child === 'due'
    ? moment('child', 'alert-triangle', 'soon', t('confidential.moment.child'))
    : undefined

const followUpMoment: Of = ({ t, f }, { context, states }) => {
  if (!context.followUpAt || !asksForNews(context)) return undefined
  // The day of a visit ends where the next one begins.
  const date = f.dayShort(addDays(dayOf(context.followUpAt), -1))
  if (states.followUp === 'due')
    return moment('visitDue', 'alert-triangle', 'overdue', t('confidential.moment.visitDue', { date }))
  return states.followUp === 'scheduled'
    ? moment('ahead', 'calendar', 'ontime', t('confidential.moment.visit', { date }))
    : undefined
}

const enclosureMoment: Of = ({ t, f }, { context, states }) =>
  states.enclosure === 'sealed' && context.enclosureUntil
    ? moment(
        ...(['over', 'shield-lock', 'stopped'] as const),
        t('confidential.moment.enclosure', { date: f.dayShort(context.enclosureUntil) }),
      )
    : undefined

/** She took back what she had agreed to: it is read, and then the services are explained anew, or it ends. */
const withdrawnMoment: Of = ({ t }, { states }) =>
  states.handling === 'withdrawn'
    ? moment('withdrawn', 'info-circle', 'soon', t('confidential.moment.withdrawn'))
    : undefined

/** A body refused: another one is looked for before anybody asks how the help went. */
const refusedMoment: Of = ({ t }, { states }) =>
  states.handling === 'refused'
    ? moment('refused', 'info-circle', 'soon', t('confidential.moment.refused'))
    : undefined

/** Help ended before anything was given: whoever referred asks what she needs. */
const leftMoment: Of = ({ t }, { context, states, seat }) => {
  const latest = context.referrals.at(-1)
  return states.handling === 'supported' && seat.role === 'focal_point' && latest && gaveNothing(latest)
    ? moment('left', 'info-circle', 'soon', t('confidential.moment.left'))
    : undefined
}

const undeliveredMoment: Of = ({ t }, { states }) =>
  states.messages === 'undelivered'
    ? moment('undelivered', 'alert-triangle', 'soon', t('confidential.moment.undelivered'))
    : undefined

const kinds: readonly Of[] = [
  unreadMoment,
  withdrawnMoment,
  refusedMoment,
  leftMoment,
  noticeMoment,
  medicalMoment,
  childMoment,
  undeliveredMoment,
  followUpMoment,
  enclosureMoment,
]
