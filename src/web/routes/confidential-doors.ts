// Break-glass in front of those who ask, who grant, and whose desk is opened. No page here says whether there is a case.
import type { Response } from 'express'
import { unservedOf } from '../../accounts/focal-points.ts'
import { namesOf } from '../../accounts/names.ts'
import { holds } from '../../accounts/policy.ts'
import { closeDoor } from '../../confidential/close-door.ts'
import { readDoors } from '../../confidential/door-lists.ts'
import {
  AskDoor,
  acknowledgeDoor,
  askDoor,
  GrantDoor,
  grantDoor,
  refuseDoor,
} from '../../confidential/doors.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { carryOut, readForm } from '../forms.ts'
import { type DoorForms, doorPage } from '../pages/door-page.ts'
import { sayOf } from '../pages/say.ts'
import { typedTexts } from '../pages/typed-text.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

const HERE = '/confidential/doors'

/** The routes of doors. */
export function confidentialDoorRoutes(deps: CaseDeps): Routes {
  const { road } = deps
  const own = routes()
  own.get('/confidential/doors', 'door.read', (req, res) => draw(deps, req, res, {}))
  own.post('/confidential/doors', 'door.read', async (req, res) => {
    const form = readForm(AskDoor, typedTexts(Object(req.body)))
    const done = form.ok ? await carryOut(form, (data) => askDoor(road, data, req.user)) : form
    if (!done.ok) return draw(deps, req, res.status(422), { ask: done })
    leave(req, res, 'asked')
  })
  own.post('/confidential/doors/:id/grant', 'door.read', async (req, res) => {
    const { id } = req.params
    const form = readForm(GrantDoor, typedTexts(Object(req.body)))
    const done = form.ok ? await carryOut(form, (data) => grantDoor(road, id, data, req.user)) : form
    if (!done.ok) return draw(deps, req, res.status(422), { grant: { id, form: done } })
    leave(req, res, 'granted')
  })
  own.post('/confidential/doors/:id/refuse', 'door.read', async (req, res) => {
    await refuseDoor(road, req.params.id, req.user)
    leave(req, res, 'refused')
  })
  own.post('/confidential/doors/:id/close', 'door.read', async (req, res) => {
    await closeDoor(road, req.params.id, req.user)
    leave(req, res, 'closed')
  })
  own.post('/confidential/doors/:id/seen', 'door.read', async (req, res) => {
    await acknowledgeDoor(road, req.params.id, req.user)
    leave(req, res, 'seen')
  })
  // Where a refused form was posted has no page of its own: whoever reloads it finds the list again.
  own.get('/confidential/doors/:id/grant', 'door.read', (_req, res) => res.redirect(303, HERE))
  return own
}

function leave(req: SignedRequest<unknown>, res: Response, what: string): void {
  flash(req, { kind: 'done', key: `door.done.${what}` })
  res.redirect(303, HERE)
}

async function draw(
  { db, road, programmes }: CaseDeps,
  { user }: SignedRequest<unknown>,
  res: Response,
  forms: DoorForms,
): Promise<void> {
  const lists = await readDoors(road, user)
  const doors = Object.values(lists).flat()
  const names = await namesOf(
    db,
    doors.flatMap(({ askedBy, decidedBy, reader }) => [askedBy, decidedBy ?? [], reader ?? []].flat()),
  )
  const audited = lists.toDecide.map(({ programme }) => programme)
  const unserved = await unservedOf(db, [...new Set(audited)])
  const supervised = user.grants.filter(({ role }) => role === 'supervisor').map(({ programme }) => programme)
  const page = doorPage(sayOf(res), lists, {
    ...{ programmes, names, forms, unserved, supervised: [...new Set(supervised)] },
    ...{ audits: holds(user, 'auditor'), serves: holds(user, 'focal_point') },
  })
  res.render('confidential/doors', page)
}
