// A plan as DOT, the language of Graphviz: boxes of known size, and nothing of how they look.
import type { Box, Boxes } from './boxes.ts'
import { all, isLeaf } from './chart.ts'
import type { Frame, Line, Plan, Point } from './lines.ts'

/** Graphviz counts in inches. */
const inches = (pixels: number): string => (pixels / 72).toFixed(4)

const settings = 'rankdir=TB, compound=true, newrank=true, splines=true, nodesep=0.25, ranksep=0.24'

/**
 * The plan as DOT. Points are named n0…, frames f0…, the words of a line t and its id, its halves by its id with a and b:
 * what they mean stays with us. The words are boxes of their own, so that nothing ever runs over them.
 */
export function dotOf(plan: Plan, boxes: Boxes): string {
  const names = new Map(plan.points.map(({ id }, n) => [id, `n${n}`]))
  const points = new Map(plan.points.map((point) => [point.id, point]))
  const frames = framesOf(plan)
  const words = Map.groupBy(plan.lines, (line) => frameOfWords(frames, line)?.id ?? '')
  const node = (id: string): string => {
    const point = points.get(id)
    return point ? nodeDot(names.get(id) ?? '', point, boxes.point(point)) : ''
  }
  const wordsIn = (frame: string): string[] =>
    (words.get(frame) ?? []).map((line) => wordsDot(line, boxes.line(line)))
  const frameDot = (frame: Frame): string =>
    [
      `subgraph "cluster_f${frames.indexOf(frame)}" {`,
      `margin=14; labeljust=l; ${titleDot(boxes.frame(frame))}`,
      ...frame.points.map(node),
      ...wordsIn(frame.id),
      ...frame.frames.map(frameDot),
      '}',
    ].join('\n')
  return [
    'digraph {',
    `graph [${settings}]`,
    'node [shape=box, fixedsize=true, label=""]',
    'edge [arrowhead=none]',
    ...plan.loose.map(node),
    ...wordsIn(''),
    ...plan.frames.map(frameDot),
    ...plan.lines.map((line) => lineDot(line, plan, names, boxes.line(line) !== null)),
    ...plan.lines.flatMap((line) => besideDot(line, frames, names)),
    '}',
  ].join('\n')
}

/** Every frame of a plan, outer ones first. */
export function framesOf(plan: Pick<Plan, 'frames'>): Frame[] {
  const within = (frame: Frame): Frame[] => [frame, ...frame.frames.flatMap(within)]
  return plan.frames.flatMap(within)
}

function nodeDot(name: string, { state, note }: Point, { width, height }: Box): string {
  const isChoice = state ? state.kind === 'passing' : note === null
  const shape = isChoice ? ', shape=diamond' : ''
  const round = state?.kind === 'start' ? ', shape=circle' : ''
  return `${name} [width=${inches(width)}, height=${inches(height)}${shape}${round}]`
}

const wordsDot = ({ id }: Line, box: Box | null): string =>
  box ? `t${id} [width=${inches(box.width)}, height=${inches(box.height)}]` : ''

/** The innermost frame that both ends of a line are in; a frame at an end counts as standing in the one around it. */
function frameOfWords(frames: readonly Frame[], { from, to, fromFrame, toFrame }: Line): Frame | undefined {
  const holds = (frame: Frame, point: string, border: string | null): boolean =>
    framesOf({ frames: [frame] }).some((one) =>
      border ? one.frames.some(({ id }) => id === border) : one.points.includes(point),
    )
  return frames.findLast((frame) => holds(frame, from, fromFrame) && holds(frame, to, toFrame))
}

function lineDot(line: Line, plan: Plan, names: ReadonlyMap<string, string>, worded: boolean): string {
  const frames = framesOf(plan)
  const cluster = (id: string) => `"cluster_f${frames.findIndex((frame) => frame.id === id)}"`
  // A line against the order of the story is laid out the other way round, so that it moves nothing.
  const [tail, head] = line.back ? [line.to, line.from] : [line.from, line.to]
  const [tailFrame, headFrame] = line.back ? [line.toFrame, line.fromFrame] : [line.fromFrame, line.toFrame]
  const weight = `weight=${line.main ? 8 : line.back ? 1 : 2}`
  const start = tailFrame ? `, ltail=${cluster(tailFrame)}` : ''
  const end = headFrame ? `, lhead=${cluster(headFrame)}` : ''
  const [from, to] = [names.get(tail), names.get(head)]
  if (!worded) return `${from} -> ${to} [id="${line.id}a", ${weight}${start}${end}]`
  const middle = `t${line.id}`
  return `${from} -> ${middle} [id="${line.id}a", ${weight}${start}]\n${middle} -> ${to} [id="${line.id}b", ${weight}${end}]`
}

/** Regions begin side by side, below whatever leads to them, and end above whatever follows. */
function besideDot(line: Line, frames: readonly Frame[], names: ReadonlyMap<string, string>): string[] {
  const hidden = (from: string | undefined, to: string | undefined) =>
    from && to ? [`${names.get(from)} -> ${names.get(to)} [style=invis]`] : []
  const [tail, head] = line.back ? [line.to, line.from] : [line.from, line.to]
  const regionsOf = (id: string | null) => {
    const state = frames.find((frame) => frame.id === id)?.state
    return state?.kind === 'regions' ? state.states.map((region) => all(region).filter(isLeaf)) : []
  }
  const [above, below] = line.back ? [line.toFrame, line.fromFrame] : [line.fromFrame, line.toFrame]
  return [
    ...regionsOf(below).flatMap((leaves) => hidden(tail, leaves.at(0)?.id)),
    ...regionsOf(above).flatMap((leaves) => hidden(leaves.at(-1)?.id, head)),
  ]
}

/** Room for a title that we write ourselves. */
function titleDot({ width, height, lines }: Box): string {
  if (lines.length === 0) return 'label=""'
  const cell = `<TD FIXEDSIZE="TRUE" WIDTH="${width}" HEIGHT="${height}"></TD>`
  return `label=<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR>${cell}</TR></TABLE>>`
}
