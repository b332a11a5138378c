// The page of a report: what it is of, the links to other periods and programmes, what it says about itself.
import type { Viewer } from '../../cases/desks.ts'
import { asOverseer, counters, type Place } from '../../cases/overseen.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Programmes } from '../../programmes/index.ts'
import type { FigureTable } from '../../reports/figure-table.ts'
import { hasReport, type ReportKind, type ReportQuery } from '../../reports/report-kinds.ts'
import type { Table } from '../../reports/table.ts'
import type { Form } from '../forms.ts'
import { momentOf } from './journal-words.ts'
import { partName } from './part-names.ts'
import { reportPeriods } from './report-periods.ts'
import { type About, aboutTable, type Codes, fileTable } from './report-words.ts'
import type { Say } from './say.ts'
import { figuresFields } from './state-figures.ts'
import { nameOf } from './work-page.ts'

/** Who made a report, when, and on which seal of the journal it stands. */
export type Made = { by: string; at: number; until: number; seal?: number }

/** The address of a report, or of its file. */
export function reportHref({ kind, programme, entity, from, to }: ReportQuery, format?: string): string {
  const query = new URLSearchParams({
    programme,
    ...(entity && { entity }),
    from,
    to,
    ...(format && { format }),
  })
  return `/reports/${kind}${format ? '/file' : ''}?${query}`
}

/** The programmes that have such a report, of those the viewer counts in. */
const programmesOf = (programmes: Programmes, viewer: Viewer, kind: ReportKind): string[] => [
  ...new Set(
    asOverseer(viewer, counters)
      // The funder's is of whole programmes.
      .grants.filter(({ entity }) => kind !== 'funder' || entity === '')
      .map(({ programme }) => programme)
      .filter((programme) => hasReport(programmes, kind, programme)),
  ),
]

/** The kinds of reports that the viewer has a place for. */
export const kindsFor = (programmes: Programmes, viewer: Viewer, all: readonly ReportKind[]): ReportKind[] =>
  all.filter((kind) => programmesOf(programmes, viewer, kind).length > 0)

/** Programme and period as sentences of links. */
export function reportLinks(
  say: Say,
  programmes: Programmes,
  viewer: Viewer,
  query: ReportQuery,
  today: string,
) {
  const { t } = say
  const codes = programmesOf(programmes, viewer, query.kind)
  const ofProgramme = codes.map((programme) => ({
    text: nameOf(say, programmes, programme),
    href: reportHref({ ...query, programme, entity: '' }),
    current: programme === query.programme,
  }))
  const ofPeriod = reportPeriods(query.kind, today).map(({ key, n, year, from, to }) => ({
    text: t(`report.period.${key}`, { n, year }),
    href: reportHref({ ...query, from, to }),
    current: from === query.from && to === query.to,
  }))
  return [
    ...(codes.length > 1 ? [{ label: t('work.programme'), links: ofProgramme }] : []),
    { label: t('dashboard.periods.label'), links: ofPeriod },
  ]
}

/** The fields of other days and places; a report is of one programme. */
export function reportFields(
  say: Say,
  viewer: Viewer,
  programmes: Programmes,
  form: Form<unknown>,
  kind: ReportKind,
) {
  const codes = programmesOf(programmes, viewer, kind)
  const words = { roles: counters, from: say.t('dashboard.form.from') }
  return figuresFields(say, viewer, programmes, form, words)
    .filter(({ name }) => kind !== 'funder' || name !== 'entity')
    .map((field) =>
      field.name === 'programme'
        ? { ...field, options: (field.options ?? []).filter(({ value }) => codes.includes(value)) }
        : field,
    )
}

/** The place a report is of, in words. */
export function placeName(say: Say, programmes: Programmes, { programme, entity }: Place): string {
  const name = nameOf(say, programmes, programme)
  if (entity === '') return name
  const part = partName({ say, programmes, choice: { programme } }, 'entity', { programme, part: entity })
  return say.t('dashboard.ofProgramme', { name: part, programme: name })
}

const definitions: Record<ReportKind, readonly string[]> = {
  quarter: ['received', 'web', 'founded', 'grounds', 'treated', 'days', 'without'],
  housing: ['received', 'treated', 'days', 'without'],
  funder: ['received', 'inquiries', 'onTime', 'days', 'small', 'plans', 'without'],
}

/** The days of a report; those that were not over when it was made say so. */
function periodOf({ t, f }: Say, { from, to }: ReportQuery, { at }: Made): string {
  const days = t('dashboard.period', { from: f.dayPlain(from), to: f.dayPlain(to) })
  return to < dayOf(at) ? days : `${days}. ${t('report.about.notOver')}`
}

/** What a report says about itself: what it is of, who made it and when, and what its words mean. */
export function reportAbout(say: Say, programmes: Programmes, query: ReportQuery, made: Made): About {
  const { t } = say
  const line = (name: string, text: string) => ({ name: t(`report.about.${name}`), text })
  return [
    line('report', t(`report.kind.${query.kind}.title`)),
    line('place', placeName(say, programmes, query)),
    line('period', periodOf(say, query, made)),
    line('by', made.by),
    line('at', momentOf(say, made.at)),
    line('until', momentOf(say, made.until)),
    ...(made.seal === undefined ? [] : [line('seal', String(made.seal))]),
  ]
}

/** What the words of a report mean. */
export const reportDefinitions = ({ t }: Say, kind: ReportKind): About =>
  definitions[kind].map((key) => ({
    name: t(`report.definition.${key}.term`),
    text: t(`report.definition.${key}.text`),
  }))

/** A report as the tables of a file: first what it says about itself. */
export const reportFile = (
  codes: Codes,
  about: About,
  kind: ReportKind,
  figures: readonly FigureTable[],
): Table[] => [
  aboutTable(codes.say, [...about, ...reportDefinitions(codes.say, kind)]),
  ...figures.map((table) => fileTable(codes, table)),
]
