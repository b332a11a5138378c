// The form of an act on a sensitive case: codes and ticks from its schema, and the bodies of the programme.
import { OUTSIDE, type SensitiveContext } from '../../../workflows/sensitive-facts.ts'
import { type ActField, fieldsOf as readFields } from '../../cases/act-fields.ts'
import type { SensitiveView } from '../../confidential/reading.ts'
import type { Programme } from '../../programmes/schema.ts'
import { blank, type Form, fieldsOf, type Option, summaryOf, type Values } from '../forms.ts'
import { type ActForm, specOf } from './act-form.ts'
import { ownOptions } from './act-options.ts'
import type { Say } from './say.ts'

/** What a form begins with when nobody has typed: what is known, and never a consent. */
const known: Record<string, readonly (keyof SensitiveContext)[]> = {
  RECLASSIFY: ['nature', 'linked', 'ageBand', 'sex'],
  SET_CONTACT: ['contactBy', 'contactHours', 'contactLanguage', 'calls', 'wording'],
}

/** The form of one act; `form` is what was typed when it was refused. */
export function sensitiveForm(
  say: Say,
  view: SensitiveView,
  event: string,
  { programme, form }: { programme: Programme; form?: Form<unknown> | undefined },
): ActForm | null {
  const act = view.acts.find(({ type }) => type === event)
  if (!act) return null
  const { lang, life } = say
  const said = (part: string) => life('sensitive', `event.${event}.${part}`)
  const specs = readFields(act.schema).map((field) =>
    specOf(say, event, field, (one) => optionsOf(say, one, programme)),
  )
  const fields = fieldsOf(lang, form ?? blank(firstValues(view.context, event)), specs)
  const address = `/confidential/cases/${view.id}`
  return {
    event,
    ...{ title: said('title'), intro: said('intro'), follows: said('follows'), submit: said('do') },
    action: event === 'OPEN_ENCLOSURE' ? `${address}/enclosure` : `${address}/acts/${event}`,
    revision: view.revision,
    fields,
    summary: form ? summaryOf(lang, form, fields) : null,
    templates: [],
  }
}

/** The choices of a field: where a case may be referred to is the programme's to say. */
export function optionsOf(say: Say, field: ActField, programme: Programme): Option[] {
  if (field.choices !== 'specialists') return ownOptions(say, field)
  const { t, lang } = say
  return [
    { value: '', label: t('case.form.choose') },
    ...programme.specialists.map(({ code, names }) => ({ value: code, label: names[lang] })),
    { value: OUTSIDE, label: t('confidential.outside') },
  ]
}

function firstValues(context: SensitiveContext, event: string): Values {
  const names = known[event] ?? []
  return Object.fromEntries(names.map((name) => [name, String(context[name] ?? '')]))
}
