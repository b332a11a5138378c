// The ombudsman's referrals of a period, as a list and as a file, for those who oversee those cases.
import type { Response } from 'express'
import { z } from 'zod'
import { ombudsmanCases } from '../../cases/ombudsman-list.ts'
import { overseenPlaces, overseers } from '../../cases/overseen.ts'
import { allPages, LARGE_PAGE } from '../../cases/place-ranges.ts'
import { NotFound } from '../../errors.ts'
import { addDays } from '../../platform/clock.ts'
import { recordTables } from '../../reports/table-exports.ts'
import type { CaseDeps } from '../case-deps.ts'
import { type Form, readForm, summaryOf } from '../forms.ts'
import { caseSheets } from '../pages/case-sheets.ts'
import { caseTable, MOST_IN_WORKBOOK } from '../pages/case-table.ts'
import { fileLinks } from '../pages/figure-choice.ts'
import { partName } from '../pages/part-names.ts'
import { cursorInAddress, writtenCursor } from '../pages/place-cursor.ts'
import { sayOf } from '../pages/say.ts'
import { foundRows } from '../pages/search-page.ts'
import { FiguresForm, figuresFields } from '../pages/state-figures.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'
import { ReportFormatInAddress, reportFormats, sendPdf, sendTables } from '../sent-tables.ts'

/** What is proposed when the page is opened. */
const DAYS = 365

/** The routes of the ombudsman's referrals. */
export function ombudsmanListRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/reports/ombudsman', 'figures.read', (req, res) => showList(deps, req, res))
  own.get('/reports/ombudsman/file', 'figures.read', (req, res) => sendList(deps, req, res))
  return own
}

type Choice = { programme?: string | undefined; entity?: string | undefined; from: string; to: string }

function askedOf(deps: CaseDeps, req: SignedRequest): { choice: Choice; form: Form<Choice> } {
  const today = deps.clock.dayOf(deps.clock.now())
  const usual = { from: addDays(today, 1 - DAYS), to: today }
  const form = readForm(FiguresForm, { ...usual, ...req.query })
  return { choice: form.ok ? form.data : usual, form }
}

const hrefOf = ({ programme, entity, from, to }: Choice, after?: string): string =>
  `/reports/ombudsman?${new URLSearchParams({
    ...{ from, to },
    ...(programme && { programme }),
    ...(entity && { entity }),
    ...(after && { after }),
  })}`

const After = z.object({ after: cursorInAddress })

async function showList(deps: CaseDeps, req: SignedRequest, res: Response): Promise<void> {
  const { db, clock, programmes } = deps
  const say = sayOf(res)
  const { t, f } = say
  const { choice, form } = askedOf(deps, req)
  const { after } = After.parse(req.query)
  const { rows, next } = await ombudsmanCases(db, programmes, req.user, { ...choice, after })
  const words = { roles: overseers, from: t('dashboard.form.from') }
  const fields = figuresFields(say, req.user, programmes, form, words)
  if (!form.ok) res.status(422)
  const found = foundRows(say, rows, programmes, clock.now())
  res.render('reports/ombudsman', {
    title: t('report.ombudsman.title'),
    section: 'reports',
    period: t('dashboard.period', { from: f.dayPlain(choice.from), to: f.dayPlain(choice.to) }),
    fields,
    summary: summaryOf(say.lang, form, fields),
    found: rows.map((row, at) => ({
      ...found[at],
      // No words of whoever complained: what it is about stands by its category.
      category: partName({ say, programmes, choice: { programme: row.programme } }, 'category', {
        ...{ programme: row.programme, part: row.category },
      }),
      due: f.dayShortYear(row.due_on),
      receivedOn: f.dayShortYear(row.received_on),
      closed: row.closing_on ? f.dayShortYear(row.closing_on) : t('dashboard.nothing'),
    })),
    files: fileLinks(hrefOf(choice), reportFormats),
    first: after ? hrefOf(choice) : null,
    next: next ? hrefOf(choice, writtenCursor(next)) : null,
  })
}

async function sendList(deps: CaseDeps, req: SignedRequest, res: Response): Promise<void> {
  const { db, clock, programmes } = deps
  const say = sayOf(res)
  const { choice, form } = askedOf(deps, req)
  const format = ReportFormatInAddress.safeParse(req.query.format)
  const places = overseenPlaces(req.user, choice)
  if (!form.ok || !format.success || places.length === 0) throw new NotFound()
  const { from, to, entity } = choice
  await recordTables(deps, req.user, {
    ...{ kind: 'ombudsman', format: format.data, from, to },
    programmes: places.map(({ programme }) => programme),
    ...(entity && { about: { entity } }),
  })
  const cases = allPages((after) =>
    ombudsmanCases(db, programmes, req.user, { ...choice, after, size: LARGE_PAGE }),
  )
  const title = say.t('report.ombudsman.title')
  const name = `ombudsman-${from}-${to}`
  if (format.data === 'pdf') {
    const made = { title, by: req.user.name, at: clock.now(), from, to }
    return sendPdf(res, name, await caseSheets(say, programmes, made, cases))
  }
  const most = format.data === 'xlsx' ? MOST_IN_WORKBOOK : undefined
  const table = caseTable(say, programmes, title, cases, most)
  await sendTables(res, [table], { format: format.data, name, language: say.lang })
}
