// What a complainant is told, in their language: pure, from the case and its journal.

import { formats } from '../i18n/format.ts'
import { isLanguage, type Language, translator } from '../i18n/i18n.ts'
import { addDays, dayOf } from '../platform/clock.ts'
import { type Entry, type Facts, last, newDueDay, textIn } from './facts.ts'

export type Letter = { language: Language; subject: string; body: string; sms: string }

type Saying = {
  /** The texts: `message.<key>.subject`, `.body` and `.sms`. */
  key: string
  language: Language
  /** The civil day the message is about. */
  day: string
  text?: string
  documents?: string
}

const sayings: Record<string, (facts: Facts) => Saying | undefined> = {
  acknowledge: (facts) => ({ key: 'acknowledge', language: spokenBy(facts), day: dueDay(facts) }),
  tellAnswerFollows: (facts) => ({ key: 'tellAnswerFollows', language: spokenBy(facts), day: dueDay(facts) }),
  tellCommitment: commitment,
  askDocuments: documents,
  sendAnswer: answer,
  tellNewDate: newDate,
}

/** Whether an effect is a letter of its own to the complainant. */
export const isLetter = (effect: string): boolean => effect in sayings

/** The letter of an effect; undefined when what it has to say was lawfully erased meanwhile. */
export function letterOf(effect: string, facts: Facts): Letter | undefined {
  const saying = sayings[effect]?.(facts)
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

function write({ key, language, day, ...rest }: Saying, facts: Facts): Letter {
  const { row, programme } = facts
  const t = translator(language)
  const values = {
    reference: row.id,
    date: formats(language).dayPlain(day),
    programme: programme.names[language],
    body: programme.body[language],
    ...rest,
  }
  const said = (part: string) => t(`message.${key}.${part}`, values)
  return { language, subject: said('subject'), body: said('body'), sms: said('sms') }
}

/** The day last promised; from the second announcement on, that it changes is the news. */
function commitment(facts: Facts): Saying | undefined {
  const { history } = facts
  const day = textIn(last(history, 'COMMIT', 'RENEW'), 'dueOn')
  if (!day) return undefined
  const round = history.slice(history.findLastIndex(({ event }) => event === 'REOPEN') + 1)
  const told = round.filter(({ event }) => event === 'NOTIFY_COMMITMENT').length
  return { key: told > 1 ? 'tellCommitment.again' : 'tellCommitment', language: spokenBy(facts), day }
}

/** Another limit is news while it lies ahead and nothing was answered. */
function newDate(facts: Facts): Saying | undefined {
  const { history, row } = facts
  const day = newDueDay(history)
  const awaited = row.outcome === 'none' && (row.mark === 'onTime' || row.mark === 'dueSoon')
  return day && awaited ? { key: 'tellNewDate', language: spokenBy(facts), day } : undefined
}

function documents(facts: Facts): Saying | undefined {
  const asked = textIn(facts.history.at(-1), 'documents')
  if (!asked) return undefined
  return {
    key: 'askDocuments',
    language: spokenBy(facts),
    day: dayBefore(facts.context.waitUntil),
    documents: asked,
  }
}

/** The answer as it was approved, in the language it was written in: the last one submitted before it was sent. */
function answer(facts: Facts): Saying | undefined {
  const submitted = last(facts.history, 'SUBMIT_ANSWER')
  const text = textIn(submitted, 'text')
  const sentOn = textIn(facts.history.at(-1), 'sentOn')
  if (!text || !sentOn) return undefined
  return {
    key: 'sendAnswer',
    language: languageIn(submitted) ?? spokenBy(facts),
    day: addDays(sentOn, facts.programme.deadline.appealDays),
    text,
  }
}

function languageIn(entry: Entry | undefined): Language | undefined {
  const language = textIn(entry, 'language')
  return isLanguage(language) ? language : undefined
}

const spokenBy = ({ registration: { language } }: Facts): Language => (isLanguage(language) ? language : 'fr')

const dueDay = ({ row }: Facts): string => dayBefore(row.due_at)

/** A deadline is the midnight at which its day is over. */
const dayBefore = (end: number): string => dayOf(end - 1)
