// Where everything of a chart stands, worked out by Graphviz once and kept.
import type { AnyStateMachine } from 'xstate'
import { z } from 'zod'
import { dirOf, type Language } from '../i18n/languages.ts'
import { type Boxes, boxesIn } from './boxes.ts'
import { type ChartState, chartOf } from './chart.ts'
import { chartWords } from './chart-words.ts'
import { dotOf, framesOf } from './dot.ts'
import { type Plan, planOf } from './lines.ts'

export type Spot = { x: number; y: number }
export type Rect = Spot & { width: number; height: number }

/** Coordinates are pixels from the upper left corner. */
export type Layout = {
  plan: Plan
  boxes: Boxes
  width: number
  height: number
  /** The middle of each point, by its id. */
  points: Map<string, Spot>
  /** The upper left corner and the size of each frame. */
  frames: Map<string, Rect>
  /** The curves of each line from its start to its end, one or two, and the middle of its words. */
  lines: Map<string, { curves: Spot[][]; words: Spot | null }>
}

/** What Graphviz answers, as far as it is read here. */
const Answer = z.object({
  bb: z.string(),
  objects: z
    .array(
      z.object({
        name: z.string(),
        pos: z.string().optional(),
        bb: z.string().optional(),
      }),
    )
    .default([]),
  // Lines that only keep an order have no id.
  edges: z.array(z.object({ id: z.string().optional(), pos: z.string().optional() })).default([]),
})

type Drawn = { name: string; machine: AnyStateMachine }

const kept = new WeakMap<AnyStateMachine, Map<string, Promise<Layout>>>()

/** The layout of a part of a lifecycle in a language; worked out when it is first asked for. */
export function layoutOf(
  flow: Drawn,
  part: ChartState,
  language: Language,
  figured: boolean,
): Promise<Layout> {
  const layouts = kept.get(flow.machine) ?? new Map<string, Promise<Layout>>()
  kept.set(flow.machine, layouts)
  const key = `${part.id} ${language} ${figured}`
  const known = layouts.get(key)
  if (known) return known
  const made = makeLayout(flow, part, language, figured)
  layouts.set(key, made)
  // A failure is not kept: the next reader tries again.
  made.catch(() => layouts.delete(key))
  return made
}

let engine: Promise<(dot: string) => string> | undefined

/** Graphviz, loaded when the first chart is drawn. */
function graphviz(): Promise<(dot: string) => string> {
  engine ??= import('@hpcc-js/wasm-graphviz')
    .then(({ Graphviz }) => Graphviz.load())
    .then((loaded) => (dot) => loaded.layout(dot, 'json', 'dot'))
  return engine
}

async function makeLayout(
  flow: Drawn,
  part: ChartState,
  language: Language,
  figured: boolean,
): Promise<Layout> {
  const chart = chartOf(flow)
  const plan = planOf(chart, part)
  const boxes = boxesIn(language, chartWords(chart, language), figured)
  const draw = await graphviz()
  const answer = Answer.parse(JSON.parse(draw(dotOf(plan, boxes))))
  return placed(plan, boxes, answer, dirOf(language) === 'rtl')
}

/** The answer in our coordinates; right to left, the drawing is mirrored, for it begins where reading begins. */
function placed(plan: Plan, boxes: Boxes, answer: z.output<typeof Answer>, mirrored: boolean): Layout {
  const [left = 0, bottom = 0, right = 0, top = 0] = numbers(answer.bb)
  const spot = (x: number, y: number): Spot => ({ x: mirrored ? right - x : x - left, y: top - y })
  const spotOf = (text: string): Spot => {
    const [x = 0, y = 0] = numbers(text)
    return spot(x, y)
  }
  const paths = new Map(answer.edges.map(({ id, pos }) => [id, pos]))
  const curve = (id: string): Spot[][] => {
    const pos = paths.get(id)
    return pos === undefined ? [] : [pathOf(pos, spot)]
  }
  const byName = new Map(answer.objects.map((object) => [object.name, object]))
  const frames = framesOf(plan).map((frame, n) => {
    const found = byName.get(`cluster_f${n}`)
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = numbers(found?.bb ?? '')
    const corner = spot(mirrored ? x1 : x0, y1)
    return [frame.id, { ...corner, width: x1 - x0, height: y1 - y0 }] as const
  })
  return {
    plan,
    boxes,
    width: right - left,
    height: top - bottom,
    points: new Map(plan.points.map(({ id }, n) => [id, spotOf(byName.get(`n${n}`)?.pos ?? '0,0')])),
    frames: new Map(frames),
    lines: new Map(
      plan.lines.map(({ id, back }) => {
        const curves = [...curve(`${id}a`), ...curve(`${id}b`)]
        const words = byName.get(`t${id}`)?.pos
        return [
          id,
          {
            curves: back ? curves.toReversed().map((path) => path.toReversed()) : curves,
            words: words === undefined ? null : spotOf(words),
          },
        ]
      }),
    ),
  }
}

/** `e,x,y x,y x,y …`: the end of the arrow, then the control points. */
function pathOf(pos: string, spot: (x: number, y: number) => Spot): Spot[] {
  return pos
    .split(' ')
    .filter((part) => !/^[es],/.test(part))
    .map((part) => {
      const [x = 0, y = 0] = numbers(part)
      return spot(x, y)
    })
}

const numbers = (text: string): number[] => text.split(',').map(Number)
