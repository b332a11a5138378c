// The form of an act on a sensitive case: codes and ticks from its schema, and the bodies of the programme.
import { OUTSIDE, type SensitiveContext, services, waysToTry } from '../../../workflows/sensitive-facts.ts'
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
import { needed } from './private-form.ts'
import type { Say } from './say.ts'
import { lacksCode } from './sensitive-contact.ts'
import { erasingEnds, untold } from './sensitive-owed.ts'
import { followsOf, introOf, wordOf } from './sensitive-said.ts'

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
  const { lang } = say
  const said = (part: string) => wordOf(say, view, event, part)
  const specs = readFields(act.schema)
    .filter(({ name }) => isAsked(view.context, event, name))
    .map((field) => specOf(say, event, field, (one) => optionsOf(say, event, one, { programme, view, form })))
    .map((spec) => asTick(say, event, withOwnHint(say, view, event, spec)))
    .map((spec) => asNeeded(event, spec))
    .map((spec) => withOwed(say, spec, event, view))
    .map((spec) => withUnfit(say, spec, event, { programme, view }))
  const drawn = form ? placed(form, specs) : blank(firstValues(view.context, event))
  const fields = fieldsOf(lang, drawn, specs).map((field) =>
    field.name === 'to' ? field : unlessAlone(field),
  )
  const address = `/confidential/cases/${view.id}`
  return {
    event,
    ...{ title: said('title'), follows: followsOf(say, view, event), submit: said('do') },
    intro: introOf(say, view, event, today),
    leaves: ofNotice.includes(event) ? noticeFacts(view.context, programme, lang) : [],
    action: event === 'OPEN_ENCLOSURE' ? `${address}/enclosure` : `${address}/acts/${event}`,
    revision: view.revision,
    fields,
    summary: form ? summaryOf(lang, drawn, fields) : null,
    templates: [],
  }
}

/** The acts that send the notice, or prove that it went by hand. */
const ofNotice = ['SEND_NOTICE', 'RECORD_NOTICE']

/** What is wrong, in the order of the form; with the services as a whole, beside the first of those that are asked about. */
function placed(form: Form<unknown>, specs: readonly FieldSpec[]): Form<unknown> {
  const isDrawn = (name: string) => specs.some((spec) => spec.name === name)
  const first = specs.find(({ name }) => isService(name))?.name
  const beside = (name: string) => (first && isService(name) && !isDrawn(name) ? first : name)
  const place = (name: string) => specs.findIndex((spec) => spec.name === beside(name))
  const errors = Object.entries(form.errors)
    .sort(([one], [other]) => place(one) - place(other))
    .map(([name, said]) => [beside(name), said])
  return { ...form, errors: Object.fromEntries(errors) }
}

function withOwnHint(
  { t, lang }: Say,
  { context }: SensitiveView,
  event: string,
  spec: FieldSpec,
): FieldSpec {
  const { hint: _ordinary, ...bare } = spec
  const key = `confidential.hint.${event}.${spec.name}`
  // Nothing is kept where there is nothing.
  const isTrue = spec.name !== 'contactPoint' || context.contactPoint !== null
  if (isTrue && has(lang, key)) return { ...bare, hint: t(key) }
  return hintless.includes(spec.name) ? bare : spec
}

/** Whoever has one answer to give is not asked; who was told is written down all the same, so it is shown. */
function unlessAlone(field: Field): Field {
  const [only, ...others] = field.kind === 'radio' ? (field.options ?? []) : []
  return only && others.length === 0 ? { ...field, kind: 'hidden', value: only.value } : field
}

