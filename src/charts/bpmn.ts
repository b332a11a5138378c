// A lifecycle as BPMN 2.0, with its diagram: what a public modeller opens.
import { BpmnModdle, type Element } from 'bpmn-moddle'
import type { Language } from '../i18n/languages.ts'
import { type FlowGraph, type FlowNode, flowOf } from './bpmn-flow.ts'
import { type Bounds, type Placed, place, type Spot } from './bpmn-place.ts'
import { type ChartState, chartOf, partsOf } from './chart.ts'
import { type ChartWords, chartWords } from './chart-words.ts'

type Flow = Parameters<typeof chartOf>[0] & { version: number }

/** What one part of a lifecycle becomes: its process, its pool, and their shapes. */
type Piece = { process: Element; participant: Element; shapes: Element[] }

const GAP = 60

/** The BPMN of a lifecycle, its words in a language: one pool for each part that runs beside the others. */
export async function bpmnOf(flow: Flow, language: Language): Promise<string> {
  const chart = chartOf(flow)
  const words = chartWords(chart, language)
  const moddle = new BpmnModdle()
  const pieces: Piece[] = []
  let top = 0
  for (const part of partsOf(chart)) {
    const graph = flowOf(chart, part, words)
    const placed = place(graph, top)
    top += placed.pool.height + GAP
    pieces.push(pieceOf(moddle, words, part, graph, placed))
  }
  const collaboration = moddle.create('bpmn:Collaboration', {
    id: 'collaboration',
    participants: pieces.map(({ participant }) => participant),
  })
  const plane = moddle.create('bpmndi:BPMNPlane', {
    id: 'plane',
    bpmnElement: collaboration,
    planeElement: pieces.flatMap(({ shapes }) => shapes),
  })
  const definitions = moddle.create('bpmn:Definitions', {
    id: `lifecycle_${flow.name}_${flow.version}`.replaceAll(/[^\w-]/g, '_'),
    name: `${flow.name} ${flow.version}`,
    targetNamespace: 'urn:jawab:lifecycle',
    exporter: 'Jawab',
    rootElements: [collaboration, ...pieces.map(({ process }) => process)],
    diagrams: [moddle.create('bpmndi:BPMNDiagram', { id: 'diagram', plane })],
  })
  const { xml } = await moddle.toXML(definitions, { format: true })
  return xml
}

function pieceOf(
  moddle: BpmnModdle,
  words: ChartWords,
  part: ChartState,
  graph: FlowGraph,
  placed: Placed,
): Piece {
  const key = part.key.replaceAll(/[^\w-]/g, '_')
  const name = words.state(part)
  const elements = new Map(graph.nodes.map((node) => [node.id, elementOf(moddle, node)]))
  for (const { id, attachedTo } of graph.nodes)
    if (attachedTo) elements.get(id)?.set('attachedToRef', elements.get(attachedTo))
  const flows = flowsOf(moddle, graph, elements)
  const lanes = placed.lanes.map(({ role }, n) =>
    moddle.create('bpmn:Lane', {
      id: `lane_${key}_${n}`,
      name: words.roles([role || 'system']),
      flowNodeRef: graph.nodes.filter(({ lane }) => lane === role).map(({ id }) => elements.get(id)),
    }),
  )
  const process = moddle.create('bpmn:Process', {
    id: `process_${key}`,
    name,
    isExecutable: false,
    laneSets: [moddle.create('bpmn:LaneSet', { id: `lanes_${key}`, lanes })],
    flowElements: [...elements.values(), ...flows.values()],
  })
  const participant = moddle.create('bpmn:Participant', { id: `pool_${key}`, name, processRef: process })
  const shapes = [
    shapeOf(moddle, participant, placed.pool, { isHorizontal: true }),
    ...lanes.flatMap((lane, n) => {
      const bounds = placed.lanes[n]?.bounds
      return bounds ? [shapeOf(moddle, lane, bounds, { isHorizontal: true })] : []
    }),
    ...both(elements, placed.nodes).map(([element, bounds]) =>
      shapeOf(moddle, element, bounds, element.$type.endsWith('Gateway') ? { isMarkerVisible: true } : {}),
    ),
    ...both(flows, placed.flows).map(([element, path]) => edgeOf(moddle, element, path)),
  ]
  return { process, participant, shapes }
}

function elementOf(moddle: BpmnModdle, { id, type, name }: FlowNode): Element {
  const timer = type === 'BoundaryEvent'
  return moddle.create(`bpmn:${type}`, {
    id,
    ...(name && { name }),
    ...(timer && {
      cancelActivity: true,
      eventDefinitions: [moddle.create('bpmn:TimerEventDefinition', { id: `when_${id}` })],
    }),
  })
}

/** The flows as elements, each known to both its ends. */
function flowsOf(
  moddle: BpmnModdle,
  graph: FlowGraph,
  elements: ReadonlyMap<string, Element>,
): Map<string, Element> {
  const made = graph.flows.map(({ id, from, to, name }) => {
    const ends = { sourceRef: elements.get(from), targetRef: elements.get(to) }
    return [id, moddle.create('bpmn:SequenceFlow', { id, ...(name && { name }), ...ends })] as const
  })
  const flows = new Map(made)
  for (const [id, element] of elements) {
    const among = (side: 'from' | 'to') =>
      graph.flows.filter((flow) => flow[side] === id).map((flow) => flows.get(flow.id))
    element.set('incoming', among('to'))
    element.set('outgoing', among('from'))
  }
  return flows
}

/** Elements with what stands beside them under the same name. */
function both<Value>(
  elements: ReadonlyMap<string, Element>,
  values: ReadonlyMap<string, Value>,
): [Element, Value][] {
  return [...elements].flatMap(([id, element]): [Element, Value][] => {
    const value = values.get(id)
    return value === undefined ? [] : [[element, value]]
  })
}

const shapeOf = (moddle: BpmnModdle, element: Element, bounds: Bounds, more: object): Element =>
  moddle.create('bpmndi:BPMNShape', {
    id: `shape_${element.id}`,
    bpmnElement: element,
    bounds: moddle.create('dc:Bounds', rounded(bounds)),
    ...more,
  })

const edgeOf = (moddle: BpmnModdle, element: Element, path: readonly Spot[]): Element =>
  moddle.create('bpmndi:BPMNEdge', {
    id: `edge_${element.id}`,
    bpmnElement: element,
    waypoint: path.map((spot) => moddle.create('dc:Point', rounded(spot))),
  })

const rounded = (numbers: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, Math.round(value)]))
