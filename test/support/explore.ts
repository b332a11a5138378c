// Everything a lifecycle can do, found by trying: from each place reached, every event and the next deadline.
import type { AnyTransitionDefinition } from 'xstate'
import type { Workflow } from '../../workflows/kit.ts'
import { seededDraw } from './draw.ts'
import {
  attempt,
  awaited,
  begin,
  nextTimer,
  type Person,
  parties,
  passTo,
  type Sampler,
  stored,
  type Taken,
  type Walk,
} from './walk.ts'

export type Explored = {
  /** A walk to each place, by the place. */
  places: ReadonlyMap<string, Walk>
  /** The places that one step leads to, by place. */
  roads: ReadonlyMap<string, ReadonlySet<string>>
  /** The ids of the states that were stood in. */
  states: ReadonlySet<string>
  /** The branches that were taken. */
  branches: ReadonlySet<AnyTransitionDefinition>
  /** Every step that was made. */
  steps: readonly Taken[]
}

const SAMPLES = 3
/** A case can begin in more ways than it can go on. */
const BEGINNINGS = 24
/** Beyond so many, a place is taken for another one with the same states. */
const MOST_PLACES = 400
/** Beyond so many, a place is only tried when it shows two states together for the first time: what runs side by side multiplies. */
const MOST_STANDINGS = 650

/** Facts of which only matters whether there is one. */
const KNOWN = ['verifier', 'decision']
/** Facts that people read and no decision asks for. */
const FOR_READING = ['returned', 'approvedOn', 'answeredOn', 'instalmentOn']
/** Facts whose few words decide what may come next. */
const TOLD_APART = ['appeal']

/**
 * Where a case stands: its states, what its facts say yes or no to, which of its days are known, whether its lists have
 * more than one and how the last of them is known.
 */
export function placeOf({ snapshot }: Walk): string {
  const facts = Object.entries(snapshot.context).map(([name, value]) => {
    if (FOR_READING.includes(name)) return false
    if (typeof value === 'boolean') return value
    if (name.endsWith('On') || KNOWN.includes(name)) return value === null || value === 0
    if (TOLD_APART.includes(name)) return value
    if (!Array.isArray(value) || typeof value[0] === 'string') return false
    return [value.length > 1, Object.values(value.at(-1) ?? {}).includes(null)]
  })
  return JSON.stringify([snapshot.value, facts])
}

/** Explores breadth first; each step is somebody's first, so that the separation of duties never stops it. */
export function explore(workflow: Workflow, sampler: Sampler): Explored {
  const draw = seededDraw(20_230_110)
  const start = begin(workflow)
  const places = new Map([[placeOf(start), start]])
  const roads = new Map<string, Set<string>>()
  const standing = new Map<string, string>()
  const together = new Set<string>()
  const states = new Set<string>()
  const branches = new Set<AnyTransitionDefinition>()
  const steps: Taken[] = []
  let people = 0
  const newcomer = (): Person => ({ id: `person-${++people}`, roles: parties })

  for (const [place, walk] of places) {
    for (const node of walk.snapshot._nodes) states.add(node.id)
    const reached = new Set<string>()
    roads.set(place, reached)
    for (const next of nextWalks(walk, sampler, draw, newcomer)) {
      steps.push(...next.trail)
      for (const taken of next.trail) for (const branch of taken.branches) branches.add(branch)
      const there = placeOf(next)
      const states = JSON.stringify(next.snapshot.value)
      const alike = places.has(there) || places.size < MOST_PLACES ? there : (standing.get(states) ?? there)
      reached.add(alike)
      const news = pairsIn(next).filter((pair) => !together.has(pair))
      // What is not tried leads nowhere, as far as anybody knows.
      if (places.has(alike) || (places.size >= MOST_STANDINGS && news.length === 0)) continue
      for (const pair of news) together.add(pair)
      places.set(alike, stored({ ...next, trail: [] }))
      standing.set(states, alike)
    }
  }
  return { places, roads, states, branches, steps }
}

/** Any two of the innermost states that a case stands in. */
function pairsIn({ snapshot }: Walk): string[] {
  const leaves = snapshot._nodes.filter((node) => Object.keys(node.states).length === 0).map(({ id }) => id)
  return leaves.flatMap((one, n) => leaves.slice(n + 1).map((other) => `${one} ${other}`))
}

function nextWalks(
  walk: Walk,
  sampler: Sampler,
  draw: ReturnType<typeof seededDraw>,
  newcomer: () => Person,
): Walk[] {
  const types = [...new Set(awaited(walk.snapshot).map((transition) => transition.eventType))]
  const sent = types.flatMap((type) =>
    Array.from({ length: walk.trail.length === 0 && walk.hands.size === 0 ? BEGINNINGS : SAMPLES }, () =>
      attempt(walk, type, [newcomer()], sampler, draw),
    ),
  )
  const timer = nextTimer(walk)
  return [...sent, timer && passTo(walk, timer.dueAt)].filter((next) => next !== undefined)
}
