// The confidential road in front of those who serve on it: their desk, a case, what they do, what lies sealed.
import type { Response } from 'express'
import { z } from 'zod'
import { namesOf } from '../../accounts/names.ts'
import { act } from '../../confidential/commands.ts'
import { lateNotices, readDesk, searchCase } from '../../confidential/desk.ts'
import { doorsToRead, unseenDoors } from '../../confidential/doors.ts'
import { giveCode } from '../../confidential/give-code.ts'
import { lookInto, readEnclosedFile } from '../../confidential/looking.ts'
import { liesOnDesk } from '../../confidential/on-desk.ts'
import { readCase, type SensitiveView } from '../../confidential/reading.ts'
import { AppError, BadRequest, Conflict, Invalid, NotFound, Refused } from '../../errors.ts'
import { spoken } from '../../i18n/said.ts'
import { inside } from '../capital.ts'
import type { CaseDeps } from '../case-deps.ts'
import { type Flash, flash } from '../flash.ts'
import type { Form, Values } from '../forms.ts'
import { enclosurePage } from '../pages/enclosure-page.ts'
import { reachLines } from '../pages/private-reach.ts'
import { type Say, sayOf } from '../pages/say.ts'
import { deskPage } from '../pages/sensitive-desk.ts'
import { sensitivePage } from '../pages/sensitive-page.ts'
import { typedTexts } from '../pages/typed-text.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'
import { sendBytes } from '../sent-document.ts'

type OfOne = SignedRequest<{ id: string }>
type ActRequest = SignedRequest<{ id: string; event: string }>

const Posted = z.looseObject({ revision: z.coerce.number().int().min(1) })
const Asked = z.object({ act: z.string().optional().catch(undefined) })
const Paged = z.object({
  show: z.enum(['waiting', 'others']).catch('waiting'),
  after: z.string().optional().catch(undefined),
})
const Sought = z.object({ q: z.string().trim().max(40).catch('') })

/** The routes of the confidential road. */
export function confidentialRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/confidential', 'confidential.read', (req, res) => showDesk(deps, req, res))
  own.post('/confidential/find', 'confidential.read', (req, res) => find(deps, req, res))
  own.get('/confidential/cases/:id', 'confidential.read', async (req, res) =>
    drawAsked(deps, res, await readCase(deps.road, req.params.id, req.user), Asked.parse(req.query).act),
  )
  own.post('/confidential/cases/:id/contact', 'confidential.read', async (req, res) =>
    draw(deps, res, await readCase(deps.road, req.params.id, req.user, { contact: true }), { contact: true }),
  )
  own.post('/confidential/cases/:id/acts/:event', 'confidential.read', (req, res) => send(deps, req, res))
  // Where a refused form was posted has no page of its own: whoever reloads it finds the form again.
  own.get('/confidential/cases/:id/acts/:event', 'confidential.read', (req, res) =>
    res.redirect(303, `${addressOf(req.params.id)}?act=${encodeURIComponent(req.params.event)}#act`),
  )
  own.post('/confidential/cases/:id/enclosure', 'confidential.read', (req, res) => openIt(deps, req, res))
  own.get('/confidential/cases/:id/files/:file', 'confidential.read', async (req, res) => {
    const { id, file } = req.params
    sendBytes(res, await readEnclosedFile(deps.road, id, file, req.user))
  })
  return own
}

const addressOf = (id: string): string => `/confidential/cases/${encodeURIComponent(id)}`

async function showDesk(deps: CaseDeps, req: SignedRequest<unknown>, res: Response): Promise<void> {
  const { show, after } = Paged.parse(req.query)
  const { road } = deps
  const page = await readDesk(road, req.user, { waiting: show === 'waiting', after })
  const [late, doors] = [await lateNotices(road, req.user), await unseenDoors(road.db, req.user)]
  const names = await namesOf(
    deps.db,
    doors.map(({ reader }) => reader),
  )
  const now = deps.clock.now()
  const reading = await doorsToRead(road.db, req.user, now)
  const parts = { ...deps, now, show, first: after === undefined, late, doors, reading, names }
  res.render('confidential/desk', { ...deskPage(sayOf(res), page, parts), section: 'confidential' })
}

/** A reference that is not theirs is not there; what was typed stands in no address. */
async function find(deps: CaseDeps, req: SignedRequest<unknown>, res: Response): Promise<void> {
  const found = await searchCase(deps.road, Sought.parse(req.body).q, req.user)
  if (found) return res.redirect(303, addressOf(found))
  flash(req, { kind: 'note', key: 'confidential.find.nothing' })
  res.redirect(303, '/confidential')
}

type Shown = { chosen?: string | undefined; form?: Form<unknown>; contact?: boolean; flash?: Flash }

async function draw(deps: CaseDeps, res: Response, view: SensitiveView, shown: Shown): Promise<void> {
  const { flash: said, ...rest } = shown
  const names = await namesOf(
    deps.db,
    [...view.timeline, ...view.accesses].map(({ actor }) => actor),
  )
  const programme = deps.programmes.get(view.context.programme)
  const page = sensitivePage(sayOf(res), view, { programme, names, now: deps.clock.now(), ...rest })
  res.render('confidential/case', { ...page, ...(said && { flash: said }), section: 'confidential' })
}

