// A chart in words: its states within each other, who may do what in each, and where that leads.
import type { Language } from '../i18n/languages.ts'
import { type Act, type Chart, type ChartState, chartOf, type Edge } from './chart.ts'
import { type ChartWords, chartWords } from './chart-words.ts'

/** One way out of a state, or something done without leaving it. */
export type OutlineWay = {
  kind: 'event' | 'deadline' | 'always' | 'stays'
  name: string
  /** The roles that may take it; empty when nobody has to. */
  who: string
  /** The states it leads to; more than one when the facts of the case decide. */
  leads: string[]
  /** The acts whose hands must be different, in one phrase. */
  apart: string
}

export type OutlineItem = {
  id: string
  name: string
  kind: ChartState['kind']
  stage: string
  owner: string
  /** The state a group begins with. */
  begins: string
  ways: OutlineWay[]
  items: OutlineItem[]
}

type Flow = Parameters<typeof chartOf>[0]

/** The outline of a part of a lifecycle in a language. */
export function outlineOf(flow: Flow, part: ChartState, language: Language): OutlineItem {
  const chart = chartOf(flow)
  return itemOf(chart, chartWords(chart, language), part)
}

function itemOf(chart: Chart, words: ChartWords, state: ChartState): OutlineItem {
  const own = chart.edges.filter(({ from }) => from === state.id)
  const together = Map.groupBy(own, ({ kind, event }) => `${kind} ${event}`)
  return {
    id: state.id,
    name: words.state(state),
    kind: state.kind,
    stage: state.stage ? words.stage(state.stage) : '',
    owner: state.owner ? words.roles([state.owner]) : '',
    begins: state.kind === 'group' && state.initial ? words.place(state.initial) : '',
    ways: [
      ...[...together.values()].flatMap((edges) => wayOf(words, edges)),
      ...state.stays.map((act) => stayOf(words, act)),
    ],
    items: state.states.map((child) => itemOf(chart, words, child)),
  }
}

function wayOf(words: ChartWords, edges: readonly Edge[]): OutlineWay[] {
  const [first] = edges
  if (!first) return []
  const by = [...new Set(edges.flatMap((edge) => edge.by))]
  const apart = [...new Set(edges.flatMap((edge) => edge.apart))]
  return [
    {
      kind: first.kind,
      name: words.edge(first),
      who: by.length > 0 ? words.roles(by) : '',
      leads: edges.map(({ to }) => words.place(to)),
      apart: apart.length > 0 ? words.apart({ apart }) : '',
    },
  ]
}

const stayOf = (words: ChartWords, act: Act): OutlineWay => ({
  kind: 'stays',
  name: words.edge({ kind: 'event', event: act.event }),
  who: act.by.length > 0 ? words.roles(act.by) : '',
  leads: [],
  apart: act.apart.length > 0 ? words.apart(act) : '',
})
