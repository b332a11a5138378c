// The answer as the complainant will read it.
import type { CaseView } from '../../cases/case-view.ts'
import { formats } from '../../i18n/format.ts'
import { dirOf, isLanguage, type Language, translator } from '../../i18n/i18n.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Names, Programme } from '../../programmes/schema.ts'
import type { Say } from './say.ts'

/** A template with the data of the case, in the complainant's language; its [blanks] stay for the clerk. */
export function fillTemplate(say: Say, view: CaseView, programme: Programme, text: Names): string {
  const { registration, context } = view
  const language: Language = isLanguage(registration.language) ? registration.language : say.lang
  const f = formats(language)
  const due = context.commitments.at(-1)?.dueOn
  const name = view.restricted === 1 ? '' : registration.name
  const data: Record<string, string> = {
    // Nobody reads who a protected author is by beginning an answer.
    name,
    reference: view.id,
    object: view.object,
    receivedOn: f.dayPlain(view.received_on),
    programme: programme.names[language],
    body: programme.body[language],
    ...(due && { dueOn: f.dayPlain(due) }),
  }
  const filled = text[language].replaceAll(/\{(\w+)\}/g, (whole, name: string) => data[name] ?? whole)
  // Nobody's name leaves no gap before the comma that follows it.
  return name ? filled : filled.replaceAll(/ +(?=[,،])/g, '')
}

export type Letter = {
  language: Language
  dir: 'rtl' | 'ltr'
  body: string
  programme: string
  reference: string
  date: string
  subject: string
  paragraphs: string[][]
  signature: string
  author: string
}

/** The answer written last, as a letter; null while there is none. */
export function letterOf(
  view: CaseView,
  programme: Programme,
  names: ReadonlyMap<string, string>,
): Letter | null {
  const written = view.timeline.findLast(({ event }) => event === 'SUBMIT_ANSWER')
  const { text, language } = written?.input ?? {}
  if (!written || typeof text !== 'string' || !isLanguage(language)) return null
  const t = translator(language)
  return {
    language,
    dir: dirOf(language),
    body: programme.body[language],
    programme: programme.names[language],
    reference: view.id,
    date: formats(language).dayPlain(dayOf(written.at)),
    subject: t('case.letter.subject', { object: view.object }),
    paragraphs: text.split(/\n\s*\n/).map((paragraph) => paragraph.split('\n')),
    signature: t('case.letter.for', { body: programme.body[language] }),
    author: names.get(written.actor) ?? '',
  }
}
