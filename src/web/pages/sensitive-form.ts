// The form of an act on a sensitive case: codes and ticks from its schema, and the bodies of the programme.
import { OUTSIDE, type SensitiveContext, services } from '../../../workflows/sensitive-facts.ts'
import { type ActField, fieldsOf as readFields } from '../../cases/act-fields.ts'
import type { SensitiveView } from '../../confidential/reading.ts'
import { has } from '../../i18n/i18n.ts'
import type { Programme } from '../../programmes/schema.ts'
import { blank, type FieldSpec, type Form, fieldsOf, type Option, summaryOf, type Values } from '../forms.ts'
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
  const specs = readFields(act.schema)
    .filter(({ name }) => event !== 'CONSENT' || isOffered(view.context, name))
    .map((field) => specOf(say, event, field, (one) => optionsOf(say, one, programme)))
    .map((spec) => asTick(say, event, spec))
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

/** She is asked about what was explained to her, and about nothing else. */
const isOffered = ({ offered }: SensitiveContext, name: string): boolean =>
  !isService(name) || offered.some((service) => service === name)

const isService = (name: string): boolean => services.some((service) => service === name)

/** A box that may stay empty says so by being one; those of a kind stand under one heading. */
function asTick({ t, lang }: Say, event: string, spec: FieldSpec): FieldSpec {
  if (spec.kind !== 'tick') return spec
  const { optionalText: _said, ...rest } = spec
  const kind = isService(spec.name) ? 'services' : spec.name.startsWith('share') ? 'share' : ''
  const key = `confidential.ticks.${event}.${kind}`
  return has(lang, key) ? { ...rest, heading: t(key) } : rest
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
