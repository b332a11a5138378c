// The public holidays as they stand, in memory: every due date asks for them, and they change a few times a year.
import type { Database } from '../platform/database.ts'
import { type Holiday, holidayKinds, knownHolidays } from '../programmes/holidays.ts'

export type HolidayBook = {
  /** The civil days on which nobody works. */
  days(): ReadonlySet<string>
  /** The holidays from a day to another, both included, in order. */
  named(from: string, to: string): Holiday[]
  /** Reads the kept calendar again. */
  refresh(): Promise<void>
}

type HolidayRow = {
  day: string
  kind: string
  status: string
  name_fr: string
  name_ar: string
  name_en: string
}

/** The book of an installation; until it is refreshed for the first time it holds what the product knows. */
export function createHolidayBook(db: Database): HolidayBook {
  let held = pagesOf(knownHolidays)
  return {
    days: () => held.days,
    named: (from, to) => held.holidays.filter(({ day }) => day >= from && day <= to),
    refresh: async () => {
      held = pagesOf(await readHolidays(db))
    },
  }
}

const pagesOf = (holidays: readonly Holiday[]) => ({
  holidays,
  days: new Set(holidays.map(({ day }) => day)),
})

/** Every holiday that is kept, in order. */
export async function readHolidays(db: Pick<Database, 'all'>): Promise<Holiday[]> {
  const rows = await db.all<HolidayRow>('SELECT * FROM holidays ORDER BY day')
  return rows.map(holidayOf)
}

/** A holiday from its row. */
export function holidayOf({ day, kind, status, name_fr, name_ar, name_en }: HolidayRow): Holiday {
  return {
    day,
    kind: holidayKinds.find((known) => known === kind) ?? 'fixed',
    status: status === 'confirmed' ? 'confirmed' : 'provisional',
    names: { fr: name_fr, ar: name_ar, en: name_en },
  }
}

/**
 * Writes the holidays the product knows, a year at a time: a year of which the office kept or changed a single day is
 * the office's own, and what it removed does not come back.
 */
export async function seedHolidays(db: Database): Promise<void> {
  const own = await db.all<{ year: string }>(
    `SELECT DISTINCT substr(day, 1, 4) AS year FROM holidays
     UNION SELECT DISTINCT substr(day, 1, 4) FROM holiday_changes`,
  )
  const kept = new Set(own.map(({ year }) => year))
  const missing = knownHolidays.filter(({ day }) => !kept.has(day.slice(0, 4)))
  if (missing.length === 0) return
  await db.transaction(async (tx) => {
    for (const { day, kind, status, names } of missing)
      await tx.run(
        `INSERT INTO holidays (day, kind, status, name_fr, name_ar, name_en) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (day) DO NOTHING`,
        [day, kind, status, names.fr, names.ar, names.en],
      )
  })
}
