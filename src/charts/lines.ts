// What is drawn of a part of a chart: its points, its frames, and the lines between them.
import { all, type Chart, type ChartState, type Edge, isLeaf, isWithin, landing } from './chart.ts'
import { isFar, isMain, isShared, type Story, storyOf } from './story.ts'

/**
 * Something with a place of its own: a state; a choice that the facts of the case make; or words that stand for lines too
 * long to follow, `to` where they lead, `from` where they come from.
 */
export type Point = {
  id: string
  state: ChartState | null
  note: { side: 'to' | 'from'; edges: Edge[]; ends: string[] } | null
}

/** States drawn in one frame. */
export type Frame = { id: string; state: ChartState; points: string[]; frames: Frame[] }

/** A line between two points; with a frame at an end it starts or ends at its border. */
export type Line = {
  id: string
  from: string
  to: string
  fromFrame: string | null
  toFrame: string | null
  /** What it stands for. */
  edges: Edge[]
  /** Whether it says what it stands for: the lines out of a choice do not. */
  named: boolean
  /** Whether it leads against the order in which the story is told. */
  back: boolean
  /** Whether it is what a state waits for. */
  main: boolean
}

export type Plan = {
  points: Point[]
  frames: Frame[]
  loose: string[]
  lines: Line[]
  /** Groups that hold nearly everything: what may be done in them is said beside the drawing, not around it. */
  around: ChartState[]
}

/** What is drawn so far, and what it is drawn from. */
type Sheet = { chart: Chart; framed: ChartState[]; story: Story; notes: Map<string, Point>; lines: Line[] }

/** From how many ways into the same frame one line to the frame says enough. */
const MANY = 3

/** The plan of a part of a chart. */
export function planOf(chart: Chart, part: ChartState): Plan {
  const leaves = all(part).filter(isLeaf)
  const groups = all(part).filter((state) => state !== part && isFramed(chart, state))
  const around = groups.filter((group) => isAround(chart, part, group))
  const framed = groups.filter((group) => !around.includes(group))
  const inside = chart.edges.filter(({ from, to }) => isWithin(from, part.id) && isWithin(to, part.id))
  const story = storyOf(chart, part, inside)
  const sheet: Sheet = { chart, framed, story, notes: new Map(), lines: [] }
  for (const edges of Map.groupBy(inside, keyOf).values()) addEvent(sheet, edges)
  const points = [...leaves.map((state) => ({ id: state.id, state, note: null })), ...sheet.notes.values()]
  const frames = framesIn(part, framed, [...sheet.notes.keys()])
  const held = new Set(frames.flatMap(pointsIn))
  const loose = points.map(({ id }) => id).filter((id) => !held.has(id))
  return { points, frames, loose, lines: joined(story, sheet.lines), around }
}

const keyOf = ({ from, kind, event }: Edge): string => `${from} ${kind} ${event}`

const pointsIn = (frame: Frame): string[] => [...frame.points, ...frame.frames.flatMap(pointsIn)]

/** A group is worth a frame when something holds for all of it, or when it runs beside another one. */
function isFramed(chart: Chart, state: ChartState): boolean {
  if (isLeaf(state)) return false
  const parent = chart.states.get(state.id.split('.').slice(0, -1).join('.'))
  return (
    state.kind === 'regions' ||
    parent?.kind === 'regions' ||
    state.stays.length > 0 ||
    chart.edges.some(({ from }) => from === state.id)
  )
}

/** Whether a group holds all that waits for somebody, and nothing leads away from all of it at once. */
function isAround(chart: Chart, part: ChartState, group: ChartState): boolean {
  const owned = (state: ChartState) => all(state).filter(({ owner }) => owner)
  const isLeft = chart.edges.some(({ from }) => from === group.id)
  return group.kind === 'group' && !isLeft && owned(group).length === owned(part).length
}

function framesIn(parent: ChartState, framed: readonly ChartState[], notes: readonly string[]): Frame[] {
  return parent.states.flatMap((state) => {
    const inner = framesIn(state, framed, notes)
    if (!framed.includes(state)) return inner
    const taken = new Set(inner.flatMap(pointsIn))
    const leaves = all(state).filter(isLeaf)
    // What is written for a frame stands outside of it.
    const own = notes.filter((id) => isWithin(ownerOf(id), state.id) && ownerOf(id) !== state.id)
    const points = [...leaves.map(({ id }) => id), ...own].filter((id) => !taken.has(id))
    return [{ id: state.id, state, points, frames: inner }]
  })
}

const ownerOf = (note: string): string => note.split('/')[0] ?? ''

