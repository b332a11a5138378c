// How many complaints of a cause's kind came, week by week: read from the maintained figures, whatever the archive holds.
import { addDays } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Cause } from './causes.ts'

export type Week = { from: string; to: string; received: number }

/** So many weeks are told, the last one ending today. */
export const WEEKS = 12

/** The weeks that end with this day, the oldest first (docs/figures.md, "received"). */
export async function receivedByWeek(
  db: Database,
  { programme, entity, category }: Pick<Cause, 'programme' | 'entity' | 'category'>,
  today: string,
): Promise<Week[]> {
  const from = addDays(today, 1 - 7 * WEEKS)
  const rows = await db.all<{ span: string; n: number }>(
    `SELECT span, sum(n) AS n FROM case_figures
     WHERE programme = ? AND entity = ? AND facet = ? AND measure = 'received' AND grain = 'day'
       AND span BETWEEN ? AND ? AND part = ? GROUP BY span`,
    [programme, entity, category ? 'category' : '', from, today, category],
  )
  return Array.from({ length: WEEKS }, (_, n) => {
    const week = { from: addDays(from, 7 * n), to: addDays(from, 7 * n + 6) }
    const days = rows.filter(({ span }) => span >= week.from && span <= week.to)
    return { ...week, received: days.reduce((sum, day) => sum + Number(day.n), 0) }
  })
}
