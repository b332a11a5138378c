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

/** What has no date to keep any more: the promise was missed, the word is owed already. */
const overdueActs = ['RENEW', 'KEEP_IN_TOUCH']

/** What is said with the date of the case, though its task stands in its list by another. */
const byCaseDate = ['REPORT_FINDING']

/** Until when what a case waits for is to be done; nothing where no date counts. */
function limitOf(view: CaseView, type: string): number | null {
  if (view.mark === 'counted' || view.closing_on !== null || overdueActs.includes(type)) return null
  const own = byCaseDate.includes(type) ? undefined : view.waiting.find(({ next }) => next === type)?.due
  return own ?? (view.mark === 'held' ? null : view.due_at)
}

/** What the viewer may do, and the main acts they may not, each with its reason. */
export function mayList(say: Say, view: CaseView, possible: CaseView['acts']) {
  const { t, f, lang } = say
  const nexts = view.waiting.map(({ next }) => next)
  const main = possible
    .filter(({ type }) => !asides.includes(type))
    .toSorted((a, b) => Number(nexts.includes(b.type)) - Number(nexts.includes(a.type)))
  const limit = (type: string) => {
    const end = limitOf(view, type)
    return end === null ? '' : t('case.may.before', { date: f.dayShort(lastDay(end)) })
  }
  // To whoever has something to do now, what will be theirs at another step says nothing.
  const acts = main.some(({ type }) => nexts.includes(type))
  const refused = [
    ...view.acts.filter(({ type }) => nexts.includes(type)),
    ...view.later.filter(
      ({ refusal, reviews }) =>
        refusal?.said.key === 'refusal.apart' ||
        (reviews && (!acts || refusal?.said.key !== 'refusal.notNow')),
    ),
  ].filter(({ refusal }) => refusal !== null)
  return [
    ...main.map(({ type }) => ({
      ok: true,
      what: t('case.may.you', { act: inside(actWord(say, view, type, 'do')) }),
      why: nexts.includes(type) ? limit(type) : '',
    })),
    ...refused.map(({ type, refusal }) => ({
      ok: false,
      what: actWord(say, view, type, 'do'),
      why: refusal ? spoken(lang, refusal.said) : '',
    })),
  ]
}
