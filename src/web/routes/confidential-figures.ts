// What a focal point answers for: the figures of her programmes, and who read what there.
import type { Response } from 'express'
import { z } from 'zod'
import { namesOf } from '../../accounts/names.ts'
import { LAST, readLog } from '../../confidential/access-log.ts'
import { readFigures } from '../../confidential/figures.ts'
import { NotFound } from '../../errors.ts'
import type { CaseDeps } from '../case-deps.ts'
import { readForm } from '../forms.ts'
import { accessLogPage } from '../pages/access-log-page.ts'
import { confidentialFiguresPage, halfYear, PeriodForm } from '../pages/confidential-figures-page.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

/** The routes of figures and of the log. */
export function confidentialFiguresRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/confidential/figures', 'confidential.figures', (req, res) => drawFigures(deps, req, res))
  own.get('/confidential/log', 'confidential.figures', (req, res) => drawLog(deps, req, res))
  return own
}

const servedBy = ({ user }: SignedRequest<unknown>): string[] => [
  ...new Set(user.grants.filter(({ role }) => role === 'focal_point').map(({ programme }) => programme)),
]

/** The programme that is asked for, or the first of hers. @throws NotFound for another one. */
function chosenOf(own: readonly string[], asked: unknown): string {
  const programme = asked ?? own[0]
  const found = own.find((code) => code === programme)
  if (!found) throw new NotFound()
  return found
}

async function drawFigures(
  { road, clock, programmes }: CaseDeps,
  req: SignedRequest<unknown>,
  res: Response,
): Promise<void> {
  const own = servedBy(req)
  const programme = chosenOf(own, req.query.programme)
  const form = readForm(PeriodForm, { ...halfYear(clock.dayOf(clock.now())), ...req.query, programme })
  const figures = form.ok ? await readFigures(road, form.data, req.user) : null
  const page = confidentialFiguresPage(sayOf(res), { programmes, own, form, figures })
  res.status(form.ok ? 200 : 422).render('confidential/figures', page)
}

const Paged = z.object({ before: z.coerce.number().int().min(1).max(LAST).optional().catch(undefined) })

async function drawLog(
  { db, road, programmes }: CaseDeps,
  req: SignedRequest<unknown>,
  res: Response,
): Promise<void> {
  const own = servedBy(req)
  const programme = chosenOf(own, req.query.programme)
  const { before } = Paged.parse(req.query)
  const page = await readLog(road, { programme, before }, req.user)
  const names = await namesOf(
    db,
    page.lines.flatMap(({ actor, reader }) => (reader ? [actor, reader] : [actor])),
  )
  const first = before === undefined
  const locals = accessLogPage(sayOf(res), page, { programmes, own, programme, first, names })
  res.render('confidential/log', locals)
}
