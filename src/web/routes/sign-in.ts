// The doors: signing in and out, the first administrator, a password chosen with a one-time link.
import type { Request, Response } from 'express'
import type { Parts } from '../../accounts/commands.ts'
import { findLink, type Link, type Purpose, usePasswordLink, useSetupLink } from '../../accounts/links.ts'
import { setLanguage } from '../../accounts/own.ts'
import { accountsOfDomain, findCredentials, findSignedIn } from '../../accounts/queries.ts'
import { type Account, PasswordForm, SetupForm, SignInForm } from '../../accounts/schema.ts'
import { NotFound, TooMany } from '../../errors.ts'
import { isLanguage } from '../../i18n/i18n.ts'
import { spoken } from '../../i18n/said.ts'
import type { Config } from '../../platform/config.ts'
import { capital } from '../capital.ts'
import { minutesOf } from '../errors.ts'
import { flash } from '../flash.ts'
import { blank, carryOut, type Form, readForm } from '../forms.ts'
import { chosenLanguage, rememberLanguage } from '../language.ts'
import type { NamedProgramme } from '../locals.ts'
import type { Home } from '../nav.ts'
import { type Routes, routes } from '../router.ts'
import { safePath } from '../safe-path.ts'
import { comeIn, type Doorkeeper, goOut } from '../session.ts'
import { newPasswordFields, page, setupFields, signInFields } from './account-forms.ts'

export type DoorDeps = {
  config: Config
  parts: Parts
  doorkeeper: Doorkeeper
  home: Home
  programmes: readonly NamedProgramme[]
}

const DEMO_DOMAIN = 'demo.jawab'

/** The routes of whoever is not in yet, or on the way out. */
export function signInRoutes(deps: DoorDeps): Routes {
  const own = routes()
  const { get, post } = own
  addSignIn(deps, own)
  addSetup(deps, own)
  addPasswordLink(deps, own)

  get('/', 'public', async (req, res) => {
    res.redirect(303, req.user ? await deps.home(req.user) : '/sign-in')
  })
  post('/sign-out', 'signedIn', async (req, res) => {
    await goOut(req, res, deps.config)
    res.redirect(303, '/sign-in')
  })
  get('/language/:code', 'public', async (req, res) => {
    const { code } = req.params
    if (!isLanguage(code)) throw new NotFound()
    if (req.user) await setLanguage(deps.parts.db, req.user, code)
    rememberLanguage(res, deps.config, code)
    res.redirect(303, safePath(req.query.back) ?? '/')
  })
  return own
}

function addSignIn(deps: DoorDeps, { get, post }: Routes): void {
  get('/sign-in', 'public', async (req, res) => {
    if (req.user) return res.redirect(303, await deps.home(req.user))
    await drawDoor(deps, res, blank({ back: safePath(req.query.back) ?? '' }))
  })
  post('/sign-in', 'public', async (req, res) => {
    const demo = await demoUser(deps, req)
    if (demo) return enter(deps, req, res, demo)
    const form = readForm(SignInForm, req.body)
    if (!form.ok) return drawDoor(deps, res.status(422), form)
    const user = await deps.doorkeeper.authenticate(req, res).catch(waitingTime)
    if (user instanceof TooMany) return drawLocked(deps, res, form, user)
    if (user) return enter(deps, req, res, user)
    const errors = { '': { key: 'account.signIn.wrong' } }
    await drawDoor(deps, res.status(422), { ok: false, values: form.values, errors })
  })
}

async function enter(deps: DoorDeps, req: Request, res: Response, user: Express.User): Promise<void> {
  await comeIn(req, user)
  // What was chosen at the door is what this person reads; the next one at this computer chooses again.
  const chosen = chosenLanguage(req)
  if (chosen) {
    await setLanguage(deps.parts.db, user, chosen)
    res.clearCookie('lang', { path: '/' })
  }
  const back = isRecord(req.body) ? safePath(req.body.back) : undefined
  res.redirect(303, back && back !== '/' ? back : await deps.home(user))
}

const isRecord = (body: unknown): body is Record<string, unknown> => typeof body === 'object' && body !== null

function waitingTime(error: unknown): TooMany {
  if (error instanceof TooMany) return error
  throw error
}

