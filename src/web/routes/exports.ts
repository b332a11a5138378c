// Taking the journal away as an event log: a form, who did so before, and the stream itself.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { z } from 'zod'
import { journalFile, newestSeal } from '../../cases/journal-file.ts'
import { NotFound } from '../../errors.ts'
import { addDays } from '../../platform/clock.ts'
import { eventLog } from '../../reports/event-log.ts'
import {
  type Exported,
  keepFingerprint,
  latestExports,
  recordExport,
  recordFile,
} from '../../reports/exports.ts'
import type { CaseDeps } from '../case-deps.ts'
import { blank, type Form, fieldsOf, readForm, summaryOf } from '../forms.ts'
import { momentOf } from '../pages/journal-words.ts'
import { type Say, sayOf } from '../pages/say.ts'
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
  own.get('/exports/journal.jsonl', 'journal.export', (req, res) => sendFile(deps, req, res))
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

const FileQuery = z.object({ programme: z.string().max(40) })

/** The journal as a file that proves itself; its fingerprint is kept once the last line was taken. */
async function sendFile(deps: CaseDeps, req: SignedRequest, res: Response): Promise<void> {
  const { db, clock, programmes } = deps
  const asked = FileQuery.safeParse(req.query)
  const programme = asked.success && auditedBy(req).includes(asked.data.programme)
  const pack = programme && programmes.find(asked.data.programme)
  if (!pack) throw new NotFound()
  const [seal, at] = [await newestSeal(db), clock.now()]
  const { code, prefix } = pack
  const id = await recordFile(db, clock, req.user, { programme: code, seal })
  res.attachment(`journal-${code}-${seal}.jsonl`).type('application/jsonl; charset=utf-8')
  await deliver(res, whole(db, id, journalFile(db, req.user, { programme: code, prefix, seal, at })))
}

/** A file on its way out; what it ends with is kept beside who took it. */
async function* whole(
  db: CaseDeps['db'],
  id: string,
  file: AsyncGenerator<string, string, undefined>,
): AsyncGenerator<string, void, undefined> {
  for (;;) {
    const piece = await file.next()
    if (!piece.done) {
      yield piece.value
      continue
    }
    return keepFingerprint(db, id, piece.value)
  }
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
  const { t, lang } = say
  const audited = auditedBy(req)
  const options = audited.map((code) => ({ value: code, label: nameOf(say, programmes, code) }))
  const fields = fieldsOf(lang, form, [
    { name: 'programme', kind: 'select', label: t('export.programme'), options, required: true },
    { name: 'from', kind: 'date', label: t('export.from'), required: true },
    { name: 'to', kind: 'date', label: t('export.to'), hint: t('export.periodHint'), required: true },
  ])
  const taken = (await latestExports(db, audited)).map((one) => takenLine(say, programmes, one))
  const summary = summaryOf(lang, form, fields)
  res.render('exports/index', {
    title: t('export.title'),
    section: 'exports',
    fields,
    summary,
    taken,
    files: options.map(({ value, label }) => ({ href: `/exports/journal.jsonl?programme=${value}`, label })),
  })
}

function takenLine(say: Say, programmes: CaseDeps['programmes'], one: Exported) {
  const { t, f } = say
  const { at, by, kind, programme, from, to, seal, fingerprint } = one
  return {
    when: momentOf(say, at),
    by,
    what: t(`export.kind.${kind}`),
    programme: nameOf(say, programmes, programme),
    scope:
      kind === 'file'
        ? t('export.upTo', { seal: seal ?? 0 })
        : t('export.period', { from: f.dayShortYear(from), to: f.dayShortYear(to) }),
    fingerprint,
    left: kind === 'file' && fingerprint === null ? t('export.notWhole') : null,
  }
}
