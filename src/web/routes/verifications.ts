// What a body verifies: the datum in question, its one proof, and the report that ends it.
import type { Response } from 'express'
import { z } from 'zod'
import { readVerification, reportedSince, type Verification } from '../../cases/verifications.ts'
import { AppError, BadRequest, Conflict, Invalid, NotFound } from '../../errors.ts'
import { spoken } from '../../i18n/said.ts'
import type { CaseDeps } from '../case-deps.ts'
import { type Flash, flash } from '../flash.ts'
import type { Form, Values } from '../forms.ts'
import { sayOf } from '../pages/say.ts'
import { typedTexts } from '../pages/typed-text.ts'
import { verificationPage } from '../pages/verification-page.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'
import { sendDocument } from '../sent-document.ts'

type OfOne = SignedRequest<{ id: string }>

const Posted = z.looseObject({ revision: z.coerce.number().int().min(1) })

/** Milliseconds within which the same report is one button hit twice. */
const DOUBLE_CLICK = 5_000

/** The routes of verifications. */
export function verificationRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/verifications/:id', 'verification.read', async (req, res) =>
    draw(deps, res, await readVerification(deps, req.params.id, req.user), {}),
  )
  own.get('/verifications/:id/evidence', 'verification.read', async (req, res, next) => {
    const { id, evidence } = await readVerification(deps, req.params.id, req.user)
    if (!evidence) throw new NotFound()
    sendDocument(res, await deps.documents.findIn(id, evidence.id), next)
  })
  own.post('/verifications/:id', 'verification.read', (req, res) => report(deps, req, res))
  return own
}

type Shown = { form?: Form<unknown>; flash?: Flash }

function draw({ programmes, clock }: CaseDeps, res: Response, asked: Verification, shown: Shown): void {
  const { form, flash: said } = shown
  const page = verificationPage(sayOf(res), asked, { programmes, now: clock.now(), form })
  res.render('verifications/show', { ...page, ...(said && { flash: said }), section: 'work' })
}

async function report(deps: CaseDeps, req: OfOne, res: Response): Promise<void> {
  const { id } = req.params
  const posted = Posted.safeParse(req.body)
  if (!posted.success) throw new BadRequest('error.400.text')
  const { revision: transmission, ...rest } = posted.data
  const values = typedTexts(rest)
  const since = deps.clock.now() - DOUBLE_CLICK
  const again = await reportedSince(deps.db, id, req.user.id, since)
  if (!again) {
    const asked = await readVerification(deps, id, req.user)
    try {
      // Another question than the one that was read is answered by nobody.
      if (asked.transmission !== transmission) throw new Conflict('verification.changed')
      await deps.commands.act(id, 'REPORT_FINDING', values, asked.revision, req.user)
    } catch (error) {
      return refuse(deps, req, res, error, values)
    }
  }
  const { life } = sayOf(res)
  const what = life('complaint', 'event.REPORT_FINDING.done')
  flash(req, { kind: 'done', key: 'case.flash.done', values: { what, ref: id } })
  res.redirect(303, '/work')
}

/** The page again, with what was typed and what was wrong. */
async function refuse(deps: CaseDeps, req: OfOne, res: Response, error: unknown, values: Values) {
  if (!(error instanceof AppError) || error instanceof NotFound) throw error
  const asked = await readVerification(deps, req.params.id, req.user)
  const errors = error instanceof Invalid ? error.fields : {}
  const said: Shown = error instanceof Invalid ? {} : { flash: { kind: 'bad', text: why(res, asked, error) } }
  draw(deps, res.status(error.status), asked, { form: { ok: false, values, errors }, ...said })
}

/** Who else did what on the case is not theirs to read. */
function why(res: Response, { workflow }: Verification, error: AppError): string {
  const { t, lang, life } = sayOf(res)
  if (error instanceof Conflict) return t('verification.changed')
  const words = { act: life(workflow, 'event.REPORT_FINDING.do'), reason: spoken(lang, error.said) }
  return t('case.flash.refused', words)
}
