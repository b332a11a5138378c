// How many complaints of a cause's kind came, week by week, before and after a day: read from the maintained figures.
import { addDays, daysBetween } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Cause } from './causes.ts'

type Kind = Pick<Cause, 'programme' | 'entity' | 'category'>

export type Week = { from: string; to: string; received: number }

/** So many weeks are told, the last one ending today. */
export const WEEKS = 12

/** So many weeks are compared on either side of a day. */
export const COMPARED = 6

/** The weeks that end with this day, the oldest first (docs/figures.md, "received"). */
export async function receivedByWeek(db: Database, kind: Kind, today: string): Promise<Week[]> {
  const from = addDays(today, 1 - 7 * WEEKS)
  const days = await receivedByDay(db, kind, from, today)
  return Array.from({ length: WEEKS }, (_, n) => {
    const week = { from: addDays(from, 7 * n), to: addDays(from, 7 * n + 6) }
    return { ...week, received: sumOf(days.filter(({ day }) => day >= week.from && day <= week.to)) }
  })
}

/** What came on either side of a day: so many complaints in so many days. */
export type Side = { received: number; days: number }

/**
 * The weeks before a day, and those from it on as far as they have passed. What came before `since`, where it is
 * earlier than the day, is not compared: the cause had not begun.
 */
export async function beforeAndAfter(
  db: Database,
  kind: Kind,
  { day, since, today }: { day: string; since: string; today: string },
): Promise<{ before: Side; after: Side }> {
  const earliest = addDays(day, -7 * COMPARED)
  const from = since > earliest && since < day ? since : earliest
  const end = addDays(day, 7 * COMPARED - 1)
  const to = end < today ? end : today
  const days = await receivedByDay(db, kind, from, to)
  return {
    before: { received: sumOf(days.filter((one) => one.day < day)), days: daysBetween(from, day) },
    after: {
      received: sumOf(days.filter((one) => one.day >= day)),
      days: Math.max(0, daysBetween(day, to) + 1),
    },
  }
}

type Day = { day: string; received: number }

async function receivedByDay(
  db: Database,
  { programme, entity, category }: Kind,
  from: string,
  to: string,
): Promise<Day[]> {
  const rows = await db.all<{ span: string; n: number }>(
    `SELECT span, sum(n) AS n FROM case_figures
     WHERE programme = ? AND entity = ? AND facet = ? AND measure = 'received' AND grain = 'day'
       AND span BETWEEN ? AND ? AND part = ? GROUP BY span`,
    [programme, entity, category ? 'category' : '', from, to, category],
  )
  return rows.map(({ span, n }) => ({ day: span, received: Number(n) }))
}

const sumOf = (days: readonly Day[]): number => days.reduce((sum, { received }) => sum + received, 0)
