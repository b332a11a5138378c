// The page of open data in words: what is published, and the figures of one programme in one period, a table for each facet.
import type { OpenRow, Publication } from '../../reports/published-file.ts'
import { type Measure, measures } from '../../reports/suppression.ts'
import type { Say } from './say.ts'

/** The name of a quarter or a year. */
export function periodName({ t }: Say, period: string): string {
  const [year = '', quarter] = period.split('-Q')
  if (!quarter) return t('published.year', { year })
  return quarter === '1'
    ? t('published.firstQuarter', { year })
    : t('published.quarter', { n: quarter, year })
}

/** Links to the periods, or to the programmes of one. */
export type Choice = { href: string; text: string; current: boolean }

export const pageHref = (period: string, programme: string): string =>
  `/open-data?${new URLSearchParams({ period, programme })}`

export type FigureTable = {
  id: string
  title: string
  columns: string[]
  /** A figure that is hidden is null. */
  rows: { name: string; cells: (string | null)[] }[]
}

/** The tables of a programme. */
export function tablesOf(say: Say, { dictionary, rows }: Publication, programme: string): FigureTable[] {
  const { t, lang } = say
  const own = Map.groupBy(
    rows.filter((row) => row.programme === programme),
    ({ facet }) => facet,
  )
  return Object.entries(dictionary.facets).flatMap(([facet, title]) => {
    const found = own.get(facet)
    if (!found) return []
    const told = measures.filter((measure) => found.some((row) => row.measure === measure))
    return [
      {
        id: facet,
        title: title[lang],
        columns: told.map((measure) => t(`published.measure.${measure}`)),
        rows: [...Map.groupBy(found, ({ value }) => value)].map(([value, cells]) => ({
          name: valueName(say, dictionary, { programme, facet, value }),
          cells: told.map((measure) => written(say, cells, measure)),
        })),
      },
    ]
  })
}

const written = ({ f }: Say, cells: readonly OpenRow[], measure: Measure): string | null => {
  const n = cells.find((cell) => cell.measure === measure)?.n ?? null
  return n === null ? null : f.number(n)
}

/** As the publication itself names it: codes may mean something else by now. */
function valueName(
  { t, lang }: Say,
  { values }: Publication['dictionary'],
  { programme, facet, value }: Pick<OpenRow, 'programme' | 'facet' | 'value'>,
): string {
  if (facet === 'total') return t('published.all')
  if (value === '') return t('published.unknown')
  const named =
    facet === 'category' || facet === 'entity'
      ? values[facet][programme]
      : { channel: values.channel, sex: values.sex, area: values.area, verdict: values.verdict }[facet]
  return named?.[value]?.[lang] ?? value
}
