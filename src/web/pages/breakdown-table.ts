// Every figure by what was chosen: one row for each value, every number a link to its cases.
import type { CaseFigures, Part } from '../../reports/case-figures.ts'
import { hrefOf, type Told } from './dashboard-page.ts'
import { type Breakdown, breakdowns, dashboardHref, type FigureLink } from './figure-choice.ts'
import { days, decided, foundedShare, percent, rated, satisfiedShare, shareOf } from './figure-words.ts'
import { partName } from './part-names.ts'

/** The tabs above the table: by what it can be told. */
export const breakdownTabs = ({ say, choice }: Told, current: Breakdown, offered: readonly Breakdown[]) =>
  breakdowns
    .filter((by) => offered.includes(by))
    .map((by) => ({
      text: say.t(`dashboard.by.${by}`),
      href: `${dashboardHref({ ...choice, by })}#breakdown`,
      current: by === current,
    }))

/** The rows of the table, what was received most first: no ranking by shares of few. */
export function breakdownRows(told: Told, by: Breakdown, parts: readonly Part[]) {
  return [...parts]
    .filter(({ figures }) => figures.received + figures.closed + figures.open + figures.promised > 0)
    .sort((a, b) => b.figures.received - a.figures.received || b.figures.open - a.figures.open)
    .map((part) => ({
      name: partName(told, by, part),
      cells: cellsOf(told, part.figures, whereOf(by, part)),
    }))
}

/** What narrows a figure to a part. */
function whereOf(by: Breakdown, { programme, part }: Part): Partial<FigureLink> {
  const own = programme === '' ? {} : { programme }
  if (by === 'programme') return own
  if (by === 'entity') return { ...own, entity: part }
  return { ...own, narrow: { [by]: part } }
}

const LATE = ['overdue', 'late']

function cellsOf(told: Told, figures: CaseFigures, where: Partial<FigureLink>) {
  const { say } = told
  const { f } = say
  const { received, open, closed, onTime, promised, kept, marks, verdicts, ratings } = figures
  const late = LATE.reduce((sum, mark) => sum + (marks[mark] ?? 0), 0)
  const link = (n: number, figure: FigureLink['figure'], narrow = {}) =>
    hrefOf(told, n, { ...where, figure, narrow: { ...where.narrow, ...narrow } })
  return [
    { text: f.number(received), href: link(received, 'received') },
    { text: f.number(open), href: link(open, 'open') },
    { text: f.number(late), href: link(late, 'open', { mark: LATE.join('.') }), late: late > 0 },
    { text: f.number(closed), href: link(closed, 'closed') },
    { text: percent(say, shareOf(onTime, closed), closed), href: link(onTime, 'onTime') },
    { text: days(say, figures.days.median, closed), href: link(closed, 'closed') },
    { text: days(say, figures.days.average, closed), href: link(closed, 'closed') },
    { text: days(say, figures.days.p90, closed), href: link(closed, 'closed') },
    { text: percent(say, foundedShare(figures), decided(verdicts)), href: link(verdicts.founded, 'founded') },
    { text: percent(say, shareOf(kept, promised), promised), href: link(promised, 'promised') },
    { text: percent(say, satisfiedShare(figures), rated(ratings)), href: link(rated(ratings), 'rated') },
  ]
}
