// Documents of a case: adding some, and reading one.
import type { RequestHandler, Response } from 'express'
import { z } from 'zod'
import { requireAct } from '../../cases/case-view.ts'
import { NotFound } from '../../errors.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { toldOf } from '../received.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'
import { sendDocument } from '../sent-document.ts'
import { filesOf, receiveFiles } from '../uploads.ts'

type OfOne = SignedRequest<{ id: string }>
type Next = Parameters<RequestHandler>[2]

/** The routes of documents. */
export function documentRoutes(deps: CaseDeps): Routes {
  const own = routes()
  // Nothing is read, let alone stored, from somebody who may not add to the case.
  const allowed = async (req: OfOne, _res: Response, next: Next) => {
    await requireAct(deps, req.params.id, 'ATTACH', req.user)
    next()
  }
  own.post('/cases/:id/documents', 'case.read', allowed, receiveFiles(deps.documents), (req, res) =>
    add(deps, req, res),
  )
  own.get('/documents/:id', 'case.read', (req, res, next) => send(deps, req, res, next))
  return own
}

async function add(deps: CaseDeps, req: OfOne, res: Response): Promise<void> {
  const { id } = req.params
  const received = filesOf(req)
  const { documents } = received
  if (documents.length > 0) await deps.commands.attach(id, documents, req.user)
  flash(req, toldOf(received, { key: 'registration.files.added', values: { count: documents.length } }))
  res.redirect(303, `/cases/${id}`)
}

async function send(deps: CaseDeps, req: OfOne, res: Response, next: Next): Promise<void> {
  if (!z.uuid().safeParse(req.params.id).success) throw new NotFound()
  sendDocument(res, await deps.documents.find(req.params.id, req.user), next)
}
