// Who read what: a page for auditors, with the filters of the journal.
import type { Response } from 'express'
import { z } from 'zod'
import { namesOf } from '../../accounts/names.ts'
import { type ReadCursor, readsPage } from '../../reports/reads.ts'
import type { CaseDeps } from '../case-deps.ts'
import { readsRows } from '../pages/reads-page.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'
import { auditedPeople, journalAsked, journalHead } from './journal-asked.ts'

const CursorInAddress = z
  .object({
    after: z
      .string()
      .regex(/^\d{1,15}~[\w/-]{1,120}$/)
      .transform((text): ReadCursor => {
        const [at = '', key = ''] = text.split('~')
        return { at: Number(at), key }
      })
      .optional()
      .catch(undefined),
  })
  .transform(({ after }) => after)

/** The routes of who read what. */
export function journalReadRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/journal/reads', 'journal.read', (req, res) => drawReads(deps, req, res))
  return own
}

async function drawReads(deps: CaseDeps, req: SignedRequest, res: Response): Promise<void> {
  const { db, programmes } = deps
  const say = sayOf(res)
  const { form, filter: all, query } = journalAsked(req)
  const filter = { ...all, event: undefined }
  const after = CursorInAddress.parse(req.query)
  const [page, people] = await Promise.all([
    form.ok ? readsPage(db, req.user, { ...query, after }) : { rows: [], next: null, cut: false },
    auditedPeople(deps, req),
  ])
  const names = await namesOf(
    db,
    page.rows.map(({ user_id }) => user_id),
  )
  res.status(form.ok ? 200 : 422).render('journal/reads', {
    title: say.t('journal.tabs.reads'),
    ...journalHead(say, 'reads', deps, req, { form, filter }, { people, events: [] }),
    ...readsRows(say, page, { filter, names, programmes, later: after !== undefined }),
  })
}
