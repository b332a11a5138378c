// The form for a new complaint in the reader's language: its questions, with what was typed and what is wrong.
import { languages, relations } from '../../../workflows/case-inputs.ts'
import type { Said } from '../../errors.ts'
import { spoken } from '../../i18n/said.ts'
import { type Field, type Form, type Summary, summaryOf } from '../forms.ts'
import type { KeptDocument } from '../kept-documents.ts'
import { FILES_FIELD } from '../uploads.ts'
import { chosen, drawn, namesOf, withEmpty } from './register-fields.ts'
import { answerTo, type How, howOf, type Place, placeIn } from './register-how.ts'
import type { Say } from './say.ts'

/** The file input, and the documents that are received already. */
export type Files = Field & { kept: { token: string; name: string; size: string }[] }

export type RegisterForm = {
  key: string
  how: How
  /** The relations of somebody who has a name. */
  named: string
  relation: Field
  /** By what the registry may know the person. */
  known: Field[]
  contact: Field[]
  category: Field
  words: Field[]
  files: Files
  externalKey: Field
  summary: Summary | null
}

export type FormParts = {
  key: string
  places: readonly Place[]
  /** The civil day of the moment. */
  today: string
  kept: readonly KeptDocument[]
  /** Why files were not taken. */
  refused: readonly Said[]
}

/** The form, blank or as somebody left it. */
export function registerForm(say: Say, form: Form<unknown>, parts: FormParts): RegisterForm {
  const how = howOf(say, form, parts.places, parts.today)
  const service = how.service ? answerTo(how.service) : ''
  const offered = placeIn(parts.places, answerTo(how.programme))?.programme.categories ?? []
  const categories = offered.filter(({ services }) => !service || !services || services.includes(service))
  const optional = { optionalText: say.t('field.optional') }
  const page = {
    how,
    named: relations.filter((relation) => relation !== 'anonymous').join(' '),
    relation: chosen(say, form, 'relation', relations),
    ...personOf(say, form),
    category: drawn(say, form, 'category', {
      kind: 'select',
      required: true,
      options: withEmpty(say, namesOf(say, categories)),
    }),
    words: [
      drawn(say, form, 'object', { required: true }),
      drawn(say, form, 'description', { kind: 'long', rows: 6, required: true }),
      chosen(say, form, 'language', languages),
    ],
    files: filesOf(say, form, parts),
    externalKey: drawn(say, form, 'externalKey', { ...optional, dir: 'ltr' }),
  }
  return { ...page, key: parts.key, summary: summaryFor(say, form, page, parts.refused) }
}

function personOf(say: Say, form: Form<unknown>): Pick<RegisterForm, 'known' | 'contact'> {
  const { t } = say
  const optional = { optionalText: t('field.optional') }
  return {
    known: [
      drawn(say, form, 'cnie', { ...optional, dir: 'ltr' }),
      drawn(say, form, 'beneficiary', {
        ...optional,
        dir: 'ltr',
        label: t('registration.number'),
        hint: t('registration.numberHint'),
      }),
    ],
    contact: [
      drawn(say, form, 'name', { required: true }),
      drawn(say, form, 'phone', { dir: 'ltr' }),
      drawn(say, form, 'email', { kind: 'email' }),
      drawn(say, form, 'address'),
    ],
  }
}

function filesOf(say: Say, form: Form<unknown>, { kept, refused }: FormParts): Files {
  const { t, f, lang } = say
  const field = drawn(say, form, FILES_FIELD, {
    kind: 'file',
    multiple: true,
    optionalText: t('field.optional'),
    hint: t('registration.files.hint'),
    accept: 'application/pdf,image/jpeg,image/png,image/webp,audio/*,video/webm',
  })
  const wrong = refused.map((said) => spoken(lang, said))
  return {
    ...field,
    ...(wrong.length > 0 && { error: wrong.join(' ') }),
    kept: kept.map(({ token, name, bytes }) => ({ token, name, size: f.bytes(bytes) })),
  }
}

type Page = Omit<RegisterForm, 'key' | 'summary'>

/** Each point that is wrong, in the order of the page; each file by its name. */
function summaryFor(say: Say, form: Form<unknown>, page: Page, refused: readonly Said[]): Summary | null {
  const asked = fieldsIn(page)
  const order = new Map(asked.map(({ name }, at) => [name, at]))
  const place = ([name]: [string, Said]) => order.get(name) ?? asked.length
  const errors = Object.entries(form.errors).sort((a, b) => place(a) - place(b))
  const summary = summaryOf(say.lang, { ...form, ok: false, errors: Object.fromEntries(errors) }, asked)
  const files = refused.map((said) => ({ id: page.files.id, text: spoken(say.lang, said) }))
  if (!summary && files.length === 0) return null
  return { ...summary, errors: [...(summary?.errors ?? []), ...files] }
}

function fieldsIn({ how, relation, known, contact, category, words, externalKey }: Page): Field[] {
  const choices = [how.programme, how.entity, how.channel, how.service].filter(
    (one): one is Field => one !== null && one.kind !== 'settled',
  )
  const day = [how.about, how.receivedOn].filter((one) => one !== null)
  return [...choices, ...day, relation, ...known, ...contact, category, ...words, externalKey]
}
