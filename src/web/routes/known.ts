// Known problems for everybody: what is wrong, since when, what to do. No name, no password, nothing of any complaint.
import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { findKnown, knownNow } from '../../cases/known.ts'
import type { CaseDeps } from '../case-deps.ts'
import { knownGroups, knownPage } from '../pages/cause-notice-page.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes } from '../router.ts'

const Query = z.object({ programme: z.string().max(40).optional().catch(undefined) })

/** The routes of what everybody may read. */
export function knownRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/known', 'public', async (req, res) => {
    const say = sayOf(res)
    const asked = deps.programmes.find(Query.parse(req.query).programme ?? '')
    const groups = knownGroups(say, await knownNow(deps, asked?.code), deps.programmes)
    draw(req, res, 'known/list', {
      title: say.t('cause.known.title'),
      groups,
      all: asked ? '/known' : null,
    })
  })
  own.get('/known/:id', 'public', async (req, res) => {
    const say = sayOf(res)
    const known = knownPage(say, await findKnown(deps, req.params.id), deps.programmes)
    draw(req, res, 'known/one', { title: known.title, known })
  })
  return own
}

/**
 * The same page for everybody who reads the same language. A proxy may keep it for a minute; a browser asks whether it
 * changed, because a notice that is withdrawn has to go, and a language that was chosen has to come.
 */
function draw(req: Request, res: Response, view: string, page: object): void {
  if (req.user) {
    res.render(view, page)
    return
  }
  res.vary('Cookie, Accept-Language')
  res.setHeader('Cache-Control', 'public, max-age=0, s-maxage=60, must-revalidate')
  res.render(view, page, (error: Error | null, html: string) => {
    if (error) return req.next?.(error)
    res.setHeader('ETag', `W/"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`)
    res.send(html)
  })
}
