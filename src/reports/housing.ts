// The year of a group of companies: for each of them and for all, what came, how much of it is closed, and how fast.
import {
  type CaseFigures,
  type CaseFiguresQuery,
  type Cells,
  caseFigures,
  figuresBy,
} from './case-figures.ts'
import type { Figure, FigureTable } from './figure-table.ts'
import { shareOf } from './quarter.ts'

/**
 * The figures of a period by company.
 * @param entities the codes of the group's companies in their order; one without complaints stands there with zeros.
 */
export async function housingFigures(
  db: Cells,
  query: CaseFiguresQuery,
  entities: readonly string[],
): Promise<FigureTable[]> {
  const [all, parts] = await Promise.all([caseFigures(db, query), figuresBy(db, query, 'entity')])
  const wide = query.places.some(({ entity }) => entity === '')
  const shown = entities.filter((code) => wide || query.places.some(({ entity }) => entity === code))
  const lines = shown.map((code) => {
    const figures = parts.find(({ part }) => part === code)?.figures
    return { by: 'entity', code, values: figures ? valuesOf(figures) : [0, 0, null, 0, null, null, null] }
  })
  return [
    {
      key: 'companies',
      columns: [
        { key: 'received', kind: 'count' },
        { key: 'treatedCount', kind: 'count' },
        { key: 'treated', kind: 'share' },
        { key: 'closed', kind: 'count' },
        { key: 'average', kind: 'days' },
        { key: 'median', kind: 'days' },
        { key: 'p90', kind: 'days' },
      ],
      lines: [...lines, ...(wide ? [{ by: 'total', code: 'companies', values: valuesOf(all) }] : [])],
    },
  ]
}

const valuesOf = ({ received, treated, closed, days }: CaseFigures): Figure[] => [
  ...[received, treated, shareOf(treated, received)],
  ...[closed, days.average, days.median, days.p90],
]
