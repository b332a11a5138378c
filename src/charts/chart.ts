// A lifecycle as a drawing sees it: its states within each other, and what leads from one to another.
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate'
import type { Meta, Party, Role, Stage } from '../../workflows/kit.ts'

/**
 * What a state is to a reader: `start` before the first event, `passing` left in the same breath, `memory` the way back
 * to where a case was, `group` one of its states at a time, `regions` all of them at once.
 */
export type Kind = 'start' | 'state' | 'passing' | 'memory' | 'end' | 'group' | 'regions'

/** Who may send an event, and whose hands must be different. */
export type Act = { event: string; by: Party[]; apart: string[] }

export type ChartState = {
  /** Where it stands, from the top: `handling.alive.open`. */
  id: string
  key: string
  kind: Kind
  stage?: Stage | undefined
  owner?: Role | undefined
  next?: string | undefined
  /** The state a group begins with. */
  initial?: string | undefined
  /** What may be done without leaving. */
  stays: Act[]
  states: ChartState[]
}

/** What leads from a state to another; branches of one event to one state are one edge. */
export type Edge = Act & {
  from: string
  to: string
  /** `event` is a deadline's name with `deadline`, and empty with `always`. */
  kind: 'event' | 'deadline' | 'always'
  guards: string[]
}

export type Chart = { name: string; root: ChartState; states: Map<string, ChartState>; edges: Edge[] }

const charts = new WeakMap<AnyStateMachine, Chart>()

/** The drawing of a lifecycle, read from its machine once. */
export function chartOf({ name, machine }: { name: string; machine: AnyStateMachine }): Chart {
  const known = charts.get(machine)
  if (known) return known
  const nodes = within(machine.root)
  const edges = nodes.flatMap(edgesOf)
  const entered = new Set(edges.map(({ to }) => to))
  const root = stateOf(machine.root, edges, entered)
  const chart = {
    name,
    root,
    states: new Map(all(root).map((state) => [state.id, state])),
    edges: edges.filter((edge) => !isStay(machine, edge)),
  }
  charts.set(machine, chart)
  return chart
}

/** A state and all within it, in the order of the machine. */
export const all = (state: ChartState): ChartState[] => [state, ...state.states.flatMap(all)]

/** Whether a case can be in a state without being in one of its own states. */
export const isLeaf = ({ kind }: ChartState): boolean => kind !== 'group' && kind !== 'regions'

/** Whether a state is another one, or within it. */
export const isWithin = (id: string, group: string): boolean =>
  group === '' || id === group || id.startsWith(`${group}.`)

/** The parts that run side by side from the first event on; the whole when there is only one. */
export const partsOf = ({ root }: Chart): ChartState[] => (root.kind === 'regions' ? root.states : [root])

/** Where a case stands that enters a state: the state itself, or what its groups begin with. */
export function landing(chart: Chart, id: string): ChartState[] {
  const state = chart.states.get(id)
  if (!state) return []
  if (state.kind === 'regions') return state.states.flatMap((region) => landing(chart, region.id))
  return state.kind === 'group' && state.initial ? landing(chart, state.initial) : [state]
}

const idOf = (node: AnyStateNode): string => node.path.join('.')

const within = (node: AnyStateNode): AnyStateNode[] => [node, ...Object.values(node.states).flatMap(within)]

function stateOf(node: AnyStateNode, edges: readonly Edge[], entered: ReadonlySet<string>): ChartState {
  const { stage, owner, next }: Meta = node.meta ?? {}
  const id = idOf(node)
  return {
    id,
    key: node.key,
    kind: kindOf(node, entered),
    stage,
    owner,
    next,
    initial: node.type === 'compound' ? node.initial.target.map(idOf)[0] : undefined,
    stays: staysOf(node, edges),
    states: Object.values(node.states).map((child) => stateOf(child, edges, entered)),
  }
}

function kindOf(node: AnyStateNode, entered: ReadonlySet<string>): Kind {
  if (node.type === 'history') return 'memory'
  if (node.type === 'final') return 'end'
  if (node.type === 'compound') return 'group'
  if (node.type === 'parallel') return 'regions'
  if (node.always?.some(({ guard }) => !guard)) return 'passing'
  const isFirst = node.parent?.type === 'compound' && node.parent.initial.target.includes(node)
  const isTop = node.path.length <= 2
  return isFirst && isTop && !node.meta && !entered.has(idOf(node)) ? 'start' : 'state'
}

/** What a state answers without being left for another: events without a target, or back into the same state. */
function staysOf(node: AnyStateNode, edges: readonly Edge[]): Act[] {
  const still = [...node.transitions]
    .filter(([type, ways]) => !type.startsWith('xstate.') && ways.some(({ target }) => !target))
    .map(([type, ways]) => actOf(type, ways))
  const again = edges.filter(
    (edge) => edge.kind === 'event' && edge.from === idOf(node) && isStay(node.machine, edge),
  )
  return [...still, ...again.filter(({ event }) => !still.some((act) => act.event === event))]
}

/** Whether an edge leads nowhere else: into the same state, or to where a group begins anyway. */
function isStay(machine: AnyStateMachine, { kind, from, to }: Edge): boolean {
  if (from === to) return kind !== 'always'
  const group = within(machine.root).find((node) => idOf(node) === from)
  return kind === 'event' && group?.type === 'compound' && group.initial.target.map(idOf).includes(to)
}

function edgesOf(node: AnyStateNode): Edge[] {
  const events = [...node.transitions]
    .filter(([type]) => !type.startsWith('xstate.'))
    .flatMap(([type, ways]) => edgesTo(node, 'event', type, ways))
  const delays = Map.groupBy(node.after, ({ delay }) => String(delay))
  const deadlines = [...delays].flatMap(([delay, ways]) => edgesTo(node, 'deadline', delay, ways))
  return [...events, ...deadlines, ...edgesTo(node, 'always', '', node.always ?? [])]
}

/** One edge for each state that the branches of an event lead to. */
function edgesTo(
  node: AnyStateNode,
  kind: Edge['kind'],
  event: string,
  ways: readonly AnyTransitionDefinition[],
): Edge[] {
  const targets = Map.groupBy(
    ways.flatMap((way) => (way.target ?? []).map((target) => ({ way, to: idOf(target) }))),
    ({ to }) => to,
  )
  return [...targets].map(([to, branches]) => ({
    ...actOf(
      event,
      branches.map(({ way }) => way),
    ),
    from: idOf(node),
    to,
    kind,
    guards: branches.flatMap(({ way }) => guardOf(way)),
  }))
}

function actOf(event: string, ways: readonly AnyTransitionDefinition[]): Act {
  const metas = ways.map((way): Meta => way.meta ?? {})
  return {
    event,
    by: [...new Set(metas.flatMap(({ by }) => by ?? []))],
    apart: [...new Set(metas.flatMap(({ apart }) => apart ?? []))],
  }
}

function guardOf({ guard }: AnyTransitionDefinition): string[] {
  if (typeof guard === 'string') return [guard]
  return typeof guard === 'object' && 'type' in guard ? [String(guard.type)] : []
}
