// Somebody who has everything that is published and knows how it hangs together: how far can they narrow a figure down?
import { type Constraint, equalTo, greaterEq, solve } from 'yalps'

/** Figures by their names; null is hidden. */
export type Known = Readonly<Record<string, number | null>>

/** A sum that holds: the parts come to the whole. */
export type Relation = { whole: string; parts: readonly string[] }

export type Bounds = { least: number; most: number }

/** What is known to come to something. */
export type Something = { parts: readonly string[]; least: number }

/**
 * The least and the most each hidden figure can be, when none is negative and every relation holds.
 */
export function narrowed(
  known: Known,
  relations: readonly Relation[],
  somethings: readonly Something[] = [],
): Map<string, Bounds> {
  const constraints = new Map<string, Constraint>()
  const coefficients = new Map<string, Map<string, number>>()
  /** What is told of a sum; what is hidden of it becomes a part of the constraint of this name. */
  const toldOf = (constraint: string, terms: readonly (readonly [string, number])[]): number => {
    let told = 0
    for (const [name, factor] of terms) {
      const value = known[name]
      if (value === undefined) throw new Error(`no figure is called ${name}`)
      if (value !== null) told += factor * value
      else coefficients.set(name, (coefficients.get(name) ?? new Map()).set(constraint, factor))
    }
    return told
  }
  for (const [n, { whole, parts }] of relations.entries()) {
    const told = toldOf(`r${n}`, [[whole, -1], ...parts.map((part) => [part, 1] as const)])
    constraints.set(`r${n}`, equalTo(-told))
  }
  for (const [n, { parts, least }] of somethings.entries()) {
    const told = toldOf(
      `s${n}`,
      parts.map((part) => [part, 1] as const),
    )
    constraints.set(`s${n}`, greaterEq(least - told))
  }
  const hidden = Object.keys(known).filter((name) => known[name] === null)
  const bound = (of: string, direction: 'minimize' | 'maximize'): number => {
    const variables = hidden.map((name) => {
      const own = new Map(coefficients.get(name))
      if (name === of) own.set('it', 1)
      return [name, own] as const
    })
    const { status, result } = solve({ direction, objective: 'it', constraints, variables })
    if (status === 'unbounded') return direction === 'maximize' ? Number.POSITIVE_INFINITY : 0
    if (status !== 'optimal') throw new Error(`nothing fits what is published: ${status}`)
    return result
  }
  return new Map(hidden.map((of) => [of, { least: bound(of, 'minimize'), most: bound(of, 'maximize') }]))
}
