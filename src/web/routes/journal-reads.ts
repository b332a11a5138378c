// Who read what: a page for auditors, with the filters of the journal.
import type { Response } from 'express'
import { z } from 'zod'
import { peopleOf } from '../../accounts/audited.ts'
import { namesOf } from '../../accounts/names.ts'
import { type ReadCursor, readsPage } from '../../reports/reads.ts'
import type { CaseDeps } from '../case-deps.ts'
import { fieldsOf, readForm, summaryOf } from '../forms.ts'
import { FilterForm, filterFields, type JournalFilter, placeIn } from '../pages/journal-filter.ts'
import { journalTabs } from '../pages/journal-page.ts'
import { readsRows } from '../pages/reads-page.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'
import { auditedBy } from './journal.ts'

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

async function drawReads({ db, programmes }: CaseDeps, req: SignedRequest, res: Response): Promise<void> {
  const say = sayOf(res)
  const form = readForm(FilterForm, req.query)
  const filter: JournalFilter = form.ok ? { ...form.data, event: undefined } : {}
  const after = CursorInAddress.parse(req.query)
  const query = {
    ...placeIn(filter),
    id: filter.ref,
    actor: filter.by,
    from: filter.from,
    to: filter.to,
    after,
  }
  const [page, people] = await Promise.all([
    form.ok ? readsPage(db, req.user, query) : { rows: [], next: null, cut: false },
    peopleOf(db, auditedBy(req)),
  ])
  const names = await namesOf(
    db,
    page.rows.map(({ user_id }) => user_id),
  )
  const choices = { people, events: [], viewer: req.user, programmes }
  const fields = fieldsOf(say.lang, form, filterFields(say, choices))
  res.status(form.ok ? 200 : 422).render('journal/reads', {
    title: say.t('journal.tabs.reads'),
    section: 'journal',
    tabs: journalTabs(say, 'reads'),
    fields,
    summary: form.ok ? null : summaryOf(say.lang, form, fields),
    filtered: Object.values(filter).some((value) => value !== undefined),
    ...readsRows(say, page, { filter, names, programmes, later: after !== undefined }),
  })
}
