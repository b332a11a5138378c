// A lifecycle as it is drawn: its states, and the branches that lead out of them.
import type { AnyStateNode, AnyTransitionDefinition } from 'xstate'

/** A state and all within it. */
export const nodesOf = (node: AnyStateNode): AnyStateNode[] => [
  node,
  ...Object.values(node.states).flatMap(nodesOf),
]

/** The branches that a state itself has, deadlines among them. */
export const branchesAt = (node: AnyStateNode): AnyTransitionDefinition[] =>
  [...node.transitions.values()].flat()

/** A state and those around it, whose events it accepts too. */
export const around = (node: AnyStateNode): AnyStateNode[] => [
  node,
  ...(node.parent ? around(node.parent) : []),
]

/** Whether a case can stand there: not a memory of another state, nor left in the same breath whatever the facts. */
export const isPlace = (node: AnyStateNode): boolean =>
  node.type !== 'history' && !node.always?.some((transition) => !transition.guard)

/** Whether an event is a deadline of the machine's own. */
export const isTimer = (type: string): boolean => type.startsWith('xstate.')
