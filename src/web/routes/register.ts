// Registering a complaint at the desk: the form, what the office already knows of the person, and the receipt.
import type { Request, Response } from 'express'
import { z } from 'zod'
import { findBeneficiary } from '../../cases/beneficiaries.ts'
import type { Viewer } from '../../cases/desks.ts'
import { MOST_FILES, type StoredDocument } from '../../cases/documents.ts'
import { earlierCases } from '../../cases/earlier.ts'
import { registersIn } from '../../cases/policy.ts'
import { readReceipt } from '../../cases/receipts.ts'
import type { Said } from '../../errors.ts'
import { languages } from '../../i18n/i18n.ts'
import { isFragment } from '../asked.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { blank, carryOut, type Form } from '../forms.ts'
import { carried, carry } from '../kept-documents.ts'
import { registerForm } from '../pages/register-form.ts'
import type { Place } from '../pages/register-how.ts'
import { type Known, lookupPanel } from '../pages/register-lookup.ts'
import { receiptOf } from '../pages/register-receipt.ts'
import { readTyped, type Typed, typedOf } from '../pages/register-typed.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'
import { filesOf, receiveFiles } from '../uploads.ts'

type Asking = SignedRequest<Record<string, string>>

/** What came with a form: its words, the documents that are stored by now, and why others are not. */
type Draft = { typed: Typed; documents: StoredDocument[]; refused: Said[] }

const Start = z.object({ programme: z.string().catch(''), channel: z.string().catch('') })
const Fill = z.object({ fill: z.literal('yes') })
const Tongue = z.object({ lang: z.enum(languages).optional().catch(undefined) })

/** The routes of registering; mount them before those of a case. */
export function registerRoutes(deps: CaseDeps): Routes {
  const own = routes()
  const files = receiveFiles(deps.documents)
  own.get('/cases/new', 'case.register', (req, res) => start(deps, req, res))
  own.post('/cases/new', 'case.register', files, (req, res) => redraw(deps, req, res))
  own.post('/cases/new/lookup', 'case.register', files, (req, res) => lookUp(deps, req, res))
  own.post('/cases', 'case.register', files, (req, res) => register(deps, req, res))
  own.get('/cases/:id/receipt', 'case.read', (req, res) => showReceipt(deps, req, res))
  return own
}

function start(deps: CaseDeps, req: Asking, res: Response): Promise<void> {
  const typed = typedOf({ ...Start.parse(req.query), relation: 'beneficiary' })
  return draw(deps, req, res, { typed, documents: [], refused: [] }, blank(typed))
}

/** The same page for another programme or channel, or with what the registry knows of the person. */
async function redraw(deps: CaseDeps, req: Asking, res: Response): Promise<void> {
  const draft = draftOf(req)
  const filled = Fill.safeParse(req.body).success ? await filledIn(deps, req.user, draft.typed) : draft.typed
  return draw(deps, req, res, { ...draft, typed: filled }, blank(filled))
}

async function lookUp(deps: CaseDeps, req: Asking, res: Response): Promise<void> {
  if (!isFragment(req)) return redraw(deps, req, res)
  res.render('register/_lookup', { lookup: await panelFor(deps, req, res, typedOf(req.body)) })
}

async function register(deps: CaseDeps, req: Asking, res: Response): Promise<void> {
  const draft = draftOf(req)
  const form = readTyped(draft.typed, todayOf(deps))
  if (!form.ok || draft.refused.length > 0) return draw(deps, req, res.status(422), draft, form)
  const done = await carryOut(form, (data) => deps.commands.register(data, draft.documents, req.user))
  if (!done.ok) return draw(deps, req, res.status(422), draft, done)
  const { id, known } = done.result
  flash(req, {
    kind: known ? 'note' : 'done',
    key: known ? 'registration.flash.known' : 'registration.flash.done',
    more: { key: known ? 'registration.flash.nothingNew' : 'registration.flash.next' },
  })
  res.redirect(303, `/cases/${id}/receipt`)
}

