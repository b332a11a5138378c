// What a list behind a figure is narrowed to, in words, and the way back to the figures it came from.
import { type Narrowing, narrowings } from '../../cases/figure-cases.ts'
import type { Programmes } from '../../programmes/index.ts'
import { bandRows } from './dashboard-page.ts'
import { dashboardHref, daysOfPeriod, type FigureLink, type Period } from './figure-choice.ts'
import { partName } from './part-names.ts'
import type { Say } from './say.ts'
import { nameOf } from './work-page.ts'

/** Programme, entity and every narrowing of a figure that has cases, each by its name. */
export function sliceOf(
  say: Say,
  programmes: Programmes,
  { programme = '', entity, narrow = {} }: FigureLink,
): string[] {
  const ground = { say, programmes, choice: { programme } }
  const { t } = say
  const nameIn = (by: Narrowing, part: string): string => {
    if (by === 'stage') return t(`word.stage.${part}`)
    if (by === 'ground') return t(`field.ground.option.${part}`)
    if (by === 'mark') return t(`dashboard.band.${rowOf(part)}`)
    return partName(ground, by, { programme, part })
  }
  return [
    ...(programme ? [nameOf(say, programmes, programme)] : []),
    ...(entity ? [partName(ground, 'entity', { programme, part: entity })] : []),
    ...narrowings.flatMap((by) => {
      const part = narrow[by]
      return part === undefined ? [] : [nameIn(by, part)]
    }),
  ]
}

/** The row of the band that has these marks of the clock. */
const rowOf = (marks: string): string =>
  bandRows.find((row) => row.marks.some((mark) => marks.split('.').includes(mark)))?.key ?? 'onTime'

/** The dashboard of the same place and days. */
export function backToFigures({ programme, entity, from, to }: FigureLink, today: string): string {
  const names: Period[] = ['weeks4', 'weeks12', 'year']
  const period = names.find((one) => daysOfPeriod(one, today).from === from)
  return dashboardHref({ programme, entity, from, to, period })
}
