// The drawn path of a case: six steps, who took each and when, whose turn comes.
import { type Stage, stages } from '../../../workflows/kit.ts'
import type { CaseView } from '../../cases/case-view.ts'
import type { Say } from './say.ts'

export type Step = { state: 'done' | 'now' | 'next'; label: string; note: string }

/** Whose turn a step is when nobody has it yet. */
const turns: Record<Stage, string> = {
  receive: 'agent',
  qualify: 'clerk',
  analyse: 'clerk',
  commit: 'processor',
  respond: 'clerk',
  close: 'closer',
}

/** The steps of a case and the sentence that says the same on a phone. */
export function pathOf(
  say: Say,
  view: CaseView,
  names: ReadonlyMap<string, string>,
  viewer: string,
): { path: Step[]; sum: string } {
  const { t } = say
  const closed = view.closing_on !== null
  const current = stages.indexOf(view.stage as Stage)
  const path = stages.map((stage, n): Step => {
    const label = t(`word.stage.${stage}`)
    if (n < current || closed) return { state: 'done', label, note: takenBy(say, view, names, stage) }
    if (n > current) return { state: 'next', label, note: t(`word.role.${turns[stage]}`) }
    return { state: 'now', label, note: waitsFor(say, view, names, viewer) }
  })
  const now = path[current]
  const sum = now
    ? t('case.path.sum', { n: current + 1, of: stages.length, stage: now.label, note: now.note })
    : ''
  return { path, sum }
}

function takenBy({ t, f }: Say, view: CaseView, names: ReadonlyMap<string, string>, stage: Stage): string {
  const left =
    stage === 'receive'
      ? view.timeline[0]
      : (view.timeline.findLast(({ from, to }) => from === stage && to !== stage) ??
        (stage === 'close' ? view.timeline.findLast(({ event }) => event === 'CLOSE') : undefined))
  if (!left) return t('case.path.skipped')
  // Whoever is no account of ours is the complainant.
  const name = names.get(left.actor)
  const who = left.actor === 'system' ? t('word.system') : name ? shortName(name) : t('word.role.complainant')
  return t('case.path.by', { date: f.dayShort(left.at), who })
}

function waitsFor({ t, f }: Say, view: CaseView, names: ReadonlyMap<string, string>, viewer: string): string {
  const since = view.timeline.findLast(({ from, to }) => from !== to) ?? view.timeline.at(-1)
  // A message to be sent again waits beside the step, and is none of its own.
  const here = view.waiting.filter(({ stage }) => stage === view.stage)
  const forMe = here.find(({ next }) =>
    view.acts.some(({ type, refusal }) => type === next && refusal === null),
  )
  const waiting = forMe ?? here[0] ?? view.waiting[0]
  const named = waiting?.named && waiting.named !== viewer ? names.get(waiting.named) : undefined
  const who = named ?? (forMe ? t('case.you') : t(`word.role.${waiting?.owner || 'clerk'}`))
  return since ? t('case.path.since', { who, date: f.dayShort(since.at) }) : who
}

/** « Salma Benjelloun » as « S. Benjelloun », never parted at the end of a line; a name in one word, or in Arabic letters, stays whole. */
export function shortName(name: string): string {
  const [first, ...rest] = name.split(' ')
  if (!first || rest.length === 0 || /\p{Script=Arabic}/u.test(name)) return name
  return `${first.charAt(0)}.\u00a0${rest.join(' ')}`
}
