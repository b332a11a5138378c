// What figures are asked for: a place of those somebody oversees, a period, and what they are told by; as it stands in an address.
import { z } from 'zod'
import type { Figure, Narrowing } from '../../cases/figure-cases.ts'
import { addDays } from '../../platform/clock.ts'
import type { TableFormat } from '../../reports/table-exports.ts'

/** Periods that are one link away, with their days; the last one is proposed for whoever chose nothing. */
export const periods = { weeks4: 28, year: 365, weeks12: 84 } as const
export type Period = keyof typeof periods

/** What figures can be broken down by on a page. */
export const breakdowns = [
  'programme',
  'entity',
  'unit',
  'channel',
  'category',
  'service',
  'sex',
  'area',
] as const
export type Breakdown = (typeof breakdowns)[number]

export type FigureChoice = {
  programme?: string | undefined
  entity?: string | undefined
  from: string
  to: string
  /** Undefined when the days were typed. */
  period?: Period | undefined
  by?: Breakdown | undefined
}

const code = z.preprocess((text) => text || undefined, z.string().max(40).optional().catch(undefined))

/** What an address says of the choice; days that were typed are read by their form. */
export const ChoiceInAddress = z.object({
  programme: code,
  entity: code,
  period: z.enum(['weeks4', 'weeks12', 'year']).optional().catch(undefined),
  by: z.enum(breakdowns).optional().catch(undefined),
})

/** The days of a period that ends today. */
export const daysOfPeriod = (period: Period, today: string): { from: string; to: string } => ({
  from: addDays(today, 1 - periods[period]),
  to: today,
})

/** As many days just before. */
export function periodBefore({ from, to }: { from: string; to: string }): { from: string; to: string } {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
  return { from: addDays(from, -days), to: addDays(from, -1) }
}

/** The address of the dashboard with another choice. */
export function dashboardHref({ programme, entity, period, by, from, to }: FigureChoice): string {
  const query = new URLSearchParams()
  if (programme) query.set('programme', programme)
  if (entity) query.set('entity', entity)
  if (period) query.set('period', period)
  else for (const [name, day] of Object.entries({ from, to })) query.set(name, day)
  if (by) query.set('by', by)
  return `/dashboard?${query}`
}

export type FigureLink = {
  figure: Figure
  programme?: string | undefined
  entity?: string | undefined
  from: string
  to: string
  narrow?: Partial<Record<Narrowing, string>>
}

/** The address of the cases of a figure. */
export function figureCasesHref(
  { figure, programme, entity, from, to, narrow = {} }: FigureLink,
  after?: string,
): string {
  const query = new URLSearchParams({ figure, from, to })
  if (programme) query.set('programme', programme)
  if (entity) query.set('entity', entity)
  for (const [name, value] of Object.entries(narrow)) query.set(name, value)
  if (after) query.set('after', after)
  return `/dashboard/cases?${query}`
}

/** What a page shows as files: the addresses of the same question. */
export function fileLinks(
  href: string,
  formats: readonly TableFormat[] = ['xlsx', 'csv'],
): { format: TableFormat; href: string }[] {
  const [path = '', query = ''] = href.split('?')
  return formats.map((format) => ({
    format,
    href: `${path}/file?${query}${query && '&'}format=${format}`,
  }))
}
