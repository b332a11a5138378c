// The acts people take on a case, and the same page again when one is refused.
import type { Response } from 'express'
import { z } from 'zod'
import { namesOf } from '../../accounts/names.ts'
import { type CaseView, findCase, viewFound } from '../../cases/case-view.ts'
import { desksOf } from '../../cases/desks.ts'
import { type CaseRow, isTakenOver } from '../../cases/rows.ts'
import { waitsAt } from '../../cases/worklist.ts'
import { AppError, BadRequest, Conflict, Invalid, NotFound } from '../../errors.ts'
import { spoken } from '../../i18n/said.ts'
import type { CaseDeps } from '../case-deps.ts'
import { type Flash, flash } from '../flash.ts'
import type { Values } from '../forms.ts'
import { actWord } from '../pages/act-words.ts'
import { nameOf } from '../pages/history.ts'
import { sayOf } from '../pages/say.ts'
import { typedTexts } from '../pages/typed-text.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'
import { drawCase } from './case-page.ts'
import { drawReleased, tooLate } from './released-case.ts'

type ActRequest = SignedRequest<{ id: string; event: string }>

const Posted = z.looseObject({ revision: z.coerce.number().int().min(1) })

/** The routes of acts. */
export function actRoutes(deps: CaseDeps): Routes {
  const acts = routes()
  acts.post('/cases/:id/acts/:event', 'case.read', (req, res) => act(deps, req, res))
  // Where a refused form was posted has no page of its own: whoever reloads it finds the form again.
  acts.get('/cases/:id/acts/:event', 'case.read', (req, res) =>
    res.redirect(
      303,
      `/cases/${encodeURIComponent(req.params.id)}?act=${encodeURIComponent(req.params.event)}#act`,
    ),
  )
  return acts
}

async function act(deps: CaseDeps, req: ActRequest, res: Response): Promise<void> {
  const { id, event } = req.params
  const posted = Posted.safeParse(req.body)
  if (!posted.success) throw new BadRequest('error.400.text')
  const { revision, ...rest } = posted.data
  const input = typedTexts(rest)
  const before = await findCase(deps.db, id, req.user).catch(gone)
  let opened: string | undefined
  try {
    opened = (await deps.commands.act(id, event, input, revision, req.user)).opened
  } catch (error) {
    if (!isDoubleClick(error, event, req.user.id, deps.clock.now()))
      return refuse(deps, req, res, error, input)
  }
  // A handler who left does not see it any more.
  const row = await findCase(deps.db, id, req.user).catch(gone)
  tellDone(req, res, { id, event, before, row, opened })
  if (!row) return res.redirect(303, '/work')
  const desks = desksOf(deps.programmes, req.user)
  const stays =
    desks.length === 0 ||
    opened ||
    ['ADD_NOTE', 'ASSIGN', 'RECORD_LETTER'].includes(event) ||
    (await waitsAt(deps.db, id, desks))
  res.redirect(303, stays ? `/cases/${id}` : '/work')
}

function gone(error: unknown): undefined {
  if (!(error instanceof NotFound)) throw error
}

type Told = {
  id: string
  event: string
  before: CaseRow | undefined
  row: CaseRow | undefined
  opened: string | undefined
}

function tellDone(req: ActRequest, res: Response, { id, event, before, row, opened }: Told): void {
  const { life } = sayOf(res)
  // A restricted case may be gone for somebody who just acted on it; whoever only verifies never saw theirs.
  const workflow = before?.workflow ?? ''
  const state = row?.state
  flash(req, {
    kind: 'done',
    key: 'case.flash.done',
    values: { what: life(workflow, `event.${event}.done`), ref: id },
    ...(opened && {
      link: { href: `/cases/${opened}`, said: { key: 'linked.flash.opened', values: { ref: opened } } },
    }),
    ...(state && { more: { key: 'case.flash.now', values: { state: life(workflow, `state.${state}`) } } }),
  })
}

/** Milliseconds within which the same act of the same person is one button hit twice. */
const DOUBLE_CLICK = 5_000

function isDoubleClick(error: unknown, event: string, person: string, now: number): boolean {
  if (!(error instanceof Conflict) || error.changes.length !== 1) return false
  const [change] = error.changes
  return change?.actor === person && change.event === event && now - change.at < DOUBLE_CLICK
}

/** The page again, with what was typed, what was wrong, and what somebody else did meanwhile. */
async function refuse(deps: CaseDeps, req: ActRequest, res: Response, error: unknown, values: Values) {
  if (!(error instanceof AppError) || error instanceof NotFound) throw error
  const { id, event: chosen } = req.params
  const row = await findCase(deps.db, id, req.user)
  if (isTakenOver(row)) return drawReleased(deps, req, res.status(error.status), row, tooLate(res))
  const view = await viewFound(deps, row, req.user)
  // An act that no lifecycle knows is an address that nobody has.
  if (!Object.hasOwn(view.inputs, chosen)) throw new NotFound()
  const errors = error instanceof Invalid ? error.fields : {}
  const said = await sayRefusal(deps, res, view, chosen, error)
  const form = { ok: false as const, values, errors }
  return drawCase(deps, req, res.status(error.status), view, { chosen, form, ...(said && { flash: said }) })
}

async function sayRefusal(
  deps: CaseDeps,
  res: Response,
  view: CaseView,
  event: string,
  error: AppError,
): Promise<Flash | undefined> {
  const say = sayOf(res)
  if (error instanceof Invalid) return undefined
  if (error instanceof Conflict) return sayConflict(deps, res, error, view, event)
  // As the page says it, which knows from when and until when.
  const said = view.acts.find(({ type }) => type === event)?.refusal?.said ?? error.said
  const words = { act: actWord(say, view, event, 'do'), reason: spoken(say.lang, said) }
  return { kind: 'bad', text: say.t('case.flash.refused', words) }
}

async function sayConflict(
  { db }: CaseDeps,
  res: Response,
  { changes }: Conflict,
  view: CaseView,
  event: string,
): Promise<Flash> {
  const say = sayOf(res)
  const names = await namesOf(
    db,
    changes.map(({ actor }) => actor),
  )
  const whoDidWhat = changes.map((change) =>
    say.t('case.conflict.change', {
      name: names.get(change.actor) ?? '',
      what: nameOf(say, view.workflow, change),
      time: say.f.dateTime(change.at),
    }),
  )
  return {
    kind: 'bad',
    text: say.t('error.conflict.title'),
    more: [...whoDidWhat, ...(isOpen(view, event) ? [say.t('error.conflict.kept')] : [])].join(' '),
  }
}

const isOpen = (view: CaseView, event: string): boolean =>
  view.acts.some(({ type, refusal }) => type === event && refusal === null)
