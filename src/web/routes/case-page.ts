// The page of a case as an answer: what it needs besides the case itself, and where it leads back to.
import type { Response } from 'express'
import { type Named, namesOf, peopleWith } from '../../accounts/names.ts'
import { decidesAppeals } from '../../cases/appeals.ts'
import type { CaseView } from '../../cases/case-view.ts'
import { causesOf } from '../../cases/cause-cases.ts'
import { listCauses, mayKeep } from '../../cases/causes.ts'
import { changesOf } from '../../cases/corrections.ts'
import type { Viewer } from '../../cases/desks.ts'
import { readFirstCase } from '../../cases/first-case.ts'
import { messagesOf } from '../../cases/messages.ts'
import { rolesIn } from '../../cases/policy.ts'
import { destinationsFor } from '../../cases/release.ts'
import { revealsOf } from '../../cases/reveals.ts'
import { NotFound } from '../../errors.ts'
import type { CaseDeps } from '../case-deps.ts'
import type { Flash } from '../flash.ts'
import type { Form } from '../forms.ts'
import { chooseAct } from '../pages/case-acts.ts'
import { casePage } from '../pages/case-page.ts'
import type { Beside } from '../pages/linked-cases.ts'
import { sayOf } from '../pages/say.ts'
import { may } from '../permissions.ts'
import type { SignedRequest } from '../router.ts'

export type Shown = {
  chosen?: string | undefined
  template?: string | undefined
  form?: Form<unknown>
  revealed?: boolean
  flash?: Flash
}

/** Draws a case that was read for whoever asks. */
export async function drawCase(
  deps: CaseDeps,
  req: SignedRequest<unknown>,
  res: Response,
  view: CaseView,
  shown: Shown,
): Promise<void> {
  const { db, clock, programmes } = deps
  const programme = programmes.get(view.programme)
  const people = view.timeline.map(({ actor }) => actor)
  const named = view.waiting.flatMap(({ named }) => (named ? [named] : []))
  const added = view.documents.map((document) => document.added_by)
  const beside = await readBeside(deps, view, req.user)
  const concluded = beside.first?.conclusion ? [beside.first.conclusion.actor] : []
  // Who looked at a protected author is shown to whoever handles the case.
  const seen = view.restricted === 1 ? await revealsOf(db, view.id) : []
  const causes = await causesFor(deps, view, req.user)
  const changes = view.beneficiary ? await changesOf(db, view.beneficiary.id, req.user) : []
  const [names, messages, staff] = await Promise.all([
    namesOf(db, [
      ...people,
      ...named,
      ...added,
      ...concluded,
      ...view.context.barred,
      ...(view.context.handlers ?? []),
      ...seen.map(({ user_id }) => user_id),
      ...causes.links.flatMap(({ added_by, decided_by }) => [added_by, ...(decided_by ? [decided_by] : [])]),
      ...changes.flatMap((change) => [change.requested_by, change.approved_by]),
    ]),
    messagesOf(db, view.id),
    peopleFor(deps, view, chooseAct(view, shown.chosen)),
  ])
  const { flash: said, ...rest } = shown
  const back = backOf(req, res)
  const page = casePage(sayOf(res), view, {
    programme,
    names,
    messages,
    beside,
    causes,
    changes,
    seen,
    people: staff,
    viewer: req.user.id,
    mayRelease: destinationsFor(req.user, view).length > 0,
    now: clock.now(),
    holidays: deps.calendar.named,
    ...rest,
  })
  res.render('cases/show', {
    ...page,
    ...(said && { flash: said }),
    section: back.section,
    back,
    journal: journalOf(view, req.user),
  })
}

/** The address of its journal, for whoever audits it; one that somebody alone handles has none. */
function journalOf({ id, programme, entity, restricted }: CaseView, viewer: Viewer): string | null {
  const audits = rolesIn(viewer, { programme, entity, unit: null }).includes('auditor')
  return audits && restricted === 0 ? `/cases/${id}/journal` : null
}

/** What is known to stand behind a case; of one that is restricted nothing is. */
async function causesFor({ db }: CaseDeps, view: CaseView, viewer: Viewer) {
  if (view.restricted === 1) return { links: [], open: [], mayKeep: false }
  const [links, open] = await Promise.all([
    causesOf(db, view.id),
    listCauses(db, viewer, { open: true, programme: view.programme }),
  ])
  const here = open.filter((cause) => mayKeep(viewer, cause) && ['', view.entity].includes(cause.entity))
  return { links, open: here, mayKeep: here.length > 0 }
}

/** Where the page of a case leads back to. */
export function backOf(req: SignedRequest<unknown>, { locals: { t } }: Response) {
  return may(req.user, 'work.read')
    ? { section: 'work', href: '/work', text: t('work.work.title') }
    : { section: 'search', href: '/search', text: t('work.search.title') }
}

/** Of an appeal: the first case, and who could decide. Whoever does not see the first case is shown none of it. */
async function readBeside({ db }: CaseDeps, view: CaseView, viewer: Viewer): Promise<Beside> {
  const { about, programme, entity, registration } = view
  if (!decidesAppeals(view) || about === null) return { first: null, supervisors: [] }
  const [first, supervisors] = await Promise.all([
    readFirstCase(db, about, registration.registered_at, viewer).catch((error) => {
      if (!(error instanceof NotFound)) throw error
      return null
    }),
    peopleWith(db, 'supervisor', programme, entity),
  ])
  return { first, supervisors }
}

/** Whom an act may name: who can take work, who handles a restricted case. */
async function peopleFor(deps: CaseDeps, view: CaseView, act: string | undefined): Promise<Named[]> {
  const { handlers } = view.context
  if (act === 'REMOVE_HANDLER')
    return [...(await namesOf(deps.db, handlers ?? []))].map(([id, name]) => ({ id, name }))
  if (act !== 'ASSIGN' && act !== 'NAME_HANDLER') return []
  const all = await assignable(deps, view)
  // Work of a restricted case goes to its handlers; whoever is named one is not yet.
  return handlers ? all.filter(({ id }) => handlers.includes(id) === (act === 'ASSIGN')) : all
}

/** Everybody a supervisor may name on a case, whatever the step. */
async function assignable(
  { db }: CaseDeps,
  scope: { programme: string; entity: string; unit: string | null },
) {
  const roles = ['clerk', 'processor', 'supervisor', 'closer'] as const
  const found = await Promise.all(
    roles.map((role) =>
      peopleWith(db, role, scope.programme, role === 'processor' ? scope.unit : scope.entity),
    ),
  )
  return [...new Map(found.flat().map((person) => [person.id, person])).values()]
}
