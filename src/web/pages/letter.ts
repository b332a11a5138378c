// The answer as the complainant will read it.
import { isContestable } from '../../../workflows/kit.ts'
import type { CaseView } from '../../cases/case-view.ts'
import { formats } from '../../i18n/format.ts'
import { dirOf, has, isLanguage, type Language, translator } from '../../i18n/i18n.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Names, Programme } from '../../programmes/schema.ts'
import type { Say } from './say.ts'

/** What an answer begins with where no template fits whom it goes to; undefined where the templates do. */
export function draftOf(say: Say, view: CaseView): string | undefined {
  const { registration } = view
  const language: Language = isLanguage(registration.language) ? registration.language : say.lang
  const key = `letter.draft.${view.workflow}`
  if (!has(language, key)) return undefined
  return translator(language)(key, {
    number: theirNumber(view),
    object: view.object,
    reference: view.id,
    receivedOn: formats(language).dayPlain(view.received_on),
  })
}

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
  /** What is added below when it leaves, its days still to come; empty once it left. */
  remedies: string[]
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
  const sent = view.timeline.some(({ event, seq }) => event === 'SEND_ANSWER' && seq > written.seq)
  return {
    language,
    dir: dirOf(language),
    body: programme.body[language],
    programme: programme.names[language],
    reference: view.id,
    date: formats(language).dayPlain(dayOf(written.at)),
    subject: subjectOf(view, language),
    paragraphs: paragraphsOf(text),
    remedies: sent ? [] : remediesToCome(view, programme, language),
    signature: t('case.letter.for', { body: programme.body[language] }),
    author: names.get(written.actor) ?? '',
  }
}

/** A text as its paragraphs, each with its lines. */
export const paragraphsOf = (text: string): string[][] =>
  text.split(/\n\s*\n/).map((paragraph) => paragraph.split('\n'))

/** The remedies a letter will name, in its language: their days are known only when it leaves. */
export function remediesToCome(view: CaseView, { deadline }: Programme, language: Language): string[] {
  if (view.noRemedy) return []
  const t = translator(language)
  const after = (n: number) => t('letter.dayAfter', { n })
  const courtDate = after(deadline.courtDays)
  const appeals = isContestable(view) && view.context.contested !== 'answer'
  const said = appeals
    ? t('message.remedies.first', { appealDate: after(deadline.appealDays), courtDate })
    : t('message.remedies.last', { courtDate })
  return said.split('\n\n')
}

/** Whoever did not complain, as the ombudsman, is not told of "your complaint". */
function subjectOf(view: CaseView, language: Language): string {
  const own = `letter.subject.${view.workflow}`
  const values = { object: view.object, number: theirNumber(view) }
  return translator(language)(has(language, own) ? own : 'case.letter.subject', values)
}

/** The number of the letter that brought the case; a gap to fill where nobody noted it. */
function theirNumber({ registration, timeline }: CaseView): string {
  const first = timeline.find(({ event, input }) => event === 'RECORD_LETTER' && input?.direction === 'in')
  const noted = first?.input?.reference
  return registration.external_key || (typeof noted === 'string' && noted) || '[…]'
}
