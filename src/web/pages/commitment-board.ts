// The board of commitments: a month of promises, as a list by day and as a calendar.
import type { CommitmentDays, CommitmentPlace, CommitmentRow } from '../../cases/commitments.ts'
import { addDays } from '../../platform/clock.ts'
import type { Programmes } from '../../programmes/index.ts'
import type { Say } from './say.ts'

type Item = { href: string; ref: string; what: string; unit: string; status: string; tone: string }
type Day = {
  day: string
  number: string
  label: string
  today: boolean
  inMonth: boolean
  items: Item[]
  /** How many there are: those that are not among the items stand on the page of the day. */
  count: number
  href: string
}

const tones: Record<string, string> = {
  honoured: 'stopped',
  late: 'overdue',
  broken: 'overdue',
  running: 'held',
  toNotify: 'soon',
}

/** The month (YYYY-MM) as weeks of days from Monday, with its neighbours' addresses. */
export async function commitmentBoard(
  say: Say,
  month: string,
  today: string,
  programmes: Programmes,
  read: (from: string, to: string) => Promise<CommitmentDays>,
) {
  const first = `${month}-01`
  const next = addDays(first, 32).slice(0, 7)
  const from = addDays(first, -((new Date(`${first}T12:00:00Z`).getUTCDay() + 6) % 7))
  const days: string[] = []
  for (let day = from; day < `${next}-01` || days.length % 7 !== 0; day = addDays(day, 1)) days.push(day)
  const { rows, counts } = await read(from, days.at(-1) ?? from)
  const items = Map.groupBy(rows, (row) => row.due_on)
  const cells = days.map(
    (day): Day => ({
      day,
      number: say.f.number(Number(day.slice(8))),
      label: say.f.day(day),
      today: day === today,
      inMonth: day.startsWith(month),
      items: (items.get(day) ?? []).map((row) => itemOf(say, row, programmes)),
      count: counts.get(day) ?? 0,
      href: dayAddress(day),
    }),
  )
  return {
    month: new Intl.DateTimeFormat(say.lang === 'ar' ? 'ar-MA-u-nu-latn' : say.lang, {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    }).format(Date.parse(first)),
    weekdays: days.slice(0, 7).map((day) => ({ long: say.f.weekday(day), short: shortWeekday(say, day) })),
    weeks: Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7)),
    agenda: cells.filter(({ items: some, inMonth }) => some.length > 0 && inMonth),
    before: `/commitments?month=${addDays(first, -1).slice(0, 7)}`,
    after: `/commitments?month=${next}`,
  }
}

/** A column of a phone is as wide as three letters; Arabic has no shorter names than its letters. */
const shortWeekday = ({ lang }: Say, day: string): string =>
  new Intl.DateTimeFormat(lang, { weekday: lang === 'ar' ? 'narrow' : 'short', timeZone: 'UTC' }).format(
    Date.parse(day),
  )

/** Every promise of one day, page by page. */
export function commitmentDay(
  say: Say,
  day: string,
  programmes: Programmes,
  { rows, next }: { rows: readonly CommitmentRow[]; next: CommitmentPlace | null },
) {
  return {
    label: say.f.day(day),
    items: rows.map((row) => itemOf(say, row, programmes)),
    month: `/commitments?month=${day.slice(0, 7)}`,
    first: dayAddress(day),
    next: next ? `${dayAddress(day)}&after=${next.id}~${next.n}` : null,
  }
}

const dayAddress = (day: string): string => `/commitments?day=${day}`

function itemOf(say: Say, row: CommitmentRow, programmes: Programmes): Item {
  const unit = programmes.find(row.programme)?.units.find(({ code }) => code === row.unit)
  return {
    href: `/cases/${row.case_id}`,
    ref: row.case_id,
    what: row.object,
    unit: unit?.names[say.lang] ?? row.unit,
    status: say.t(`work.commitments.status.${row.status}`),
    tone: tones[row.status] ?? 'stopped',
  }
}
