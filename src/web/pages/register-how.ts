// By which road a complaint came, where and when: each answer narrows the next question.
import type { Programme } from '../../programmes/schema.ts'
import type { Field, Form, Option } from '../forms.ts'
import { drawn, namesOf, withEmpty } from './register-fields.ts'
import { keyedIn, receivedNow } from './register-typed.ts'
import type { Say } from './say.ts'

/** A programme where somebody registers, and the entities of it where they do. */
export type Place = { programme: Programme; entities: Programme['entities'] }

/** A question with one possible answer is not asked, but said. */
export type Settled = { kind: 'settled'; name: string; label: string; value: string; text: string }
export type Choice = Settled | Field

export type How = {
  programme: Choice
  entity: Choice
  channel: Choice
  /** What is brought, where the programme offers more than complaints. */
  service: Choice | null
  /** Which case a referral of the ombudsman is about. */
  about: Field | null
  /** The day of reception, where it is asked. */
  receivedOn: Field | null
  /** Which day of reception counts, where it is not. */
  rule: string
}

/** The questions, for what was chosen so far. */
export function howOf(say: Say, form: Form<unknown>, places: readonly Place[], today: string): How {
  const { t } = say
  const options = namesOf(
    say,
    places.map((place) => place.programme),
  )
  const programme = choiceOf(say, form, 'programme', options)
  const place = placeIn(places, answerTo(programme))
  const entity = choiceOf(say, form, 'entity', entitiesOf(say, place?.entities ?? []))
  const channels = (place?.programme.channels ?? []).filter(({ code }) => keyedIn(code))
  const channel = choiceOf(
    say,
    form,
    'channel',
    channels.map(({ code }) => ({ value: code, label: t(`field.channel.option.${code}`) })),
  )
  const referral = answerTo(channel) === 'ombudsman'
  const services = referral ? [] : (place?.programme.services ?? [])
  return {
    programme,
    entity,
    channel,
    service: services.length > 0 ? choiceOf(say, form, 'service', namesOf(say, services)) : null,
    about: referral ? drawn(say, form, 'about', { dir: 'ltr', optionalText: t('field.optional') }) : null,
    ...receptionOf(say, form, answerTo(channel), today),
  }
}

/** The place a form names, or the only one there is. */
export const placeIn = (places: readonly Place[], code: string): Place | undefined =>
  places.length === 1 ? places[0] : places.find(({ programme }) => programme.code === code)

/** Entities by what they are, where there are several kinds: nobody finds one of eighty vans in a plain list. */
function entitiesOf(say: Say, entities: Programme['entities']): Option[] {
  const byKind = Map.groupBy(entities, ({ kind }) => kind)
  if (byKind.size < 2) return namesOf(say, entities)
  return [...byKind].flatMap(([kind, some]) => {
    const group = say.t(`place.kind.${kind}`)
    return namesOf(say, some).map((option) => ({ ...option, group }))
  })
}

function receptionOf(
  say: Say,
  form: Form<unknown>,
  channel: string,
  today: string,
): Pick<How, 'receivedOn' | 'rule'> {
  const { t, f } = say
  if (channel === '') return { receivedOn: null, rule: '' }
  const rule = t(`word.receptionRule.${channel}`)
  if (receivedNow(channel))
    return { receivedOn: null, rule: t('registration.today', { day: f.day(today), rule }) }
  const spec = { kind: 'date', required: true, hint: t('registration.rule', { rule }) } as const
  return { receivedOn: drawn(say, form, 'receivedOn', spec), rule: '' }
}

function choiceOf(say: Say, form: Form<unknown>, name: string, options: readonly Option[]): Choice {
  const [only, ...others] = options
  const field = drawn(say, form, name, {
    kind: 'select',
    required: true,
    options: withEmpty(say, options),
  })
  if (!only || others.length > 0) return field
  return { kind: 'settled', name, label: field.label, value: only.value, text: only.label }
}

/** What was answered, if it can still be: another programme has other entities and channels. */
export function answerTo(choice: Choice): string {
  const { value } = choice
  if (choice.kind === 'settled') return choice.value
  const offered = choice.options?.some((option) => option.value === value)
  return offered && typeof value === 'string' ? value : ''
}
