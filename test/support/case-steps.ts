// What statements about cases ask of a step of a walk: what was known before and after it, and who did what.
import type { CaseContext } from '../../workflows/case-facts.ts'
import type { Taken, Walk } from './walk.ts'

export const contextBefore = (step: Taken): CaseContext => step.before.context
export const contextAfter = (step: Taken): CaseContext => step.after.context

/** Whether a step begins a new round: reopened by somebody, or by an appeal that stands. */
export const beginsAnew = (step: Taken): boolean => contextAfter(step).reopened > contextBefore(step).reopened

/** The steps in which one of these events was sent. */
export const sent = (walk: Pick<Walk, 'trail'>, ...types: string[]): Taken[] =>
  walk.trail.filter(({ event }) => types.includes(event.type))

/** The way as it was before a step. */
export const upTo = (walk: Walk, step: Taken): Pick<Walk, 'trail'> => ({
  trail: walk.trail.slice(0, walk.trail.indexOf(step)),
})

/** Who sent them. */
export const actorsOf = (steps: readonly Taken[]): ReadonlySet<string> =>
  new Set(steps.map(({ event }) => event.by))
