// What the office does with the calendar; each act is one transaction and leaves who did it, why, and work to look at.
import { Invalid, Refused } from '../errors.ts'
import { addDays, type Clock, daysBetween } from '../platform/clock.ts'
import { type Database, isDuplicate, type Tx } from '../platform/database.ts'
import type { Holiday } from '../programmes/holidays.ts'
import { type HolidayBook, holidayOf } from './book.ts'
import { FOLLOW_EVERY } from './follow.ts'
import type { Add, Confirm, Move, Remove } from './schema.ts'

export type CalendarParts = { db: Database; clock: Clock; calendar: HolidayBook }

/** Open cases are looked at once no process uses the days of before any more. */
const SETTLED_AFTER = 3 * FOLLOW_EVERY

type Act = 'add' | 'confirm' | 'move' | 'remove'

/** Adds a holiday: one by law is certain, one by the moon waits for its confirmation. */
export async function addHoliday(parts: CalendarParts, input: Add, by: string): Promise<void> {
  const { day, kind, note } = input
  const names = { fr: input.nameFr, ar: input.nameAr, en: input.nameEn }
  const status = kind === 'fixed' ? 'confirmed' : 'provisional'
  await change(parts, async (tx) => {
    await insert(tx, { day, kind, status, names }).catch(refuseKnown('day'))
    await record(parts, tx, by, { act: 'add', day, names, note })
  })
}

/** Officials have confirmed a day. @throws Refused when it is not there, or needs no confirmation. */
export async function confirmHoliday(
  parts: CalendarParts,
  { day, note }: Confirm,
  by: string,
): Promise<void> {
  await change(parts, async (tx) => {
    const { status, names } = await take(parts, tx, day)
    if (status === 'confirmed') throw new Refused('calendar.refusal.confirmed')
    await tx.run("UPDATE holidays SET status = 'confirmed' WHERE day = ?", [day])
    await record(parts, tx, by, { act: 'confirm', day, names, note })
  })
}

/** Moves a holiday to the day on which it really is, with the days of the feast that follow it when wanted. */
export async function moveHoliday(parts: CalendarParts, input: Move, by: string): Promise<void> {
  const { day, toDay, together, note } = input
  if (day === toDay) throw new Invalid({ toDay: { key: 'calendar.refusal.sameDay' } })
  const shift = daysBetween(day, toDay)
  await change(parts, async (tx) => {
    const moving = [await take(parts, tx, day)]
    if (together) moving.push(...(await following(parts, tx, day)))
    for (const holiday of moving) await tx.run('DELETE FROM holidays WHERE day = ?', [holiday.day])
    for (const holiday of moving) {
      const to = addDays(holiday.day, shift)
      await insert(tx, { ...holiday, day: to }).catch(refuseKnown('toDay'))
      await record(parts, tx, by, { act: 'move', day: holiday.day, toDay: to, names: holiday.names, note })
    }
  })
}

/** Removes a day that is no holiday after all. @throws Refused when it is not there. */
export async function removeHoliday(parts: CalendarParts, { day, note }: Remove, by: string): Promise<void> {
  await change(parts, async (tx) => {
    const { names } = await take(parts, tx, day)
    await tx.run('DELETE FROM holidays WHERE day = ?', [day])
    await record(parts, tx, by, { act: 'remove', day, names, note })
  })
}

async function change({ db, calendar }: CalendarParts, work: (tx: Tx) => Promise<void>): Promise<void> {
  await db.transaction(work)
  await calendar.refresh()
}

/** A holiday that is kept. @throws Refused when somebody removed or moved it meanwhile. */
async function take(parts: CalendarParts, tx: Tx, day: string): Promise<Holiday> {
  const holiday = await find(parts, tx, day)
  if (!holiday) throw new Refused('calendar.refusal.gone')
  return holiday
}

/** A holiday, with everybody else away from it until the transaction ends. */
async function find({ db }: CalendarParts, tx: Tx, day: string): Promise<Holiday | undefined> {
  const [row] = await tx.all<Parameters<typeof holidayOf>[0]>(
    `SELECT * FROM holidays WHERE day = ?${db.kind === 'postgres' ? ' FOR UPDATE' : ''}`,
    [day],
  )
  return row && holidayOf(row)
}

/** The other days of a feast: religious days that follow without a gap. */
async function following(parts: CalendarParts, tx: Tx, day: string): Promise<Holiday[]> {
  const next = await find(parts, tx, addDays(day, 1))
  if (next?.kind !== 'religious') return []
  return [next, ...(await following(parts, tx, next.day))]
}

async function insert(tx: Tx, { day, kind, status, names }: Holiday): Promise<void> {
  await tx.run(
    'INSERT INTO holidays (day, kind, status, name_fr, name_ar, name_en) VALUES (?, ?, ?, ?, ?, ?)',
    [day, kind, status, names.fr, names.ar, names.en],
  )
}

const refuseKnown = (field: string) => (error: unknown) => {
  throw isDuplicate(error) ? new Invalid({ [field]: { key: `calendar.refusal.known.${field}` } }) : error
}

async function record(
  { clock }: CalendarParts,
  tx: Tx,
  by: string,
  change: { act: Act; day: string; toDay?: string; names: Holiday['names']; note: string },
): Promise<void> {
  const { act, day, toDay, names, note } = change
  const now = clock.now()
  await tx.run(
    `INSERT INTO holiday_changes (at, actor, act, day, to_day, name_fr, name_ar, name_en, note, next_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [now, by, act, day, toDay ?? null, names.fr, names.ar, names.en, note, now + SETTLED_AFTER],
  )
}
