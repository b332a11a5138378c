// Taking the journal away as an event log: a form, who did so before, and the stream itself.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { z } from 'zod'
import { addDays } from '../../platform/clock.ts'
import { eventLog } from '../../reports/event-log.ts'
import { latestExports, recordExport } from '../../reports/exports.ts'
import type { CaseDeps } from '../case-deps.ts'
import { blank, type Form, fieldsOf, readForm, summaryOf } from '../forms.ts'
import { sayOf } from '../pages/say.ts'
import { nameOf } from '../pages/work-page.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

/** What is proposed when the page is opened. */
const DAYS = 365

/** A day within the years that the product can have seen. */
const seenDay = z.iso
  .date('export.wrong.day')
  .refine((day) => day >= '2000' && day < '2100', 'export.wrong.day')

/** The routes of exports. */
export function exportRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/exports', 'journal.export', (req, res) => {
    const today = deps.clock.dayOf(deps.clock.now())
    return drawExports(deps, req, res, blank({ from: addDays(today, 1 - DAYS), to: today }))
  })
  own.get('/exports/journal.xes', 'journal.export', (req, res) => sendLog(deps, req, res))
  return own
}

const auditedBy = ({ user }: SignedRequest): string[] => [
  ...new Set(user.grants.filter(({ role }) => role === 'auditor').map(({ programme }) => programme)),
]

const LogForm = (programmes: readonly string[]) =>
  z
    .object({
      programme: z.enum(programmes, 'export.wrong.programme'),
      from: seenDay,
      to: seenDay,
    })
    .refine(({ from, to }) => from <= to, { path: ['to'], error: 'export.wrong.order' })

async function sendLog(deps: CaseDeps, req: SignedRequest, res: Response): Promise<void> {
  const form = readForm(LogForm(auditedBy(req)), req.query)
  if (!form.ok) return drawExports(deps, req, res.status(422), form)
  const { db, clock } = deps
  const { programme, from, to } = form.data
  await recordExport(db, clock, req.user, form.data)
  res.attachment(`journal-${programme}-${from}-${to}.xes`).type('application/xml; charset=utf-8')
  await deliver(res, eventLog(db, req.user, form.data, clock.now()))
}

/** As fast as it is taken, and no further once nobody takes it. */
async function deliver(res: Response, log: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(log, { objectMode: false }), res)
  } catch (error) {
    if (!res.destroyed || !isGone(error)) throw error
  }
}

/** Somebody who closes a download has not broken anything. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'

async function drawExports(
  { db, programmes }: CaseDeps,
  req: SignedRequest,
  res: Response,
  form: Form<unknown>,
): Promise<void> {
  const say = sayOf(res)
  const { t, f, lang } = say
  const audited = auditedBy(req)
  const options = audited.map((code) => ({ value: code, label: nameOf(say, programmes, code) }))
  const fields = fieldsOf(lang, form, [
    { name: 'programme', kind: 'select', label: t('export.programme'), options, required: true },
    { name: 'from', kind: 'date', label: t('export.from'), required: true },
    { name: 'to', kind: 'date', label: t('export.to'), hint: t('export.periodHint'), required: true },
  ])
  const taken = (await latestExports(db, audited)).map(({ at, by, programme, from, to }) => ({
    when: f.dateTime(at),
    by,
    programme: nameOf(say, programmes, programme),
    period: t('export.period', { from: f.dayShortYear(from), to: f.dayShortYear(to) }),
  }))
  const summary = summaryOf(lang, form, fields)
  res.render('exports/index', { title: t('export.title'), section: 'exports', fields, summary, taken })
}
