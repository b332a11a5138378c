// What a code opens, in words: the messages, where the help stands, and what may be answered.
import type { OwnView } from '../../confidential/own-voice.ts'
import { type Field, type Form, fieldsOf } from '../forms.ts'
import type { Say } from './say.ts'

/** The answers she may choose from; she and the office read the same words of them. */
export const replies = ['yes', 'no', 'contactMe', 'dontContactMe', 'thanks'] as const

/** The page on which a code is typed. */
export function codeField({ t, lang }: Say, form: Form<unknown>): { fields: Field[] } {
  const words = { label: t('private.follow.code'), hint: t('private.follow.hint') }
  return {
    fields: fieldsOf(lang, form, [
      { ...words, name: 'code', kind: 'text', required: true, dir: 'ltr', autocomplete: 'off' },
    ]),
  }
}

/** What just happened to what she said. */
type Told = 'sent' | 'stopped' | 'refused' | undefined

/** The page of her own. Her code stands in it, for what she says next, and nowhere else. */
export function ownPage({ t, f }: Say, view: OwnView, code: string, told: Told) {
  return {
    code,
    told: told ? t(`private.own.${told}`) : null,
    messages: view.messages.map(({ from, phrase, at }) => ({
      hers: from === 'survivor',
      who: t(`private.own.${from}`),
      what: t(`field.phrase.option.${phrase}`),
      when: f.dateTime(at),
    })),
    referral: t(`private.referral.${view.referral ?? 'none'}`),
    replies: replies.map((value) => ({ value, label: t(`field.phrase.option.${value}`) })),
    mayStop: view.consented && !view.closed,
    closed: view.closed,
  }
}