async function showReceipt(deps: CaseDeps, req: SignedRequest<{ id: string }>, res: Response): Promise<void> {
  const { row, registration, open } = await readReceipt(deps.db, req.params.id, req.user, deps.clock.now())
  const { t, langs } = res.locals
  const lang = Tongue.parse(req.query).lang ?? z.enum(languages).catch('fr').parse(registration.language)
  const { id, programme, channel, workflow, version } = row
  const lifecycle = deps.machines.get(workflow, version)
  res.render('register/receipt', {
    title: t('registration.receipt.page', { reference: id }),
    receipt: receiptOf(lang, row, registration, deps.programmes.get(programme), lifecycle),
    tongues: langs.map(({ code, label }) => ({ code, label, href: `?lang=${code}`, current: code === lang })),
    links: {
      open: open ? `/cases/${id}` : null,
      again: `/cases/new?${new URLSearchParams({ programme, channel })}`,
    },
  })
}

async function draw(
  deps: CaseDeps,
  req: Asking,
  res: Response,
  { typed, documents, refused }: Draft,
  form: Form<unknown>,
): Promise<void> {
  const say = sayOf(res)
  const kept = carry(req, typed.key, documents)
  const parts = { key: typed.key, places: placesOf(deps, req.user), today: todayOf(deps), kept, refused }
  res.render('register/new', {
    title: say.t('registration.title'),
    section: 'register',
    ...registerForm(say, form, parts),
    lookup: await panelFor(deps, req, res, typed),
  })
}

function draftOf(req: Request): Draft {
  const typed = typedOf(req.body)
  const received = filesOf(req)
  const kept: unknown = req.body?.kept
  const all = [...carried(req, typed.key, kept), ...received.documents]
  const more: Said[] = all.length > MOST_FILES ? [{ key: 'error.file.tooMany' }] : []
  return { typed, documents: all.slice(0, MOST_FILES), refused: [...received.refused, ...more] }
}

async function panelFor(deps: CaseDeps, req: Asking, res: Response, typed: Typed) {
  return lookupPanel(sayOf(res), await knownOf(deps, req.user, typed), typed, deps.clock.now())
}

/** What the office knows of the person, for somebody who registers in that programme. */
async function knownOf({ db, ...deps }: CaseDeps, viewer: Viewer, typed: Typed): Promise<Known> {
  const { programme = '', relation, cnie = '', beneficiary: number = '', phone = '' } = typed
  const here = placesOf(deps, viewer).some((place) => place.programme.code === programme)
  if (!here || relation === 'anonymous') return { beneficiary: undefined, earlier: [] }
  const beneficiary = await findBeneficiary(db, programme, { cnie, number })
  const by = { beneficiary: beneficiary?.id ?? null, cnie: cnie || (beneficiary?.cnie ?? ''), phone }
  return { beneficiary, earlier: await earlierCases(db, by, viewer) }
}

/** What was left empty, from the beneficiary's sheet. */
async function filledIn(deps: CaseDeps, viewer: Viewer, typed: Typed): Promise<Typed> {
  const { beneficiary: sheet } = await knownOf(deps, viewer, typed)
  if (!sheet) return typed
  const { name, phone, cnie, number } = sheet
  const fromSheet = { name, phone, cnie, beneficiary: number }
  const empty = Object.entries(fromSheet).filter(([field]) => !typed[field])
  return { ...typed, ...Object.fromEntries(empty) }
}

/** Where somebody registers. */
function placesOf({ programmes }: Pick<CaseDeps, 'programmes'>, viewer: Viewer): Place[] {
  const grants = registersIn(viewer)
  return programmes.all.flatMap((programme) => {
    const here = grants.filter((grant) => grant.programme === programme.code)
    const all = here.some(({ entity }) => entity === '')
    const entities = programme.entities.filter(
      ({ code }) => all || here.some(({ entity }) => entity === code),
    )
    return entities.length > 0 ? [{ programme, entities }] : []
  })
}

const todayOf = ({ clock }: Pick<CaseDeps, 'clock'>): string => clock.dayOf(clock.now())
