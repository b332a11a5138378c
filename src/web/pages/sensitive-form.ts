// The form of an act on a sensitive case: codes and ticks from its schema, and the bodies of the programme.
import {
  ATTEMPTS,
  OUTSIDE,
  type SensitiveContext,
  services,
  waysToTry,
} from '../../../workflows/sensitive-facts.ts'
import { type ActField, fieldsOf as readFields } from '../../cases/act-fields.ts'
import { noticeFacts } from '../../confidential/notice-words.ts'
import type { SensitiveView } from '../../confidential/reading.ts'
import { has } from '../../i18n/i18n.ts'
import type { Programme } from '../../programmes/schema.ts'
import {
  blank,
  type Field,
  type FieldSpec,
  type Form,
  fieldsOf,
  type Option,
  summaryOf,
  type Values,
} from '../forms.ts'
import { type ActForm, specOf } from './act-form.ts'
import { ownOptions } from './act-options.ts'
import type { Say } from './say.ts'

/** What a form begins with when nobody has typed: what is known, and never a consent. */
const known: Record<string, readonly (keyof SensitiveContext)[]> = {
  RECLASSIFY: ['nature', 'linked', 'ageBand', 'sex'],
  SET_CONTACT: ['contactBy', 'contactHours', 'contactLanguage', 'calls', 'wording'],
}

/** Hints of the ordinary road that say what is not true on this one. */
const hintless = ['ground']

/** The form of an act, with the five facts that leave where it sends or proves the notice. */
export type SensitiveForm = ActForm & { leaves: { label: string; value: string }[] }

/** The form of one act; `form` is what was typed when it was refused. */
export function sensitiveForm(
  say: Say,
  view: SensitiveView,
  event: string,
  { programme, today, form }: { programme: Programme; today: string; form?: Form<unknown> | undefined },
): SensitiveForm | null {
  const act = view.acts.find(({ type }) => type === event)
  if (!act) return null
  const { lang, life } = say
  const said = (part: string) => life('sensitive', `event.${event}.${part}`)
  const specs = readFields(act.schema)
    .filter(({ name }) => event !== 'CONSENT' || isOffered(view.context, name))
    .map((field) => specOf(say, event, field, (one) => optionsOf(say, one, programme, view.context)))
    .map((spec) => asTick(say, event, withOwnHint(say, event, spec)))
  const drawn = form ?? blank(firstValues(view.context, event))
  const fields = fieldsOf(lang, drawn, specs).map(unlessAlone)
  const before = event === 'RECORD_ATTEMPT' ? attemptOf(say, view.context, today) : []
  const address = `/confidential/cases/${view.id}`
  return {
    event,
    ...{ title: said('title'), follows: said('follows'), submit: said('do') },
    intro: [...before, said('intro')].filter(Boolean).join(' '),
    leaves: ofNotice.includes(event) ? noticeFacts(view.context, programme, lang) : [],
    action: event === 'OPEN_ENCLOSURE' ? `${address}/enclosure` : `${address}/acts/${event}`,
    revision: view.revision,
    fields,
    summary: form ? summaryOf(lang, form, fields) : null,
    templates: [],
  }
}

/** The acts that send the notice, or prove that it went by hand. */
const ofNotice = ['SEND_NOTICE', 'RECORD_NOTICE']

/** Which attempt this one is, while they still count, and what is left when she named no way to be reached. */
function attemptOf({ t }: Say, context: SensitiveContext, today: string): string[] {
  const { attempts, attemptedOn } = context
  const n = attemptedOn === today ? attempts : attempts + 1
  return [
    n > ATTEMPTS ? '' : t('confidential.attempt.of', { n, most: ATTEMPTS }),
    waysToTry(context).length > 1 ? '' : t('confidential.attempt.inPerson'),
  ]
}

function withOwnHint({ t, lang }: Say, event: string, spec: FieldSpec): FieldSpec {
  const { hint: _ordinary, ...bare } = spec
  const key = `confidential.hint.${event}.${spec.name}`
  if (has(lang, key)) return { ...bare, hint: t(key) }
  return hintless.includes(spec.name) ? bare : spec
}

/** Whoever has one answer to give is not asked. */
function unlessAlone(field: Field): Field {
  const [only, ...others] = field.kind === 'radio' ? (field.options ?? []) : []
  return only && others.length === 0 ? { ...field, kind: 'hidden', value: only.value } : field
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

/** The choices of a field: where a case may be referred to is the programme's to say, how she is looked for is hers. */
function optionsOf(say: Say, field: ActField, programme: Programme, context: SensitiveContext): Option[] {
  if (field.name === 'by') return ownOptions(say, { ...field, options: waysToTry(context) })
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
