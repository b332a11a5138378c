// A case: its page, the acts people take on it, and showing a masked number.
import type { Response } from 'express'
import { z } from 'zod'
import { namesOf, peopleWith } from '../../accounts/names.ts'
import { viewCase } from '../../cases/case-view.ts'
import { desksOf } from '../../cases/desks.ts'
import { messagesOf } from '../../cases/messages.ts'
import { recordReveal } from '../../cases/reveals.ts'
import { waitsAt } from '../../cases/worklist.ts'
import { BadRequest, Conflict, Forbidden, Invalid, Refused } from '../../errors.ts'
import { spoken } from '../../i18n/said.ts'
import type { CaseDeps } from '../case-deps.ts'
import { type Flash, flash } from '../flash.ts'
import type { Bad, Form, Values } from '../forms.ts'
import { casePage } from '../pages/case-page.ts'
import { nameOf } from '../pages/history.ts'
import { sayOf } from '../pages/say.ts'
import { may } from '../permissions.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

type CaseRequest = SignedRequest<{ id: string }>

const Asked = z.object({
  act: z.string().max(40).optional().catch(undefined),
  template: z.string().max(40).optional().catch(undefined),
})

const Posted = z.looseObject({ revision: z.coerce.number().int().min(1) })

/** The routes of a case. */
export function caseRoutes(deps: CaseDeps): Routes {
  const cases = routes()
  cases.get('/cases/:id', 'case.read', (req, res) => {
    const { act, template } = Asked.parse(req.query)
    return showCase(deps, req, res, { chosen: act, template })
  })
  cases.post('/cases/:id/acts/:event', 'case.read', (req, res) => act(deps, req, res))
  cases.post('/cases/:id/reveal', 'case.read', async (req, res) => {
    await recordReveal(deps.db, deps.clock, req.params.id, req.user)
    return showCase(deps, req, res, { revealed: true })
  })
  return cases
}

type Shown = {
  chosen?: string | undefined
  template?: string | undefined
  form?: Form<unknown>
  revealed?: boolean
  flash?: Flash
  status?: number
}

async function showCase(deps: CaseDeps, req: CaseRequest, res: Response, shown: Shown): Promise<void> {
  const { db, clock, programmes } = deps
  const view = await viewCase(deps, req.params.id, req.user)
  const programme = programmes.get(view.programme)
  const people = view.timeline.map(({ actor }) => actor)
  const named = view.waiting.flatMap(({ named }) => (named ? [named] : []))
  const added = view.documents.map((document) => document.added_by)
  const [names, messages, staff] = await Promise.all([
    namesOf(db, [...people, ...named, ...added]),
    messagesOf(db, view.id),
    shown.chosen === 'ASSIGN' ? assignable(deps, view) : [],
  ])
  const { flash: said, status, ...rest } = shown
  const { t } = res.locals
  const back = may(req.user, 'work.read')
    ? { section: 'work', href: '/work', text: t('work.work.title') }
    : { section: 'search', href: '/search', text: t('work.search.title') }
  const page = casePage(sayOf(res), view, {
    programme,
    names,
    messages,
    people: staff,
    viewer: req.user.id,
    now: clock.now(),
    ...rest,
  })
  res
    .status(status ?? 200)
    .render('cases/show', { ...page, ...(said && { flash: said }), section: back.section, back })
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

async function act(
  deps: CaseDeps,
  req: SignedRequest<{ id: string; event: string }>,
  res: Response,
): Promise<void> {
  const { id, event } = req.params
  const posted = Posted.safeParse(req.body)
  if (!posted.success) throw new BadRequest('error.400.text')
  const { revision, ...input } = posted.data
  try {
    await deps.commands.act(id, event, input, revision, req.user)
  } catch (error) {
    return refuse(deps, req, res, error, input)
  }
  const { t } = res.locals
  flash(req, {
    kind: 'done',
    key: 'case.flash.done',
    values: { what: t(`complaint.event.${event}.done`), ref: id },
    more: { key: `complaint.event.${event}.follows` },
  })
  const desks = desksOf(deps.programmes, req.user)
  const stays =
    desks.length === 0 || ['ADD_NOTE', 'ASSIGN'].includes(event) || (await waitsAt(deps.db, id, desks))
  res.redirect(303, stays ? `/cases/${id}` : '/work')
}

/** The page again, with what was typed, what was wrong, and what somebody else did meanwhile. */
async function refuse(
  deps: CaseDeps,
  req: SignedRequest<{ id: string; event: string }>,
  res: Response,
  error: unknown,
  input: Record<string, unknown>,
): Promise<void> {
  const { event: chosen } = req.params
  const { t, lang } = sayOf(res)
  const form = (errors: Bad['errors']): Bad => ({ ok: false, values: textsOf(input), errors })
  if (error instanceof Invalid)
    return showCase(deps, req, res, { chosen, form: form(error.fields), status: error.status })
  if (error instanceof Conflict) {
    const said = await sayConflict(deps, res, error)
    return showCase(deps, req, res, { chosen, form: form({}), status: error.status, flash: said })
  }
  if (error instanceof Refused || error instanceof Forbidden) {
    const text = t('case.flash.refused', {
      act: t(`complaint.event.${chosen}.do`),
      reason: spoken(lang, error.said),
    })
    return showCase(deps, req, res, {
      chosen,
      form: form({}),
      status: error.status,
      flash: { kind: 'bad', text },
    })
  }
  throw error
}

async function sayConflict({ db }: CaseDeps, res: Response, { changes }: Conflict): Promise<Flash> {
  const say = sayOf(res)
  const names = await namesOf(
    db,
    changes.map(({ actor }) => actor),
  )
  const whoDidWhat = changes.map((change) =>
    say.t('case.conflict.change', {
      name: names.get(change.actor) ?? '',
      what: nameOf(say, change),
      time: say.f.dateTime(change.at),
    }),
  )
  return {
    kind: 'bad',
    text: say.t('error.conflict.title'),
    more: [...whoDidWhat, say.t('error.conflict.kept')].join(' '),
  }
}

function textsOf(input: Record<string, unknown>): Values {
  return Object.fromEntries(
    Object.entries(input).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
