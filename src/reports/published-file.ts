// A publication as it is kept and given away: its rows, what they mean, under which licence; as JSON, and the rows as CSV.
import { translator } from '../i18n/i18n.ts'
import type { Names, Programme } from '../programmes/schema.ts'
import { openFacets, openVerdicts } from './open-figures.ts'
import { measures, SMALLEST, type ToldTable } from './suppression.ts'

export const LICENCE = { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' }

const columns = ['period', 'programme', 'facet', 'value', 'measure', 'n', 'flag'] as const

/** The only flag there is: the number is not told. */
export const SUPPRESSED = 'suppressed'

export type OpenRow = {
  period: string
  programme: string
  /** What it is told by: `total`, `verdict`, or one of the facets. */
  facet: string
  /** '' where it is not known, and in a total. */
  value: string
  measure: string
  n: number | null
  flag: '' | typeof SUPPRESSED
}

type Values = Record<string, Names>

export type Publication = {
  title: Names
  period: string
  /** The civil days, both included. */
  from: string
  to: string
  publishedOn: string
  licence: typeof LICENCE
  smallest: number
  dictionary: {
    columns: Values
    facets: Values
    measures: Values
    flags: Values
    /** What the codes stand for; of those that belong to a programme, by programme. */
    values: Record<'programme' | 'channel' | 'sex' | 'area' | 'verdict', Values> &
      Record<'category' | 'entity', Record<string, Values>>
  }
  rows: OpenRow[]
}

export type PeriodDays = { period: string; from: string; to: string }

const inAll = (key: string): Names => {
  const [fr, ar, en] = (['fr', 'ar', 'en'] as const).map((language) => translator(language)(key))
  return { fr: fr ?? key, ar: ar ?? key, en: en ?? key }
}

const named = (codes: readonly string[], keyOf: (code: string) => string): Values =>
  Object.fromEntries(codes.map((code) => [code, inAll(keyOf(code))]))

/** What is the same in every publication of these programmes. */
export function publicationOf(
  programmes: readonly Programme[],
  days: PeriodDays,
  publishedOn: string,
  rows: OpenRow[],
): Publication {
  const channels = [...new Set(programmes.flatMap((one) => one.channels.map(({ code }) => code)))]
  const listOf = (list: 'categories' | 'entities') =>
    Object.fromEntries(
      programmes.map((one) => [
        one.code,
        Object.fromEntries(one[list].map(({ code, names }) => [code, names])),
      ]),
    )
  return {
    title: inAll('published.title'),
    ...days,
    publishedOn,
    licence: LICENCE,
    smallest: SMALLEST,
    dictionary: {
      columns: named(columns, (code) => `published.column.${code}`),
      facets: named(['total', 'verdict', ...openFacets], (code) => `published.facet.${code}`),
      measures: named(measures, (code) => `published.meaning.${code}`),
      flags: { [SUPPRESSED]: inAll('published.suppressed') },
      values: {
        programme: Object.fromEntries(programmes.map(({ code, names }) => [code, names])),
        channel: named(channels, (code) => `word.channel.${code}`),
        sex: named(['F', 'M'], (code) => `dashboard.sex.${code}`),
        area: named(['rural', 'urban'], (code) => `dashboard.area.${code}`),
        verdict: named(openVerdicts, (code) => `published.verdict.${code}`),
        category: listOf('categories'),
        entity: listOf('entities'),
      },
    },
    rows,
  }
}

/** The rows of a programme. */
export function rowsOf(period: string, programme: string, told: ToldTable): OpenRow[] {
  const row = (facet: string, value: string, measure: string, n: number | null): OpenRow => ({
    ...{ period, programme, facet, value, measure, n },
    flag: n === null ? SUPPRESSED : '',
  })
  return [
    ...measures.map((measure) => row('total', '', measure, told.total[measure])),
    ...told.verdicts.map(({ value, received }) => row('verdict', value, 'received', received)),
    ...Object.entries(told.facets).flatMap(([facet, rows]) =>
      rows.flatMap((one) => measures.map((measure) => row(facet, one.value, measure, one[measure]))),
    ),
  ]
}

/** The rows of a year: each the sum of its quarters as they were published, told where all four of them are. */
export function sumOfQuarters(year: string, quarters: readonly (readonly OpenRow[])[]): OpenRow[] {
  const keyOf = ({ programme, facet, value, measure }: OpenRow): string =>
    JSON.stringify([programme, facet, value, measure])
  const byKey = Map.groupBy(quarters.flat(), keyOf)
  return [...byKey.values()].flatMap((rows) => {
    const [first] = rows
    if (!first) return []
    const told = rows.flatMap(({ n }) => n ?? [])
    const n = told.length === quarters.length ? told.reduce((sum, one) => sum + one, 0) : null
    return [{ ...first, period: year, n, flag: n === null ? SUPPRESSED : '' }]
  })
}

/** The rows as CSV (RFC 4180): codes and numbers alone, nothing of them needs quotes. */
export function csvOf({ rows }: Publication): string {
  const lines = rows.map((row) => columns.map((column) => row[column] ?? '').join(','))
  return [columns.join(','), ...lines, ''].join('\r\n')
}
