// What runs out, and when: the notice within a day, medical care within three, the next visit, the sealed enclosure.
import type { Seen } from '../../confidential/reading.ts'
import { addDays, dayOf } from '../../platform/clock.ts'
import type { Say } from './say.ts'

/** A moment: an icon, words, and the colour of time, which never stands alone. */
export type Moment = { icon: string; tone: string; text: string }

/** The moments of a case that matter now, the most urgent kind first. */
export function momentsOf(say: Say, seen: Pick<Seen, 'context' | 'states'>): Moment[] {
  const { states } = seen
  if (states.handling === 'closed') return []
  return [noticeMoment, medicalMoment, childMoment, followUpMoment, enclosureMoment].flatMap(
    (of) => of(say, seen) ?? [],
  )
}

type Of = (say: Say, seen: Pick<Seen, 'context' | 'states'>) => Moment | undefined

const noticeMoment: Of = ({ t, f }, { context, states }) => {
  const date = f.dateTime(context.noticeBy)
  if (states.noticeClock === 'late')
    return { icon: 'alert-triangle', tone: 'overdue', text: t('confidential.moment.late', { date }) }
  if (states.notice === 'byHand')
    return { icon: 'hourglass-high', tone: 'soon', text: t('confidential.moment.byHand', { date }) }
  if (states.notice === 'sent') return { icon: 'check', tone: 'stopped', text: t('confidential.moment.sent') }
  if (states.notice === 'due' || states.notice === 'sending')
    return { icon: 'clock', tone: 'ontime', text: t('confidential.moment.due', { date }) }
  return undefined
}

const medicalMoment: Of = ({ t, f }, { context, states }) => {
  if (states.medical === 'within' && context.medicalUntil)
    return {
      icon: 'hourglass-high',
      tone: 'soon',
      text: t('confidential.moment.medical', { date: f.dateTime(context.medicalUntil) }),
    }
  if (states.medical === 'passed')
    return { icon: 'info-circle', tone: 'stopped', text: t('confidential.moment.medicalPassed') }
  return undefined
}

const childMoment: Of = ({ t }, { states }) =>
  states.child === 'due'
    ? { icon: 'alert-triangle', tone: 'soon', text: t('confidential.moment.child') }
    : undefined

const followUpMoment: Of = ({ t, f }, { context, states }) => {
  if (!context.followUpAt) return undefined
  // The day of a visit ends where the next one begins.
  const date = f.dayShort(addDays(dayOf(context.followUpAt), -1))
  if (states.followUp === 'due')
    return { icon: 'alert-triangle', tone: 'overdue', text: t('confidential.moment.visitDue', { date }) }
  return states.followUp === 'scheduled'
    ? { icon: 'calendar', tone: 'ontime', text: t('confidential.moment.visit', { date }) }
    : undefined
}

const enclosureMoment: Of = ({ t, f }, { context, states }) =>
  states.enclosure === 'sealed' && context.enclosureUntil
    ? {
        icon: 'shield-lock',
        tone: 'stopped',
        text: t('confidential.moment.enclosure', { date: f.dayShort(context.enclosureUntil) }),
      }
    : undefined
