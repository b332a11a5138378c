// What runs out, and when: the notice within a day, medical care within three, the next visit, the sealed enclosure.
import type { Seen } from '../../confidential/reading.ts'
import { addDays, dayOf } from '../../platform/clock.ts'
import type { Say } from './say.ts'

/** A moment: an icon, words, and the colour of time, which never stands alone; what presses most has the lowest rank. */
export type Moment = { icon: string; tone: string; text: string; rank: number }

/** A life comes before a promise, a promise before a date that is still far. */
const rank = { late: 0, medical: 1, child: 2, byHand: 3, visitDue: 4, ahead: 5, over: 9 } as const

/** The moments of a case that matter now, the most urgent kind first. */
export function momentsOf(say: Say, seen: Pick<Seen, 'context' | 'states'>): Moment[] {
  const { states } = seen
  if (states.handling === 'closed') return []
  return [noticeMoment, medicalMoment, childMoment, followUpMoment, enclosureMoment].flatMap(
    (of) => of(say, seen) ?? [],
  )
}

const moment = (kind: keyof typeof rank, icon: string, tone: string, text: string): Moment => ({
  ...{ icon, tone, text, rank: rank[kind] },
})

type Of = (say: Say, seen: Pick<Seen, 'context' | 'states'>) => Moment | undefined

const noticeMoment: Of = ({ t, f }, { context, states }) => {
  const date = f.dateTime(context.noticeBy)
  if (states.noticeClock === 'late')
    return moment('late', 'alert-triangle', 'overdue', t('confidential.moment.late', { date }))
  if (states.notice === 'byHand')
    return moment('byHand', 'hourglass-high', 'soon', t('confidential.moment.byHand', { date }))
  if (states.notice === 'sent') return moment('over', 'check', 'stopped', t('confidential.moment.sent'))
  if (states.notice === 'due' || states.notice === 'sending')
    return moment('ahead', 'clock', 'ontime', t('confidential.moment.due', { date }))
  return undefined
}

const medicalMoment: Of = ({ t, f }, { context, states }) => {
  if (states.medical === 'within' && context.medicalUntil)
    return moment(
      ...(['medical', 'hourglass-high', 'soon'] as const),
      t('confidential.moment.medical', { date: f.dateTime(context.medicalUntil) }),
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
  if (!context.followUpAt) return undefined
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
