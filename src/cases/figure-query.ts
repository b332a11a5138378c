// The figures that lead to cases, and what a list of them is asked for.
import type { PlaceCursor } from './place-ranges.ts'

/** The figures that lead to cases (docs/figures.md). */
export const figures = [
  'received',
  'founded',
  'notFounded',
  'undetermined',
  'request',
  'treated',
  'closed',
  'onTime',
  'late',
  'rated',
  'satisfied',
  'promised',
  'kept',
  'broken',
  'open',
] as const
export type Figure = (typeof figures)[number]

/** Those of cases closed on the days of the figure. */
export const ofClosed: readonly Figure[] = ['closed', 'onTime', 'late', 'rated', 'satisfied']

/** What narrows a figure to a part of it. */
export const narrowings = [
  'unit',
  'channel',
  'category',
  'service',
  'ground',
  'sex',
  'area',
  'stage',
  'mark',
] as const
export type Narrowing = (typeof narrowings)[number]

export type FigureCasesQuery = {
  figure: Figure
  /** The civil days the figure is of, both included; what is open now has none. */
  from: string
  to: string
  programme?: string | undefined
  entity?: string | undefined
  after?: PlaceCursor | undefined
  /** So many cases a page, where it is not the usual number. */
  size?: number | undefined
  /** The value of each; '' where none is known. A mark may be several. */
  narrow: Partial<Record<Narrowing, string>>
}
