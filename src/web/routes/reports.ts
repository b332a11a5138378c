// Reports as figures stand now: each on its page and as a file, of one programme or one of its entities, and of any days.
import type { Response } from 'express'
import { z } from 'zod'
import { NotFound } from '../../errors.ts'
import { countedUntil } from '../../reports/case-figures.ts'
import { latestReports } from '../../reports/kept-reports.ts'
import {
  type ReportKind,
  type ReportQuery,
  reportFault,
  reportFigures,
  reportKinds,
  reportPlace,
} from '../../reports/report-kinds.ts'
import { recordTables } from '../../reports/table-exports.ts'
import type { CaseDeps } from '../case-deps.ts'
import { blank, type Form, readForm, summaryOf } from '../forms.ts'
import { momentOf } from '../pages/journal-words.ts'
import {
  kindsFor,
  placeName,
  reportAbout,
  reportDefinitions,
  reportFields,
  reportHref,
  reportLinks,
} from '../pages/report-page.ts'
import { usualReportPeriod } from '../pages/report-periods.ts'
import { shownTable } from '../pages/report-words.ts'
import { sayOf } from '../pages/say.ts'
import { FiguresForm } from '../pages/state-figures.ts'
import { may } from '../permissions.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'
import { sendReportAs } from '../sent-report.ts'
import { ReportFormatInAddress, reportFormats } from '../sent-tables.ts'

/** The routes of reports. */
export function reportRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/reports', 'reports.read', (req, res) => listReports(deps, req, res))
  for (const kind of reportKinds) {
    own.get(`/reports/${kind}`, 'reports.read', (req, res) => showReport(deps, kind, req, res))
    own.get(`/reports/${kind}/file`, 'reports.read', (req, res) => sendReport(deps, kind, req, res))
  }
  return own
}

async function listReports({ db, programmes }: CaseDeps, req: SignedRequest, res: Response): Promise<void> {
  const say = sayOf(res)
  const { t, f } = say
  const kept = await latestReports(db, req.user)
  res.render('reports/index', {
    title: t('report.title'),
    section: 'reports',
    kinds: [
      ...kindsFor(programmes, req.user, reportKinds).map((kind) => ({
        href: `/reports/${kind}`,
        title: t(`report.kind.${kind}.title`),
        text: t(`report.kind.${kind}.text`),
      })),
      ...(may(req.user, 'figures.read')
        ? [
            {
              href: '/reports/ombudsman',
              title: t('report.ombudsman.title'),
              text: t('report.ombudsman.text'),
            },
          ]
        : []),
    ],
    kept: kept.map((one) => ({
      href: `/reports/kept/${one.id}`,
      title: t(`report.kind.${one.kind}.title`),
      place: placeName(say, programmes, one),
      period: t('dashboard.period', { from: f.dayShortYear(one.from), to: f.dayShortYear(one.to) }),
      by: one.by,
      at: momentOf(say, one.at),
    })),
  })
}

const Place = z.object({
  programme: z.string().max(40).optional().catch(undefined),
  entity: z.string().max(40).optional().catch(undefined),
})

type Asked = { query: ReportQuery; form: Form<unknown> }

/** What was asked for; days that were typed wrong stay beside their field, over the usual period. */
function askedOf(deps: CaseDeps, kind: ReportKind, req: SignedRequest, today: string): Asked {
  const given = Place.parse(req.query)
  const place = reportPlace(deps.programmes, req.user, kind, {
    programme: given.programme || undefined,
    entity: given.entity || undefined,
  })
  if (!place) throw new NotFound()
  const typed = 'from' in req.query || 'to' in req.query
  const form = typed ? readForm(FiguresForm, req.query) : null
  const usual = { ...place, kind, ...daysOf(usualReportPeriod(kind, today)) }
  if (!form) return { query: usual, form: blank({ ...usual }) }
  if (!form.ok) return { query: usual, form }
  const query = { ...place, kind, ...daysOf(form.data) }
  if (!reportFault(query, today)) return { query, form: blank({ ...query }) }
  return { query: usual, form: { ...form, errors: { to: { key: 'report.wrong.quarters' } } } }
}

const daysOf = ({ from, to }: { from: string; to: string }) => ({ from, to })

async function showReport(
  deps: CaseDeps,
  kind: ReportKind,
  req: SignedRequest,
  res: Response,
): Promise<void> {
  const { db, clock, programmes } = deps
  const say = sayOf(res)
  const now = clock.now()
  const today = clock.dayOf(now)
  const { query, form } = askedOf(deps, kind, req, today)
  const [figures, until] = await Promise.all([reportFigures(db, deps, query, today), countedUntil(db, now)])
  const fields = reportFields(say, req.user, programmes, form, kind)
  if (Object.keys(form.errors).length > 0) res.status(422)
  const codes = { say, programmes, programme: query.programme }
  res.render('reports/show', {
    title: say.t(`report.kind.${kind}.title`),
    section: 'reports',
    about: reportAbout(say, programmes, query, { by: req.user.name, at: now, until }),
    links: reportLinks(say, programmes, req.user, query, today),
    form: { action: `/reports/${kind}`, fields, summary: summaryOf(say.lang, form, fields) },
    tables: figures.map((table) => shownTable(codes, table)),
    definitions: reportDefinitions(say, kind),
    files: reportFormats.map((format) => ({ format, href: reportHref(query, format) })),
    keep: query,
    kept: null,
  })
}

async function sendReport(
  deps: CaseDeps,
  kind: ReportKind,
  req: SignedRequest,
  res: Response,
): Promise<void> {
  const { db, clock, programmes } = deps
  const say = sayOf(res)
  const now = clock.now()
  const format = ReportFormatInAddress.safeParse(req.query.format)
  const { query, form } = askedOf(deps, kind, req, clock.dayOf(now))
  if (!format.success || Object.keys(form.errors).length > 0) throw new NotFound()
  const [figures, until] = await Promise.all([
    reportFigures(db, deps, query, clock.dayOf(now)),
    countedUntil(db, now),
  ])
  const { programme, entity, from, to } = query
  await recordTables(deps, req.user, {
    ...{ kind, format: format.data, programmes: [programme], from, to },
    ...(entity && { about: { entity } }),
  })
  const codes = { say, programmes, programme }
  const about = reportAbout(say, programmes, query, { by: req.user.name, at: now, until })
  const name = [kind, programme, entity, from, to].filter(Boolean).join('-')
  await sendReportAs(res, format.data, name, { kind, codes, about, figures, author: req.user.name })
}
