// One's own account: roles, language, password.
import type { Response } from 'express'
import { z } from 'zod'
import { AbsenceForm, absencesOf, endAbsence, recordAbsence } from '../../accounts/absences.ts'
import type { Parts } from '../../accounts/commands.ts'
import { feedOf } from '../../accounts/feeds.ts'
import { setLanguage } from '../../accounts/own.ts'
import { findAccount } from '../../accounts/queries.ts'
import { accountLanguages, ChangePasswordForm, type SignedIn } from '../../accounts/schema.ts'
import type { Door } from '../../accounts/sign-in.ts'
import { NotFound } from '../../errors.ts'
import { flash } from '../flash.ts'
import { blank, carryOut, type Form, fieldsOf, readForm, summaryOf } from '../forms.ts'
import { absenceFields, absenceLines } from '../pages/absence-words.ts'
import { sayOf } from '../pages/say.ts'
import { may } from '../permissions.ts'
import { type Routes, routes } from '../router.ts'
import { comeIn } from '../session.ts'
import { changePasswordFields, languageField } from './account-forms.ts'
import { roleRows, type WithPlaces } from './users-places.ts'

type Deps = { parts: Parts; door: Door; programmes: readonly WithPlaces[] }

const EndForm = z.object({ id: z.string() })
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

  post('/account/absences', 'signedIn', async (req, res) => {
    const form = readForm(AbsenceForm, req.body)
    if (!form.ok) return drawAccount(deps, req.user, res.status(422), blank(), form)
    const done = await carryOut(form, (days) => recordAbsence(deps.parts, req.user.id, days, req.user))
    if (!done.ok) return drawAccount(deps, req.user, res.status(422), blank(), done)
    flash(req, { kind: 'done', key: 'absence.recorded' })
    res.redirect(303, '/account')
  })
  post('/account/absences/end', 'signedIn', async (req, res) => {
    const form = readForm(EndForm, req.body)
    if (!form.ok) throw new NotFound()
    await endAbsence(deps.parts, req.user.id, form.data.id, req.user)
    flash(req, { kind: 'done', key: 'absence.ended' })
    res.redirect(303, '/account')
  })
  return own
}

async function drawAccount(
  deps: Deps,
  user: SignedIn,
  res: Response,
  form: Form<unknown>,
  absence?: Form<unknown>,
): Promise<void> {
  const { t, lang, f } = res.locals
  const { db, clock } = deps.parts
  const today = clock.dayOf(clock.now())
  const [{ grants }, absences, feed] = await Promise.all([
    findAccount(db, user.id),
    absencesOf(db, [user.id], today),
    feedOf(db, user.id),
  ])
  const [language] = fieldsOf(lang, blank({ language: user.language }), [languageField(t)])
  const fields = fieldsOf(lang, form, changePasswordFields(t))
  const away = absence ?? blank({ from: today })
  const awayFields = fieldsOf(lang, away, absenceFields({ t }))
  res.render('accounts/account', {
    title: t('account.title'),
    login: user.login,
    roles: roleRows(grants, res.locals, deps.programmes),
    language,
    fields,
    awayFields,
    absences: absenceLines(sayOf(res), absences, today),
    mayRead: may(user, 'feed.read'),
    feed: feed && {
      since: f.dateTime(feed.createdAt),
      read: feed.lastReadAt === null ? null : f.dateTime(feed.lastReadAt),
    },
    summary: summaryOf(lang, form, fields) ?? summaryOf(lang, away, awayFields),
  })
}
