// The dashboard of those who oversee, and the cases behind each of its figures.
import type { Response } from 'express'
import { z } from 'zod'
import type { Viewer } from '../../cases/desks.ts'
import { casesOfFigure, figures, type Narrowing } from '../../cases/figure-cases.ts'
import { counters, overseenPlaces, type Place } from '../../cases/overseen.ts'
import { NotFound } from '../../errors.ts'
import { caseFigures, countedUntil, figuresBy, figuresOverTime } from '../../reports/case-figures.ts'
import type { CaseDeps } from '../case-deps.ts'
import { blank, type Form, readForm, summaryOf } from '../forms.ts'
import { breakdownRows, breakdownTabs } from '../pages/breakdown-table.ts'
import {
  categoryBars,
  closedChart,
  openBand,
  promiseBars,
  type Told,
  topFigures,
} from '../pages/dashboard-page.ts'
import {
  type Breakdown,
  ChoiceInAddress,
  dashboardHref,
  daysOfPeriod,
  type FigureChoice,
  figureCasesHref,
  fileLinks,
  periodBefore,
} from '../pages/figure-choice.ts'
import { choiceLinks } from '../pages/figure-filters.ts'
import { backToFigures, sliceOf } from '../pages/figure-slice.ts'
import { cursorInAddress, writtenCursor } from '../pages/place-cursor.ts'
import { type Say, sayOf } from '../pages/say.ts'
import { foundRows } from '../pages/search-page.ts'
import { FiguresForm, figuresFields } from '../pages/state-figures.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

/** The routes of the dashboard. */
export function dashboardRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/dashboard', 'dashboard.read', (req, res) => showDashboard(deps, req, res))
  own.get('/dashboard/cases', 'figures.read', (req, res) => showCases(deps, req, res))
  return own
}

/** Longer periods are told by months. */
const MOST_WEEKS = 26 * 7

type Asked = { choice: FigureChoice; form: Form<unknown> }

/** What was asked for; days that were typed wrong are shown again beside their field, over the usual period. */
export function askedOf(query: Record<string, unknown>, today: string): Asked {
  const given = ChoiceInAddress.parse(query)
  const typed = given.period === undefined && ('from' in query || 'to' in query)
  const form = typed ? readForm(FiguresForm, query) : null
  if (form?.ok) return { choice: { ...given, ...form.data }, form }
  const period = given.period ?? 'weeks12'
  const days = daysOfPeriod(period, today)
  const { programme = '', entity = '' } = given
  return { choice: { ...given, period, ...days }, form: form ?? blank({ programme, entity, ...days }) }
}

async function showDashboard(deps: CaseDeps, req: SignedRequest, res: Response): Promise<void> {
  const { db, clock, programmes } = deps
  const say = sayOf(res)
  const now = clock.now()
  const today = clock.dayOf(now)
  const { choice, form } = askedOf(req.query, today)
  const places = overseenPlaces(req.user, choice, counters)
  if (places.length === 0) throw new NotFound()
  const query = { places, from: choice.from, to: choice.to, today }
  const step = Date.parse(choice.to) - Date.parse(choice.from) > MOST_WEEKS * 86_400_000 ? 'month' : 'week'
  const offered = offeredTo(places, choice)
  const by = offered.find((one) => one === choice.by) ?? offered[0] ?? 'unit'
  const [all, before, steps, byStage, byUnit, byCategory, parts] = await Promise.all([
    caseFigures(db, query),
    caseFigures(db, { ...query, ...periodBefore(choice) }),
    figuresOverTime(db, query, step),
    figuresBy(db, query, 'stage'),
    figuresBy(db, query, 'unit'),
    figuresBy(db, query, 'category'),
    figuresBy(db, query, by),
  ])
  const told: Told = { say, choice, today, programmes, linked: reachesAll(req.user, places, choice) }
  const words = { roles: counters, from: say.t('dashboard.form.from') }
  const fields = figuresFields(say, req.user, programmes, form, words)
  if (Object.keys(form.errors).length > 0) res.status(422)
  res.render('dashboard/show', {
    title: say.t('dashboard.title'),
    section: 'dashboard',
    period: periodLine(say, choice, await countedUntil(db, now)),
    links: choiceLinks(say, req.user, programmes, choice),
    fields,
    summary: summaryOf(say.lang, form, fields),
    top: topFigures(told, all, before, steps),
    band: openBand(told, byStage),
    chart: closedChart(told, steps, step),
    promises: promiseBars(told, byUnit),
    units: dashboardHref({ ...choice, by: 'unit' }),
    categories: categoryBars(told, byCategory),
    tabs: breakdownTabs(told, by, offered),
    by,
    rows: breakdownRows(told, by, parts),
    files: fileLinks(dashboardHref({ ...choice, by })),
  })
}

