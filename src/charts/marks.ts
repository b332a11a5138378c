// What is marked on a chart: where a case has been, where it stands, and where it may go from there.
import { type Chart, type Edge, isWithin, landing } from './chart.ts'

export type Marks = {
  /** States, by their id. */
  been: ReadonlySet<string>
  current: ReadonlySet<string>
  ahead: ReadonlySet<string>
  taken: ReadonlySet<Edge>
  next: ReadonlySet<Edge>
}

/** One step of a case: what happened, and the states it stood in before and after, each by its id. */
export type Stride = { event: string; from: readonly string[]; to: readonly string[] }

export const nothingMarked: Marks = {
  been: new Set(),
  current: new Set(),
  ahead: new Set(),
  taken: new Set(),
  next: new Set(),
}

/** The marks of a case that took these steps, oldest first. */
export function marksOf(chart: Chart, strides: readonly Stride[]): Marks {
  const current = new Set(strides.at(-1)?.to)
  const taken = new Set(strides.flatMap((stride) => takenBy(chart, stride)))
  const next = new Set(chart.edges.filter((edge) => edge.kind !== 'always' && startsIn(edge, current)))
  const through = [...taken].flatMap(({ from, to }) => [from, to]).filter((id) => isBetween(chart, id))
  return {
    been: new Set([...strides.flatMap(({ from, to }) => [...from, ...to]), ...through]),
    current,
    ahead: new Set([...next].flatMap(({ to }) => landing(chart, to).map(({ id }) => id))),
    taken,
    next,
  }
}

/** The edges of one step, with what was decided in the same breath. */
function takenBy(chart: Chart, { event, from, to }: Stride): Edge[] {
  const name = /^xstate\.after\.(\w+)\./.exec(event)?.[1] ?? event
  const before = new Set(from)
  const possible = chart.edges.filter(
    (edge) => edge.kind !== 'always' && edge.event === name && startsIn(edge, before),
  )
  const lands = ({ to: target }: Edge): boolean =>
    landing(chart, target).some(({ id, kind }) => kind === 'passing' || to.includes(id))
  const plain = possible.filter(lands)
  // Back to where it was: taken when no other way of the same state leads to where the case went.
  const back = possible.filter(
    (edge) =>
      chart.states.get(edge.to)?.kind === 'memory' && !plain.some((other) => other.from === edge.from),
  )
  const first = [...plain, ...back]
  const passed = new Set(first.flatMap((edge) => landing(chart, edge.to)).map(({ id }) => id))
  const then = chart.edges.filter(
    (edge) =>
      edge.kind === 'always' &&
      (passed.has(edge.from) || before.has(edge.from)) &&
      landing(chart, edge.to).some(({ id }) => to.includes(id)),
  )
  return [...first, ...then]
}

const startsIn = ({ from }: Edge, states: ReadonlySet<string>): boolean =>
  [...states].some((id) => isWithin(id, from))

/** Whether nobody ever stands there: a way through, or back. */
function isBetween(chart: Chart, id: string): boolean {
  const kind = chart.states.get(id)?.kind
  return kind === 'passing' || kind === 'memory'
}
