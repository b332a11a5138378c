// The words of rows of the journal: what happened, by whom, and from where to where.
import { leafOf } from '../../cases/projection.ts'
import { has } from '../../i18n/i18n.ts'
import { lifeKey } from '../../i18n/life.ts'
import { handlingLeaf } from '../../reports/stays.ts'
import { capital } from '../capital.ts'
import type { CaseDeps } from '../case-deps.ts'
import type { Say } from './say.ts'

/** What can be chosen among events: people's acts and deadlines, each by its words; `names` are what the journal calls it. */
export type EventChoice = { value: string; label: string; deadline: boolean; names: readonly string[] }

/** What every lifecycle knows, whoever sends it. */
const EVERYWHERE = ['UPGRADE', 'RELEASE']

/** The events of all lifecycles in words: those of one word, and all words of one event, are one choice. */
export function eventChoices({ lang, t }: Say, { all }: CaseDeps['machines']): EventChoice[] {
  const choices: (Omit<EventChoice, 'label'> & { labels: string[] })[] = []
  for (const { name: workflow, machine } of all)
    for (const event of [...machine.events.map(String), ...EVERYWHERE]) {
      const delay = delayOf(event)
      const key = lifeKey(lang, workflow, delay ? `timer.${delay}` : `event.${event}.done`)
      if (!has(lang, key)) continue
      const own = { value: delay ?? event, labels: [t(key)], deadline: delay !== null, names: [event] }
      const same = choices.filter(
        ({ value, labels }) => value === own.value || labels.some((one) => own.labels.includes(one)),
      )
      const [first = own] = same
      for (const one of same) choices.splice(choices.indexOf(one), 1)
      choices.push({
        ...{ value: first.value, deadline: first.deadline },
        labels: [...new Set([...same, own].flatMap(({ labels }) => labels))],
        names: [...new Set([...same, own].flatMap(({ names }) => names))],
      })
    }
  return choices
    .map(({ labels, ...choice }) => ({ ...choice, label: labels.join(' / ') }))
    .sort((a, b) => a.label.localeCompare(b.label, lang))
}

/** A deadline goes by its delay, wherever in the machine it stands: `xstate.after.untilDue.…`. */
const delayOf = (event: string): string | null => /^xstate\.after\.(\w+)/.exec(event)?.[1] ?? null

type Moved = { workflow: string; from_state: string; to_state: string }

/** From where to where a row led, in words; '' for what moved neither the case nor its clock. */
export function movedWords(
  say: Say,
  { workflow, from_state, to_state }: Moved,
): { from: string; to: string } {
  const [from, to] = [handlingLeaf(from_state), handlingLeaf(to_state)]
  if (from !== to) return { from: stateWords(say, workflow, from), to: stateWords(say, workflow, to) }
  const [before, after] = [clockLeaf(from_state), clockLeaf(to_state)]
  if (before === after) return { from: '', to: '' }
  return { from: markWords(say, before), to: markWords(say, after) }
}

function stateWords({ lang, t }: Say, workflow: string, state: string): string {
  const key = lifeKey(lang, workflow, `state.${state}`)
  return state !== '' && has(lang, key) ? t(key) : ''
}

const markWords = ({ lang, t }: Say, mark: string): string =>
  has(lang, `word.mark.${mark}`) ? t(`word.mark.${mark}`) : ''

function clockLeaf(stored: string): string {
  const value: unknown = JSON.parse(stored)
  return typeof value === 'object' && value !== null && 'clock' in value ? leafOf(value.clock) : ''
}

/** In which role somebody acted; nothing for the product itself, which is named already. */
export const roleWords = ({ t }: Say, role: string): string =>
  role === 'system' ? '' : capital(t(`word.role.${role}`))

/** When, to the minute, with its year: a journal goes back for years. */
export const momentOf = ({ t, f }: Say, at: number): string =>
  t('journal.moment', { date: f.dayShortYear(at), time: f.time(at) })
