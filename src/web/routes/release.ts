// Handing a case over to another service: the form, and the act that cannot be taken back.
import type { Response } from 'express'
import type { z } from 'zod'
import { findCase } from '../../cases/case-view.ts'
import { type Releasable, readReleasable } from '../../cases/release.ts'
import { isTakenOver } from '../../cases/rows.ts'
import { Conflict, Forbidden, Invalid, NotFound, Refused } from '../../errors.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { type Bad, type Form, readForm } from '../forms.ts'
import { ReleaseForm, releasePage } from '../pages/release-page.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'
import { backOf } from './case-page.ts'

type OfOne = SignedRequest<{ id: string }>

/** The routes of handing over. */
export function releaseRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/cases/:id/release', 'case.read', async (req, res) => {
    const found = await readReleasable(deps.db, req.params.id, req.user)
    if (isTakenOver(found.row)) return res.redirect(303, `/cases/${found.row.id}`)
    draw(req, res, found)
  })
  own.post('/cases/:id/release', 'case.read', (req, res) => release(deps, req, res))
  return own
}

function draw(req: OfOne, res: Response, found: Releasable, form?: Form<unknown>): void {
  res.render('cases/release', {
    ...releasePage(sayOf(res), found, form),
    section: backOf(req, res).section,
  })
}

async function release(deps: CaseDeps, req: OfOne, res: Response): Promise<void> {
  const found = await readReleasable(deps.db, req.params.id, req.user)
  const { id } = found.row
  // A button that was hit twice.
  if (isTakenOver(found.row)) return res.redirect(303, `/cases/${id}`)
  const form = readForm(ReleaseForm, req.body)
  if (!form.ok) return draw(req, res.status(422), found, form)
  if (!found.destinations.includes(form.data.destination))
    throw new Forbidden({ key: 'refusal.role', values: { roles: 'supervisor' } })
  try {
    await send(deps, id, form.data, req)
  } catch (error) {
    return refuse(deps, req, res, error, form.values)
  }
  flash(req, { kind: 'done', key: 'word.outcome.takenOver' })
  // A unit, which reads what was referred to it, does not see it any more.
  const stays = await findCase(deps.db, id, req.user).then(() => true, gone)
  res.redirect(303, stays ? `/cases/${id}` : '/work')
}

function send(
  deps: CaseDeps,
  id: string,
  { destination, nature, revision }: z.output<typeof ReleaseForm>,
  { user }: OfOne,
): Promise<void> {
  return destination === 'otherBody'
    ? deps.commands.release(id, revision, user)
    : deps.transfer(id, { nature, revision }, user)
}

function gone(error: unknown): false {
  if (!(error instanceof NotFound)) throw error
  return false
}

/** The form again, with what was typed and why nothing was done; what left meanwhile is shown as it is. */
async function refuse(deps: CaseDeps, req: OfOne, res: Response, error: unknown, values: Bad['values']) {
  if (!(error instanceof Conflict || error instanceof Invalid || error instanceof Refused)) throw error
  const found = await readReleasable(deps.db, req.params.id, req.user)
  if (isTakenOver(found.row)) return res.redirect(303, `/cases/${found.row.id}`)
  const whole = error instanceof Conflict ? { key: 'release.changed' } : error.said
  const errors = error instanceof Invalid ? error.fields : { '': whole }
  draw(req, res.status(error.status), found, { ok: false, values, errors })
}
