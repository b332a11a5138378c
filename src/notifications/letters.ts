// What a complainant is told, in their language: pure, from the case and its journal.
import { formats } from '../i18n/format.ts'
import { isLanguage, type Language, type T, translator } from '../i18n/i18n.ts'
import type { Facts } from './facts.ts'
import type { Remedies } from './remedies.ts'
import { ownSaying, type Saying, sayings, spokenBy } from './sayings.ts'

export type Letter = { language: Language; subject: string; body: string; sms: string }

/** Whether an effect is a letter of its own to the complainant. */
export const isLetter = (effect: string, { lifecycle }: Pick<Facts, 'lifecycle'>): boolean =>
  effect in sayings || lifecycle.letters?.[effect] !== undefined

/** The letter of an effect; undefined when what it has to say was lawfully erased meanwhile. */
export function letterOf(effect: string, facts: Facts): Letter | undefined {
  const own = facts.lifecycle.letters?.[effect]
  const saying = own ? ownSaying(effect, own, facts) : sayings[effect]?.(facts)
  return saying && write(saying, facts)
}

/** A letter that did not arrive, once more: the same one, with a word of explanation, said once. */
export function letterAgain(facts: Facts): Letter | undefined {
  const { failed, row } = facts
  if (!failed) return undefined
  const language = isLanguage(failed.language) ? failed.language : spokenBy(facts)
  const { subject, body, sms } = failed
  if (failed.effect === 'resend') return { language, subject, body, sms }
  const t = translator(language)
  const values = { reference: row.id, text: body }
  return {
    language,
    subject: t('message.resend.subject', values),
    body: t('message.resend.body', values),
    sms,
  }
}

function write({ key, language, day, remedies, ...rest }: Saying, facts: Facts): Letter {
  const { row, programme } = facts
  const t = translator(language)
  const { dayPlain } = formats(language)
  const values = {
    reference: row.id,
    date: dayPlain(day),
    programme: programme.names[language],
    body: programme.body[language],
    ...rest,
  }
  const said = (part: string) => t(`message.${key}.${part}`, values)
  const body = [said('body'), ...(remedies ? [sayRemedies(t, dayPlain, remedies)] : [])].join('\n\n')
  const sms = t(`message.${key}.sms`, { ...values, text: shortened(rest.text ?? '') })
  return { language, subject: said('subject'), body, sms }
}

/** A telephone shows a few lines; the whole text stands in the letter. */
const SMS_LETTERS = 300

const shortened = (text: string): string =>
  text.length <= SMS_LETTERS ? text : `${text.slice(0, SMS_LETTERS - 1).replace(/\s+\S*$/, '')}…`

/** The ways that remain to whoever is not satisfied, each with its last day. */
function sayRemedies(t: T, dayPlain: (day: string) => string, { appealOn, courtOn }: Remedies): string {
  const courtDate = dayPlain(courtOn)
  return appealOn === null
    ? t('message.remedies.last', { courtDate })
    : t('message.remedies.first', { appealDate: dayPlain(appealOn), courtDate })
}
