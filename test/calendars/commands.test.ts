// What the office does with the calendar, and what it may not; who did it stays written down.
import { beforeEach, expect, test } from 'vitest'
import { createHolidayBook, seedHolidays } from '../../src/calendars/book.ts'
import { lastChanges } from '../../src/calendars/changes.ts'
import { addHoliday, confirmHoliday, moveHoliday, removeHoliday } from '../../src/calendars/commands.ts'
import { openCalendar } from '../../src/calendars/follow.ts'
import { Invalid, Refused } from '../../src/errors.ts'
import { knownHolidays } from '../../src/programmes/holidays.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'

const names = { nameFr: 'Jour exceptionnel', nameAr: 'يوم استثنائي', nameEn: 'Exceptional day' }
const note = 'Décret du 3 novembre'

eachDatabase('the calendar', (open) => {
  let office: Office
  beforeEach(async () => {
    office = await openOffice((await open()).db)
    await openCalendar(office.db, office.calendar)
  })

  const daysOf = (from: string, to: string) => office.calendar.named(from, to).map(({ day }) => day)

  test('begins with what the product knows, and a second start changes nothing', async () => {
    await seedHolidays(office.db)
    await office.calendar.refresh()

    expect(office.calendar.named('2000-01-01', '2099-12-31')).toEqual(knownHolidays)
    expect(office.holidays().has('2026-11-18')).toBe(true)
  })

  test('does not take back what the office removed, moved or renamed', async () => {
    await removeHoliday(office, { day: '2026-08-21', note }, 'admin')
    await moveHoliday(office, { day: '2026-06-17', toDay: '2026-06-16', together: false, note }, 'admin')

    await openCalendar(office.db, office.calendar)

    expect(daysOf('2026-08-20', '2026-08-22')).toEqual(['2026-08-20'])
    expect(daysOf('2026-06-10', '2026-06-20')).toEqual(['2026-06-16'])
  })

  test('is read by another process when it looks again', async () => {
    const other = createHolidayBook(office.db)
    await other.refresh()

    await addHoliday(office, { day: '2026-11-10', kind: 'fixed', ...names, note }, 'admin')
    expect(other.days().has('2026-11-10')).toBe(false)
    await other.refresh()

    expect(other.days().has('2026-11-10')).toBe(true)
    expect(office.holidays().has('2026-11-10')).toBe(true)
  })

  test('takes a day by law as certain, a day by the moon as expected', async () => {
    await addHoliday(office, { day: '2026-11-10', kind: 'fixed', ...names, note }, 'admin')
    await addHoliday(office, { day: '2026-11-11', kind: 'religious', ...names, note }, 'admin')

    const added = office.calendar.named('2026-11-10', '2026-11-11')

    expect(added.map(({ status }) => status)).toEqual(['confirmed', 'provisional'])
  })

  test('refuses a second holiday on a day, by adding or by moving', async () => {
    const known = { day: '2026-11-18', kind: 'fixed' as const, ...names, note }
    const onto = { day: '2026-05-27', toDay: '2026-05-28', together: false, note }

    await expect(addHoliday(office, known, 'admin')).rejects.toMatchObject({
      fields: { day: { key: 'calendar.refusal.known.day' } },
    })
    await expect(moveHoliday(office, onto, 'admin')).rejects.toMatchObject({
      fields: { toDay: { key: 'calendar.refusal.known.toDay' } },
    })
    await expect(moveHoliday(office, { ...onto, toDay: onto.day }, 'admin')).rejects.toThrow(Invalid)

    expect(daysOf('2026-05-20', '2026-05-30')).toEqual(['2026-05-27', '2026-05-28'])
    expect(await lastChanges(office.db, 9)).toEqual([])
  })

  test('moves both days of a feast at once, forward and back', async () => {
    const feast = { day: '2026-05-27', toDay: '2026-05-28', together: true, note }
    await moveHoliday(office, feast, 'admin')
    expect(daysOf('2026-05-20', '2026-05-30')).toEqual(['2026-05-28', '2026-05-29'])

    await moveHoliday(office, { ...feast, day: feast.toDay, toDay: feast.day }, 'admin')
    expect(daysOf('2026-05-20', '2026-05-30')).toEqual(['2026-05-27', '2026-05-28'])
  })

  test('confirms a day once, and acts on no day that is not there', async () => {
    await confirmHoliday(office, { day: '2026-08-26', note: '' }, 'admin')

    await expect(confirmHoliday(office, { day: '2026-08-26', note: '' }, 'admin')).rejects.toThrow(Refused)
    await expect(confirmHoliday(office, { day: '2026-08-25', note: '' }, 'admin')).rejects.toThrow(Refused)
    await expect(removeHoliday(office, { day: '2026-08-25', note }, 'admin')).rejects.toThrow(Refused)
  })

  test('remembers who did what, when and why', async () => {
    await moveHoliday(office, { day: '2026-06-17', toDay: '2026-06-16', together: false, note }, 'aicha')

    expect(await lastChanges(office.db, 9)).toMatchObject([
      {
        at: office.clock.now(),
        actor: 'aicha',
        act: 'move',
        day: '2026-06-17',
        to_day: '2026-06-16',
        name_fr: '1er Moharram',
        note,
        recomputed_at: null,
      },
    ])
  })

  test('lets two people move the same day once', async () => {
    const move = (toDay: string) =>
      moveHoliday(office, { day: '2026-06-17', toDay, together: false, note }, 'admin')

    const ends = await Promise.allSettled([move('2026-06-16'), move('2026-06-18')])

    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(daysOf('2026-06-10', '2026-06-20')).toHaveLength(1)
    expect(await lastChanges(office.db, 9)).toHaveLength(1)
  })
})
