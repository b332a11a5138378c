// The calendar of the demonstration: what is past is certain, what is to come waits for the moon.
import { expect, test } from 'vitest'
import { createHolidayBook } from '../../src/calendars/book.ts'
import { openCalendar } from '../../src/calendars/follow.ts'
import { confirmPastFeasts } from '../../src/demo/feasts.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase('the feasts of the demonstration', (open) => {
  test('are confirmed before its day, and provisional from then on', async () => {
    const { db } = await open()
    const book = createHolidayBook(db)
    await openCalendar(db, book)

    await confirmPastFeasts(db, book, '2026-08-27')

    const provisional = book
      .named('2026-01-01', '2026-12-31')
      .filter(({ status }) => status === 'provisional')
    expect(provisional.map(({ day }) => day)).toEqual(['2026-08-27'])
  })
})
