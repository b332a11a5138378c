// One's own account: roles, language, password.
import type { Response } from 'express'
import { z } from 'zod'
import type { Parts } from '../../accounts/commands.ts'
import { setLanguage } from '../../accounts/own.ts'
import { findAccount } from '../../accounts/queries.ts'
import { accountLanguages, ChangePasswordForm, type SignedIn } from '../../accounts/schema.ts'
import type { Door } from '../../accounts/sign-in.ts'
import { flash } from '../flash.ts'
import { blank, carryOut, type Form, fieldsOf, readForm } from '../forms.ts'
import { type Routes, routes } from '../router.ts'
import { comeIn } from '../session.ts'
import { changePasswordFields, languageField, page } from './account-forms.ts'
import { roleRows, type WithPlaces } from './users-places.ts'

type Deps = { parts: Parts; door: Door; programmes: readonly WithPlaces[] }

const LanguageForm = z.object({ language: z.enum(accountLanguages, 'account.language.invalid') })

/** The page of one's own account. */
export function accountRoutes(deps: Deps): Routes {
  const own = routes()
  const { get, post } = own
  get('/account', 'signedIn', (req, res) => drawAccount(deps, req.user, res, blank()))

  post('/account/language', 'signedIn', async (req, res) => {
    const form = readForm(LanguageForm, req.body)
    if (!form.ok) return drawAccount(deps, req.user, res.status(422), form)
    await setLanguage(deps.parts.db, req.user, form.data.language)
    res.redirect(303, '/account')
  })

  post('/account/password', 'signedIn', async (req, res) => {
    const form = readForm(ChangePasswordForm, req.body)
    if (!form.ok) return drawAccount(deps, req.user, res.status(422), form)
    const done = await carryOut(form, (data) => deps.door.changePassword(req.user, req.ip, data))
    if (!done.ok) return drawAccount(deps, req.user, res.status(422), done)
    // Every session of the account has ended, this one too.
    await comeIn(req, req.user)
    flash(req, { kind: 'done', key: 'account.password.changed' })
    res.redirect(303, '/account')
  })
  return own
}

async function drawAccount(deps: Deps, user: SignedIn, res: Response, form: Form<unknown>): Promise<void> {
  const { t, lang } = res.locals
  const { grants } = await findAccount(deps.parts.db, user.id)
  const [language] = fieldsOf(lang, blank({ language: user.language }), [languageField(t)])
  const values = {
    title: t('account.title'),
    login: user.login,
    roles: roleRows(grants, res.locals, deps.programmes),
    language,
  }
  page(res, 'accounts/account', values, [form, changePasswordFields(t)])
}