/** Draws one event out of one state: a line for each place it leads to, through a choice when there are several. */
function addEvent(sheet: Sheet, edges: Edge[]): void {
  const [first] = edges
  if (!first) return
  if (isShared(sheet.story, first)) {
    addShared(sheet, edges)
    return
  }
  const start = startOf(sheet, first)
  const main = isMain(sheet.chart, first)
  const ends = endsOf(sheet, edges)
  const far = farOf(sheet.story, start.from, ends, main)
  const near = ends.filter((end) => !far.includes(end))
  if (far.length > 0) near.push(addNote(sheet, start.fromFrame ?? start.from, first, far))
  const { lines } = sheet
  if (first.kind === 'always' || near.length === 1) {
    lines.push(...near.map((end) => line({ ...start, ...end, named: first.kind !== 'always', main })))
    return
  }
  const choice = `${start.from}/${first.kind} ${first.event}`
  sheet.notes.set(choice, { id: choice, state: null, note: null })
  lines.push(line({ ...start, to: choice, toFrame: null, edges, named: true, main }))
  lines.push(...near.map((end) => line({ from: choice, fromFrame: null, ...end, named: false, main })))
}

type End = { to: string; toFrame: string | null; edges: Edge[]; name: string }

/** The ends too far for a line. The nearest one ahead on the main road is always drawn; what leads back goes together. */
function farOf(story: Story, from: string, ends: readonly End[], main: boolean): End[] {
  const ahead = ends.filter(({ to }) => !story.isBack(from, to))
  const [nearest] = ahead.toSorted((a, b) => story.distance(from, a.to) - story.distance(from, b.to))
  const isFarOff = (end: End) => !(main && end === nearest) && isFar(story, from, end.to)
  const backToo = ends.some((end) => isFarOff(end) && story.isBack(from, end.to))
  return ends.filter((end) => isFarOff(end) || (backToo && story.isBack(from, end.to)))
}

/** Words instead of lines that lead far away. */
function addNote(sheet: Sheet, from: string, { event }: Edge, far: readonly End[]): End {
  const id = `${from}/to ${event}`
  const edges = far.flatMap((end) => end.edges)
  sheet.notes.set(id, { id, state: null, note: { side: 'to', edges, ends: far.map(({ name }) => name) } })
  return { to: id, toFrame: null, edges, name: id }
}

/** Words instead of the same act drawn from many states: they are named where it leads. */
function addShared(sheet: Sheet, edges: readonly Edge[]): void {
  const [first] = edges
  if (!first) return
  const [end] = endsOf(sheet, edges)
  if (!end) return
  const id = `${end.to}/from ${first.event}`
  const known = sheet.notes.get(id)
  if (known?.note) {
    known.note.edges.push(...edges)
    known.note.ends.push(first.from)
    // The line from the words stands for every one of them.
    sheet.lines.find(({ from }) => from === id)?.edges.push(...edges)
    return
  }
  sheet.notes.set(id, { id, state: null, note: { side: 'from', edges: [...edges], ends: [first.from] } })
  sheet.lines.push(line({ from: id, fromFrame: null, ...end, edges: [...edges], named: false, main: false }))
}

const line = (parts: Omit<Line, 'id' | 'back'> & { name?: string }): Line => {
  const { name: _, ...rest } = parts
  return { id: '', back: false, ...rest }
}

/** The ends of an event: many of them in a frame that its state is outside of are one. */
function endsOf({ chart, framed }: Sheet, edges: readonly Edge[]): End[] {
  const frames = framed.toReversed()
  const ends = Map.groupBy(edges, ({ from, to }) => {
    const frame = frames.find(
      ({ id }) =>
        isWithin(to, id) &&
        !isWithin(from, id) &&
        edges.filter((other) => isWithin(other.to, id)).length >= MANY,
    )
    return frame?.id ?? to
  })
  return [...ends].map(([name, edges]) => {
    // A group that begins with one state is entered there; one that begins with several, at its border.
    const first = landing(chart, name)
    const isFrame = framed.some(({ id }) => id === name)
    const atBorder = isFrame && (edges.length >= MANY || first.length > 1)
    return { to: first[0]?.id ?? name, toFrame: atBorder ? name : null, edges, name }
  })
}

function startOf({ chart, framed }: Sheet, { from, by }: Edge) {
  const state = chart.states.get(from)
  if (!state || isLeaf(state)) return { from, fromFrame: null }
  const places = all(state).filter((one) => one.kind === 'state')
  const owned = places.filter(({ owner }) => owner && by.includes(owner))
  const anchor = owned.at(-1) ?? places.at(-1) ?? state
  return { from: anchor.id, fromFrame: framed.includes(state) ? from : null }
}

/** Lines between the same two places become one that says everything. */
function joined(story: Story, lines: readonly Line[]): Line[] {
  const between = Map.groupBy(lines, ({ from, to, fromFrame, toFrame, named, edges }) =>
    [from, to, fromFrame, toFrame, named, edges[0]?.kind === 'deadline'].join(' '),
  )
  return [...between.values()].flatMap(([first, ...others], n) =>
    first
      ? [
          {
            ...first,
            id: `l${n}`,
            back: story.isBack(first.from, first.to),
            main: [first, ...others].some(({ main }) => main),
            edges: [first, ...others].flatMap(({ edges }) => edges),
          },
        ]
      : [],
  )
}
