// The half-yearly report for the funder: complaints, inquiries, and how far what was promised to be put right is. Nothing small is told.
import type { Place } from '../cases/overseen.ts'
import { plansAt } from '../plans/plans-at.ts'
import type { Database } from '../platform/database.ts'
import { quartersOf, toldInPieces } from './by-quarters.ts'
import {
  type CaseFigures,
  type CaseFiguresQuery,
  type Cells,
  caseFigures,
  figuresBy,
  noFigures,
  type Part,
} from './case-figures.ts'
import type { Figure, FigureTable, Line } from './figure-table.ts'
import { shareOf } from './quarter.ts'
import type { Counts, Row, Table, Told } from './suppression.ts'

/** The codes of a programme, in its own order. */
export type Codes = { category: readonly string[]; channel: readonly string[] }

/** The figures of whole quarters of a whole programme (`reportFault`); the plans of the places as they stood on its last day, or stand today. */
export async function funderFigures(
  source: Cells,
  db: Database,
  query: CaseFiguresQuery,
  codes: Codes,
): Promise<FigureTable[]> {
  const [{ all, table }, pieces, plans] = await Promise.all([
    tableIn(source, query, codes),
    piecesOf(source, query, codes),
    plansTable(db, query.places, query.to < query.today ? query.to : query.today),
  ])
  const told = toldInPieces(table, pieces)
  // Times are those of every case that was closed: where that many may not be told, nor may how fast.
  const time = (days: number | null): Figure => (told.total.closed === null ? 'hidden' : days)
  return [
    {
      key: 'complaints',
      columns: [
        { key: 'received', kind: 'count' },
        { key: 'closed', kind: 'count' },
        { key: 'onTime', kind: 'count' },
        { key: 'onTimeShare', kind: 'share' },
        { key: 'average', kind: 'days' },
        { key: 'median', kind: 'days' },
      ],
      lines: [
        {
          ...{ by: 'total', code: 'complaints' },
          values: [
            ...[seen(told.total.received), ...closing(told.total)],
            ...[time(all.days.average), time(all.days.median)],
          ],
        },
      ],
    },
    {
      key: 'verdicts',
      columns: [{ key: 'received', kind: 'count' }],
      lines: told.verdicts.map(({ value, received }) => ({
        ...{ by: 'verdict', code: value },
        values: [seen(received)],
      })),
    },
    ...(['category', 'channel'] as const).map((facet) => byFacet(facet, told.facets[facet] ?? [])),
    plans,
  ]
}

/** The figures of some days, as a table of which not everything may be told. */
async function tableIn(
  source: Cells,
  query: CaseFiguresQuery,
  codes: Codes,
): Promise<{ all: CaseFigures; table: Table }> {
  const [all, channels, categories] = await Promise.all([
    caseFigures(source, query),
    figuresBy(source, query, 'channel'),
    figuresBy(source, query, 'category'),
  ])
  // What is hidden beside others follows from this order, so it may not follow from the figures.
  const rows = (parts: readonly Part[], known: readonly string[]): Row<Counts>[] =>
    [...new Set([...known, ...parts.map(({ part }) => part).sort()])].map((value) => ({
      value,
      ...countsOf(parts.find(({ part }) => part === value)?.figures ?? noFigures),
    }))
  const { founded, notFounded, undetermined, request } = all.verdicts
  const table = {
    total: countsOf(all),
    verdicts: [
      { value: 'founded', received: founded },
      { value: 'notFounded', received: notFounded },
      { value: 'undetermined', received: undetermined },
      // Who asked for something, or to know something: an inquiry, and no complaint.
      { value: 'request', received: request },
    ],
    facets: { category: rows(categories, codes.category), channel: rows(channels, codes.channel) },
  }
  return { all, table }
}

/** The quarters of the period: everybody has each of them to compare. */
async function piecesOf(source: Cells, query: CaseFiguresQuery, codes: Codes): Promise<Table[]> {
  const pieces: Table[] = []
  for (const [from, to] of quartersOf(query.from, query.to))
    pieces.push((await tableIn(source, { ...query, from, to }, codes)).table)
  return pieces
}

const countsOf = ({ received, verdicts, closed, onTime }: CaseFigures): Counts => ({
  ...{ received, founded: verdicts.founded, closed, onTime },
})

const seen = (n: number | null): Figure => n ?? 'hidden'

const closing = ({ closed, onTime }: Told): Figure[] => [
  ...[seen(closed), seen(onTime)],
  closed === null || onTime === null ? 'hidden' : shareOf(onTime, closed),
]

const byFacet = (facet: 'category' | 'channel', rows: readonly Row<Told>[]): FigureTable => ({
  key: facet === 'category' ? 'publicCategories' : 'publicChannels',
  columns: [
    { key: 'received', kind: 'count' },
    { key: 'founded', kind: 'count' },
    { key: 'closed', kind: 'count' },
    { key: 'onTime', kind: 'count' },
    { key: 'onTimeShare', kind: 'share' },
  ],
  lines: rows.map(
    ({ value, received, founded, ...rest }): Line => ({
      ...{ by: facet, code: value },
      values: [seen(received), seen(founded), ...closing({ ...rest, received, founded })],
    }),
  ),
})

/** Each plan and each of its actions: what it weighs, how far it is, until when. */
async function plansTable(db: Database, places: readonly Place[], day: string): Promise<FigureTable> {
  const plans = await plansAt(db, places, day)
  return {
    key: 'plans',
    columns: [
      { key: 'weight', kind: 'count' },
      { key: 'progress', kind: 'share' },
      { key: 'state', kind: 'word' },
      { key: 'due', kind: 'date' },
    ],
    lines: plans.flatMap(({ id, title, progress, actions }): Line[] => [
      { by: 'plan', code: id, label: title, values: [null, progress.percent, progress.state, null] },
      ...actions.map(
        (action): Line => ({
          ...{ by: 'action', code: `${id}/${action.n}`, label: action.title },
          values: [action.weight, action.progress, action.state, action.dueOn],
        }),
      ),
    ]),
  }
}
