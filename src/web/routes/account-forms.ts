// The fields of the forms about accounts, described once for every page that shows them.
import type { Response } from 'express'
import type { T } from '../../i18n/i18n.ts'
import { type FieldSpec, type Form, fieldsOf, type Option, summaryOf } from '../forms.ts'

/** Draws a page with one form: its fields, and the summary of what is wrong. */
export function page(
  res: Response,
  view: string,
  values: { title: string } & Record<string, unknown>,
  [form, specs]: [Form<unknown>, FieldSpec[]],
): void {
  const { lang } = res.locals
  const fields = fieldsOf(lang, form, specs)
  res.render(view, { ...values, fields, summary: summaryOf(lang, form, fields) })
}

export const languageOptions: Option[] = [
  { value: 'fr', label: 'Français' },
  { value: 'ar', label: 'العربية' },
  { value: 'en', label: 'English' },
]

export const signInFields = (t: T): FieldSpec[] => [
  {
    name: 'login',
    kind: 'email',
    label: t('account.login.label'),
    autocomplete: 'username',
    required: true,
  },
  {
    name: 'password',
    kind: 'password',
    label: t('account.password.label'),
    autocomplete: 'current-password',
    required: true,
  },
  { name: 'back', kind: 'hidden', label: '' },
]

export const newPasswordFields = (t: T): FieldSpec[] => [
  {
    name: 'password',
    kind: 'password',
    label: t('account.password.new'),
    hint: t('account.password.hint'),
    autocomplete: 'new-password',
    required: true,
  },
  {
    name: 'passwordAgain',
    kind: 'password',
    label: t('account.password.again'),
    autocomplete: 'new-password',
    required: true,
  },
]

export const changePasswordFields = (t: T): FieldSpec[] => [
  {
    name: 'currentPassword',
    kind: 'password',
    label: t('account.password.current'),
    autocomplete: 'current-password',
    required: true,
  },
  ...newPasswordFields(t),
]

export const languageField = (t: T): FieldSpec => ({
  name: 'language',
  kind: 'radio',
  label: t('account.language.label'),
  options: languageOptions,
  required: true,
})

const nameField = (t: T): FieldSpec => ({
  name: 'name',
  kind: 'text',
  label: t('account.name.label'),
  autocomplete: 'off',
  required: true,
})

const loginField = (t: T): FieldSpec => ({
  name: 'login',
  kind: 'email',
  label: t('account.login.label'),
  hint: t('account.login.hint'),
  autocomplete: 'off',
  required: true,
})

export const setupFields = (t: T): FieldSpec[] => [
  { ...nameField(t), autocomplete: 'name' },
  { ...loginField(t), autocomplete: 'username' },
  languageField(t),
  ...newPasswordFields(t),
]

export const newAccountFields = (t: T): FieldSpec[] => [nameField(t), loginField(t), languageField(t)]

export const editAccountFields = (t: T): FieldSpec[] => [
  nameField(t),
  languageField(t),
  { name: 'active', kind: 'tick', label: t('account.active.label'), hint: t('account.active.hint') },
]

export const roleFields = (t: T, roles: Option[], places: Option[]): FieldSpec[] => [
  { name: 'role', kind: 'select', label: t('account.role.label'), options: roles, required: true },
  {
    name: 'place',
    kind: 'select',
    label: t('account.place.label'),
    hint: t('account.place.hint'),
    options: places,
    required: true,
  },
]
