// The journal for auditors: rows across cases, and the journal of one case with its hashes and seals.
import type { Response } from 'express'
import { namesOf } from '../../accounts/names.ts'
import { readCaseJournal } from '../../cases/case-journal.ts'
import { journalRows } from '../../cases/journal-rows.ts'
import type { CaseDeps } from '../case-deps.ts'
import { caseJournalPage, peopleIn } from '../pages/case-journal-page.ts'
import { CursorInAddress } from '../pages/journal-filter.ts'
import { journalPage } from '../pages/journal-page.ts'
import { type EventChoice, eventChoices } from '../pages/journal-words.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'
import { auditedPeople, journalAsked, journalHead } from './journal-asked.ts'

/** The routes of the journal. */
export function journalRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/journal', 'journal.read', (req, res) => drawJournal(deps, req, res))
  own.get('/cases/:id/journal', 'journal.read', (req, res) => drawCaseJournal(deps, req, res))
  return own
}

async function drawJournal(deps: CaseDeps, req: SignedRequest, res: Response): Promise<void> {
  const { db, machines, programmes } = deps
  const say = sayOf(res)
  const asked = journalAsked(req)
  const { form, filter, query } = asked
  const events = eventChoices(say, machines)
  const after = CursorInAddress.parse(req.query)
  const page = form.ok
    ? await journalRows(db, req.user, { ...query, events: namesOfEvent(events, filter.event), after })
    : { rows: [], next: null, cut: false }
  const [names, audited] = await Promise.all([
    namesOf(db, [...page.rows.map(({ actor }) => actor), ...(filter.by ? [filter.by] : [])]),
    auditedPeople(deps, req),
  ])
  const name = filter.by && names.get(filter.by)
  const people =
    filter.by && name && !audited.some(({ id }) => id === filter.by)
      ? [...audited, { id: filter.by, name }]
      : audited
  res.status(form.ok ? 200 : 422).render('journal/list', {
    title: say.t('journal.title'),
    ...journalHead(say, 'rows', deps, req, asked, { people, events }),
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
