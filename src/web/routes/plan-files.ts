// Files that prove what an action of a plan did: added, read, withdrawn.
import type { RequestHandler, Response } from 'express'
import { z } from 'zod'
import { NotFound } from '../../errors.ts'
import { addFiles, findPlanFile, requireFiling, WithdrawalForm, withdrawFile } from '../../plans/files.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { carryOut, readForm } from '../forms.ts'
import { toldOf } from '../received.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'
import { sendDocument } from '../sent-document.ts'
import { filesOf, receiveFiles } from '../uploads.ts'
import { drawAction } from './plans.ts'

type OfAction = SignedRequest<{ id: string; n: string }>
type OfFile = SignedRequest<{ id: string; file: string }>
type Next = Parameters<RequestHandler>[2]

/** The action an address means. @throws NotFound */
function actionOf({ params: { id, n } }: OfAction): { plan: string; n: number } {
  if (!/^\d{1,4}$/.test(n)) throw new NotFound()
  return { plan: id, n: Number(n) }
}

/** The routes of the files of plans. */
export function planFileRoutes(deps: CaseDeps): Routes {
  const own = routes()
  // Nothing is read, let alone stored, from somebody who may not add to the plan.
  const allowed = async (req: OfAction, _res: Response, next: Next) => {
    const { plan, n } = actionOf(req)
    await requireFiling(deps.db, req.user, plan, n)
    next()
  }
  own.post('/plans/:id/actions/:n/files', 'plan.keep', allowed, receiveFiles(deps.documents), (req, res) =>
    add(deps, req, res),
  )
  own.post('/plans/:id/actions/:n/withdrawal', 'plan.keep', (req, res) => withdraw(deps, req, res))
  own.get('/plans/:id/files/:file', 'plan.read', async (req: OfFile, res, next) => {
    const { id, file } = req.params
    if (!z.uuid().safeParse(file).success) throw new NotFound()
    const { name, type, bytes, sha256 } = await findPlanFile(deps.db, req.user, id, file)
    sendDocument(res, deps.documents.locate({ name, type, bytes, sha256 }), next)
  })
  return own
}

async function add(deps: CaseDeps, req: OfAction, res: Response): Promise<void> {
  const action = actionOf(req)
  const { documents, refused } = filesOf(req)
  const filed = await addFiles(deps, req.user, action, documents)
  const count = filed.added.length
  flash(
    req,
    toldOf(
      { documents: filed.added, refused: [...refused, ...filed.refused] },
      { key: 'plan.file.added', values: { count } },
    ),
  )
  res.redirect(303, `/plans/${action.plan}/actions/${action.n}`)
}

async function withdraw(deps: CaseDeps, req: OfAction, res: Response): Promise<void> {
  const action = actionOf(req)
  const form = readForm(WithdrawalForm, req.body)
  const done = form.ok
    ? await carryOut(form, (data) => withdrawFile(deps, req.user, action, data))
    : { ...form, ok: false as const }
  if (!done.ok) return drawAction(deps, req, res.status(422), { withdrawal: done })
  flash(req, { kind: 'done', key: 'plan.file.withdrawn' })
  res.redirect(303, `/plans/${action.plan}/actions/${action.n}`)
}
