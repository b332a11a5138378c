// A laid-out chart as SVG markup: shapes, words and classes; how they look stands in the style sheet.
import { dirOf, type Language } from '../i18n/languages.ts'
import type { Box } from './boxes.ts'
import type { Edge } from './chart.ts'
import type { Layout, Rect, Spot } from './layout.ts'
import type { Line, Point } from './lines.ts'
import { type Marks, nothingMarked } from './marks.ts'

/** The figures of a state, as its node shows them. */
export type NodeFigures = { text: string; heat: number; href?: string | undefined }

export type Look = {
  language: Language
  title: string
  /** What the drawing shows, for whoever does not see it. */
  about: string
  marks?: Marks
  figures?: ReadonlyMap<string, NodeFigures>
  /** The size on the page, in per cent. */
  zoom?: number
}

const EDGE = 12

/** The drawing. The markup is safe: whatever is not ours is escaped. */
export function draw(layout: Layout, look: Look): string {
  const { plan } = layout
  const marks = look.marks ?? nothingMarked
  const size = (length: number) => Math.round((length + 2 * EDGE) * ((look.zoom ?? 100) / 100))
  // Within a picture nothing can be a link; a group of links may be one.
  const linked = [...(look.figures?.values() ?? [])].some(({ href }) => href !== undefined)
  return [
    `<svg class="j-statechart" xmlns="http://www.w3.org/2000/svg" role="${linked ? 'group' : 'img'}"`,
    ` aria-labelledby="chart-title chart-about" direction="${dirOf(look.language)}"`,
    ` width="${size(layout.width)}" height="${size(layout.height)}"`,
    ` viewBox="${[-EDGE, -EDGE, layout.width + 2 * EDGE, layout.height + 2 * EDGE].map(near).join(' ')}">`,
    `<title id="chart-title">${escaped(look.title)}</title><desc id="chart-about">${escaped(look.about)}</desc>`,
    ...framesOf(layout, look),
    ...plan.lines.map((line) => lineOf(layout, line, marks)),
    ...plan.points.map((point) => pointOf(layout, point, look, marks)),
    ...plan.lines.map((line) => labelOf(layout, line, marks)),
    '</svg>',
  ].join('')
}

function framesOf({ plan, frames, boxes }: Layout, { language }: Look): string[] {
  const within = (list: typeof plan.frames): typeof plan.frames =>
    list.flatMap((frame) => [frame, ...within(frame.frames)])
  return within(plan.frames).map((frame) => {
    const rect = frames.get(frame.id)
    if (!rect) return ''
    const start = dirOf(language) === 'rtl' ? rect.x + rect.width - EDGE : rect.x + EDGE
    const words = boxes
      .frame(frame)
      .lines.map(({ text, cls, y }) => textAt(text, cls, start, rect.y + y + 6))
      .join('')
    const side = frame.state.kind === 'regions' ? ' is-regions' : ''
    return `<g class="j-c-frame${side}" data-state="${escaped(frame.id)}">${rectOf(rect, 8)}${words}</g>`
  })
}

function lineOf({ lines }: Layout, line: Line, marks: Marks): string {
  const curves = lines.get(line.id)?.curves ?? []
  const last = curves.at(-1) ?? []
  const end = last.at(-1)
  if (!end) return ''
  const drawn = curves.map(([first, ...rest]) => (first ? `M${at(first)}C${rest.map(at).join(' ')}` : ''))
  const ends = `data-from="${escaped(line.from)}" data-to="${escaped(line.to)}"`
  return `<g class="j-c-line${lineClass(line, marks)}" ${ends}><path d="${drawn.join('')}"/><path class="j-c-tip" d="${tipOf(last, end)}"/></g>`
}

function lineClass({ edges, main }: Line, { taken, next }: Marks): string {
  const some = (set: ReadonlySet<Edge>) => edges.some((edge) => set.has(edge))
  const deadline = edges.some(({ kind }) => kind === 'deadline') ? ' is-deadline' : ''
  return `${main ? ' is-main' : ''}${deadline}${some(taken) ? ' is-taken' : ''}${some(next) ? ' is-next' : ''}`
}

