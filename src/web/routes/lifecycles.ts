// Lifecycles to look at: their list, the page of each, its BPMN, and the way one case took through its own.
import type { Response } from 'express'
import { z } from 'zod'
import type { Workflow } from '../../../workflows/kit.ts'
import { findCase } from '../../cases/case-view.ts'
import { readJourney } from '../../cases/strides.ts'
import { bpmnOf } from '../../charts/bpmn.ts'
import { NotFound } from '../../errors.ts'
import type { CaseDeps } from '../case-deps.ts'
import { lifecycleRows } from '../pages/lifecycle-list.ts'
import { lifecyclePage, zooms } from '../pages/lifecycle-page.ts'
import { sayOf } from '../pages/say.ts'
import { may } from '../permissions.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'
import { chosenFigures } from './chosen-figures.ts'

const Query = z.object({
  part: z.string().max(60).optional().catch(undefined),
  zoom: z.enum(zooms).optional().catch(undefined),
})

const Version = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number)

type Which = { name: string; version: string }

/** The routes of lifecycles. */
export function lifecycleRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/lifecycles', 'lifecycle.read', (_req, res) => showList(deps, res))
  own.get('/lifecycles/:name/:version', 'lifecycle.read', (req, res) => showLifecycle(deps, req, res))
  own.get('/lifecycles/:name/:version/bpmn', 'lifecycle.read', async (req, res) => {
    const flow = find(deps, req.params)
    res.attachment(`${flow.name}-${flow.version}.bpmn`).type('application/xml')
    res.send(await bpmnOf(flow, res.locals.lang))
  })
  own.get('/cases/:id/chart', 'case.read', (req, res) => showJourney(deps, req, res))
  return own
}

/** Every lifecycle: how the confidential road goes is no secret, only who goes it. */
const shownBy = ({ machines, road }: CaseDeps): readonly Workflow[] => [...machines.all, ...road.machines.all]

function showList(deps: CaseDeps, res: Response): void {
  const { machines, programmes, road } = deps
  const { newest } = machines
  const say = sayOf(res)
  res.render('lifecycles/list', {
    title: say.t('lifecycle.title'),
    section: 'lifecycles',
    rows: lifecycleRows(say, shownBy(deps), programmes, { newest, everywhere: road.machines.all }),
  })
}

async function showLifecycle(deps: CaseDeps, req: SignedRequest<Which>, res: Response): Promise<void> {
  const say = sayOf(res)
  const flow = find(deps, req.params)
  const base = addressOf(flow)
  // Its figures are the focal point's own.
  const chosen = deps.machines.all.includes(flow) ? await chosenFigures(deps, req, res, flow) : null
  const page = await lifecyclePage(say, flow, { base, ...Query.parse(req.query), figures: chosen?.shown })
  res.render('lifecycles/show', {
    ...page,
    title: page.name,
    sub: say.t('lifecycle.version', { version: flow.version }),
    section: 'lifecycles',
    back: { href: '/lifecycles', text: say.t('lifecycle.title') },
    bpmn: `${base}/bpmn`,
    base,
    chosen,
    whole: null,
  })
}

async function showJourney(deps: CaseDeps, req: SignedRequest<{ id: string }>, res: Response): Promise<void> {
  const say = sayOf(res)
  // Whoever may not see the case is refused here.
  const { id } = await findCase(deps.db, req.params.id, req.user)
  const { flow, strides } = await readJourney(deps.db, deps.machines, id)
  const page = await lifecyclePage(say, flow, {
    base: `/cases/${id}/chart`,
    ...Query.parse(req.query),
    strides,
  })
  res.render('lifecycles/show', {
    ...page,
    title: say.t('lifecycle.case.title', { ref: id }),
    sub: say.t('lifecycle.case.sub', { name: page.name, version: flow.version }),
    section: may(req.user, 'work.read') ? 'work' : 'search',
    back: { href: `/cases/${id}`, text: say.t('lifecycle.case.back') },
    bpmn: null,
    whole: may(req.user, 'lifecycle.read') ? addressOf(flow) : null,
  })
}

/** @throws NotFound when there is no such lifecycle, or not in this version. */
function find(deps: CaseDeps, { name, version }: Which): Workflow {
  const asked = Version.safeParse(version)
  const flow = shownBy(deps).find((one) => one.name === name && one.version === asked.data)
  if (!flow) throw new NotFound()
  return flow
}

const addressOf = ({ name, version }: Workflow): string =>
  `/lifecycles/${encodeURIComponent(name)}/${version}`
