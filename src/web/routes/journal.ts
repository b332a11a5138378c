// The journal for auditors: rows across cases, and the journal of one case with its hashes and seals.
import type { Response } from 'express'
import { peopleOf } from '../../accounts/audited.ts'
import { namesOf } from '../../accounts/names.ts'
import { readCaseJournal } from '../../cases/case-journal.ts'
import { journalRows } from '../../cases/journal-rows.ts'
import { overseenPlaces } from '../../cases/overseen.ts'
import type { CaseDeps } from '../case-deps.ts'
import { fieldsOf, readForm, summaryOf } from '../forms.ts'
import { caseJournalPage, peopleIn } from '../pages/case-journal-page.ts'
import { CursorInAddress, FilterForm, filterFields, placeIn } from '../pages/journal-filter.ts'
import { journalPage, journalTabs } from '../pages/journal-page.ts'
import { type EventChoice, eventChoices } from '../pages/journal-words.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

/** The routes of the journal. */
export function journalRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/journal', 'journal.read', (req, res) => drawJournal(deps, req, res))
  own.get('/cases/:id/journal', 'journal.read', (req, res) => drawCaseJournal(deps, req, res))
  return own
}

/** The programmes somebody audits, wholly or in part. */
export const auditedBy = (req: SignedRequest<unknown>): string[] => [
  ...new Set(overseenPlaces(req.user, {}, ['auditor']).map(({ programme }) => programme)),
]

async function drawJournal(deps: CaseDeps, req: SignedRequest, res: Response): Promise<void> {
  const { db, machines, programmes } = deps
  const say = sayOf(res)
  const form = readForm(FilterForm, req.query)
  const filter = form.ok ? form.data : {}
  const events = eventChoices(say, machines)
  const after = CursorInAddress.parse(req.query)
  const page = form.ok
    ? await journalRows(db, req.user, {
        ...placeIn(filter),
        id: filter.ref,
        actor: filter.by,
        events: namesOfEvent(events, filter.event),
        from: filter.from,
        to: filter.to,
        after,
      })
    : { rows: [], next: null, cut: false }
  const [names, people] = await Promise.all([
    namesOf(db, [...page.rows.map(({ actor }) => actor), ...(filter.by ? [filter.by] : [])]),
    peopleOf(db, auditedBy(req)),
  ])
  const known = filter.by && names.get(filter.by)
  const asked =
    known && !people.some(({ id }) => id === filter.by) ? [{ id: filter.by ?? '', name: known }] : []
  const choices = { people: [...people, ...asked], events, viewer: req.user, programmes }
  const fields = fieldsOf(say.lang, form, filterFields(say, choices))
  res.status(form.ok ? 200 : 422).render('journal/list', {
    title: say.t('journal.title'),
    section: 'journal',
    tabs: journalTabs(say, 'rows'),
    fields,
    summary: form.ok ? null : summaryOf(say.lang, form, fields),
    filtered: Object.values(filter).some((value) => value !== undefined),
    ...journalPage(say, page, { filter, names, programmes, later: after !== undefined }),
  })
}

/** What the journal calls a chosen event; one that nobody offered has no rows. */
const namesOfEvent = (events: readonly EventChoice[], chosen: string | undefined) =>
  chosen === undefined ? undefined : (events.find(({ value }) => value === chosen)?.names ?? [])

async function drawCaseJournal(
  deps: CaseDeps,
  req: SignedRequest<{ id: string }>,
  res: Response,
): Promise<void> {
  const { db, programmes, machines } = deps
  const say = sayOf(res)
  const journal = await readCaseJournal(deps, req.params.id, req.user)
  const names = await namesOf(db, peopleIn(journal))
  const { inputs } = machines.get(journal.row.workflow, journal.row.version)
  const programme = programmes.get(journal.row.programme)
  res.render('journal/case', {
    section: 'journal',
    ...caseJournalPage(say, journal, { names, programme, inputs }),
  })
}
