// Charts as numbers for SVG: where bars, lines and marks lie. The views write them with attributes and classes, never with style.
import { scaleBand, scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'

/** A small line without axes, 160 by 28; null where fewer than two points say something. */
export type Spark = { line: string; area: string }

/** Draws how a figure went; a point that says nothing is passed over. */
export function spark(points: readonly (number | null)[]): Spark | null {
  const known = points.flatMap((value, at) => (value === null ? [] : [{ at, value }]))
  if (known.length < 2) return null
  const values = known.map(({ value }) => value)
  const x = scaleLinear([0, points.length - 1], [0, 160])
  const [low, high] = [Math.min(...values), Math.max(...values)]
  // A figure that never moves is a line in the middle.
  const y = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [24, 4])
  type Point = (typeof known)[number]
  const draw = line<Point>(
    (point) => x(point.at),
    (point) => y(point.value),
  ).digits(1)
  const under = area<Point>(
    (point) => x(point.at),
    28,
    (point) => y(point.value),
  ).digits(1)
  return { line: draw(known) ?? '', area: under(known) ?? '' }
}

/** One column of a chart: what is said of it, and what its parts are, from the bottom up. */
export type Column<Part> = Part & { label: string; values: readonly number[] }

export type Bar = { x: number; y: number; width: number; height: number }
export type ColumnDrawn<Part> = Part & {
  label: string
  middle: number
  bars: Bar[]
  top: number
  values: readonly number[]
  labelled: boolean
  /** A label that a narrow screen does without. */
  minor: boolean
}
export type ColumnChart<Part> = {
  width: number
  height: number
  floor: number
  left: number
  ticks: { y: number; value: number }[]
  columns: ColumnDrawn<Part>[]
}

const [LEFT, TOP] = [40, 20]
/** Under the floor stand the labels; so many of them stand beside one another without touching. */
const usual = { width: 640, height: 400, labels: 7 }

/** Stacked columns over time, with round numbers on the axis. */
export function columnChart<Part>(
  columns: readonly Column<Part>[],
  { width, height, labels }: typeof usual = usual,
): ColumnChart<Part> {
  const floor = height - 30
  const sums = columns.map(({ values }) => values.reduce((sum, value) => sum + value, 0))
  const y = scaleLinear([0, Math.max(4, ...sums)], [floor, TOP]).nice(4)
  const band = scaleBand(
    columns.map((_, n) => n),
    [LEFT, width],
  )
    .paddingInner(0.4)
    .paddingOuter(0.2)
  const every = Math.ceil(columns.length / labels)
  return {
    ...{ width, height, floor, left: LEFT },
    ticks: y
      .ticks(4)
      .filter(Number.isInteger)
      .map((value) => ({ value, y: round(y(value)) })),
    columns: columns.map((column, n) => {
      const x = band(n) ?? 0
      const bars = stacked(column.values, y).map((bar) => ({
        ...bar,
        x: round(x),
        width: round(band.bandwidth()),
      }))
      return {
        ...column,
        bars,
        middle: round(x + band.bandwidth() / 2),
        top: Math.min(floor, ...bars.map((bar) => bar.y)),
        labelled: n % every === 0,
        minor: (n / every) % 2 === 1,
      }
    }),
  }
}

/** Each value on those below it. */
function stacked(values: readonly number[], y: (value: number) => number): Pick<Bar, 'y' | 'height'>[] {
  let below = 0
  return values.map((value) => {
    const [from, to] = [y(below), y(below + value)]
    below += value
    return { y: round(to), height: round(from - to) }
  })
}

const round = (value: number): number => Math.round(value * 10) / 10

/** How long a bar is, of 100; the longest fills it. */
export const barLength = (value: number, longest: number): number =>
  longest === 0 ? 0 : Math.round((100 * value) / longest)

/** The place of a value among some others, from 1 (least) to 4 (most): how dark its cell is. */
export function quartile(value: number, among: readonly number[]): number {
  const most = Math.max(...among)
  return most === 0 ? 1 : Math.max(1, Math.ceil((4 * value) / most))
}
