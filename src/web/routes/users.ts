// Accounts as an administrator keeps them: the list, one account, its roles, its password link.
import type { Request, Response } from 'express'
import { createAccount, editAccount, giveRole, type Parts, takeRole } from '../../accounts/commands.ts'
import { unservedOf } from '../../accounts/focal-points.ts'
import { makePasswordLink } from '../../accounts/links.ts'
import {
  type AccountEvent,
  findAccount,
  listAccounts,
  recentEvents,
  searchAccounts,
} from '../../accounts/queries.ts'
import {
  type Account,
  EditAccountForm,
  FindAccountForm,
  type Grant,
  GrantForm,
  grantOf,
  NewAccountForm,
} from '../../accounts/schema.ts'
import { NotFound } from '../../errors.ts'
import { flash } from '../flash.ts'
import { blank, carryOut, type Form, fieldsOf, type Good, readForm, summaryOf } from '../forms.ts'
import { roleLine } from '../locals.ts'
import { type Routes, routes } from '../router.ts'
import { editAccountFields, newAccountFields, page, roleFields } from './account-forms.ts'
import {
  placeOptions,
  placeWords,
  refusePlace,
  roleOptions,
  roleRows,
  type WithPlaces,
} from './users-places.ts'

export type UserDeps = {
  parts: Parts
  programmes: readonly WithPlaces[]
  /** The address people reach the product at. */
  baseUrl(req: Request): string
}

/** The administrator's routes. */
export function userRoutes(deps: UserDeps): Routes {
  const own = routes()
  addList(deps, own)
  addNew(deps, own)
  addAccount(deps, own)
  addRoles(deps, own)
  return own
}

function addList(deps: UserDeps, { get, post }: Routes): void {
  const { db } = deps.parts
  get('/users', 'users.manage', async (req, res) => {
    const after = typeof req.query.after === 'string' ? req.query.after : null
    const { items, next } = await listAccounts(db, after)
    await drawList(deps, res, items, { q: '', after, next })
  })
  post('/users/search', 'users.manage', async (req, res) => {
    const form = readForm(FindAccountForm, req.body)
    if (!form.ok || form.data.q === '') return res.redirect(303, '/users')
    await drawList(deps, res, await searchAccounts(db, form.data.q), {
      q: form.data.q,
      after: null,
      next: null,
    })
  })
}

type ListPlace = { q: string; after: string | null; next: string | null }

async function drawList(deps: UserDeps, res: Response, items: Account[], place: ListPlace): Promise<void> {
  const { programmes } = deps
  const unserved = await unservedOf(
    deps.parts.db,
    programmes.map(({ code }) => code),
  )
  const rows = items.map((account) => ({
    ...account,
    line: roleLine({ grants: account.grants.filter(({ pending }) => !pending) }, res.locals, deps.programmes),
    waiting: account.grants.some(({ pending }) => pending),
  }))
  res.render('accounts/users', {
    title: res.locals.t('account.users.title'),
    ...{ rows, ...place },
    unserved: programmes
      .filter(({ code }) => unserved.includes(code))
      .map(({ names }) => names[res.locals.lang]),
  })
}

function addNew(deps: UserDeps, { get, post }: Routes): void {
  get('/users/new', 'users.manage', (_req, res) => drawNew(res, blank({ language: 'fr' })))
  post('/users/new', 'users.manage', async (req, res) => {
    const form = readForm(NewAccountForm, req.body)
    if (!form.ok) return drawNew(res.status(422), form)
    const done = await carryOut(form, (data) => createAccount(deps.parts, data, req.user))
    if (!done.ok) return drawNew(res.status(422), done)
    flash(req, { kind: 'done', key: 'account.created', more: { key: 'account.createdNext' } })
    res.redirect(303, `/users/${done.result}`)
  })
}

function drawNew(res: Response, form: Form<unknown>): void {
  const { t } = res.locals
  page(res, 'accounts/user-new', { title: t('account.users.new') }, [form, newAccountFields(t)])
}

