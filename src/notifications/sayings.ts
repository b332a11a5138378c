// What each letter to a complainant is about: which text, which day, which words of the clerk's.
import { isContestable, type LetterOf } from '../../workflows/kit.ts'
import { decisionKey, leavesRemedies } from '../i18n/decision.ts'
import { has, isLanguage, type Language } from '../i18n/i18n.ts'
import { addDays, dayOf } from '../platform/clock.ts'
import { type Entry, type Facts, last, newDueDay, textIn } from './facts.ts'
import { type Remedies, remediesAfter } from './remedies.ts'

export type Saying = {
  /** The texts: `message.<key>.subject`, `.body` and `.sms`. */
  key: string
  language: Language
  /** The civil day the message is about. */
  day: string
  text?: string
  documents?: string
  /** What remains to whoever is not satisfied, where something was answered or decided. */
  remedies?: Remedies | undefined
}

export const sayings: Record<string, (facts: Facts) => Saying | undefined> = {
  acknowledge: acknowledged,
  tellAnswerFollows: (facts) => ({ key: 'tellAnswerFollows', language: spokenBy(facts), day: dueDay(facts) }),
  tellCommitment: commitment,
  askDocuments: documents,
  sendAnswer: answer,
  tellNewDate: newDate,
  tellNews: (facts) => spoken(facts, 'tellNews', 'news'),
  thank: (facts) => spoken(facts, 'thank', 'thanks'),
  tellDecision: decision,
}

/** A letter of one lifecycle alone; undefined when the words it carries were lawfully erased. */
export function ownSaying(key: string, { text, day }: LetterOf, facts: Facts): Saying | undefined {
  const event = facts.history.at(-1)
  const written = text === undefined ? undefined : textIn(event, text)
  if (written === '') return undefined
  const on = (day && textIn(event, day)) || dueDay(facts)
  return { key, language: spokenBy(facts), day: on, ...(written && { text: written }) }
}

/** Each lifecycle receives what is brought in its own words. */
function acknowledged(facts: Facts): Saying {
  const language = spokenBy(facts)
  const own = ownKey(facts, language, 'acknowledge')
  // Nobody is promised an appeal that the case will not know.
  const key = own === 'acknowledge' && !isContestable(facts.lifecycle) ? 'acknowledge.last' : own
  return { key, language, day: dueDay(facts) }
}

/** The words of the lifecycle itself, where it has any. */
function ownKey({ row: { workflow } }: Facts, language: Language, key: string): string {
  const own = `${key}.for.${workflow}`
  return has(language, `message.${own}.subject`) ? own : key
}

/** Words that were written for this letter. */
function spoken(facts: Facts, key: string, field: string): Saying | undefined {
  const text = textIn(facts.history.at(-1), field)
  return text ? { key, language: spokenBy(facts), day: dueDay(facts), text } : undefined
}

const DECIDING = ['DECIDE_ELIGIBILITY', 'DECIDE_DEFERRAL', 'DECIDE_APPEAL'] as const

/** What was decided, with its explanation, and the day it brings: the next instalment, or the last day to appeal. */
function decision(facts: Facts): Saying | undefined {
  const { history, row } = facts
  const decided = last(history, ...DECIDING)
  const text = textIn(decided, 'explanation')
  const code = textIn(decided, 'decision')
  const told = history.at(-1)
  if (!text || !code || !told) return undefined
  const toldOn = textIn(told, 'sentOn') || dayOf(facts.at)
  const remedies = leavesRemedies(code) ? remediesAfter(facts, toldOn) : undefined
  const language = spokenBy(facts)
  const key = decisionKey(row.workflow, code)
  const only = remedies?.appealOn === null && has(language, `message.${key}.last.sms`)
  return {
    key: only ? `${key}.last` : key,
    language,
    day: textIn(decided, 'instalmentOn') || remedies?.appealOn || remedies?.courtOn || toldOn,
    text,
    remedies,
  }
}

/** What begins a new round, in which nothing was promised yet. */
const REOPENING = ['REOPEN', 'RECONSIDER', 'APPEAL_DECIDED']

/** The day last promised; from the second announcement on, that it changes is the news. */
function commitment(facts: Facts): Saying | undefined {
  const { history } = facts
  const day = textIn(last(history, 'COMMIT', 'RENEW'), 'dueOn')
  if (!day) return undefined
  const round = history.slice(history.findLastIndex(({ event }) => REOPENING.includes(event)) + 1)
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
  const remedies = remediesAfter(facts, sentOn)
  const language = languageIn(submitted) ?? spokenBy(facts)
  return {
    // Nobody is told of an appeal that is no longer theirs.
    key: remedies?.appealOn === null ? 'sendAnswer.last' : ownKey(facts, language, 'sendAnswer'),
    language,
    day: remedies?.appealOn ?? addDays(sentOn, facts.programme.deadline.appealDays),
    text,
    remedies,
  }
}

function languageIn(entry: Entry | undefined): Language | undefined {
  const language = textIn(entry, 'language')
  return isLanguage(language) ? language : undefined
}

/** The complainant's language. */
export const spokenBy = ({ registration: { language } }: Facts): Language =>
  isLanguage(language) ? language : 'fr'

const dueDay = ({ row }: Facts): string => dayBefore(row.due_at)

/** A deadline is the midnight at which its day is over. */
const dayBefore = (end: number): string => dayOf(end - 1)