function drawLocked(deps: DoorDeps, res: Response, form: Form<unknown>, wait: TooMany): Promise<void> {
  res.status(429).setHeader('Retry-After', String(wait.seconds))
  const errors = { '': { key: 'account.wait', values: { count: minutesOf(wait) } } }
  return drawDoor(deps, res, { ok: false, values: form.values, errors })
}

async function drawDoor(deps: DoorDeps, res: Response, form: Form<unknown>): Promise<void> {
  const { t, lang } = res.locals
  const accounts = deps.config.demo ? await accountsOfDomain(deps.parts.db, DEMO_DOMAIN) : []
  const buttons = accounts.map((account) => demoButton(account, t))
  const { '': refusal, ...errors } = form.errors
  // Nothing was to be saved here, so the refusal stands alone.
  const flash = refusal ? { flash: { kind: 'bad', text: spoken(lang, refusal) } } : {}
  const values = { title: t('account.signIn.title'), accounts: buttons, ...flash }
  page(res, 'accounts/sign-in', values, [{ ...form, errors }, signInFields(t)])
}

/** What a demonstration's account is called on its button: what it is, who, and its short name. */
function demoButton(account: Account, t: Response['locals']['t']) {
  const short = account.login.split('@')[0] ?? ''
  const role = account.grants[0]?.role
  return { short, name: account.name, role: role ? capital(t(`word.role.${role}`)) : short }
}

/** The demonstration lets anybody in by name; nothing else does. */
async function demoUser({ config, parts }: DoorDeps, req: Request): Promise<Express.User | undefined> {
  const as: unknown = isRecord(req.body) ? req.body.as : undefined
  if (!config.demo || typeof as !== 'string') return undefined
  const found = await findCredentials(parts.db, `${as}@${DEMO_DOMAIN}`)
  return found ? findSignedIn(parts.db, found.id) : undefined
}

function addSetup({ parts }: DoorDeps, { get, post }: Routes): void {
  get('/setup/:token', 'public', async (req, res) => {
    if (!(await aliveLink(parts, 'setup', req.params.token))) return deadLink(res)
    drawSetup(res, blank({ language: res.locals.lang }))
  })
  post('/setup/:token', 'public', async (req, res) => {
    if (!(await aliveLink(parts, 'setup', req.params.token))) return deadLink(res)
    const form = readForm(SetupForm, req.body)
    if (!form.ok) return drawSetup(res.status(422), form)
    const done = await carryOut(form, (data) => useSetupLink(parts, req.params.token, data))
    if (!done.ok) return drawSetup(res.status(422), done)
    flash(req, { kind: 'done', key: 'account.setup.done' })
    res.redirect(303, '/sign-in')
  })
}

function drawSetup(res: Response, form: Form<unknown>): void {
  const { t } = res.locals
  page(res, 'accounts/setup', { title: t('account.setup.title') }, [form, setupFields(t)])
}

function addPasswordLink({ parts }: DoorDeps, { get, post }: Routes): void {
  get('/password/:token', 'public', async (req, res) => {
    const link = await aliveLink(parts, 'password', req.params.token)
    if (!link) return deadLink(res)
    drawPassword(res, blank(), link)
  })
  post('/password/:token', 'public', async (req, res) => {
    const link = await aliveLink(parts, 'password', req.params.token)
    if (!link) return deadLink(res)
    const form = readForm(PasswordForm, req.body)
    if (!form.ok) return drawPassword(res.status(422), form, link)
    await usePasswordLink(parts, req.params.token, form.data.password)
    flash(req, { kind: 'done', key: 'account.password.set' })
    res.redirect(303, '/sign-in')
  })
}

function drawPassword(res: Response, form: Form<unknown>, link: Link): void {
  const { t } = res.locals
  page(res, 'accounts/password', { title: t('account.password.choose'), link }, [form, newPasswordFields(t)])
}

const aliveLink = (parts: Parts, purpose: Purpose, token: string): Promise<Link | undefined> =>
  findLink(parts.db, { purpose, token, now: parts.clock.now() })

function deadLink(res: Response): void {
  const { t } = res.locals
  const words = { title: t('account.link.dead.title'), text: t('account.link.dead.text') }
  res.status(404).render('shared/error', words)
}
