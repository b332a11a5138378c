// The order in which a lifecycle is told: what leads on, what leads back, and what is too far apart for a line.
import { stages } from '../../workflows/kit.ts'
import { all, type Chart, type ChartState, type Edge, isLeaf, isWithin } from './chart.ts'

export type Story = {
  /** Whether something leads against the order. */
  isBack(from: string, to: string): boolean
  /** How many states lie between two, if both have a place in the story. */
  distance(from: string, to: string): number
  /** How many states send the same event to the same end, main ways left out; by `sharedKey`. */
  shared: ReadonlyMap<string, number>
  isLarge: boolean
}

/** A drawing of so many states needs no words instead of lines. */
const SMALL = 12
/** How far a line may lead in a large drawing. */
const LEAP = { back: 2, on: 4 }
/** From how many states the same act is told once. */
const SHARED = 3

/** Words on where an act comes from stand before its state; a choice, and words on where it leads, after it. */
const besides: Record<string, number> = { from: -0.5, event: 0.5, deadline: 0.5, to: 0.7 }

/** The story of a part: by the steps of a case, then as its lifecycle tells it. */
export function storyOf(chart: Chart, part: ChartState, edges: readonly Edge[]): Story {
  const leaves = all(part).filter(isLeaf)
  const order = orderOf(leaves)
  const places = [...order].filter(([, n]) => Number.isFinite(n)).sort((a, b) => a[1] - b[1])
  const place = new Map(places.map(([id], n) => [id, n]))
  const lastIn = (group: string) =>
    Math.max(0, ...places.filter(([id]) => isWithin(id, group)).map(([, n]) => n))
  const at = (id: string): number => {
    const [state = id, beside = ''] = id.split('/')
    const [side = ''] = beside.split(' ')
    return (order.get(state) ?? lastIn(state)) + (besides[side] ?? 0)
  }
  const single = [...Map.groupBy(edges, ({ from, kind, event }) => `${from} ${kind} ${event}`).values()]
    .filter((ways) => ways.length === 1)
    .flat()
    .filter((edge) => edge.kind === 'event' && !isMain(chart, edge) && isAtLeaf(chart, edge))
  const counted = Map.groupBy(single, sharedKey)
  return {
    isBack: (from, to) => at(to) < at(from),
    distance: (from, to) => Math.abs((place.get(to) ?? 0) - (place.get(from) ?? 0)),
    shared: new Map([...counted].map(([key, ways]) => [key, ways.length])),
    isLarge: leaves.length > SMALL,
  }
}

const sharedKey = ({ event, to }: Edge): string => `${event} ${to}`

const isAtLeaf = ({ states }: Chart, { from }: Edge): boolean => states.get(from)?.states.length === 0

/** Whether an edge is what its state waits for. */
export function isMain(chart: Chart, { from, event }: Edge): boolean {
  const state = chart.states.get(from)
  if (!state || event === '') return false
  // What a group waits for is what its states wait for.
  return all(state).some(({ next }) => next === event)
}

/** Whether so many states share an act that it is told once, where it leads. */
export const isShared = ({ shared, isLarge }: Story, edge: Edge): boolean =>
  isLarge && (shared.get(sharedKey(edge)) ?? 0) >= SHARED

/** Whether a way is too long to follow as a line. */
export const isFar = (story: Story, from: string, to: string): boolean =>
  story.isLarge && story.distance(from, to) > (story.isBack(from, to) ? LEAP.back : LEAP.on)

function orderOf(leaves: readonly ChartState[]): Map<string, number> {
  let step = 0
  return new Map(
    leaves.map(({ id, kind, stage }, n) => {
      if (stage) step = stages.indexOf(stage)
      // The way back to where a case was is drawn beside whoever takes it.
      return [id, kind === 'memory' ? Number.POSITIVE_INFINITY : step * 1000 + n]
    }),
  )
}
