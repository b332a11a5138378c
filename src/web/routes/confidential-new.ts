// Bringing a sensitive case for somebody: a few codes, no words, and a code that is shown once.
import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { inputs } from '../../../workflows/sensitive-inputs.ts'
import { Bringing, bring } from '../../confidential/commands.ts'
import { bringsTo, rolesIn } from '../../confidential/policy.ts'
import { Invalid } from '../../errors.ts'
import type { CaseDeps } from '../case-deps.ts'
import { blank, type Form, readForm } from '../forms.ts'
import { asMeant } from '../pages/private-form.ts'
import { helplines } from '../pages/private-help.ts'
import { reachLines } from '../pages/private-reach.ts'
import { sayOf } from '../pages/say.ts'
import { bringForm } from '../pages/sensitive-bring.ts'
import { typedTexts } from '../pages/typed-text.ts'
import { may } from '../permissions.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

type Asking = SignedRequest<unknown>

/** The routes of bringing one; mount them before those of a case. */
export function confidentialNewRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/confidential/new', 'confidential.bring', (req, res) =>
    draw(deps, req, res, blank({ key: randomUUID(), programme: firstOf(deps, req) })),
  )
  own.post('/confidential/new', 'confidential.bring', (req, res) => take(deps, req, res))
  return own
}

/** Where somebody brings cases to; the only place is chosen already. */
function firstOf(deps: CaseDeps, req: Asking): string {
  const [first, ...others] = placesOf(deps, req)
  return first && others.length === 0 ? first.code : ''
}

const placesOf = ({ programmes }: CaseDeps, req: Asking) =>
  programmes.all.filter(({ code }) => bringsTo(req.user, code))

async function take(deps: CaseDeps, req: Asking, res: Response): Promise<void> {
  const values = typedOf(req)
  const form = readForm(Bringing, values)
  if (!form.ok) {
    // The engine asks again; asked here as well, everything that is wrong is said at once.
    const { errors } = readForm(inputs.OPEN, { ...values, via: 'staff' })
    return draw(deps, req, res.status(422), { ...form, values, errors: { ...errors, ...form.errors } })
  }
  try {
    const { code } = await bring(deps.road, form.data, values, req.user)
    // Shown in the answer itself and kept nowhere: a second answer to the same form has no code to show.
    res.render('confidential/code', {
      // What a history or a sheet of paper keeps of this page.
      title: res.locals.t('frame.name'),
      // Who keeps the case hands it to nobody.
      heading: rolesIn(req.user, form.data).includes('focal_point') ? 'own' : 'title',
      code,
      reach: reachLines(sayOf(res), deps.programmes.find(form.data.programme)?.reach),
      back: '/',
      section: 'confidentialNew',
    })
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    draw(deps, req, res.status(422), { ok: false, values, errors: error.fields })
  }
}

const typedOf = ({ body }: Asking): Record<string, string> => asMeant(typedTexts({ ...Object(body) }))

function draw(deps: CaseDeps, req: Asking, res: Response, form: Form<unknown>): void {
  const say = sayOf(res)
  res.render('confidential/new', {
    title: say.t('confidential.bring.title'),
    open: deps.road.open,
    reads: may(req.user, 'confidential.read'),
    helplines,
    ...bringForm(say, form, placesOf(deps, req)),
    section: 'confidentialNew',
  })
}