function addAccount(deps: UserDeps, { get, post }: Routes): void {
  const { parts } = deps
  get('/users/:id', 'users.manage', (req, res) => drawAccount(deps, res, req.params.id))
  post('/users/:id', 'users.manage', async (req, res) => {
    const form = readForm(EditAccountForm, req.body)
    if (!form.ok) return drawAccount(deps, res.status(422), req.params.id, { edit: form })
    const done = await carryOut(form, (data) => editAccount(parts, req.params.id, data, req.user))
    if (!done.ok) return drawAccount(deps, res.status(422), req.params.id, { edit: done })
    flash(req, { kind: 'done', key: 'account.saved' })
    res.redirect(303, `/users/${req.params.id}`)
  })
  post('/users/:id/link', 'users.manage', async (req, res) => {
    const account = await findAccount(parts.db, req.params.id)
    const token = await makePasswordLink(parts, account.id, req.user)
    // Shown in the answer itself and kept nowhere: a link that is lost is made again.
    const link = `${deps.baseUrl(req)}/password/${token}`
    res.render('accounts/link', { title: res.locals.t('account.link.title'), account, link })
  })
}

function addRoles(deps: UserDeps, { post }: Routes): void {
  const { parts } = deps
  post('/users/:id/roles', 'users.manage', async (req, res) => {
    const { id } = req.params
    const form = readForm(GrantForm, req.body)
    if (!form.ok) return drawAccount(deps, res.status(422), id, { role: form })
    const grant = grantOf(form.data.role, form.data.place)
    const done = await fittingPlace(deps, form, grant, () => giveRole(parts, id, grant, req.user))
    if (!done.ok) return drawAccount(deps, res.status(422), id, { role: done })
    flash(req, { kind: 'done', key: 'account.saved' })
    res.redirect(303, `/users/${id}`)
  })
  post('/users/:id/roles/remove', 'users.manage', async (req, res) => {
    const form = readForm(GrantForm, req.body)
    if (!form.ok) throw new NotFound()
    const grant = grantOf(form.data.role, form.data.place)
    const done = await carryOut(form, () => takeRole(parts, req.params.id, grant, req.user))
    if (!done.ok) return drawAccount(deps, res.status(422), req.params.id, { role: done })
    flash(req, { kind: 'done', key: 'account.saved' })
    res.redirect(303, `/users/${req.params.id}`)
  })
}

async function fittingPlace<T>(deps: UserDeps, form: Good<T>, grant: Grant, command: () => Promise<void>) {
  const errors = refusePlace(grant, deps.programmes)
  return errors ? ({ ok: false, values: form.values, errors } as const) : carryOut(form, command)
}

type Refused = { edit?: Form<unknown>; role?: Form<unknown> }

async function drawAccount(deps: UserDeps, res: Response, id: string, refused: Refused = {}): Promise<void> {
  const { t, lang } = res.locals
  const [account, events] = await Promise.all([
    findAccount(deps.parts.db, id),
    recentEvents(deps.parts.db, id),
  ])
  const edit = refused.edit ?? blank(editValues(account))
  const editFields = fieldsOf(lang, edit, editAccountFields(t))
  const role = refused.role ?? blank()
  const places = placeOptions(res.locals, deps.programmes)
  const grantFields = fieldsOf(lang, role, roleFields(t, roleOptions({ t }), places))
  res.render('accounts/user', {
    title: account.name,
    section: 'users',
    account,
    roles: roleRows(account.grants, res.locals, deps.programmes),
    editFields,
    grantFields,
    summary: summaryOf(lang, edit, editFields) ?? summaryOf(lang, role, grantFields),
    events: events.map((event) => ({ ...event, where: whereOf(deps, event, res) })),
  })
}

const editValues = ({ name, language, active }: Account) => ({
  name,
  language,
  ...(active && { active: 'true' }),
})

function whereOf(deps: UserDeps, event: AccountEvent, res: Response): string {
  if (!event.role) return ''
  const place = { programme: event.programme ?? '', entity: event.entity ?? '' }
  return `${res.locals.t(`word.role.${event.role}`)} · ${placeWords(place, res.locals, deps.programmes)}`
}
