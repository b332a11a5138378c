// What may be done on a case: the act that is shown as a form, the others, and why the viewer may not do the rest.
import type { CaseView } from '../../cases/case-view.ts'
import { spoken } from '../../i18n/said.ts'
import { inside } from '../capital.ts'
import { actWord } from './act-words.ts'
import { lastDay } from './clock.ts'
import type { Say } from './say.ts'

/** Acts that never are what a case waits for; they stand apart. */
const asides = ['ADD_NOTE', 'ATTACH', 'ASSIGN']

/** The act to show as a form: the one asked for, else what the case waits for from this viewer. */
export function chooseAct(view: CaseView, asked: string | undefined): string | undefined {
  const open = (type: string) =>
    view.acts.some((act) => act.type === type && act.refusal === null && act.type !== 'ATTACH')
  if (asked && open(asked)) return asked
  return view.waiting.map(({ next }) => next).find(open)
}

/** A link to another act. */
export function otherAct(say: Say, view: CaseView, type: string) {
  const back = /^(RETURN_|SEND_BACK|RECONSIDER|REQUALIFY|WITHDRAW|REOPEN)/.test(type)
  return {
    href: `/cases/${view.id}?act=${type}#act`,
    text: actWord(say, view, type, 'do'),
    back,
    aside: asides.includes(type),
  }
}

/** What the viewer may do, and the main acts they may not, each with its reason. */
export function mayList(say: Say, view: CaseView, possible: CaseView['acts']) {
  const { t, f, lang } = say
  const nexts = view.waiting.map(({ next }) => next)
  const main = possible
    .filter(({ type }) => !asides.includes(type))
    .toSorted((a, b) => Number(nexts.includes(b.type)) - Number(nexts.includes(a.type)))
  const limit =
    view.mark === 'counted' || view.closing_on !== null
      ? ''
      : t('case.may.before', { date: f.dayShort(lastDay(view.due_at)) })
  const refused = [
    ...view.acts.filter(({ type }) => nexts.includes(type)),
    ...view.later.filter(
      ({ type, refusal }) => refusal?.said.key === 'refusal.apart' || ['APPROVE', 'CLOSE'].includes(type),
    ),
  ].filter(({ refusal }) => refusal !== null)
  return [
    ...main.map(({ type }) => ({
      ok: true,
      what: t('case.may.you', { act: inside(actWord(say, view, type, 'do')) }),
      // A word is owed by another date than the answer.
      why: nexts.includes(type) && type !== 'KEEP_IN_TOUCH' ? limit : '',
    })),
    ...refused.map(({ type, refusal }) => ({
      ok: false,
      what: actWord(say, view, type, 'do'),
      why: refusal ? spoken(lang, refusal.said) : '',
    })),
  ]
}