/** Whether somebody oversees all that they see counted: of what they only report, a figure would lead to fewer cases. */
function reachesAll(user: Viewer, counted: readonly Place[], choice: FigureChoice): boolean {
  const seen = new Set(overseenPlaces(user, choice).map(({ programme, entity }) => `${programme}/${entity}`))
  return counted.every(({ programme, entity }) => seen.has(`${programme}/${entity}`))
}

const periodLine = ({ t, f }: Say, { from, to }: FigureChoice, until: number): string =>
  t('dashboard.updated', { from: f.dayPlain(from), to: f.dayPlain(to), time: f.time(until) })

/** What the table can be told by: nothing that has one value only. */
export function offeredTo(
  places: readonly { programme: string; entity: string }[],
  choice: FigureChoice,
): Breakdown[] {
  const several = new Set(places.map(({ programme }) => programme)).size > 1
  const wide = !choice.entity && (places.length > 1 || places[0]?.entity === '')
  return [
    ...(several ? (['programme'] as const) : []),
    ...(wide ? (['entity'] as const) : []),
    ...(['unit', 'channel', 'category', 'service', 'sex', 'area'] as const),
  ]
}

const part = z.string().max(80).optional().catch(undefined)

/** The cases of a figure as an address asks for them. */
export const CasesQuery = z.object({
  figure: z.enum(figures),
  from: z.iso.date(),
  to: z.iso.date(),
  programme: part,
  entity: part,
  narrow: z.object({
    unit: part,
    channel: part,
    category: part,
    service: part,
    ground: part,
    sex: part,
    area: part,
    stage: part,
    mark: part,
  }),
  after: cursorInAddress,
})

async function showCases(deps: CaseDeps, req: SignedRequest, res: Response): Promise<void> {
  const { db, clock, programmes } = deps
  const say = sayOf(res)
  const asked = CasesQuery.safeParse({ ...req.query, narrow: req.query })
  if (!asked.success) throw new NotFound()
  const { figure, from, to, programme, entity, after } = asked.data
  const narrow = given(asked.data.narrow)
  const link = { figure, from, to, programme, entity, narrow }
  const { rows, next } = await casesOfFigure(db, programmes, req.user, { ...link, after })
  res.render('dashboard/cases', {
    title: say.t(`dashboard.cases.${figure}`),
    section: 'dashboard',
    back: { href: backToFigures(link, clock.dayOf(clock.now())), text: say.t('dashboard.title') },
    slice: rows.length > 0 ? sliceOf(say, programmes, link) : [],
    count:
      after || next
        ? null
        : say.t('dashboard.cases.count', { count: rows.length, n: say.f.number(rows.length) }),
    text:
      figure === 'open'
        ? say.t('dashboard.cases.now')
        : say.t('dashboard.period', { from: say.f.dayPlain(from), to: say.f.dayPlain(to) }),
    found: foundRows(say, rows, programmes, clock.now()),
    first: after ? figureCasesHref(link) : null,
    next: next ? figureCasesHref(link, writtenCursor(next)) : null,
    files: fileLinks(figureCasesHref(link)),
  })
}

/** What was left out narrows nothing; what is there and empty asks for what is not known. */
export function given(
  narrow: Partial<Record<Narrowing, string | undefined>>,
): Partial<Record<Narrowing, string>> {
  return Object.fromEntries(Object.entries(narrow).filter(([, value]) => value !== undefined))
}
