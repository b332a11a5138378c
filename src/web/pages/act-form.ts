// The form of an act, drawn from its schema: labels and choices in the reader's language, values to begin with.

import { type ActField, fieldsOf as readFields } from '../../cases/act-fields.ts'
import type { CaseView } from '../../cases/case-view.ts'
import { has } from '../../i18n/i18n.ts'
import { lifeKey } from '../../i18n/life.ts'
import type { Programme } from '../../programmes/schema.ts'
import {
  blank,
  type Field,
  type FieldSpec,
  type Form,
  fieldsOf,
  type Option,
  type Summary,
  summaryOf,
} from '../forms.ts'
import { optionsOf } from './act-options.ts'
import { type ActParts, firstValues } from './act-values.ts'
import { actWord } from './act-words.ts'
import { draftOf } from './letter.ts'
import type { Say } from './say.ts'

export type ActForm = {
  event: string
  title: string
  intro: string
  follows: string
  submit: string
  action: string
  revision: number
  fields: Field[]
  summary: Summary | null
  templates: { href: string; text: string }[]
}

/** The form of one act on a case; `form` is what was typed when it was refused. */
export function actForm(
  say: Say,
  view: CaseView,
  event: string,
  parts: ActParts,
  form?: Form<unknown>,
): ActForm | null {
  const act = view.acts.find(({ type }) => type === event)
  if (!act) return null
  const { lang } = say
  const said = (part: string) => actWord(say, view, event, part)
  const fields = readFields(act.schema).filter((field) => field.kind !== 'files')
  const filled = form ?? blank(firstValues(say, view, event, fields, parts))
  const specs = fields
    .map((field) => specOf(say, event, field, (one) => optionsOf(say, view, one, parts)))
    .map((spec) => inTheirLanguage(say, view, spec))
  const drawn = fieldsOf(lang, filled, specs)
  return {
    event,
    title: said('title'),
    intro: said('intro'),
    follows: said('follows'),
    submit: has(lang, lifeKey(lang, view.workflow, `event.${event}.send`)) ? said('send') : said('do'),
    action: `/cases/${view.id}/acts/${event}`,
    revision: view.revision,
    fields: drawn,
    summary: form ? summaryOf(lang, form, drawn) : null,
    // The templates of a programme speak to whoever complained.
    templates:
      event === 'SUBMIT_ANSWER' && !draftOf(say, view) ? templatesOf(say, view, parts.programme) : [],
  }
}

/** What a field of an act is called there. */
export function labelOf({ t, lang }: Say, event: string, name: string): string {
  const own = `field.${name}.for.${event}`
  return has(lang, own) ? t(own) : t(`field.${name}.label`)
}

/** Fields whose words go to the person as they are. */
const toThem = ['explanation', 'thanks', 'news']

/** What the person reads is written in their language. */
function inTheirLanguage({ t }: Say, { registration }: CaseView, spec: FieldSpec): FieldSpec {
  if (!toThem.includes(spec.name)) return spec
  const theirs = t('author.writeIn', { language: t(`word.language.${registration.language}`) })
  return { ...spec, hint: spec.hint ? `${spec.hint} ${theirs}` : theirs }
}

/** A field of an act as it is drawn; `options` knows the choices of one that has any. */
export function specOf(
  say: Say,
  event: string,
  field: ActField,
  options: (field: ActField) => Option[],
): FieldSpec {
  const { t, lang } = say
  const { name } = field
  const text = (part: string) => (has(lang, `field.${name}.${part}`) ? t(`field.${name}.${part}`) : undefined)
  const hint = has(lang, `field.${name}.hintFor.${event}`)
    ? t(`field.${name}.hintFor.${event}`)
    : text('hint')
  const spec: FieldSpec = {
    name,
    id: `act-${name}`,
    kind: field.kind === 'files' ? 'file' : name === 'template' ? 'hidden' : field.kind,
    label: labelOf(say, event, name),
    required: field.required,
  }
  if (hint) spec.hint = hint
  if (!field.required) spec.optionalText = t('frame.optional')
  if (field.when) spec.when = field.when
  if (field.kind === 'radio' || field.kind === 'select') spec.options = options(field)
  if (field.kind === 'long') spec.rows = name === 'text' ? 14 : 4
  return spec
}

function templatesOf({ lang }: Say, view: CaseView, programme: Programme): { href: string; text: string }[] {
  return programme.templates.map(({ code, names }) => ({
    href: `/cases/${view.id}?act=SUBMIT_ANSWER&template=${code}#act`,
    text: names[lang],
  }))
}
