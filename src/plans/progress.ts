// How far a plan is: pure, exact, and rounded once.

/** What a share of the work is called (docs/domain.md, section 13). */
export const progressStates = ['notStarted', 'limited', 'significant', 'completed'] as const
export type ProgressState = (typeof progressStates)[number]

/** What an action adds to its plan: a whole weight above 0, and how much of it is done, a whole percentage. */
export type Weighed = { weight: number; progress: number }

/** `percent` is whole; null while a plan has no action to measure it by. */
export type PlanProgress = { percent: number | null; state: ProgressState }

/** From which percentage each state is reached: 0, 1 to 59, 60 to 89, 90 to 100. */
export function stateOf(percent: number): ProgressState {
  if (percent >= 90) return 'completed'
  if (percent >= 60) return 'significant'
  return percent > 0 ? 'limited' : 'notStarted'
}

/**
 * The weighted mean of the actions, rounded once, half up. The state is that of the rounded figure, so that both say
 * the same, but for a plan of which so little is done that it rounds to 0: it is begun, and called so.
 * @throws RangeError for a weight that is not a whole number above 0, or a progress outside 0 to 100.
 */
export function planProgress(actions: readonly Weighed[]): PlanProgress {
  for (const { weight, progress } of actions) {
    if (!Number.isSafeInteger(weight) || weight <= 0) throw new RangeError('a weight is whole and above 0')
    if (!Number.isInteger(progress) || progress < 0 || progress > 100)
      throw new RangeError('a progress is whole, from 0 to 100')
  }
  if (actions.length === 0) return { percent: null, state: 'notStarted' }
  const whole = actions.reduce((sum, { weight }) => sum + BigInt(weight), 0n)
  const done = actions.reduce((sum, { weight, progress }) => sum + BigInt(weight) * BigInt(progress), 0n)
  const percent = Number((2n * done + whole) / (2n * whole))
  return { percent, state: percent === 0 && done > 0n ? 'limited' : stateOf(percent) }
}
