// The periods that are one link away from a report: its last quarters, half-years or years.
import { addDays } from '../../platform/clock.ts'
import type { ReportKind } from '../../reports/report-kinds.ts'

export type ReportPeriod = {
  key: 'quarter' | 'half' | 'year'
  n: number
  year: string
  from: string
  to: string
}

const months: Record<ReportKind, { key: ReportPeriod['key']; long: number; shown: number }> = {
  quarter: { key: 'quarter', long: 3, shown: 5 },
  funder: { key: 'half', long: 6, shown: 4 },
  housing: { key: 'year', long: 12, shown: 3 },
}

/** The last periods up to the one that lasts, newest first; the funder's are over. */
export function reportPeriods(kind: ReportKind, today: string): ReportPeriod[] {
  const { key, long, shown } = months[kind]
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const last = year * 12 + Math.floor((month - 1) / long) * long
  const periods = Array.from({ length: shown + 1 }, (_, back) => {
    const first = last - back * long
    return {
      ...{ key, n: (first % 12) / long + 1, year: String(Math.floor(first / 12)) },
      ...{ from: dayOne(first), to: addDays(dayOne(first + long), -1) },
    }
  })
  return periods.filter(({ to }) => kind !== 'funder' || to < today).slice(0, shown)
}

/** The first day of a month, counted from the year 0. */
const dayOne = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`

/** What is proposed: the last one that is over; of years the one that lasts. */
export function usualReportPeriod(kind: ReportKind, today: string): ReportPeriod {
  const usual = reportPeriods(kind, today).find(({ to }) => kind === 'housing' || to < today)
  if (!usual) throw new Error('a report has periods')
  return usual
}