/** She is asked about what was explained to her, whoever helps about what they were asked for, and about nothing else. */
function isAsked({ offered, referrals }: SensitiveContext, event: string, name: string): boolean {
  if (!isService(name)) return true
  if (event === 'CONSENT') return offered.some((service) => service === name)
  const referral = event === 'REPORT_SUPPORT' ? referrals.at(-1) : undefined
  return !referral || referral.services.some((service) => service === name)
}

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
function optionsOf(say: Say, event: string, field: ActField, { programme, view, form }: Around): Option[] {
  const { context, bodies } = view
  // Who says that they cannot help is not asked whether they answered.
  if (event === 'REFUSE' && view.seat.role === 'specialist')
    return ownOptions(say, { ...field, options: field.options.filter((ground) => ground !== 'noAnswer') })
  if (field.name === 'by') return ownOptions(say, { ...field, options: waysToTry(context) })
  if (event === 'RECORD_NOTICE' && field.name === 'to')
    return ownOptions(say, { ...field, options: untold(context) })
  if (field.name === 'contactBy' && lacksCode(view)) return ownOptions(say, field).map(withoutCode(say))
  if (field.choices !== 'specialists') return ownOptions(say, field)
  const { t, lang } = say
  const refused = (code: string) =>
    context.referrals.some((one) => one.to === code && one.outcome === 'refused')
  // What was chosen and refused stays chosen, beside the reason. Who refused her before stands below those who did not.
  const shown = programme.specialists
    .filter(({ code }) => bodies.get(code) === null || form?.values[field.name] === code)
    .sort((one, other) => Number(refused(one.code)) - Number(refused(other.code)))
  return [
    { value: '', label: t('case.form.choose') },
    ...shown.map(({ code, names }) => ({
      value: code,
      label: refused(code) ? t('confidential.refer.refusedBefore', { name: names[lang] }) : names[lang],
    })),
    { value: OUTSIDE, label: t('confidential.outside') },
  ]
}

type Around = { programme: Programme; view: SensitiveView; form?: Form<unknown> | undefined }

/** The bodies that cannot be chosen now are named with the reason. */
function withUnfit(
  { t, f, lang }: Say,
  spec: FieldSpec,
  event: string,
  { programme, view }: Around,
): FieldSpec {
  if (event !== 'REFER' || spec.name !== 'to') return spec
  const lines = (['nobodyThere', 'notAgreed'] as const).flatMap((why) => {
    const names = programme.specialists
      .filter(({ code }) => view.bodies.get(code) === why)
      .map((b) => b.names[lang])
    return names.length > 0 ? [t(`confidential.refer.${why}`, { names: f.list(names) })] : []
  })
  const some = [...view.bodies.values()].includes(null)
  const hint = [some ? '' : t('confidential.refer.none'), ...lines, spec.hint ?? ''].filter(Boolean).join(' ')
  return { ...spec, hint }
}

/** How she is reached is asked as far as the chosen way needs it, as on the form that brings a case. */
function asNeeded(event: string, spec: FieldSpec): FieldSpec {
  const is = event === 'SET_CONTACT' ? needed[spec.name] : undefined
  return is ? { ...spec, when: { field: 'contactBy', is } } : spec
}

/** Beside the tick that erases: what nobody can do afterwards any more. */
function withOwed(say: Say, spec: FieldSpec, event: string, { context }: SensitiveView): FieldSpec {
  const ends = event === 'ERASE' && spec.name === 'confirmed' ? erasingEnds(say, context) : ''
  return ends ? { ...spec, hint: ends, grave: true } : spec
}

/** Who has no code cannot come back with it. */
const withoutCode =
  ({ t }: Say) =>
  (option: Option): Option =>
    option.value === 'none' ? { ...option, label: t('confidential.contact.none') } : option

function firstValues(context: SensitiveContext, event: string): Values {
  const [only, ...others] = untold(context)
  if (event === 'RECORD_NOTICE') return only && others.length === 0 ? { to: only } : {}
  // What was noted already stays ticked: the help that goes on ends without being told again.
  if (event === 'REPORT_SUPPORT')
    return Object.fromEntries((context.referrals.at(-1)?.provided ?? []).map((service) => [service, 'true']))
  const names = known[event] ?? []
  return Object.fromEntries(names.map((name) => [name, String(context[name] ?? '')]))
}
