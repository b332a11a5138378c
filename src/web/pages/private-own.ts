// What a code opens, in words: the messages, where the help stands, and what may be answered.
import type { OwnView } from '../../confidential/own-voice.ts'
import type { Reach } from '../../programmes/schema.ts'
import { type Field, type Form, fieldsOf } from '../forms.ts'
import { reachLines, reachOf } from './private-reach.ts'
import type { Say } from './say.ts'

/** The answers she may choose from; she and the office read the same words of them. */
export const replies = ['yes', 'no', 'findAnother', 'contactMe', 'dontContactMe', 'thanks'] as const
type Reply = (typeof replies)[number]

/** What stands side by side. That nobody contacts her erases her number: it has a place of its own. */
const asked: readonly Reply[] = ['contactMe']
const answered: readonly Reply[] = ['yes', 'no', 'contactMe', 'thanks']

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
export type Told = 'sent' | 'silenced' | 'unreachable' | 'stopped' | 'takenBack' | 'refused' | 'enough'

const troubles: readonly Told[] = ['refused', 'unreachable', 'enough']

type Around = {
  code: string
  told?: Told | undefined
  /** What she just chose to say. */
  said?: string | undefined
  reach?: Reach | undefined
}

/** The page of her own. Her code stands in it, for what she says next, and nowhere else. */
export function ownPage(say: Say, view: OwnView, { code, told, said, reach }: Around) {
  const { t, f } = say
  const messages = view.messages.map(({ from, phrase, at }) => ({
    hers: from === 'survivor',
    who: t(`private.own.${from}`),
    what: t(`field.phrase.option.${phrase}`),
    when: f.dateTime(at),
    reach: from === 'office' ? reachOf(say, reach, phrase) : [],
  }))
  // What she answers to stands above the answers and does not move when she gives one; the rest stands below.
  const latest = messages.findLast(({ hers }) => !hers)
  const stands = standing(view)
  const wanted = latest && !view.closed ? answered : asked
  // Who is told that another service may be looked for can say so.
  const offered = goesOn.includes(stands) ? ([...wanted, 'findAnother'] as const) : wanted
  return {
    code,
    told: told ? { text: t(`private.own.${told}`), bad: troubles.includes(told) } : null,
    enough: told === 'enough',
    // Whom nobody can reach is told where she can call and come.
    reach: told === 'unreachable' ? reachLines(say, reach) : [],
    latest,
    // Nobody writes on a request that is over: there is nothing to come back for.
    none: t(view.closed ? 'private.own.noneClosed' : 'private.own.none'),
    others: messages.filter((one) => one !== latest),
    referral: t(`private.referral.${stands}`),
    replies: offered.map((value) => ({
      value,
      label: t(`field.phrase.option.${value}`),
      // What could not be said stays chosen.
      chosen: told === 'enough' && value === said,
    })),
    // Nothing is stopped where nothing is shared, as after a service refused: there she takes her yes back.
    stop: view.consented && !view.closed ? (view.shared ? 'withdraw' : 'takeBack') : null,
    silenced: view.silenced,
    closed: view.closed,
  }
}

type Standing = NonNullable<OwnView['referral']> | 'none' | 'outside' | 'takenBack' | 'left' | Over
type Over = 'refusedOver' | 'leftOver'

/** Where the help stands when another one may be looked for. */
const goesOn: readonly Standing[] = ['refused', 'left']

/**
 * Where the help stands, as far as it is true now: what she took back comes before what a service said, and nobody
 * looks for another one where it is over. A service outside the product is told nothing by it, and saw nothing that it
 * could see no more.
 */
function standing(view: OwnView): Standing {
  const { referral, outside, consented, tookBack, closed } = view
  if (referral === 'withdrawn') return outside ? 'takenBack' : 'withdrawn'
  if (tookBack) return 'takenBack'
  if (referral === 'supported' && !view.unhelped) return 'supported'
  // What nobody agreed to any more, or waits for no more, is shared with nobody.
  if (referral === null || !consented) return 'none'
  if (referral === 'refused') return closed ? 'refusedOver' : 'refused'
  if (referral === 'supported') return closed ? 'leftOver' : 'left'
  if (outside && referral === 'pending') return 'outside'
  return closed ? 'none' : referral
}
