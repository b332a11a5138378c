// Where a case stands and what was done on it, in words.
import { gaveNothing } from '../../../workflows/sensitive-facts.ts'
import type { Seen, TimelineEntry } from '../../confidential/reading.ts'
import { inside } from '../capital.ts'
import type { Say } from './say.ts'

/** The state of a case; help that ended before anything was given is not called given. */
export function stateOf({ t, life }: Say, { states, context }: Pick<Seen, 'states' | 'context'>): string {
  const latest = context.referrals.at(-1)
  return states.handling === 'supported' && latest && gaveNothing(latest)
    ? t('confidential.left.state')
    : life('sensitive', `state.${states.handling}`)
}

/** What was chosen in an act and is told nowhere else of it. */
const chosen: Partial<Record<string, readonly string[]>> = {
  ...{ RECORD_NOTICE: ['to', 'way'], NOTICE_SENT: ['to'], NOTICE_FAILED: ['to'] },
  ...{ REFER_CHILD: ['authority'], RECORD_ATTEMPT: ['by'], FOLLOW_UP: ['reached'] },
  ...{ REPORT_SUPPORT: ['outcome'], OPEN_ENCLOSURE: ['purpose'], DESTROY_ENCLOSURE: ['ground'] },
}

/** An event in words: an act by what was done and what was chosen in it, a deadline by what passed. */
export function nameOf(say: Say, { event, input }: TimelineEntry): string {
  const { t, life } = say
  const timer = /^xstate\.after\.(\w+)/.exec(event)?.[1]
  if (timer) return t(`sensitive.timer.${timer}`)
  const what = life('sensitive', `event.${event}.done`)
  const details = (chosen[event] ?? []).flatMap((name) => detailOf(say, name, input?.[name]))
  return details.length > 0 ? t('confidential.doneWith', { what, details: details.join(' · ') }) : what
}

function detailOf({ t }: Say, name: string, value: unknown): string[] {
  if (typeof value !== 'string') return []
  // A bare yes or no says nothing without its question.
  if (name === 'reached') return [t(`confidential.news.${value}`)]
  return [inside(t(`field.${name}.option.${value}`))]
}
