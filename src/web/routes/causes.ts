// Known causes: what many complaints have in common, which cases belong to each, and how many came week by week.
import type { Response } from 'express'
import { z } from 'zod'
import { namesOf } from '../../accounts/names.ts'
import { chooseCases, orderBulk } from '../../cases/bulk-jobs.ts'
import { attachCase, casesOf, countCases, decideCase, toVerify } from '../../cases/cause-cases.ts'
import { CauseChoice, caseIdsFor } from '../../cases/cause-choice.ts'
import { receivedByWeek } from '../../cases/cause-figures.ts'
import {
  type Cause,
  CauseForm,
  causeLog,
  closeCause,
  findCause,
  listCauses,
  mayKeep,
  mayOpen,
  openCause,
} from '../../cases/causes.ts'
import { readReference } from '../../cases/reference.ts'
import { AppError, Invalid, NotFound, type Said } from '../../errors.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { blank, carryOut, type Form, fieldsOf, readForm, summaryOf } from '../forms.ts'
import {
  categoryOfCause,
  causeFields,
  causeLines,
  choiceFields,
  logLines,
  placeOfCause,
  upTo,
  verifiedCase,
  weekRows,
} from '../pages/cause-page.ts'
import { causeText, causeTitle } from '../pages/cause-words.ts'
import { sayOf } from '../pages/say.ts'
import { may } from '../permissions.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

type CauseRequest = SignedRequest<{ id: string }>

const SHOWN = 25

const RefForm = z.object({
  ref: z
    .string('cause.refusal.ref')
    .transform((ref) => readReference(ref) ?? '')
    .refine((ref) => ref !== '', 'cause.refusal.ref'),
})
const reference = z.string().regex(/^[A-Z0-9-]{5,20}$/)
const Verdict = z.object({
  case: reference,
  belongs: z.enum(['yes', 'no']),
  after: reference.optional().catch(undefined),
})
const After = z.object({ after: reference.optional().catch(undefined) })
const OfCase = z.object({ cause: z.string().max(40), belongs: z.enum(['yes', 'no']).default('yes') })

/** The routes of causes. */
export function causeRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/causes', 'case.read', (req, res) => drawList(deps, req, res))
  own.get('/causes/new', 'cause.keep', (req, res) => drawNew(deps, req, res, blank()))
  own.post('/causes', 'cause.keep', async (req, res) => {
    const form = readForm(CauseForm, req.body)
    if (!form.ok) return drawNew(deps, req, res.status(422), form)
    const done = await carryOut(form, (data) => openCause(deps, req.user, data))
    if (!done.ok) return drawNew(deps, req, res.status(422), done)
    flash(req, { kind: 'done', key: 'cause.opened' })
    res.redirect(303, `/causes/${done.result}`)
  })
  own.get('/causes/:id', 'case.read', (req, res) => drawCause(deps, req, res))
  own.post('/causes/:id/close', 'cause.keep', async (req, res) => {
    await closeCause(deps, req.user, req.params.id)
    flash(req, { kind: 'done', key: 'cause.closed' })
    res.redirect(303, `/causes/${req.params.id}`)
  })
  own.post('/causes/:id/cases', 'cause.keep', (req, res) => attachByReference(deps, req, res))
  own.post('/causes/:id/find', 'cause.keep', (req, res) => findCases(deps, req, res))
  own.get('/causes/:id/verify', 'cause.keep', (req, res) => drawVerify(deps, req, res))
  own.post('/causes/:id/verify', 'cause.keep', async (req, res) => {
    const read = Verdict.safeParse(req.body)
    if (!read.success) throw new NotFound()
    const { belongs, after, case: caseId } = read.data
    const status = belongs === 'yes' ? 'confirmed' : 'refused'
    await decideCase(deps, req.user, { cause: req.params.id, caseId, status })
    res.redirect(303, `/causes/${req.params.id}/verify${after ? `?after=${after}` : ''}`)
  })
  own.post('/cases/:id/cause', 'cause.keep', (req, res) => changeOfCase(deps, req, res))
  return own
}

async function drawList({ db, programmes }: CaseDeps, req: SignedRequest<unknown>, res: Response) {
  const say = sayOf(res)
  const causes = await listCauses(db, req.user)
  const groups = (['open', 'closed'] as const).map((status) => ({
    title: say.t(`cause.list.${status}`),
    lines: causeLines(
      say,
      causes.filter((cause) => cause.status === status),
      programmes,
    ),
  }))
  res.render('causes/list', {
    title: say.t('cause.title'),
    section: 'causes',
    groups: groups.filter(({ lines }) => lines.length > 0),
    mayOpen: may(req.user, 'cause.keep'),
  })
}

function drawNew({ programmes }: CaseDeps, req: SignedRequest<unknown>, res: Response, form: Form<unknown>) {
  const say = sayOf(res)
  const fields = fieldsOf(say.lang, form, causeFields(say, req.user, programmes))
  res.render('causes/new', {
    title: say.t('cause.new'),
    section: 'causes',
    fields,
    summary: summaryOf(say.lang, form, fields),
  })
}

type Shown = { ref?: Form<unknown>; choice?: Form<unknown> }

