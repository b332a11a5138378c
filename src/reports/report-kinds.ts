// Which reports there are, of which place and days, and the figures of each.
import type { Viewer } from '../cases/desks.ts'
import { counters, overseenPlaces, type Place } from '../cases/overseen.ts'
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { areQuarters } from './by-quarters.ts'
import type { Cells } from './case-figures.ts'
import type { FigureTable } from './figure-table.ts'
import { funderFigures } from './funder.ts'
import { housingFigures } from './housing.ts'
import { quarterFigures } from './quarter.ts'

export const reportKinds = ['quarter', 'housing', 'funder'] as const
export type ReportKind = (typeof reportKinds)[number]

/** One programme, whole (entity '') or one of its entities; the civil days are both included. */
export type ReportQuery = Place & { kind: ReportKind; from: string; to: string }

type Ground = { db: Database; programmes: Programmes }

/**
 * The figures of a report.
 * @param source the figures that are kept up, or cells that were gathered from journals.
 * @param today a promise whose day is not over is neither kept nor broken.
 */
export function reportFigures(
  source: Cells,
  { db, programmes }: Ground,
  { kind, programme, entity, from, to }: ReportQuery,
  today: string,
): Promise<FigureTable[]> {
  const query = { places: [{ programme, entity }], from, to, today }
  if (kind === 'quarter') return quarterFigures(source, query)
  const { entities = [], categories = [], channels = [] } = programmes.find(programme) ?? {}
  const [category, channel] = [categories.map(({ code }) => code), channels.map(({ code }) => code)]
  if (kind === 'funder') return funderFigures(source, db, query, { category, channel })
  return housingFigures(
    source,
    query,
    entities.map(({ code }) => code),
  )
}

/**
 * What is wrong with what a report is asked of. The funder's is meant for others, who have what is published beside it:
 * of one entity, of odd days or of a quarter that lasts it would say by its difference what must not be told.
 */
export function reportFault(
  { kind, entity, from, to }: ReportQuery,
  today: string,
): 'entity' | 'to' | undefined {
  if (kind !== 'funder') return undefined
  if (entity !== '') return 'entity'
  return areQuarters(from, to) && to < today ? undefined : 'to'
}

/** Whether a programme has such a report: only a group has companies. */
export const hasReport = (programmes: Programmes, kind: ReportKind, programme: string): boolean =>
  kind !== 'housing' ||
  (programmes.find(programme)?.entities.some((entity) => entity.kind === 'company') ?? false)

/** The place a report is of: the one that is asked for as far as the viewer oversees it, else the first of theirs. */
export function reportPlace(
  programmes: Programmes,
  viewer: Viewer,
  kind: ReportKind,
  asked: { programme?: string | undefined; entity?: string | undefined },
): Place | undefined {
  return overseenPlaces(viewer, asked, counters).find(
    ({ programme, entity }) => hasReport(programmes, kind, programme) && (kind !== 'funder' || entity === ''),
  )
}
