// What the dashboard shows as files: every figure by what was chosen, and the cases behind one.
import type { Response } from 'express'
import { casesOfFigure } from '../../cases/figure-cases.ts'
import { counters, overseenPlaces, type Place } from '../../cases/overseen.ts'
import { allPages, LARGE_PAGE } from '../../cases/place-ranges.ts'
import { NotFound } from '../../errors.ts'
import { countedUntil, figuresBy } from '../../reports/case-figures.ts'
import { recordTables } from '../../reports/table-exports.ts'
import type { CaseDeps } from '../case-deps.ts'
import { breakdownTable } from '../pages/breakdown-file.ts'
import { caseTable, MOST_IN_WORKBOOK } from '../pages/case-table.ts'
import { momentOf } from '../pages/journal-words.ts'
import { aboutTable } from '../pages/report-words.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'
import { FormatInAddress, sendTables } from '../sent-tables.ts'
import { askedOf, CasesQuery, given, offeredTo } from './dashboard.ts'

/** The routes of the dashboard's files. */
export function dashboardFileRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/dashboard/file', 'dashboard.read', (req, res) => sendFigures(deps, req, res))
  own.get('/dashboard/cases/file', 'figures.read', (req, res) => sendCases(deps, req, res))
  return own
}

const programmesIn = (places: readonly { programme: string }[]): string[] => [
  ...new Set(places.map(({ programme }) => programme)),
]

/** The entities that something is of, for whoever has no whole programme; nothing where it is of whole ones. */
function entitiesIn(places: readonly Place[]): { entity?: string } {
  const entities = places.map(({ entity }) => entity)
  return entities.includes('') ? {} : { entity: entities.join(' ') }
}

async function sendFigures(deps: CaseDeps, req: SignedRequest, res: Response): Promise<void> {
  const { db, clock, programmes } = deps
  const say = sayOf(res)
  const { t, f } = say
  const now = clock.now()
  const today = clock.dayOf(now)
  const { choice, form } = askedOf(req.query, today)
  const format = FormatInAddress.safeParse(req.query.format)
  const places = overseenPlaces(req.user, choice, counters)
  if (!format.success || places.length === 0 || Object.keys(form.errors).length > 0) throw new NotFound()
  const { from, to } = choice
  const offered = offeredTo(places, choice)
  const by = offered.find((one) => one === choice.by) ?? offered[0] ?? 'unit'
  const [parts, until] = await Promise.all([
    figuresBy(db, { places, from, to, today }, by),
    countedUntil(db, now),
  ])
  await recordTables(deps, req.user, {
    ...{ kind: 'dashboard', format: format.data, programmes: programmesIn(places), from, to },
    about: { by, ...entitiesIn(places) },
  })
  const about = [
    { name: t('report.about.report'), text: t('dashboard.file', { by: t(`dashboard.by.${by}`) }) },
    {
      name: t('report.about.period'),
      text: t('dashboard.period', { from: f.dayPlain(from), to: f.dayPlain(to) }),
    },
    { name: t('report.about.by'), text: req.user.name },
    { name: t('report.about.at'), text: momentOf(say, now) },
    { name: t('report.about.until'), text: momentOf(say, until) },
  ]
  await sendTables(res, [breakdownTable({ say, programmes, choice }, by, parts), aboutTable(say, about)], {
    ...{ format: format.data, name: `figures-${by}-${from}-${to}`, language: say.lang },
  })
}

async function sendCases(deps: CaseDeps, req: SignedRequest, res: Response): Promise<void> {
  const { db, programmes } = deps
  const say = sayOf(res)
  const asked = CasesQuery.safeParse({ ...req.query, narrow: req.query })
  const format = FormatInAddress.safeParse(req.query.format)
  if (!asked.success || !format.success) throw new NotFound()
  const { figure, from, to, programme, entity } = asked.data
  const narrow = given(asked.data.narrow)
  const places = overseenPlaces(req.user, { programme, entity })
  if (places.length === 0) throw new NotFound()
  await recordTables(deps, req.user, {
    ...{ kind: 'cases', format: format.data, programmes: programmesIn(places), from, to },
    about: { figure, ...narrow, ...entitiesIn(places) },
  })
  const query = { figure, from, to, programme, entity, narrow, size: LARGE_PAGE }
  const cases = allPages((after) => casesOfFigure(db, programmes, req.user, { ...query, after }))
  const most = format.data === 'xlsx' ? MOST_IN_WORKBOOK : undefined
  const table = caseTable(say, programmes, say.t(`dashboard.cases.${figure}`), cases, most)
  await sendTables(res, [table], {
    ...{ format: format.data, name: `cases-${figure}-${from}-${to}`, language: say.lang },
  })
}
