// The form of whoever enters by herself: what the lifecycle asks when a case is opened, in words that speak to her.
import { natures } from '../../../workflows/sensitive-facts.ts'
import { inputs } from '../../../workflows/sensitive-inputs.ts'
import { type ActField, fieldsOf as readFields } from '../../cases/act-fields.ts'
import type { FieldErrors } from '../../errors.ts'
import { has, type Language } from '../../i18n/i18n.ts'
import type { Programme } from '../../programmes/schema.ts'
import {
  type Bad,
  type Field,
  type FieldSpec,
  type Form,
  fieldsOf,
  type Option,
  summaryOf,
  type Values,
} from '../forms.ts'
import type { Say } from './say.ts'

type Place = Pick<Programme, 'code' | 'names' | 'hearsUnsure'>

/** Chosen instead of a programme by whoever does not know hers; no code of a programme is written so. */
export const UNSURE = 'unsure'

/** Filled in by the product. */
const ours = ['programme', 'via']

/** What each part of the safe contact is for: the other ways to reach her do not need it. */
export const needed: Record<string, readonly string[]> = {
  contactPoint: ['sms', 'phone', 'email'],
  contactHours: ['inPerson', 'sms', 'phone', 'email'],
  contactLanguage: ['inPerson', 'sms', 'phone', 'email'],
  calls: ['sms', 'phone', 'email'],
  wording: ['sms', 'email'],
}

/**
 * What was sent, without what the chosen way does not need: the page hides it, so nobody is asked to correct it.
 * Where nobody was asked for a language, that of the form is hers, when it is she who fills it in.
 */
export function asMeant(typed: Record<string, string>, language?: Language): Record<string, string> {
  const isNeeded = (name: string) => needed[name]?.includes(typed.contactBy ?? 'none') ?? true
  return {
    ...(language && { contactLanguage: language }),
    ...Object.fromEntries(Object.entries(typed).filter(([name]) => isNeeded(name))),
  }
}

/** The safe choice is made already: nobody writes, and nobody calls, unless she says so. */
const safest = (say: Say): Values => ({
  ...{ linked: 'unknown', ageBand: 'unknown', sex: 'unknown' },
  ...{ contactBy: 'none', contactHours: 'any', calls: 'never', wording: 'neutral' },
  contactLanguage: say.lang,
})

/** The form in its two parts, with what was typed and what is wrong. */
export function privateForm(say: Say, form: Form<unknown>, places: readonly Place[]) {
  const specs = readFields(inputs.OPEN)
    .filter(({ name }) => !ours.includes(name))
    .map((field) => specOf(say, field))
  const filled: Bad = { ok: false, values: { ...safest(say), ...form.values }, errors: toHer(form.errors) }
  const fields = fieldsOf(say.lang, filled, [placeSpec(say, places), ...specs])
  const isContact = ({ name }: Field) => name === 'contactBy' || name in needed
  return {
    key: String(form.values.key ?? ''),
    about: fields.filter((field) => !isContact(field)),
    contact: fields.filter(isContact),
    summary: summaryOf(say.lang, filled, fields),
  }
}

/** What a schema says to whoever fills in a form about her. */
const aboutHer: Record<string, string> = {
  'field.nature.chooseFacts': 'private.wrong.nature',
  'field.contactPoint.missing': 'private.wrong.contactPoint',
  'field.calls.contradicts': 'private.wrong.calls',
}

/** What is wrong, in words that speak to her. */
const toHer = (errors: FieldErrors): FieldErrors =>
  Object.fromEntries(
    Object.entries(errors).map(([name, said]) => [name, { ...said, key: aboutHer[said.key] ?? said.key }]),
  )

function placeSpec(say: Say, places: readonly Place[]): FieldSpec {
  const options = places.map(({ code, names }) => ({ value: code, label: names[say.lang] }))
  // Offered where somebody hears it.
  const heard = places.some(({ hearsUnsure }) => hearsUnsure)
  const unsure = heard ? [{ value: UNSURE, label: say.t('private.form.unsure') }] : []
  return {
    ...wordsOf(say, 'programme'),
    name: 'programme',
    kind: 'select',
    options: [choose(say), ...options, ...unsure],
    required: true,
  }
}

const choose = ({ t }: Say): Option => ({ value: '', label: t('private.form.choose') })

function wordsOf({ t, lang }: Say, name: string): { label: string; hint?: string } {
  const hint = `private.field.${name}.hint`
  return { label: t(`private.field.${name}.label`), ...(has(lang, hint) && { hint: t(hint) }) }
}

function specOf(say: Say, { name, kind, options }: ActField): FieldSpec {
  const is = needed[name]
  return {
    ...wordsOf(say, name),
    name,
    kind: kind === 'radio' || kind === 'select' ? kind : 'text',
    ...(is && { when: { field: 'contactBy', is } }),
    ...(name === 'nature' && { required: true }),
    ...(name === 'contactPoint' && { dir: 'ltr', autocomplete: 'off' }),
    ...(options.length > 0 && { options: optionsOf(say, name, options) }),
  }
}

function optionsOf(say: Say, name: string, values: readonly string[]): Option[] {
  const { t } = say
  // Which of them happened is said nowhere else on these pages.
  if (name === 'nature')
    return [choose(say), ...natures.map((value) => ({ value, label: t(`private.nature.${value}`) }))]
  return values.map((value) => {
    // The words that would reach her, as they are.
    const words = name === 'wording' ? { words: t(`confidential.word.${value}`) } : undefined
    return { value, label: t(`private.field.${name}.option.${value}`, words) }
  })
}