async function drawCause(deps: CaseDeps, req: CauseRequest, res: Response, shown: Shown = {}) {
  const { db, programmes, clock } = deps
  const say = sayOf(res)
  const cause = await findCause(db, req.user, req.params.id)
  const today = clock.dayOf(clock.now())
  const [counts, confirmed, weeks, log] = await Promise.all([
    countCases(db, req.user, cause.id),
    casesOf(db, req.user, cause.id, { status: 'confirmed', limit: SHOWN }),
    receivedByWeek(db, cause, today),
    causeLog(db, cause.id),
  ])
  const names = await namesOf(db, [cause.opened_by, ...log.map(({ actor }) => actor)])
  const keeps = cause.status === 'open' && mayKeep(req.user, cause)
  const ref = fieldsOf(say.lang, shown.ref ?? blank(), [
    { name: 'ref', kind: 'text', label: say.t('cause.form.ref'), required: true, dir: 'ltr' },
  ])
  const first = blank({ category: cause.category, from: cause.since, to: today })
  const choice = fieldsOf(say.lang, shown.choice ?? first, choiceFields(say, cause, programmes))
  res.render('causes/show', {
    title: causeTitle(say, cause),
    section: 'causes',
    id: cause.id,
    text: causeText(say, cause),
    place: placeOfCause(say, programmes, cause),
    facts: factsOf(),
    suggested: counts.suggested,
    toVerify: say.t('cause.verify', { count: counts.suggested }),
    confirmed,
    moreConfirmed: counts.confirmed > confirmed.length,
    weeks: weekRows(say, weeks, cause.since),
    log: logLines(say, log, names),
    keeps,
    mayClose: cause.status === 'open' && mayOpen(req.user, cause),
    ref,
    choice,
    summary:
      summaryOf(say.lang, shown.ref ?? blank(), ref) ?? summaryOf(say.lang, shown.choice ?? blank(), choice),
  })

  function factsOf() {
    const opened = { who: names.get(cause.opened_by) ?? '', date: say.f.dayShortYear(cause.opened_at) }
    return [
      { label: say.t('cause.fact.status'), text: say.t(`cause.status.${cause.status}`) },
      { label: say.t('cause.form.category'), text: categoryOfCause(say, programmes, cause) },
      { label: say.t('cause.form.since'), text: say.f.day(cause.since) },
      { label: say.t('cause.fact.opened'), text: say.t('cause.fact.openedBy', opened) },
      { label: say.t('cause.fact.confirmed'), text: upTo(say, counts.confirmed) },
      { label: say.t('cause.fact.suggested'), text: upTo(say, counts.suggested) },
    ]
  }
}

async function keptCause({ db }: CaseDeps, req: CauseRequest): Promise<Cause> {
  const cause = await findCause(db, req.user, req.params.id)
  if (!mayKeep(req.user, cause)) throw new NotFound()
  return cause
}

async function attachByReference(deps: CaseDeps, req: CauseRequest, res: Response) {
  const cause = await keptCause(deps, req)
  const form = readForm(RefForm, req.body)
  if (!form.ok) return drawCause(deps, req, res.status(422), { ref: form })
  const done = await carryOut(form, async ({ ref }) => {
    await attachCase(deps, req.user, { cause: cause.id, caseId: ref, sure: false }).catch(unknownCase)
  })
  if (!done.ok) return drawCause(deps, req, res.status(422), { ref: done })
  flash(req, { kind: 'done', key: 'cause.attached' })
  res.redirect(303, `/causes/${cause.id}`)
}

/** A reference that leads nowhere for them is wrong where they typed it. */
function unknownCase(error: unknown): never {
  if (error instanceof NotFound) throw new Invalid({ ref: { key: 'cause.refusal.unknown' } })
  throw error
}

/** What a filter finds is put among the cases to verify by a job, as if each had been chosen. */
async function findCases(deps: CaseDeps, req: CauseRequest, res: Response) {
  const cause = await keptCause(deps, req)
  const form = readForm(CauseChoice, req.body)
  if (!form.ok) return drawCause(deps, req, res.status(422), { choice: form })
  const ids = await caseIdsFor(deps, req.user, cause, form.data)
  if (ids.length === 0) {
    flash(req, { kind: 'note', key: 'cause.noneFound' })
    return res.redirect(303, `/causes/${cause.id}`)
  }
  const job = await chooseCases(deps, req.user, ids)
  await orderBulk(deps, req.user, job, { act: 'attach', cause: cause.id })
  res.redirect(303, `/bulk/${job}`)
}

async function drawVerify(deps: CaseDeps, req: CauseRequest, res: Response) {
  const { db, programmes } = deps
  const say = sayOf(res)
  const cause = await keptCause(deps, req)
  const { after } = After.parse(req.query)
  const [row, counts] = await Promise.all([
    toVerify(db, req.user, cause.id, after ?? ''),
    countCases(db, req.user, cause.id),
  ])
  res.render('causes/verify', {
    title: say.t('cause.verifyTitle'),
    section: 'causes',
    id: cause.id,
    cause: causeTitle(say, cause),
    left: say.t('cause.verify', { count: counts.suggested }),
    after: after ?? '',
    one: row ? verifiedCase(say, row, programmes) : null,
    skipped: after !== undefined && counts.suggested > 0,
  })
}

/** From the page of a case: whoever puts it to a cause there has looked at it. */
async function changeOfCase(deps: CaseDeps, req: CauseRequest, res: Response) {
  const { id: caseId } = req.params
  const read = OfCase.safeParse(req.body)
  if (!read.success) throw new NotFound()
  const { cause, belongs } = read.data
  const changed =
    belongs === 'yes'
      ? attachCase(deps, req.user, { cause, caseId, sure: true })
      : decideCase(deps, req.user, { cause, caseId, status: 'refused' })
  const refused = await changed.then(() => undefined, refusalIn)
  const done = { key: belongs === 'yes' ? 'cause.attached' : 'cause.detached' }
  flash(req, refused ? { kind: 'bad', ...refused } : { kind: 'done', ...done })
  res.redirect(303, `/cases/${encodeURIComponent(caseId)}`)
}

/** What a person may be told; what is not there for them stays a page that is not there. */
function refusalIn(error: unknown): Said {
  if (!(error instanceof AppError) || error instanceof NotFound) throw error
  return error.said
}
