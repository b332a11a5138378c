// What the states and lines of a chart are called in the reader's language.
import type { Stage } from '../../workflows/kit.ts'
import { formats } from '../i18n/format.ts'
import { has, type Language, translator } from '../i18n/i18n.ts'
import { lifeKey } from '../i18n/life.ts'
import type { Act, Chart, ChartState, Edge } from './chart.ts'

export type ChartWords = {
  /** The name of a state; a group may have none. */
  state(state: ChartState): string
  /** What somebody does, what passes, or what is decided at once. */
  edge(edge: Pick<Edge, 'kind' | 'event'>): string
  /** The step of a case that a state belongs to. */
  stage(stage: Stage): string
  /** Some roles, as alternatives. */
  roles(codes: readonly string[]): string
  /** Whose hands must be different: the acts that keep somebody from this one. */
  apart(act: Pick<Act, 'apart'>): string
  /** The name of a state by its id. */
  place(id: string): string
  list(items: readonly string[]): string
  either(items: readonly string[]): string
  /** Whether a state has a name of its own. */
  named(state: ChartState): boolean
  say(key: string, values?: Record<string, string | number>): string
}

/** The words of a chart. */
export function chartWords(chart: Chart, language: Language): ChartWords {
  const t = translator(language)
  const life = (path: string) => t(lifeKey(language, chart.name, path))
  const { list, either } = formats(language)
  const doing = (event: string) => life(`event.${event}.do`)
  return {
    state: (state) => stateWords(language, chart.name, state),
    edge: ({ kind, event }) =>
      kind === 'event' ? doing(event) : kind === 'deadline' ? life(`timer.${event}`) : t('lifecycle.always'),
    stage: (stage) => t(`word.stage.${stage}`),
    roles: (codes) => either(codes.map((code) => t(`word.role.${code}`))),
    apart: ({ apart }) => list(apart.map(doing)),
    place: (id) => {
      const state = chart.states.get(id)
      return state ? stateWords(language, chart.name, state) : ''
    },
    list,
    either,
    named: (state) =>
      keysOf(chart.name, state).some((key) => !key.startsWith('lifecycle.kind.') && has(language, key)),
    say: (key, values) => t(`lifecycle.${key}`, values),
  }
}

/** The keys under which the name of a state may stand, the first that has a text counts. */
const keysOf = (name: string, { id, key, kind }: ChartState): string[] => [
  `${name}.state.${key}`,
  `complaint.state.${key}`,
  // The same word may mean something else in another part.
  `lifecycle.within.${id.split('.').slice(-2).join('.')}`,
  `lifecycle.state.${key}`,
  `word.mark.${key}`,
  ...(kind === 'state' || kind === 'end' ? [] : [`lifecycle.kind.${kind}`]),
]

/** Whether a state that a case can stand in has a name in a language. */
export const isNamed = (language: Language, name: string, state: ChartState): boolean =>
  keysOf(name, state).some((key) => has(language, key))

function stateWords(language: Language, name: string, state: ChartState): string {
  const t = translator(language)
  if (state.kind === 'start' || state.kind === 'memory' || state.kind === 'passing')
    return t(`lifecycle.kind.${state.kind}`)
  const found = keysOf(name, state).find((key) => has(language, key))
  if (found) return t(found)
  // A state that only its own lifecycle talks about shows as it is written there.
  return state.key.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
