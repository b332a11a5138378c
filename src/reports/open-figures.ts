// The figures of a programme that everybody may have, in a quarter: read from what is counted, with what must not be told hidden.
import { verdicts as counted } from '../cases/counted.ts'
import type { Database } from '../platform/database.ts'
import type { Programme } from '../programmes/index.ts'
import { type Counts, type Row, suppress, type Table, type ToldTable } from './suppression.ts'

/** What figures are told by, beside the verdict. */
export const openFacets = ['channel', 'category', 'entity', 'sex', 'area'] as const
export type OpenFacet = (typeof openFacets)[number]

/** The verdicts, what matters most first. */
export const openVerdicts = ['founded', 'notFounded', 'undetermined', 'request'] as const

/** The months (YYYY-MM) of a quarter or a year, both included. */
export type Months = { from: string; to: string }

/** What may be told of the cases of a programme in these months. */
export async function openFigures(db: Database, programme: Programme, months: Months): Promise<ToldTable> {
  return suppress(tableOf(programme, await cellsOf(db, programme.code, months)))
}

type Cell = { facet: string; part: string; measure: 'received' | 'closed'; bucket: number; n: number }

/** Restricted cases and sensitive ones are not among what is counted. */
async function cellsOf(db: Database, programme: string, { from, to }: Months): Promise<Cell[]> {
  return db
    .read('case_figures')
    .where({ programme, entity: '', grain: 'month' })
    .whereIn('facet', ['', ...openFacets])
    .whereIn('measure', ['received', 'closed'])
    .whereBetween('span', [from, to])
    .groupBy('facet', 'part', 'measure', 'bucket')
    .select('facet', 'part', 'measure', 'bucket')
    .sum({ n: 'n' })
}

function tableOf(programme: Programme, cells: readonly Cell[]): Table {
  const total = cells.filter(({ facet }) => facet === '')
  return {
    total: countsOf(total),
    verdicts: openVerdicts.map((value) => ({ value, received: receivedAs(total, value) })),
    facets: Object.fromEntries(
      openFacets.map((facet) => [
        facet,
        rowsOf(
          programme,
          facet,
          cells.filter((cell) => cell.facet === facet),
        ),
      ]),
    ),
  }
}

/** The rows of a facet in the order of the pack; '' at the end stands for what is not known, or is no longer in the pack. */
function rowsOf(programme: Programme, facet: OpenFacet, cells: readonly Cell[]): Row<Counts>[] {
  const values = valuesOf(programme, facet)
  const known = Map.groupBy(cells, ({ part }) => (values.includes(part) ? part : ''))
  return [...values, ''].map((value) => ({ value, ...countsOf(known.get(value) ?? []) }))
}

function valuesOf(programme: Programme, facet: OpenFacet): string[] {
  if (facet === 'sex') return ['F', 'M']
  if (facet === 'area') return ['rural', 'urban']
  const lists = { channel: programme.channels, category: programme.categories, entity: programme.entities }
  return lists[facet].map(({ code }) => code)
}

function countsOf(cells: readonly Cell[]): Counts {
  const received = cells.filter(({ measure }) => measure === 'received')
  const closed = cells.filter(({ measure }) => measure === 'closed')
  return {
    received: sumOf(received),
    founded: receivedAs(cells, 'founded'),
    closed: sumOf(closed),
    onTime: sumOf(closed.filter(({ bucket }) => bucket % 2 === 0)),
  }
}

const receivedAs = (cells: readonly Cell[], verdict: (typeof openVerdicts)[number]): number =>
  sumOf(
    cells.filter(
      ({ measure, bucket }) => measure === 'received' && counted[Math.floor(bucket / 2)] === verdict,
    ),
  )

const sumOf = (cells: readonly Cell[]): number => cells.reduce((sum, { n }) => sum + Number(n), 0)
