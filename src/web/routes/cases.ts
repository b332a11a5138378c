// A case: its page, and showing a masked number.
import { z } from 'zod'
import { findCase, viewCase, viewFound } from '../../cases/case-view.ts'
import { recordReveal } from '../../cases/reveals.ts'
import { isTakenOver } from '../../cases/rows.ts'
import type { CaseDeps } from '../case-deps.ts'
import { type Routes, routes } from '../router.ts'
import { drawCase } from './case-page.ts'
import { drawReleased } from './released-case.ts'

const Asked = z.object({
  act: z.string().max(40).optional().catch(undefined),
  template: z.string().max(40).optional().catch(undefined),
})

/** The routes of a case. */
export function caseRoutes(deps: CaseDeps): Routes {
  const cases = routes()
  cases.get('/cases/:id', 'case.read', async (req, res) => {
    const { act: chosen, template } = Asked.parse(req.query)
    const row = await findCase(deps.db, req.params.id, req.user)
    if (isTakenOver(row)) return drawReleased(deps, req, res, row)
    return drawCase(deps, req, res, await viewFound(deps, row, req.user), { chosen, template })
  })
  cases.post('/cases/:id/reveal', 'case.read', async (req, res) => {
    const view = await viewCase(deps, req.params.id, req.user)
    await recordReveal(deps.db, deps.clock, view.id, req.user)
    return drawCase(deps, req, res, view, { revealed: true })
  })
  return cases
}
