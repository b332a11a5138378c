// Reports that are kept as they were made: shown, taken as a file, compared with today, and worked out anew from the journal.
import type { Response } from 'express'
import { z } from 'zod'
import { Invalid, NotFound } from '../../errors.ts'
import { differences } from '../../reports/figure-table.ts'
import { type KeptReport, keepReport, readReport } from '../../reports/kept-reports.ts'
import { askReplay, type Replay, replayOf } from '../../reports/replays.ts'
import { reportFault, reportFigures, reportKinds, reportPlace } from '../../reports/report-kinds.ts'
import { recordTables } from '../../reports/table-exports.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { momentOf } from '../pages/journal-words.ts'
import { type Made, reportAbout, reportDefinitions } from '../pages/report-page.ts'
import { type Codes, shownDifferences, shownTable } from '../pages/report-words.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'
import { sendReportAs } from '../sent-report.ts'
import { ReportFormatInAddress, reportFormats } from '../sent-tables.ts'

/** The routes of reports that are kept. */
export function keptReportRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.post('/reports', 'reports.read', (req, res) => keep(deps, req, res))
  own.get('/reports/kept/:id', 'reports.read', (req, res) => showKept(deps, req, res))
  own.post('/reports/kept/:id/replay', 'reports.read', (req, res) => replay(deps, req, res))
  own.get('/reports/kept/:id/file', 'reports.read', (req, res) => sendKept(deps, req, res))
  return own
}

const day = z.iso.date().refine((on) => on >= '2000' && on < '2100')

const Keeping = z
  .object({
    kind: z.enum(reportKinds),
    programme: z.string().max(40),
    entity: z.string().max(40).default(''),
    from: day,
    to: day,
  })
  .refine(({ from, to }) => from <= to)

async function keep(deps: CaseDeps, req: SignedRequest, res: Response): Promise<void> {
  const asked = Keeping.safeParse(req.body)
  if (!asked.success) throw new Invalid({ from: { key: 'figures.wrong.day' } })
  const { kind, programme, entity } = asked.data
  const place = reportPlace(deps.programmes, req.user, kind, { programme, entity: entity || undefined })
  // What was asked for is kept, and nothing narrower under its name.
  if (!place || place.programme !== programme || place.entity !== entity) throw new NotFound()
  if (reportFault(asked.data, deps.clock.dayOf(deps.clock.now())))
    throw new Invalid({ to: { key: 'report.wrong.quarters' } })
  const id = await keepReport(deps, req.user, asked.data)
  flash(req, { kind: 'done', key: 'report.kept.done' })
  res.redirect(303, `/reports/kept/${id}`)
}

const madeOf = ({ by, at, seal }: KeptReport): Made => ({ by, at, until: at, seal })

async function showKept(deps: CaseDeps, req: SignedRequest<{ id: string }>, res: Response): Promise<void> {
  const { db, clock, programmes } = deps
  const say = sayOf(res)
  const report = await readReport(db, req.user, req.params.id)
  const { id, kind, programme, figures } = report
  const day = clock.dayOf(clock.now())
  // What would not be made any more is not compared with today either.
  const today = reportFault(report, day) ? figures : await reportFigures(db, deps, report, day)
  const codes = { say, programmes, programme }
  res.render('reports/show', {
    title: say.t(`report.kind.${kind}.title`),
    section: 'reports',
    about: reportAbout(say, programmes, report, madeOf(report)),
    links: [],
    form: null,
    tables: figures.map((table) => shownTable(codes, table)),
    definitions: reportDefinitions(say, kind),
    files: reportFormats.map((format) => ({
      ...{ format, href: `/reports/kept/${id}/file?format=${format}` },
    })),
    keep: null,
    kept: {
      id,
      changes: shownDifferences(codes, differences(figures, today)),
      replay: shownReplay(codes, report, await replayOf(db, id)),
    },
  })
}

/** What the journal says of a report; null where nobody asked. */
function shownReplay(codes: Codes, { figures, settled }: KeptReport, found: Replay | undefined) {
  const { t, f } = codes.say
  if (!found) return null
  const { askedAt, finishedAt, cases, erased, figures: then } = found
  if (finishedAt === null || then === null)
    return {
      text: t('report.replay.waiting', { when: momentOf(codes.say, askedAt) }),
      changes: [],
      notes: [],
    }
  const changes = shownDifferences(codes, differences(figures, then))
  const said = { n: f.number(cases), when: momentOf(codes.say, finishedAt) }
  return {
    text: t(`report.replay.${changes.length === 0 ? 'same' : 'differs'}`, said),
    changes,
    notes: [
      ...(erased > 0 ? [t('report.replay.erased', { n: f.number(erased) })] : []),
      ...(changes.length > 0 && !settled ? [t('report.replay.moving')] : []),
    ],
  }
}

async function replay(deps: CaseDeps, req: SignedRequest<{ id: string }>, res: Response): Promise<void> {
  const { id } = await readReport(deps.db, req.user, req.params.id)
  await askReplay(deps, id)
  flash(req, { kind: 'done', key: 'report.replay.asked' })
  res.redirect(303, `/reports/kept/${id}`)
}

async function sendKept(deps: CaseDeps, req: SignedRequest<{ id: string }>, res: Response): Promise<void> {
  const { db, programmes } = deps
  const say = sayOf(res)
  const format = ReportFormatInAddress.safeParse(req.query.format)
  if (!format.success) throw new NotFound()
  const report = await readReport(db, req.user, req.params.id)
  const { id, kind, programme, entity, from, to, figures } = report
  await recordTables(deps, req.user, {
    ...{ kind, format: format.data, programmes: [programme], from, to },
    about: { report: id, ...(entity && { entity }) },
  })
  const codes = { say, programmes, programme }
  const about = reportAbout(say, programmes, report, madeOf(report))
  const name = [kind, programme, entity, from, to].filter(Boolean).join('-')
  await sendReportAs(res, format.data, name, { kind, codes, about, figures, author: report.by })
}
