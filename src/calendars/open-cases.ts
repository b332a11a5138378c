// The open cases whose deadlines a calendar can move, read a page at a time.
import { type Came, dueDates } from '../cases/deadlines.ts'
import { addDays } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Programme } from '../programmes/schema.ts'

/** Written as the index of these cases is, so that the archive is not read. */
const RUNNING = "mark NOT IN ('stopped', 'counted')"

/** Cases of a programme received in a span of days. */
export type Span = { programme: string; from: string; before: string }

/** The references of the open cases of these spans after a reference, in order. */
export async function openCases(
  db: Database,
  spans: readonly Span[],
  after: string,
  limit: number,
): Promise<string[]> {
  if (spans.length === 0) return []
  const { sql, values } = within(spans)
  const rows = await db.all<{ id: string }>(
    `SELECT id FROM cases WHERE ${RUNNING} AND id > ? AND (${sql}) ORDER BY id LIMIT ?`,
    [after, ...values, limit],
  )
  return rows.map(({ id }) => id)
}

/** Counting stops past it: nobody needs to know more before a change. */
export const MOST_LOOKED_AT = 500

/** How many open cases these spans hold; one more than `MOST_LOOKED_AT` when there are more. */
export async function countOpenCases(db: Database, spans: readonly Span[]): Promise<number> {
  if (spans.length === 0) return 0
  const { sql, values } = within(spans)
  const [row] = await db.all<{ n: number }>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM cases WHERE ${RUNNING} AND (${sql}) LIMIT ?) AS counted`,
    [...values, MOST_LOOKED_AT + 1],
  )
  return Number(row?.n ?? 0)
}

function within(spans: readonly Span[]): { sql: string; values: string[] } {
  return {
    sql: spans.map(() => '(programme = ? AND received_on >= ? AND received_on < ?)').join(' OR '),
    values: spans.flatMap(({ programme, from, before }) => [programme, from, before]),
  }
}

/** Every open case of these programmes, whenever it was received. */
export const allSpans = (programmes: readonly Programme[]): Span[] =>
  programmes.map(({ code }) => ({ programme: code, from: '', before: '9999' }))

/** The receptions whose time may contain one of these days, for each programme that counts working days. */
export function spansOver(
  programmes: readonly Programme[],
  days: readonly string[],
  holidays: ReadonlySet<string>,
): Span[] {
  const [first = '', last = ''] = [days.toSorted()[0], days.toSorted().at(-1)]
  return programmes
    .filter(({ deadline }) => deadline.basis === 'working')
    .map((programme) => ({
      programme: programme.code,
      from: earliest(programme, first, holidays),
      before: last,
    }))
}

/** A week earlier than the first day whose time reaches `day`: the calendar of before was a few days longer or shorter. */
function earliest(programme: Programme, day: string, holidays: ReadonlySet<string>): string {
  let from = day
  while (waysInto(programme).some((came) => dueDates(programme, came, from, holidays).lateOn >= day))
    from = addDays(from, -7)
  return addDays(from, -7)
}

/** Every way a complaint may come that has a time of its own: the ombudsman's, a service's, the programme's. */
const waysInto = ({ services }: Programme): Came[] => [
  { channel: 'ombudsman', service: '' },
  { channel: '', service: '' },
  ...services.map(({ code }) => ({ channel: '', service: code })),
]
