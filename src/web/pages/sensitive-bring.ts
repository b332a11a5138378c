// The form that brings a sensitive case: what the lifecycle asks when one is opened, and for which programme.
import { inputs } from '../../../workflows/sensitive-inputs.ts'
import { fieldsOf as readFields } from '../../cases/act-fields.ts'
import { has } from '../../i18n/i18n.ts'
import type { Programme } from '../../programmes/schema.ts'
import { type Field, type FieldSpec, type Form, fieldsOf, inOrder, summaryOf, type Values } from '../forms.ts'
import { specOf } from './act-form.ts'
import { ownOptions } from './act-options.ts'
import { needed } from './private-form.ts'
import type { Say } from './say.ts'

/** Filled in by the product. */
const ours = ['programme', 'via']

/** What is written about how to reach her. */
const ofContact = ['contactBy', 'contactPoint', 'contactHours', 'contactLanguage', 'calls', 'wording']

/** The safe choice is the first one everywhere: nobody is written to, and never called, unless she said so. */
const safest: Values = {
  contactBy: 'none',
  contactHours: 'any',
  contactLanguage: 'ar',
  calls: 'never',
  wording: 'neutral',
  linked: 'unknown',
  ageBand: 'unknown',
  sex: 'unknown',
}

/** The fields of the form, in their two groups. */
export function bringForm(
  say: Say,
  form: Form<unknown>,
  places: readonly Pick<Programme, 'code' | 'names'>[],
) {
  const { t, lang } = say
  const specs = readFields(inputs.OPEN)
    .filter(({ name }) => !ours.includes(name))
    .map((field) => specOf(say, 'OPEN', field, (one) => ownOptions(say, one)))
    .map((spec): FieldSpec => {
      const is = needed[spec.name]
      const hint = `confidential.hint.OPEN.${spec.name}`
      return {
        ...{ ...spec, id: spec.name, ...(has(lang, hint) && { hint: t(hint) }) },
        ...(is && { when: { field: 'contactBy', is } }),
      }
    })
  const programme: FieldSpec = {
    ...{ name: 'programme', kind: 'select', label: t('field.programme.label'), required: true },
    options: [
      { value: '', label: t('case.form.choose') },
      ...places.map(({ code, names }) => ({ value: code, label: names[lang] })),
    ],
  }
  const filled = { ...form, values: { ...safest, ...form.values } }
  const fields = fieldsOf(lang, filled, [programme, ...specs])
  const isContact = ({ name }: Field) => ofContact.includes(name)
  return {
    key: String(form.values.key ?? ''),
    about: fields.filter((field) => !isContact(field)),
    contact: fields.filter(isContact),
    summary: summaryOf(lang, inOrder(form, fields), fields),
  }
}
