// Known causes: what many complaints have in common; how many came, what is said of it, which cases belong to it.
import type { Response } from 'express'
import { z } from 'zod'
import { toldCauses } from '../../cases/cause-notices.ts'
import { causeFormOn, closeCause, findCause, listCauses, openCause } from '../../cases/causes.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { blank, carryOut, type Form, fieldsOf, readForm, summaryOf } from '../forms.ts'
import { causeFields, causeLines } from '../pages/cause-page.ts'
import { causePage } from '../pages/cause-show.ts'
import { sayOf } from '../pages/say.ts'
import { may } from '../permissions.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

const After = z.object({
  after: z
    .string()
    .regex(/^[A-Z0-9-]{5,20}$/)
    .optional()
    .catch(undefined),
})

/** The routes of causes. */
export function causeRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/causes', 'case.read', (req, res) => drawList(deps, req, res))
  own.get('/causes/new', 'cause.keep', (req, res) => drawNew(deps, req, res, blank()))
  own.post('/causes', 'cause.keep', async (req, res) => {
    const form = readForm(causeFormOn(deps.clock.dayOf(deps.clock.now())), req.body)
    if (!form.ok) return drawNew(deps, req, res.status(422), form)
    const done = await carryOut(form, (data) => openCause(deps, req.user, data))
    if (!done.ok) return drawNew(deps, req, res.status(422), done)
    flash(req, { kind: 'done', key: 'cause.opened' })
    res.redirect(303, `/causes/${done.result}`)
  })
  own.get('/causes/:id', 'case.read', async (req, res) => {
    const cause = await findCause(deps.db, req.user, req.params.id)
    const { after } = After.parse(req.query)
    res.render('causes/show', await causePage(deps, sayOf(res), req.user, cause, { after }))
  })
  own.post('/causes/:id/close', 'cause.keep', async (req, res) => {
    await closeCause(deps, req.user, req.params.id)
    flash(req, { kind: 'done', key: 'cause.closed' })
    res.redirect(303, `/causes/${req.params.id}`)
  })
  return own
}

async function drawList({ db, programmes }: CaseDeps, req: SignedRequest<unknown>, res: Response) {
  const say = sayOf(res)
  const causes = await listCauses(db, req.user)
  const told = await toldCauses(
    db,
    causes.map(({ id }) => id),
  )
  const groups = (['open', 'closed'] as const).map((status) => ({
    title: say.t(`cause.list.${status}`),
    lines: causeLines(
      say,
      causes.filter((cause) => cause.status === status),
      told,
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
