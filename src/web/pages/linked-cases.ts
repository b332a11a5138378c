// What a case and its appeal say of each other, what remains to whoever is not satisfied, and the letters of the ombudsman.
import { closedToAppeal } from '../../../workflows/appeal-window.ts'
import type { Named } from '../../accounts/names.ts'
import { firstDayOf, lastDayOf } from '../../cases/appeal-days.ts'
import { decidesAppeals } from '../../cases/appeals.ts'
import type { CaseView } from '../../cases/case-view.ts'
import type { FirstCase } from '../../cases/first-case.ts'
import { lastInput } from '../../cases/timeline.ts'
import { dirOf, isLanguage } from '../../i18n/i18n.ts'
import type { Say } from './say.ts'

export type Beside = {
  /** Of an appeal: the case it is about, where the reader sees it. */
  first: FirstCase | null
  /** Of an appeal: who holds the role that decides, where it belongs. */
  supervisors: readonly Named[]
}

/** The locals of the panels about other cases. */
export function linkedPanels(
  say: Say,
  view: CaseView,
  beside: Beside,
  names: ReadonlyMap<string, string>,
  now: number,
) {
  return {
    first: beside.first && firstPanel(say, beside.first, names),
    deciders: decidesAppeals(view) ? decidersOf(say, view, beside.supervisors, names) : [],
    remedy: remedyOf(say, view, now),
    decided: decidedOn(say, view),
    letters: lettersOf(say, view),
  }
}

function firstPanel(say: Say, { row, conclusion, answer }: FirstCase, names: ReadonlyMap<string, string>) {
  const { t, f, lang, life } = say
  const language = answer && isLanguage(answer.language) ? answer.language : lang
  return {
    href: `/cases/${row.id}`,
    ref: row.id,
    object: row.object,
    state: t('linked.first.state', {
      state: life(row.workflow, `state.${row.state}`),
      date: f.dayShortYear(row.received_on),
    }),
    conclusion: conclusion && {
      text: conclusion.text,
      by: t('linked.first.by', {
        who: names.get(conclusion.actor) ?? t('word.system'),
        date: f.dayShortYear(conclusion.at),
      }),
    },
    answer: answer && {
      text: answer.body,
      lang: language,
      dir: dirOf(language),
      sent: t('linked.first.sent', {
        date: f.dayShortYear(answer.at),
        channel: t(`word.channel.${answer.channel}`),
      }),
    },
  }
}

/** Who may not decide the appeal and why, and who may. */
function decidersOf(
  { t, f }: Say,
  { context, hands }: CaseView,
  supervisors: readonly Named[],
  names: ReadonlyMap<string, string>,
): string[] {
  const barred = context.barred.flatMap((id) => names.get(id) ?? [])
  const examined = hands.EXAMINE_APPEAL ?? []
  const able = supervisors.filter(({ id }) => !context.barred.includes(id) && !examined.includes(id))
  const lines = barred.length
    ? [t('linked.deciders.barred', { count: barred.length, names: f.list(barred) })]
    : []
  const may = able.length
    ? t('linked.deciders.may', { names: f.list(able.map(({ name }) => name)) })
    : t('linked.deciders.nobody')
  return context.decision === null ? [...lines, may] : lines
}

/** Until or from when the case may be appealed; '' where its lifecycle has no appeal, or nothing can be contested. */
function remedyOf({ t, f }: Say, { context, inputs }: CaseView, now: number): string {
  if (!inputs.LODGE_APPEAL) return ''
  const closed = closedToAppeal(context, now)
  if (closed === 'lodged' || closed === 'nothing') return ''
  if (closed === 'running' || closed === 'awaited') return t(`linked.remedy.${closed}`)
  if (closed === 'notYet') return t('linked.remedy.from', { day: f.day(firstDayOf(context)) })
  const last = lastDayOf(context)
  if (last === null) return t('linked.remedy.now')
  return t(`linked.remedy.${context.appealUntil > now ? 'until' : 'over'}`, { day: f.day(last) })
}

/** What became of the appeal against this case, with its reason and where to read it. */
function decidedOn({ t, f }: Say, view: CaseView) {
  const entry = lastInput(view.timeline, 'APPEAL_DECIDED')
  if (!entry) return null
  // A second appeal may run: what is told is what became of the one that was decided.
  const { appeal, reason, decision = view.context.appeal } = entry.input ?? {}
  const ref = typeof appeal === 'string' ? appeal : ''
  return {
    title: t(`linked.decided.${decision}`, { date: f.dayShortYear(entry.at) }),
    reason: typeof reason === 'string' ? reason : '',
    link: ref ? { href: `/cases/${ref}`, text: t('linked.decided.see', { ref }) } : null,
  }
}

/** The letters exchanged with the ombudsman, newest first; null where a lifecycle keeps none. */
function lettersOf({ t, f }: Say, view: CaseView) {
  if (!view.inputs.RECORD_LETTER) return null
  return view.timeline
    .filter(({ event }) => event === 'RECORD_LETTER')
    .map(({ input, seq }) => {
      const { direction, letterOn, reference, summary } = input ?? {}
      const day = typeof letterOn === 'string' ? letterOn : ''
      return {
        day,
        seq,
        what: input
          ? t(`linked.letters.${direction === 'out' ? 'out' : 'in'}`, { date: f.dayShortYear(day) })
          : '',
        icon: direction === 'out' ? 'send' : 'inbox',
        number: reference ? t('linked.letters.number', { number: String(reference) }) : '',
        summary: typeof summary === 'string' ? summary : t('linked.letters.erased'),
      }
    })
    .toSorted((a, b) => b.day.localeCompare(a.day) || b.seq - a.seq)
}
