// A part of a chart as BPMN understands it: tasks, gateways and events in the lanes of roles, and the flows between them.
import { all, type Chart, type ChartState, type Edge, isLeaf, isWithin } from './chart.ts'
import type { ChartWords } from './chart-words.ts'

export type NodeType =
  | 'UserTask'
  | 'Task'
  | 'StartEvent'
  | 'EndEvent'
  | 'ExclusiveGateway'
  | 'ParallelGateway'
  | 'BoundaryEvent'

export type FlowNode = {
  id: string
  type: NodeType
  name: string
  /** The role in whose lane it stands; empty for nobody's. */
  lane: string
  /** The task whose deadline it is. */
  attachedTo: string | null
  /** The state it stands for. */
  state: string | null
}
export type Flow = { id: string; from: string; to: string; name: string }
export type FlowGraph = { nodes: FlowNode[]; flows: Flow[] }

type Builder = FlowGraph & { chart: Chart; part: ChartState; words: ChartWords }

/** The flow of a part of a chart. Groups are opened: a flow must not cross their border. */
export function flowOf(chart: Chart, part: ChartState, words: ChartWords): FlowGraph {
  const builder: Builder = { chart, part, words, nodes: [], flows: [] }
  const states = all(part)
  if (!states.some(({ kind }) => kind === 'start')) addStart(builder)
  for (const state of states) addState(builder, state)
  for (const state of states.filter(isLeaf)) {
    if (state.kind === 'memory') addReturns(builder, state)
    else addExits(builder, state)
  }
  return { nodes: builder.nodes, flows: builder.flows }
}

/** An id that XML accepts. */
const idOf = (...parts: string[]): string => parts.join('_').replaceAll(/[^\w-]/g, '_')

const types: Record<ChartState['kind'], NodeType> = {
  start: 'StartEvent',
  state: 'Task',
  end: 'EndEvent',
  passing: 'ExclusiveGateway',
  memory: 'ExclusiveGateway',
  regions: 'ParallelGateway',
  group: 'Task',
}

/** The start of a part that is in its first state from the beginning. */
function addStart(builder: Builder): void {
  const { part, chart } = builder
  const id = idOf('start', part.key)
  const entry = entryOf(chart, part.id)
  add(builder, { id, type: 'StartEvent', name: builder.words.say('kind.start'), lane: '', state: null })
  connect(builder, id, entry, '')
}

function addState(builder: Builder, state: ChartState): void {
  if (state.kind === 'group' || state === builder.part) return
  const type = state.owner ? 'UserTask' : types[state.kind]
  const lane = state.owner ?? all(state).find(({ owner }) => owner)?.owner ?? ''
  const id = idOf('state', state.id)
  add(builder, { id, type, name: builder.words.state(state), lane, state: state.id })
  if (state.kind !== 'regions') return
  for (const region of state.states) connect(builder, id, entryOf(builder.chart, region.id), '')
}

function add(builder: Builder, node: Omit<FlowNode, 'attachedTo'> & { attachedTo?: string }): string {
  builder.nodes.push({ attachedTo: null, ...node })
  return node.id
}

function connect({ flows }: Builder, from: string, to: string, name: string): void {
  flows.push({ id: `flow_${from}_${flows.length}`, from, to, name })
}

/** Where a flow into a state arrives. */
function entryOf(chart: Chart, id: string): string {
  const state = chart.states.get(id)
  return state?.kind === 'group' && state.initial ? entryOf(chart, state.initial) : idOf('state', id)
}

/** The flows out of a state: through a gateway when there are several, its deadlines at its border. */
function addExits(builder: Builder, state: ChartState): void {
  const { words } = builder
  const id = idOf('state', state.id)
  const lane = state.owner ?? ''
  const edges = edgesFrom(builder, state)
  const ways = [...Map.groupBy(edges, ({ kind, event }) => `${kind} ${event}`).values()]
  const deadlines = ways.filter(([first]) => first?.kind === 'deadline')
  const acts = ways.filter((way) => !deadlines.includes(way))
  for (const way of deadlines) {
    const [first] = way
    if (!first) continue
    const timer = idOf('timer', state.id, first.event)
    add(builder, {
      id: timer,
      type: 'BoundaryEvent',
      name: words.edge(first),
      lane,
      attachedTo: id,
      state: null,
    })
    lead(builder, timer, way, '', lane)
  }
  if (state.kind === 'passing') {
    for (const edge of acts.flat()) connect(builder, id, entryOf(builder.chart, edge.to), '')
    return
  }
  const rests = state.kind === 'state' && !state.owner && deadlines.length === 0
  const end = rests
    ? add(builder, { id: idOf('end', state.id), type: 'EndEvent', name: '', lane, state: null })
    : null
  const several = acts.length + (end ? 1 : 0) > 1
  const from = several
    ? add(builder, { id: idOf('acts', state.id), type: 'ExclusiveGateway', name: '', lane, state: null })
    : id
  if (several) connect(builder, id, from, '')
  for (const way of acts) lead(builder, from, way, way[0] ? words.edge(way[0]) : '', lane)
  if (end) connect(builder, from, end, '')
}

/** One event's flows: straight to its state, or through a gateway that the facts of the case decide. */
function lead(builder: Builder, from: string, way: readonly Edge[], name: string, lane: string): void {
  const [first, second] = way
  if (!first) return
  if (!second) {
    connect(builder, from, entryOf(builder.chart, first.to), name)
    return
  }
  const choice = idOf('choice', from, first.event)
  const says = builder.words.say('always')
  add(builder, { id: choice, type: 'ExclusiveGateway', name: says, lane, state: null })
  connect(builder, from, choice, name)
  for (const edge of way) connect(builder, choice, entryOf(builder.chart, edge.to), '')
}

/** What leads out of a state, or of a group around it. */
function edgesFrom({ chart, part }: Builder, state: ChartState): Edge[] {
  return chart.edges.filter(
    (edge) =>
      isWithin(state.id, edge.from) &&
      isWithin(edge.from, part.id) &&
      isWithin(edge.to, part.id) &&
      (edge.from === state.id || (state.kind === 'state' && carries(chart, state, edge))),
  )
}

/** Of states side by side, those carry the exits of their group whose owner may take them; else those of the first. */
function carries(chart: Chart, state: ChartState, edge: Edge): boolean {
  const group = [...chart.states.values()].find(
    ({ kind, id }) =>
      kind === 'regions' && isWithin(id, edge.from) && isWithin(state.id, id) && id !== chart.root.id,
  )
  if (!group) return true
  const mayTake = ({ owner }: ChartState) => owner !== undefined && edge.by.includes(owner)
  if (all(group).some(mayTake)) return mayTake(state)
  return isWithin(state.id, group.states[0]?.id ?? '')
}

/** Back to where a case was: the states from which it went to where it comes back from. */
function addReturns(builder: Builder, memory: ChartState): void {
  const { chart } = builder
  const group = memory.id.split('.').slice(0, -1).join('.')
  const askers = new Set(chart.edges.filter(({ to }) => to === memory.id).map(({ from }) => from))
  const leaves = [...chart.states.values()].filter(({ id, kind }) => kind === 'state' && isWithin(id, group))
  const left = leaves.filter(({ id }) => chart.edges.some(({ from, to }) => from === id && askers.has(to)))
  for (const { id } of left.length > 0 ? left : leaves)
    connect(builder, idOf('state', memory.id), idOf('state', id), '')
}