function labelOf({ boxes, lines }: Layout, line: Line, marks: Marks): string {
  const box = boxes.line(line)
  const middle = lines.get(line.id)?.words
  if (!box || !middle) return ''
  return `<g class="j-c-label${lineClass(line, marks)}">${wordsIn(box, middle)}</g>`
}

function pointOf(layout: Layout, point: Point, look: Look, marks: Marks): string {
  const { state, id, note } = point
  const middle = layout.points.get(id)
  if (!middle) return ''
  const box = layout.boxes.point(point)
  const figures = look.figures?.get(id)
  const shape = `${shapeOf(point, box, middle)}${wordsIn(box, middle, figures?.text)}`
  const inner = figures?.href === undefined ? shape : `<a href="${escaped(figures.href)}">${shape}</a>`
  const heat = figures ? ` heat-${figures.heat}` : ''
  const where = `${marks.been.has(id) ? ' is-taken' : ''}${marks.current.has(id) ? ' is-current' : ''}${marks.ahead.has(id) ? ' is-next' : ''}`
  const owned = state?.owner ? ' is-owned' : ''
  const kind = state?.kind ?? (note ? `note is-${note.side}` : 'choice')
  const passed = note?.edges.some((edge) => marks.taken.has(edge)) ? ' is-taken' : ''
  return `<g class="j-c-node j-c-${kind}${owned}${heat}${where}${passed}" data-state="${escaped(id)}">${inner}</g>`
}

function shapeOf({ state, note }: Point, { width, height }: Box, { x, y }: Spot): string {
  if (state ? state.kind === 'passing' : !note)
    return `<path d="M${at({ x, y: y - height / 2 })}L${at({ x: x + width / 2, y })}L${at({ x, y: y + height / 2 })}L${at({ x: x - width / 2, y })}Z"/>`
  if (state?.kind === 'start') return `<circle cx="${near(x)}" cy="${near(y)}" r="${width / 2 - 2}"/>`
  const rect = { x: x - width / 2, y: y - height / 2, width, height }
  return rectOf(rect, state && state.kind !== 'memory' ? 6 : Math.min(height / 2, 14))
}

/** The words of a box around its middle; the last line is left for figures where there are any. */
function wordsIn({ height, lines }: Box, { x, y }: Spot, figures = ''): string {
  return lines
    .map((line) => textAt(line.cls === 'figure' ? figures : line.text, line.cls, x, y - height / 2 + line.y))
    .join('')
}

const textAt = (text: string, cls: string, x: number, y: number): string =>
  text === '' ? '' : `<text class="j-c-${cls}" x="${near(x)}" y="${near(y)}">${escaped(text)}</text>`

const rectOf = ({ x, y, width, height }: Rect, round: number): string =>
  `<rect x="${near(x)}" y="${near(y)}" width="${near(width)}" height="${near(height)}" rx="${near(round)}"/>`

/** The tip of an arrow, pointing where its line ends. */
function tipOf(path: readonly Spot[], end: Spot): string {
  const before = path.findLast(({ x, y }) => Math.hypot(end.x - x, end.y - y) > 1) ?? end
  const length = Math.hypot(end.x - before.x, end.y - before.y) || 1
  const [dx, dy] = [(end.x - before.x) / length, (end.y - before.y) / length]
  const wing = (side: number): Spot => ({
    x: end.x - dx * 8 - dy * 4 * side,
    y: end.y - dy * 8 + dx * 4 * side,
  })
  return `M${at(end)}L${at(wing(1))}L${at(wing(-1))}Z`
}

const near = (length: number): string => String(Math.round(length * 10) / 10)
const at = ({ x, y }: Spot): string => `${near(x)},${near(y)}`

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? '')
