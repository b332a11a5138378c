// The cases of a cause: found by a filter or by reference, each verified with one press, and changed from its own page.
import type { Response } from 'express'
import { z } from 'zod'
import { chooseCases, orderBulk } from '../../cases/bulk-jobs.ts'
import { attachCase, countCases, decideCase, toVerify } from '../../cases/cause-cases.ts'
import { CauseChoice, caseIdsFor } from '../../cases/cause-choice.ts'
import { type Cause, findCause, mayKeep } from '../../cases/causes.ts'
import { isMistyped, readReference } from '../../cases/reference.ts'
import { AppError, Invalid, NotFound, Refused, type Said } from '../../errors.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { carryOut, readForm } from '../forms.ts'
import { verifiedCase } from '../pages/cause-page.ts'
import { causePage, type ShownForms } from '../pages/cause-show.ts'
import { causeText, causeTitle } from '../pages/cause-words.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

type CauseRequest = SignedRequest<{ id: string }>

const RefForm = z.object({
  ref: z
    .string('cause.refusal.ref')
    .refine((ref) => !isMistyped(ref), 'cause.refusal.mistyped')
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

/** The routes of the cases of a cause. */
export function causeCaseRoutes(deps: CaseDeps): Routes {
  const own = routes()
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

async function drawAgain(deps: CaseDeps, req: CauseRequest, res: Response, cause: Cause, forms: ShownForms) {
  res.status(422).render('causes/show', await causePage(deps, sayOf(res), req.user, cause, forms))
}

async function keptCause({ db }: CaseDeps, req: CauseRequest): Promise<Cause> {
  const cause = await findCause(db, req.user, req.params.id)
  if (!mayKeep(req.user, cause)) throw new NotFound()
  return cause
}

async function attachByReference(deps: CaseDeps, req: CauseRequest, res: Response) {
  const cause = await keptCause(deps, req)
  const form = readForm(RefForm, req.body)
  if (!form.ok) return drawAgain(deps, req, res, cause, { ref: form })
  const done = await carryOut(form, async ({ ref }) => {
    await attachCase(deps, req.user, { cause: cause.id, caseId: ref, sure: false }).catch(wrongCase)
  })
  if (!done.ok) return drawAgain(deps, req, res, cause, { ref: done })
  flash(req, { kind: 'done', key: 'cause.attached' })
  res.redirect(303, `/causes/${cause.id}`)
}

/** A reference that leads nowhere for them, or to a case that cannot be attached, is wrong where they typed it. */
function wrongCase(error: unknown): never {
  if (error instanceof NotFound) throw new Invalid({ ref: { key: 'cause.refusal.unknown' } })
  if (error instanceof Refused) throw new Invalid({ ref: error.said })
  throw error
}

/** What a filter finds is put among the cases to verify by a job, as if each had been chosen. */
async function findCases(deps: CaseDeps, req: CauseRequest, res: Response) {
  const cause = await keptCause(deps, req)
  const form = readForm(CauseChoice, req.body)
  if (!form.ok) return drawAgain(deps, req, res, cause, { choice: form })
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
    text: causeText(say, cause),
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
