// The page of a lifecycle: one of its parts drawn, the same in words, what the signs mean, and figures where there are any.

import type { Workflow } from '../../../workflows/kit.ts'
import { type ChartState, chartOf, partsOf } from '../../charts/chart.ts'
import { chartWords } from '../../charts/chart-words.ts'
import { draw, type NodeFigures } from '../../charts/draw.ts'
import { type Layout, layoutOf } from '../../charts/layout.ts'
import type { Frame } from '../../charts/lines.ts'
import { type Marks, marksOf, type Stride } from '../../charts/marks.ts'
import { type OutlineItem, outlineOf } from '../../charts/outline.ts'
import type { Say } from './say.ts'

/** The figures of a state, in words; `heat` from 0 (says nothing) to 5 (where cases stay longest). */
export type Figure = {
  now: string
  median: string | null
  p90: string | null
  heat: number
  /** Where the cases that stand there are listed. */
  href: string | null
}

export const zooms = ['fit', '80', '100', '130'] as const
export type Zoom = (typeof zooms)[number]

export type Asked = {
  /** The address of this page. */
  base: string
  part?: string | undefined
  zoom?: Zoom | undefined
  /** What else the address of this page says, kept by its links. */
  kept?: Readonly<Record<string, string>>
  /** By the key of a state, as the rows of cases name it. */
  figures?: ReadonlyMap<string, Figure> | undefined
  /** The way of a case, oldest step first. */
  strides?: readonly Stride[] | undefined
}

type Tab = { text: string; href: string; current: boolean }
type Mark = 'current' | 'been' | 'ahead'
export type MarkedItem = Omit<OutlineItem, 'items'> & { mark: Mark | null; items: MarkedItem[] }

/** How wide (pixels) a drawing may be to be shown at its own size, and to be read when it is fitted to a laptop. */
const ROOM = { own: 960, fitted: 1320 }

/** What the drawing, the list and the legend of a lifecycle need. */
export async function lifecyclePage(say: Say, flow: Workflow, asked: Asked) {
  const { t, lang } = say
  const chart = chartOf(flow)
  const words = chartWords(chart, lang)
  const parts = partsOf(chart)
  const part = parts.find(({ key }) => key === asked.part) ?? parts[0] ?? chart.root
  const { figures, strides } = asked
  const layout = await layoutOf(flow, part, lang, figures !== undefined)
  const marks = strides && marksOf(chart, strides)
  const zoom = asked.zoom ?? usualZoom(layout)
  const name = lifeName(say, flow.name)
  return {
    name,
    parts: parts.length > 1 ? parts.map((one) => partTab(asked, words.state(one), one, part)) : [],
    zooms: zooms.map((one) => zoomTab(say, asked, part, one, zoom)),
    fit: zoom === 'fit',
    wide: layout.width > ROOM.own,
    drawing: () =>
      draw(layout, {
        language: lang,
        title: `${name}, ${words.state(part)}`,
        about: t('lifecycle.about'),
        zoom: zoom === 'fit' ? 100 : Number(zoom),
        ...(marks && { marks }),
        ...(figures && { figures: nodeFigures(say, layout, figures) }),
      }),
    around: layout.plan.around.map((state) => ({
      name: words.state(state),
      acts: words.list(state.stays.map(({ event }) => words.edge({ kind: 'event', event }))),
    })),
    outline: marked(outlineOf(flow, part, lang), marks),
    legend: legendOf(layout, marks !== undefined),
    figures: figures ? figureRows(say, layout, figures, (state) => words.state(state)) : null,
    travelled: marks !== undefined,
  }
}

function usualZoom({ width }: Layout): Zoom {
  if (width <= ROOM.own) return '100'
  return width <= ROOM.fitted ? 'fit' : '80'
}

/** What a lifecycle is called. */
export const lifeName = ({ life }: Pick<Say, 'life'>, name: string): string => life(name, 'name')

function addressOf({ base, kept, zoom }: Asked, part: string, other?: Zoom): string {
  const query = new URLSearchParams({ ...kept, part })
  const chosen = other ?? zoom
  if (chosen) query.set('zoom', chosen)
  return `${base}?${query}#drawing`
}

const partTab = (asked: Asked, text: string, { key }: ChartState, current: ChartState): Tab => ({
  text,
  href: addressOf(asked, key),
  current: key === current.key,
})

const zoomTab = ({ t, f }: Say, asked: Asked, { key }: ChartState, zoom: Zoom, current: Zoom): Tab => ({
  text: zoom === 'fit' ? t('lifecycle.zoomFit') : t('lifecycle.percent', { n: f.number(Number(zoom)) }),
  href: addressOf(asked, key, zoom),
  current: zoom === current,
})

/** The states of a part that cases stand in: a state with regions of its own is drawn as a frame. */
const statesOf = ({ plan }: Layout): ChartState[] =>
  [...plan.points.map(({ state }) => state), ...plan.frames.flatMap(framed)].flatMap((state) =>
    state?.stage ? [state] : [],
  )

const framed = ({ state, frames }: Frame): ChartState[] => [state, ...frames.flatMap(framed)]

function nodeFigures(
  { t }: Say,
  layout: Layout,
  figures: ReadonlyMap<string, Figure>,
): Map<string, NodeFigures> {
  return new Map(
    statesOf(layout).flatMap((state): [string, NodeFigures][] => {
      const figure = figures.get(state.key)
      if (!figure) return []
      const { now, median, heat, href } = figure
      const text = median ? t('lifecycle.figures.text', { now, median }) : now
      return [[state.id, { text, heat, href: href ?? undefined }]]
    }),
  )
}

function figureRows(
  { t }: Say,
  layout: Layout,
  figures: ReadonlyMap<string, Figure>,
  nameOf: (state: ChartState) => string,
) {
  const none = t('lifecycle.figures.none')
  return statesOf(layout).flatMap((state) => {
    const figure = figures.get(state.key)
    if (!figure) return []
    const { now, median, p90, heat, href } = figure
    return [{ name: nameOf(state), now, median: median ?? none, p90: p90 ?? none, heat, href }]
  })
}

function marked(item: OutlineItem, marks: Marks | undefined): MarkedItem {
  const { items, ...own } = item
  return {
    ...own,
    mark: marks ? markOf(marks, item.id) : null,
    items: items.map((one) => marked(one, marks)),
  }
}

function markOf({ current, been, ahead }: Marks, id: string): Mark | null {
  if (current.has(id)) return 'current'
  if (been.has(id)) return 'been'
  return ahead.has(id) ? 'ahead' : null
}

/** The signs that this drawing has. */
function legendOf({ plan }: Layout, travelled: boolean): string[] {
  const has = (kind: string) => plan.points.some(({ state }) => state?.kind === kind)
  const signs: [string, boolean][] = [
    ['start', has('start')],
    ['owned', plan.points.some(({ state }) => state?.owner)],
    ['free', plan.points.some(({ state }) => state?.kind === 'state' && !state.owner)],
    ['choice', has('passing') || plan.points.some(({ state, note }) => !state && !note)],
    ['deadline', plan.lines.some(({ edges }) => edges.some(({ kind }) => kind === 'deadline'))],
    ['memory', has('memory')],
    ['note', plan.points.some(({ note }) => note)],
    ['frame', plan.frames.length > 0],
    ['taken', travelled],
    ['current', travelled],
    ['next', travelled],
  ]
  return signs.filter(([, there]) => there).map(([sign]) => sign)
}
