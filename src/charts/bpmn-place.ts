// Where the elements of a BPMN flow stand: lanes one below the other, time from left to right.
import type { Flow, FlowGraph, FlowNode } from './bpmn-flow.ts'

export type Bounds = { x: number; y: number; width: number; height: number }
export type Spot = { x: number; y: number }
export type Placed = {
  /** The whole, with its head. */
  pool: Bounds
  lanes: { role: string; bounds: Bounds }[]
  nodes: Map<string, Bounds>
  flows: Map<string, Spot[]>
}

const HEAD = 30
const COLUMN = 170
const ROW = 110
const sizes = { task: [120, 80], gateway: [50, 50], event: [36, 36] } as const

/** The places of a flow, its pool's upper left corner at the given height. */
export function place(graph: FlowGraph, top: number): Placed {
  const rank = ranksOf(graph)
  const free = graph.nodes.filter(({ attachedTo }) => attachedTo === null)
  const roles = [...new Set(free.map(({ lane }) => lane))]
  const lanes: Placed['lanes'] = []
  const nodes = new Map<string, Bounds>()
  const width = 2 * HEAD + (Math.max(0, ...rank.values()) + 1) * COLUMN + 20
  let y = top
  for (const role of roles) {
    const columns = Map.groupBy(
      free.filter(({ lane }) => lane === role),
      ({ id }) => rank.get(id) ?? 0,
    )
    const rows = Math.max(...[...columns.values()].map(({ length }) => length))
    const height = rows * ROW + 30
    for (const [column, stacked] of columns)
      stacked.forEach((node, row) => {
        nodes.set(node.id, centred(node, 2 * HEAD + (column + 0.5) * COLUMN, y + 15 + (row + 0.5) * ROW))
      })
    lanes.push({ role, bounds: { x: HEAD, y, width: width - HEAD, height } })
    y += height
  }
  placeTimers(graph.nodes, nodes)
  const flows = new Map(graph.flows.map((flow, n) => [flow.id, pathOf(flow, nodes, n)]))
  return { pool: { x: 0, y: top, width, height: y - top }, lanes, nodes, flows }
}

/** How far each node is from the start, flows that lead back left out. */
function ranksOf({ nodes, flows }: FlowGraph): Map<string, number> {
  const next = new Map<string, string[]>()
  for (const { from, to } of flows) next.set(from, [...(next.get(from) ?? []), to])
  for (const { id, attachedTo } of nodes)
    if (attachedTo) next.set(attachedTo, [...(next.get(attachedTo) ?? []), id])
  const order: string[] = []
  const state = new Map<string, 'open' | 'done'>()
  const visit = (id: string) => {
    state.set(id, 'open')
    const onward = (next.get(id) ?? []).filter((to) => state.get(to) !== 'open')
    next.set(id, onward)
    for (const to of onward) if (!state.has(to)) visit(to)
    state.set(id, 'done')
    order.unshift(id)
  }
  for (const { id, type } of nodes) if (type === 'StartEvent' && !state.has(id)) visit(id)
  for (const { id } of nodes) if (!state.has(id)) visit(id)
  const timers = new Set(nodes.filter(({ attachedTo }) => attachedTo).map(({ id }) => id))
  const rank = new Map<string, number>()
  for (const id of order) {
    const here = rank.get(id) ?? 0
    rank.set(id, here)
    for (const to of next.get(id) ?? [])
      rank.set(to, Math.max(rank.get(to) ?? 0, here + (timers.has(to) ? 0 : 1)))
  }
  return rank
}

function centred({ type }: FlowNode, x: number, y: number): Bounds {
  const kind = type.endsWith('Task') ? 'task' : type.endsWith('Gateway') ? 'gateway' : 'event'
  const [width, height] = sizes[kind]
  return { x: x - width / 2, y: y - height / 2, width, height }
}

/** Deadlines sit on the lower border of their task. */
function placeTimers(all: readonly FlowNode[], nodes: Map<string, Bounds>): void {
  const byTask = Map.groupBy(
    all.filter(({ attachedTo }) => attachedTo !== null),
    ({ attachedTo }) => attachedTo ?? '',
  )
  for (const [task, timers] of byTask) {
    const bounds = nodes.get(task)
    if (!bounds) continue
    timers.forEach((timer, n) => {
      nodes.set(timer.id, centred(timer, bounds.x + bounds.width - 24 - n * 40, bounds.y + bounds.height))
    })
  }
}

/** Onward from the right side to the left one; back below both. Lines that would lie on each other stand a little apart. */
function pathOf({ from, to }: Flow, nodes: ReadonlyMap<string, Bounds>, n: number): Spot[] {
  const [a, b] = [nodes.get(from), nodes.get(to)]
  if (!a || !b) return []
  const apart = (n % 6) * 4
  const out = { x: a.x + a.width, y: a.y + a.height / 2 }
  const into = { x: b.x, y: b.y + b.height / 2 }
  if (into.x > out.x) {
    if (into.y === out.y) return [out, into]
    const x = into.x - 12 - apart
    return [out, { x, y: out.y }, { x, y: into.y }, into]
  }
  const [start, end] = [a.x + a.width / 2, b.x + b.width / 2]
  const y = Math.max(a.y + a.height, b.y + b.height) + 6 + apart
  return [
    { x: start, y: a.y + a.height },
    { x: start, y },
    { x: end, y },
    { x: end, y: b.y + b.height },
  ]
}
