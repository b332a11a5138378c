// The list of lifecycles: each in its versions, and the programmes that open new cases with it.

import type { Workflow } from '../../../workflows/kit.ts'
import { all, chartOf, isLeaf } from '../../charts/chart.ts'
import type { Programmes } from '../../programmes/index.ts'
import { lifeName } from './lifecycle-page.ts'
import type { Say } from './say.ts'

export type LifecycleRow = { name: string; version: string; href: string; size: string; usedBy: string }

/** The newest version of each lifecycle first; `everywhere` are those that no programme has to name. */
export function lifecycleRows(
  say: Say,
  flows: readonly Workflow[],
  programmes: Programmes,
  { newest, everywhere }: { newest: (name: string) => Workflow; everywhere: readonly Workflow[] },
): LifecycleRow[] {
  const { t, f, lang } = say
  const users = (flow: Workflow) =>
    programmes.all
      .filter(
        ({ workflow, services }) =>
          everywhere.includes(flow) ||
          [workflow, ...services.map((service) => service.workflow)].some((name) => newest(name) === flow),
      )
      .map(({ names }) => names[lang])
  const names = [...new Set(flows.map(({ name }) => name))]
  const ordered = flows.toSorted(
    (a, b) => names.indexOf(a.name) - names.indexOf(b.name) || b.version - a.version,
  )
  return ordered.map((flow) => {
    const used = users(flow)
    const states = all(chartOf(flow).root).filter((state) => isLeaf(state) && state.stage)
    return {
      name: lifeName(say, flow.name),
      version: t('lifecycle.version', { version: flow.version }),
      href: `/lifecycles/${encodeURIComponent(flow.name)}/${flow.version}`,
      size: t('lifecycle.size', { states: states.length, acts: Object.keys(flow.inputs).length }),
      usedBy: used.length > 0 ? t('lifecycle.usedBy', { programmes: f.list(used) }) : t('lifecycle.unused'),
    }
  })
}
