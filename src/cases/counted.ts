// What one case adds to the figures: pure, so that it can be taken back and counted anew to the same cells.
import type { Satisfaction } from '../../workflows/case-facts.ts'
import { satisfactions } from '../../workflows/fields.ts'

export { type Satisfaction, satisfactions }

/** A case as far as figures know it (docs/figures.md); no field tells who complained. */
export type CaseFacts = {
  programme: string
  entity: string
  unit: string
  channel: string
  category: string
  service: string
  ground: string
  /** Of the beneficiary, where one is known: 'F', 'M' or ''. */
  sex: string
  /** Where the beneficiary lives: 'rural', 'urban' or ''. */
  area: string
  receivedOn: string
  /** The closing date of docs/domain.md, section 7; '' while the case is open. */
  closingOn: string
  /** Processing time in days; 0 while the case is open. */
  days: number
  /** Whether the closing date lies after the due day. */
  late: boolean
  verdict: Verdict
  /** The step it stands at and the mark of its clock, while it is open. */
  stage: string
  mark: string
  /** The first date the complainant was told; '' when there was none. */
  promisedOn: string
  /** Whether the work was done by that date. */
  kept: boolean
  /** What the person said of the answer; '' where nothing was said. Absent in what was counted before it was asked. */
  satisfaction?: Satisfaction | ''
}

/** Whether a case was founded; `request` is no complaint at all. */
export const verdicts = ['undetermined', 'founded', 'notFounded', 'request'] as const
export type Verdict = (typeof verdicts)[number]

/** The marks of a case that is open, as its clock has them. */
export const marks: readonly string[] = ['onTime', 'dueSoon', 'overdue', 'late', 'held', 'counted', 'stopped']

/** What figures are told by. `channelCategory` and `channelGround` are pairs, joined by a slash. */
export const facets = [
  '',
  'entity',
  'unit',
  'channel',
  'category',
  'service',
  'ground',
  'sex',
  'area',
  'stage',
  'channelCategory',
  'channelGround',
] as const
export type Facet = (typeof facets)[number]

/** What is counted, and on which day: received, closed (and what was said of it then), promised for, or open now. */
export type Measure = 'received' | 'closed' | 'rated' | 'promised' | 'open'

/** One number of the figures; `n` is how many it holds, or how many to take away. */
export type Cell = {
  programme: string
  entity: string
  facet: string
  measure: string
  grain: string
  span: string
  part: string
  bucket: number
  n: number
}

/** The bucket of a case that was received: what it was found to be, and whether it is closed. */
export const receivedBucket = (verdict: Verdict, treated: boolean): number =>
  verdicts.indexOf(verdict) * 2 + (treated ? 1 : 0)

/** The bucket of a case that was closed: its days, and whether it was late. */
export const closedBucket = (days: number, late: boolean): number => days * 2 + (late ? 1 : 0)

/** The cells of a case, `n` times: 1 counts it, -1 takes it back. The step it stands at tells only what is open. */
export function cellsOf(facts: CaseFacts, n: 1 | -1): Cell[] {
  const counts = countsOf(facts)
  return placesOf(facts).flatMap(({ entity, facet, part }) =>
    counts
      .filter(({ measure }) => facet !== 'stage' || measure === 'open')
      .map((count) => ({ programme: facts.programme, entity, facet, part, ...count, n })),
  )
}

type Count = { measure: Measure; grain: 'day' | 'month' | 'now'; span: string; bucket: number }

function countsOf(facts: CaseFacts): Count[] {
  const { receivedOn, closingOn, promisedOn, verdict, days, late, mark, kept, satisfaction } = facts
  const treated = closingOn !== ''
  const state = marks.indexOf(mark)
  return [
    ...onDay('received', receivedOn, receivedBucket(verdict, treated)),
    ...(treated ? onDay('closed', closingOn, closedBucket(days, late)) : []),
    ...(treated && satisfaction ? onDay('rated', closingOn, satisfactions.indexOf(satisfaction)) : []),
    ...(promisedOn ? onDay('promised', promisedOn, kept ? 1 : 0) : []),
    ...(treated ? [] : [{ measure: 'open', grain: 'now', span: '', bucket: state } as const]),
  ]
}

const onDay = (measure: Measure, day: string, bucket: number): Count[] => [
  { measure, grain: 'day', span: day, bucket },
  { measure, grain: 'month', span: day.slice(0, 7), bucket },
]

type Placed = { entity: string; facet: Facet; part: string }

/** Where a case is counted: under everything it is told by, at its entity and for the whole programme. */
function placesOf(facts: CaseFacts): Placed[] {
  const { entity, unit, channel, category, service, ground, sex, area, stage } = facts
  const told: [Facet, string][] = [
    ['', ''],
    ['unit', unit],
    ['channel', channel],
    ['category', category],
    ['service', service],
    ['ground', ground],
    ['sex', sex],
    ['area', area],
    ['stage', stage],
    ['channelCategory', `${channel}/${category}`],
    ['channelGround', `${channel}/${ground}`],
  ]
  return [
    ...told.flatMap(([facet, part]) => [
      { entity, facet, part },
      { entity: '', facet, part },
    ]),
    { entity: '', facet: 'entity', part: entity },
  ]
}

/** Where a cell is, programme first. No code holds a line's end; a hundred cells of each case come by, so it costs little. */
export const cellKey = ({ programme, entity, facet, measure, grain, span, part, bucket }: Cell): string =>
  `${programme}\n${entity}\n${facet}\n${measure}\n${grain}\n${span}\n${part}\n${bucket}`

/** Cells of the same place become one, in the order of their table; those that come to nothing go. */
export function gathered(cells: readonly Cell[]): Cell[] {
  const byPlace = new Map<string, Cell>()
  for (const cell of cells) {
    const key = cellKey(cell)
    const known = byPlace.get(key)
    byPlace.set(key, known ? { ...known, n: known.n + cell.n } : cell)
  }
  const kept = [...byPlace].filter(([, { n }]) => n !== 0)
  return kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell)
}
