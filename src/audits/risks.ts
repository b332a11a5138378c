// What makes a closure worth looking at again, and how much: facts of the case and of its journal, each some points.

/** The rule that weighs and draws. Another one would get the next number: what was drawn stays provable by its own. */
export const RULE = 1

/** The facts that weigh, with their points; a closure without any weighs 1. */
export const points = {
  /** The closing date lies after the due day. */
  late: 3,
  /** A date the complainant was told was not kept. */
  broken: 2,
  /** Nobody said whether it was founded. */
  undetermined: 2,
  notFounded: 2,
  /** Withdrawn, or closed without an answer. */
  unanswered: 2,
  reopened: 3,
  /** An appeal was lodged against it. */
  contested: 2,
  /** The ombudsman brought it: what goes wrong there is seen by everybody. */
  ombudsman: 2,
  /** Somebody carried the answer, so that only their word says that it arrived. */
  byHand: 1,
  /** Whoever closed it closed more than twice as many of the period as those who close do on average. */
  busyCloser: 1,
  /** Whoever closed it had been given that role within the last 90 days. */
  newCloser: 2,
} as const
export type Risk = keyof typeof points
export const risks = Object.keys(points).filter((name): name is Risk => name in points)

/** Days during which somebody who closes is new. */
export const NEW_DAYS = 90
/** From so many closures on, one person's share of them says something. */
export const LEAST_FOR_SHARE = 20

/** A closure as far as its risk goes. */
export type Closure = {
  id: string
  closing_on: string
  due_on: string
  admissibility: string
  founded: string
  outcome: string
  reopened: number
  broken: number
  appeal: string
  /** Who closed it, when (UTC ms), and since when they may (UTC ms); null where nobody knows. */
  closer: string
  closed_at: number
  closer_since: number | null
  /** The channel it came by. */
  came_by: string
  /** The channel the answer left by; null when none did. */
  channel: string | null
}

/** What the product carries itself, or shows on its page. */
const CARRIED = ['sms', 'email', 'web', 'app']

/** The risks of a closure; `busy` says who closed too large a share. */
export function risksOf(closure: Closure, busy: ReadonlySet<string>): Risk[] {
  const { founded, closing_on, due_on, outcome, channel, closer_since, closed_at } = closure
  const complaint = closure.admissibility !== 'notComplaint'
  const held: Record<Risk, boolean> = {
    late: closing_on > due_on,
    broken: closure.broken === 1,
    undetermined: complaint && founded !== 'yes' && founded !== 'no',
    notFounded: complaint && founded === 'no',
    unanswered: outcome !== 'answered',
    reopened: closure.reopened > 0,
    contested: closure.appeal !== 'none',
    ombudsman: closure.came_by === 'ombudsman',
    byHand: channel !== null && !CARRIED.includes(channel),
    busyCloser: busy.has(closure.closer),
    newCloser: closer_since !== null && closed_at - closer_since < NEW_DAYS * 86_400_000,
  }
  return risks.filter((risk) => held[risk])
}

/** Who closed more than twice the average of those who closed any; nobody where there are too few to say so. */
export function busyClosers(closures: readonly Pick<Closure, 'closer'>[]): Set<string> {
  if (closures.length < LEAST_FOR_SHARE) return new Set()
  const counts = new Map<string, number>()
  for (const { closer } of closures) counts.set(closer, (counts.get(closer) ?? 0) + 1)
  return new Set(
    [...counts].filter(([, n]) => n * counts.size > 2 * closures.length).map(([closer]) => closer),
  )
}

/** The risks with one more, in their order. */
export const withRisk = (held: readonly Risk[], one: Risk): Risk[] =>
  risks.filter((risk) => risk === one || held.includes(risk))

/** The weight of a closure: 1, and the points of its risks. */
export const weightOf = (held: readonly Risk[]): number => held.reduce((sum, risk) => sum + points[risk], 1)
