// The cases that stand in one state of a lifecycle now: where a figure leads to.
import type { Response } from 'express'
import { z } from 'zod'
import { casesInState } from '../../cases/in-state.ts'
import { NotFound } from '../../errors.ts'
import { has } from '../../i18n/i18n.ts'
import { lifeKey } from '../../i18n/life.ts'
import type { CaseDeps } from '../case-deps.ts'
import { cursorInAddress, writtenCursor } from '../pages/place-cursor.ts'
import { sayOf } from '../pages/say.ts'
import { foundRows } from '../pages/search-page.ts'
import { casesHref } from '../pages/state-figures.ts'
import { nameOf } from '../pages/work-page.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

const Query = z.object({
  version: z.coerce.number().int().min(1).max(1000).optional(),
  state: z.string().regex(/^[A-Za-z]\w{0,60}$/),
  programme: z.string().max(40).optional().catch(undefined),
  entity: z.string().max(40).optional().catch(undefined),
  after: cursorInAddress,
})

/** The routes of the cases in a state. */
export function stateCaseRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/lifecycles/:name/cases', 'figures.read', (req, res) => showCases(deps, req, res))
  return own
}

async function showCases(
  { db, machines, programmes, clock }: CaseDeps,
  req: SignedRequest<{ name: string }>,
  res: Response,
): Promise<void> {
  const say = sayOf(res)
  const asked = Query.safeParse(req.query)
  if (!asked.success) throw new NotFound()
  const { name: workflow } = req.params
  const { state, after, version, ...choice } = asked.data
  const versions = machines.all.filter(({ name }) => name === workflow)
  if (!versions.some((one) => version === undefined || one.version === version)) throw new NotFound()
  const life = { name: workflow, version }
  const words = lifeKey(say.lang, workflow, `state.${state}`)
  if (!has(say.lang, words)) throw new NotFound()
  const { rows, next } = await casesInState(db, programmes, req.user, {
    ...{ workflow, version, state, after },
    ...choice,
  })
  const title = say.t(words)
  const { programme } = choice
  res.render('lifecycles/state-cases', {
    title,
    section: 'lifecycles',
    back: {
      href: `/lifecycles/${encodeURIComponent(workflow)}/${version ?? machines.newest(workflow).version}`,
      text: say.life(workflow, 'name'),
    },
    place: programme ? nameOf(say, programmes, programme) : say.t('figures.cases.all'),
    found: foundRows(say, rows, programmes, clock.now()),
    first: after ? casesHref(life, state, choice) : null,
    next: next ? casesHref(life, state, choice, writtenCursor(next)) : null,
  })
}
