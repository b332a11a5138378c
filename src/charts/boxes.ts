// The boxes of a chart: what stands in each and how big that makes it, in pixels.
import { dirOf, type Language } from '../i18n/languages.ts'
import type { Edge } from './chart.ts'
import type { ChartWords } from './chart-words.ts'
import type { Frame, Line, Point } from './lines.ts'
import { widest, wrap } from './text.ts'

export type TextLine = { text: string; cls: 'name' | 'who' | 'note' | 'figure'; y: number }
export type Box = { width: number; height: number; lines: TextLine[] }
export type Boxes = {
  point(point: Point): Box
  frame(frame: Frame): Box
  line(line: Line): Box | null
}

type Piece = { text: string; cls: TextLine['cls'] }

const sizes = { name: 14, who: 12, note: 12.5, figure: 12 }
const WIDE = { node: 156, frame: 420, label: 132, note: 150 }
const PAD = { node: [13, 9], note: [12, 6], frame: [8, 5], label: [6, 3] } as const
const DIAMOND = 20
const DOT = 20

/** The boxes in a language; with `figured`, every state has room for a line of figures. */
export function boxesIn(language: Language, words: ChartWords, figured: boolean): Boxes {
  // Arabic letters need more air above and below.
  const lead = dirOf(language) === 'rtl' ? 1.55 : 1.28
  const box = (pieces: readonly Piece[], kind: keyof typeof WIDE): Box => boxOf(pieces, kind, lead)
  return {
    point: ({ state, note }) => {
      if (note) return box(notePieces(note, words), 'note')
      if (!state || state.kind === 'passing') return { width: DIAMOND, height: DIAMOND, lines: [] }
      if (state.kind === 'start') return { width: DOT, height: DOT, lines: [] }
      if (state.kind === 'memory') return box([{ text: words.state(state), cls: 'who' }], 'node')
      const who: Piece[] = state.owner ? [{ text: words.roles([state.owner]), cls: 'who' }] : []
      const figures: Piece[] = figured ? [{ text: '', cls: 'figure' }] : []
      const drawn = box([{ text: words.state(state), cls: 'name' }, ...who, ...figures], 'node')
      return { ...drawn, width: Math.max(drawn.width, figured ? 150 : 96) }
    },
    frame: ({ state }) => {
      const title: Piece[] = words.named(state) ? [{ text: words.state(state), cls: 'name' }] : []
      const acts = state.stays.map(({ event }) => words.edge({ kind: 'event', event }))
      const note: Piece[] =
        acts.length > 0 ? [{ text: words.say('anytime', { acts: words.list(acts) }), cls: 'who' }] : []
      return box([...title, ...note], 'frame')
    },
    line: (line) => {
      const pieces = line.named ? piecesOf(line, words) : []
      return pieces.length > 0 ? box(pieces, 'label') : null
    },
  }
}

function notePieces(note: NonNullable<Point['note']>, words: ChartWords): Piece[] {
  const [first] = note.edges
  const names = [...new Set(note.ends)].map((id) => words.place(id))
  if (note.side === 'to') return [{ text: words.say('to', { states: words.either(names) }), cls: 'who' }]
  const act: Piece[] = first ? [{ text: words.edge(first), cls: 'note' }] : []
  return [...act, { text: words.say('from', { states: words.list(names) }), cls: 'who' }]
}

/** What a line says: the act or the deadline, who takes it when it is not who the state waits for. */
function piecesOf({ edges }: Line, words: ChartWords): Piece[] {
  const acts = Map.groupBy(edges, ({ kind, event }) => `${kind} ${event}`)
  return [...acts.values()].flatMap((same): Piece[] => {
    const [first] = same
    if (!first || first.kind === 'always') return []
    return [{ text: words.edge(first), cls: 'note' }, ...takersOf(same, words)]
  })
}

function takersOf(edges: readonly Edge[], words: ChartWords): Piece[] {
  const apart = edges.some((edge) => edge.apart.length > 0)
  return apart ? [{ text: words.say('otherHands'), cls: 'who' }] : []
}

function boxOf(pieces: readonly Piece[], kind: keyof typeof WIDE, lead: number): Box {
  const [padX, padY] = PAD[kind]
  const lines: TextLine[] = []
  let y = padY
  let width = 0
  for (const { text, cls } of pieces) {
    const size = sizes[cls]
    const rows = wrap(text, size, WIDE[kind])
    width = Math.max(width, widest(rows, size))
    for (const row of rows) {
      y += size * lead
      // Where the feet of the letters stand, not the end of the line.
      lines.push({ text: row, cls, y: y - size * (lead - 1) * 0.75 })
    }
  }
  return { width: Math.ceil(width + 2 * padX), height: Math.ceil(y + padY), lines }
}
