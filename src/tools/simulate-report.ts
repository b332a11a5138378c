// What a simulation found, in lines a person reads.
import type { SimulationTotals, SimulationWish } from '../engine/simulate.ts'
import type { Simulated, Standing } from '../engine/simulate-case.ts'
import { spoken } from '../i18n/said.ts'
import { dayOf } from '../platform/clock.ts'

/** One case that would not end the same, or of which nothing can be said. */
export function caseLines(id: string, result: Exclude<Simulated, { kind: 'same' }>): string {
  if (result.kind === 'erased') return `${id}  cannot be replayed: what was typed was lawfully erased`
  if (result.kind === 'failed') return `${id}  cannot be replayed: ${result.reason}`
  const { was, is, first, refused } = result
  const changed = Object.keys(was).filter((name) => was[name] !== is[name])
  return [
    `${id}  ${changed.length > 0 ? changed.map((name) => change(name, was, is)).join(', ') : 'ends the same'}`,
    ...(first ? [`    differs from ${first.event} of ${dayOf(first.at)} on`] : []),
    ...refused.map(
      ({ event, at, why }) => `    ${event} of ${dayOf(at)} would have been refused: ${spoken('en', why)}`,
    ),
  ].join('\n')
}

const change = (name: string, was: Standing, is: Standing): string =>
  `${name} ${was[name] ?? 'none'} → ${is[name] ?? 'none'}`

/** The last lines of a report. */
export function totalsLines(totals: SimulationTotals, { workflow, version }: SimulationWish): string {
  const { cases, same, differs, refused, erased, failed } = totals
  return [
    `${cases} cases led through ${workflow}@${version}; nothing was changed.`,
    `${same} go the same way, ${differs} do not (in ${refused} of them an act would have been refused).`,
    `${erased + failed} cannot be replayed (${erased} erased).`,
  ].join('\n')
}
