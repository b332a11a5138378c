// When an answer is due: from the date of reception, by the programme's rule (docs/domain.md, sections 4 and 8).
import { addDays, endOfDay, startOfDay } from '../platform/clock.ts'
import type { Programme } from '../programmes/schema.ts'

/** The public holidays (civil days) as they stand now; the calendar may change while the product runs. */
export type Holidays = () => ReadonlySet<string>

export type Due = {
  /** The days the programme gives. */
  days: number
  basis: 'calendar' | 'working'
  soonOn: string
  dueOn: string
  lateOn: string
  soonAt: number
  dueAt: number
  lateAt: number
  noticeBy: number
}

/** How something came: by which channel, and for which service; '' or absent for a complaint. */
export type Came = { channel: string; service?: string | undefined }

/** The days a programme gives for what came so. */
export function daysFor({ deadline, services }: Programme, { channel, service }: Came): number {
  if (channel === 'ombudsman') return deadline.ombudsmanDays
  return services.find(({ code }) => code === service)?.days ?? deadline.days
}

/** The civil day so many days after another, as a programme counts them. */
export const countDays = (
  basis: 'calendar' | 'working',
  from: string,
  days: number,
  holidays: ReadonlySet<string>,
): string => (basis === 'calendar' ? addDays(from, days) : addWorkingDays(from, days, holidays))

/**
 * The deadlines of a complaint received on a civil day.
 * A due day ends at midnight in Casablanca; 80 % used is "due soon", twice the deadline is "late".
 */
export function dueDates(
  programme: Programme,
  came: Came,
  receivedOn: string,
  holidays: ReadonlySet<string>,
): Due {
  const { basis, noticeDays } = programme.deadline
  const days = daysFor(programme, came)
  const after = (n: number) => countDays(basis, receivedOn, n, holidays)
  const [soonOn, dueOn, lateOn] = [after(Math.floor(days * 0.8)), after(days), after(days * 2)]
  return {
    days,
    basis,
    soonOn,
    dueOn,
    lateOn,
    soonAt: startOfDay(soonOn),
    dueAt: endOfDay(dueOn),
    lateAt: endOfDay(lateOn),
    noticeBy: endOfDay(after(Math.min(noticeDays, days))),
  }
}

/** The civil day `days` working days later: Monday to Friday, less the public holidays. */
function addWorkingDays(day: string, days: number, holidays: ReadonlySet<string>): string {
  let [current, left] = [day, days]
  while (left > 0) {
    current = addDays(current, 1)
    if (isWorkingDay(current, holidays)) left -= 1
  }
  return current
}

function isWorkingDay(day: string, holidays: ReadonlySet<string>): boolean {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !holidays.has(day)
}