/** An act that somebody meant to do and cannot any more: the page says so, and puts no other one in its place. */
function drawAsked(
  deps: CaseDeps,
  res: Response,
  view: SensitiveView,
  chosen: string | undefined,
): Promise<void> {
  const asked = view.acts.find(({ type }) => type === chosen)
  if (chosen === undefined || asked?.refusal === null) return draw(deps, res, view, { chosen })
  const say = sayOf(res)
  // What waits for something else is not over: the page says what for.
  const waits = asked?.refusal instanceof Refused
  const text = waits ? refusedText(say, asked.type, asked.refusal) : say.t('confidential.gone')
  return draw(deps, res, view, { chosen, flash: { kind: 'bad', text } })
}

const refusedText = ({ t, life, lang }: Say, event: string, { said }: AppError): string =>
  t('case.flash.refused', {
    act: life('sensitive', `event.${event}.do`),
    reason: inside(spoken(lang, said)).replace(/\.$/, ''),
  })

function postedOf(body: unknown): { revision: number; input: Values & Record<string, string> } {
  const posted = Posted.safeParse(body)
  if (!posted.success) throw new BadRequest('error.400.text')
  const { revision, ...rest } = posted.data
  return { revision, input: typedTexts(rest) }
}

async function send(deps: CaseDeps, req: ActRequest, res: Response): Promise<void> {
  const { id, event } = req.params
  // An act that the lifecycle does not know is an address that nobody has.
  if (!Object.hasOwn(deps.road.machines.newest('sensitive').inputs, event)) throw new NotFound()
  const { revision, input } = postedOf(req.body)
  try {
    if (event === 'NEW_CODE')
      return showCode(deps, res, await giveCode(deps.road, { id, revision }, req.user), id)
    await act(deps.road, { id, type: event, input, revision }, req.user)
  } catch (error) {
    return refuse(deps, res, req, { event, error, input, revision })
  }
  flash(req, { kind: 'done', key: dones[event] ?? 'confidential.done' })
  // What was erased, or is not shared any more, has no page to come back to.
  const stays = await liesOnDesk(deps.road, id, req.user)
  res.redirect(303, stays ? addressOf(id) : '/confidential')
}

/**
 * A session is kept in clear: what was done does not stand in it, but for what is gone, which whoever reads the tables
 * sees anyway.
 */
const dones: Partial<Record<string, string>> = {
  ERASE: 'confidential.erased',
  DESTROY_ENCLOSURE: 'confidential.destroyed',
}

/** Shown in the answer itself and kept nowhere. */
function showCode({ programmes }: CaseDeps, res: Response, code: string, id: string): void {
  const place = programmes.all.find(({ prefix }) => id.startsWith(prefix))
  res.render('confidential/code', {
    title: res.locals.t('frame.name'),
    reach: reachLines(sayOf(res), place?.reach),
    ...{ heading: 'new', code, back: addressOf(id), section: 'confidential' },
  })
}

async function openIt(deps: CaseDeps, req: OfOne, res: Response): Promise<void> {
  const { id } = req.params
  const { revision, input } = postedOf(req.body)
  try {
    const enclosure = await lookInto(deps.road, { id, input, revision }, req.user)
    res.render('confidential/enclosure', {
      ...enclosurePage(sayOf(res), id, enclosure),
      section: 'confidential',
    })
  } catch (error) {
    return refuse(deps, res, req, { event: 'OPEN_ENCLOSURE', error, input, revision })
  }
}

/**
 * What is said of a form that is too old. Whoever reloads what an enclosure told, or a code, posts an old one, and
 * nobody else acted.
 */
function staleOf({ event, revision }: Refusal, { states, timeline }: SensitiveView): string {
  // The very form that was sent gave a code: the entry after what it had seen.
  const gave = timeline.some((entry) => entry.event === 'NEW_CODE' && entry.seq === revision + 1)
  if (event === 'NEW_CODE' && gave) return 'confidential.code.given'
  if (event !== 'OPEN_ENCLOSURE') return 'confidential.changed'
  return states.enclosure === 'sealed' ? 'confidential.enclosure.again' : 'confidential.enclosure.gone'
}

type Refusal = { event: string; error: unknown; input: Values; revision: number }

/** The page again, with what was typed and what was wrong. */
async function refuse(deps: CaseDeps, res: Response, req: OfOne, refusal: Refusal): Promise<void> {
  const { event, error, input } = refusal
  if (!(error instanceof AppError) || error instanceof NotFound) throw error
  const view = await readCase(deps.road, req.params.id, req.user)
  const errors = error instanceof Invalid ? error.fields : {}
  const say = sayOf(res)
  // As the page says it, which knows more exactly what is missing.
  const why = view.acts.find(({ type }) => type === event)?.refusal ?? error
  const text = error instanceof Conflict ? say.t(staleOf(refusal, view)) : refusedText(say, event, why)
  const said: Pick<Shown, 'flash'> = error instanceof Invalid ? {} : { flash: { kind: 'bad', text } }
  res.status(error.status)
  await draw(deps, res, view, { chosen: event, form: { ok: false, values: input, errors }, ...said })
}
