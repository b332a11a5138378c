// The fields of the registration form, one by one: labels and hints by their names, values and errors from the form.
import { has } from '../../i18n/i18n.ts'
import type { Names } from '../../programmes/schema.ts'
import { type Field, type FieldSpec, type Form, fieldsOf, type Option } from '../forms.ts'
import type { Say } from './say.ts'

/** A field of the form; what the texts say of it may be said otherwise. */
export function drawn(say: Say, form: Form<unknown>, name: string, spec: Partial<FieldSpec> = {}): Field {
  const { t, lang } = say
  const label = has(lang, `field.${name}.for.OPEN`) ? `field.${name}.for.OPEN` : `field.${name}.label`
  const hint = has(lang, `field.${name}.hint`) ? { hint: t(`field.${name}.hint`) } : {}
  const [field] = fieldsOf(lang, form, [{ name, kind: 'text', label: t(label), ...hint, ...spec }])
  if (!field) throw new Error(`${name} was not drawn`)
  return field
}

/** A choice among a few, all seen at once. */
export function chosen(say: Say, form: Form<unknown>, name: string, values: readonly string[]): Field {
  const options = values.map((value) => ({ value, label: say.t(`field.${name}.option.${value}`) }))
  return drawn(say, form, name, { kind: 'radio', required: true, options })
}

/** What a programme names, as options. */
export const namesOf = ({ lang }: Say, list: readonly { code: string; names: Names }[]): Option[] =>
  list.map(({ code, names }) => ({ value: code, label: names[lang] }))

/** Options with none chosen to begin with. */
export const withEmpty = ({ t }: Say, options: readonly Option[]): Option[] => [
  { value: '', label: t('registration.choose') },
  ...options,
]
