// The answer of a cause as pages: the form that writes it, and how far its cases are.

import { type AnswerCounts, type CauseAnswer, MOST_ANSWERED } from '../../cases/cause-answers.ts'
import { dirOf, type Language } from '../../i18n/i18n.ts'
import type { FieldSpec } from '../forms.ts'
import { upTo } from './cause-page.ts'
import { paragraphsOf } from './letter.ts'
import type { Say } from './say.ts'

/** The fields of an answer: a text for whoever wrote French, one for whoever wrote Arabic. */
export const answerFields = ({ t }: Say): FieldSpec[] =>
  (['fr', 'ar'] as const).map((lang) => ({
    ...{ name: lang === 'fr' ? 'textFr' : 'textAr', kind: 'long', rows: 9, lang, dir: dirOf(lang) },
    label: t(`cause.answer.${lang}`),
  }))

/** The reason for which a text goes back. */
export const returnFields = ({ t }: Say): FieldSpec[] => [
  { name: 'reason', kind: 'long', label: t('cause.answer.reason'), required: true, rows: 3 },
]

/** The texts of an answer, each in its language. */
export const textsOf = ({ t }: Say, { text_fr, text_ar }: CauseAnswer) =>
  ([['fr', text_fr] as const, ['ar', text_ar] as const] satisfies [Language, string][])
    .filter(([, text]) => text !== '')
    .map(([lang, text]) => ({
      ...{ lang, dir: dirOf(lang), label: t(`cause.answer.${lang}`), paragraphs: paragraphsOf(text) },
    }))

const steps = ['toApprove', 'toSend', 'sent', 'closed'] as const

/** Where its cases stand, in the order of their way; `left` are those that have no answer at all. */
export const answerSteps = (say: Say, left: number, counts: AnswerCounts) => [
  { label: say.t('cause.answer.count.left'), text: upTo(say, left, MOST_ANSWERED) },
  ...steps.map((step) => ({
    label: say.t(`cause.answer.count.${step}`),
    text: say.f.number(counts[step]),
  })),
]

/** How many of them one press takes on. */
export const atOnce = (count: number): number => Math.min(count, MOST_ANSWERED)

/** An answer as a line of its cause: when it was written, by whom, and what waits. */
export function answerLine(
  say: Say,
  answer: CauseAnswer,
  counts: AnswerCounts,
  { names, judges }: { names: ReadonlyMap<string, string>; judges: boolean },
) {
  const { t, f } = say
  const who = names.get(answer.written_by) ?? t('word.system')
  const waits = steps.filter((step) => counts[step] > 0)
  return {
    href: `/causes/${answer.cause_id}/answers/${answer.id}`,
    title: t('cause.answer.of', { date: f.dateTime(answer.written_at), who }),
    meta: waits
      .map((step) =>
        t('cause.answer.line', { what: t(`cause.answer.count.${step}`), n: f.number(counts[step]) }),
      )
      .join(' · '),
    approve:
      judges && counts.toApprove > 0 ? t('cause.answer.approve', { count: atOnce(counts.toApprove) }) : '',
  }
}
