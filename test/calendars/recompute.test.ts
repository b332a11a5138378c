// When the calendar changes, the open cases it concerns get other deadlines, each by an event of its journal; no other case does.
import { beforeEach, expect, test } from 'vitest'
import { lastChanges } from '../../src/calendars/changes.ts'
import { addHoliday, confirmHoliday, moveHoliday, removeHoliday } from '../../src/calendars/commands.ts'
import { recomputeChanges } from '../../src/calendars/recompute.ts'
import { lead } from '../cases/roads.ts'
import { eachDatabase } from '../support/databases.ts'
import type { Office } from '../support/office.ts'
import { dueOf, faultsOf, openCalendarOffice, reasonsOf, registerWorkdays, settle } from './office.ts'

const NOTE = 'Décret du 3 novembre'
const added = (day: string) => ({
  day,
  kind: 'fixed' as const,
  nameFr: 'Jour exceptionnel',
  nameAr: 'يوم استثنائي',
  nameEn: 'Exceptional day',
  note: NOTE,
})

eachDatabase('a change of the calendar', (open) => {
  let office: Office
  beforeEach(async () => {
    office = await openCalendarOffice((await open()).db)
  })

  const newest = async () => (await lastChanges(office.db, 1))[0]

  test('that adds a day moves the open cases whose time holds it, and no other', async () => {
    const open = await registerWorkdays(office)
    const calendarDays = await office.register()
    const referred = await registerWorkdays(office, { channel: 'ombudsman' })
    const closed = await registerWorkdays(office)
    await lead(office, closed, 'qualify', 'conclude', 'answer', 'approve', 'send', 'close')
    const before = await Promise.all([calendarDays, closed].map((id) => office.row(id)))
    office.clock.setDay('2026-11-10')
    const after = await registerWorkdays(office)
    const afterDue = await dueOf(office, after)

    await addHoliday(office, added('2026-11-10'), 'admin')
    await settle(office)

    // Without the 10th: 5, 9, 11, 12, 13, 16, 17, 19, 20, 23 November.
    expect(await dueOf(office, open)).toBe('2026-11-23')
    expect(await reasonsOf(office, open)).toEqual([
      'holiday|add|2026-11-10||Jour exceptionnel|يوم استثنائي|Exceptional day',
    ])
    expect(await reasonsOf(office, referred)).toHaveLength(1)
    expect(await Promise.all([calendarDays, closed].map((id) => office.row(id)))).toEqual(before)
    expect(await dueOf(office, after)).toBe(afterDue)
    expect(await newest()).toMatchObject({ act: 'add', touched: 2, recomputed_at: office.clock.now() })
    expect(await faultsOf(office)).toEqual([])
  })

  test('moves cases that are held or broken too, and lets the promise be', async () => {
    const [held, broken] = [await registerWorkdays(office), await registerWorkdays(office)]
    for (const id of [held, broken]) await lead(office, id, 'qualify', 'treat', 'commit', 'notify')
    office.clock.setDay('2026-11-10')
    await office.work()
    await lead(office, held, 'renew', 'notify')
    const until = (await office.row(held)).held_until

    await addHoliday(office, added('2026-11-12'), 'admin')
    await settle(office)

    expect(await office.row(held)).toMatchObject({ due_on: '2026-11-23', mark: 'held', held_until: until })
    expect(await office.row(broken)).toMatchObject({ due_on: '2026-11-23', state: 'broken', mark: 'onTime' })
    expect(await faultsOf(office)).toEqual([])
  })

  test('that moves a feast moves what it gives and what it takes', async () => {
    office.clock.setDay('2026-08-24')
    const both = await registerWorkdays(office)
    office.clock.setDay('2026-08-27')
    const later = await registerWorkdays(office)
    expect(await dueOf(office, both)).toBe('2026-09-09')
    expect(await dueOf(office, later)).toBe('2026-09-10')

    await moveHoliday(
      office,
      { day: '2026-08-26', toDay: '2026-08-27', together: true, note: 'Communiqué du ministère' },
      'admin',
    )
    await settle(office)

    // One day of the week is still lost to who came before; who came on the 27th loses the 28th now.
    expect(await dueOf(office, both)).toBe('2026-09-09')
    expect(await reasonsOf(office, both)).toEqual([])
    expect(await dueOf(office, later)).toBe('2026-09-11')
    expect(
      office.calendar.named('2026-08-25', '2026-08-29').map(({ day, names }) => [day, names.fr]),
    ).toEqual([
      ['2026-08-27', 'Aïd al-Mawlid (1er jour)'],
      ['2026-08-28', 'Aïd al-Mawlid (2e jour)'],
    ])
    expect(await faultsOf(office)).toEqual([])
  })

  test('that removes a day brings deadlines forward', async () => {
    const id = await registerWorkdays(office)

    await removeHoliday(office, { day: '2026-11-18', note: 'Erreur de saisie' }, 'admin')
    await settle(office)

    expect(await dueOf(office, id)).toBe('2026-11-19')
    expect(await reasonsOf(office, id)).toEqual([
      'holiday|remove|2026-11-18||Fête de l’indépendance|عيد الاستقلال|Independence Day',
    ])
    expect(await faultsOf(office)).toEqual([])
  })

  test('that only confirms a day moves nothing', async () => {
    office.clock.setDay('2026-08-24')
    const id = await registerWorkdays(office)

    await confirmHoliday(office, { day: '2026-08-26', note: '' }, 'admin')
    await settle(office)

    expect(await reasonsOf(office, id)).toEqual([])
    expect(await newest()).toMatchObject({ act: 'confirm', touched: 0, recomputed_at: office.clock.now() })
    expect(office.calendar.named('2026-08-26', '2026-08-26')).toMatchObject([{ status: 'confirmed' }])
  })

  test('waits until every process must have read the calendar', async () => {
    const id = await registerWorkdays(office)
    await addHoliday(office, added('2026-11-10'), 'admin')

    office.clock.advance(14_999)
    await recomputeChanges(office)
    expect(await reasonsOf(office, id)).toEqual([])
    office.clock.advance(1)
    await recomputeChanges(office)

    expect(await reasonsOf(office, id)).toHaveLength(1)
  })

  test('is seen through by two workers at once, and moves each case once', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => registerWorkdays(office)))
    await addHoliday(office, added('2026-11-10'), 'admin')
    office.clock.advance(15_000)

    await Promise.all([recomputeChanges(office, 3), recomputeChanges(office, 5), recomputeChanges(office, 2)])

    for (const id of ids) expect(await reasonsOf(office, id)).toHaveLength(1)
    expect(await newest()).toMatchObject({ touched: 12, recomputed_at: office.clock.now() })
    expect(await faultsOf(office)).toEqual([])
  })

  test('goes on where a worker died, and moves no case twice', async () => {
    const ids = await Promise.all(Array.from({ length: 7 }, () => registerWorkdays(office)))
    await addHoliday(office, added('2026-11-10'), 'admin')
    office.clock.advance(15_000)
    let left = 2
    const run: Office['db']['run'] = (sql, values) => {
      // The second page is moved, and nobody is left to write down that it is.
      if (sql.includes('SET cursor') && --left === 0) return new Promise(() => {})
      return office.db.run(sql, values)
    }
    const dying = recomputeChanges({ ...office, db: { ...office.db, run } }, 2)
    // Waits for what a process that stops does before it stops.
    const stopped = expect.poll(async () => (await newest())?.touched, { interval: 5, timeout: 20_000 })
    await Promise.race([dying, stopped.toBe(4)])
    expect(await newest()).toMatchObject({ touched: 4, recomputed_at: null })

    await recomputeChanges(office, 2)
    expect(await newest()).toMatchObject({ touched: 4, recomputed_at: null })
    office.clock.advance(60_000)
    await recomputeChanges(office, 2)

    for (const id of ids) expect(await reasonsOf(office, id)).toHaveLength(1)
    expect(await newest()).toMatchObject({ touched: 7, recomputed_at: office.clock.now() })
    expect(await faultsOf(office)).toEqual([])
  })

  test('is not held up by a case that cannot be moved, and comes back to it', async () => {
    const ids = await Promise.all(Array.from({ length: 3 }, () => registerWorkdays(office)))
    await addHoliday(office, added('2026-11-10'), 'admin')
    office.clock.advance(15_000)
    const send: Office['engine']['send'] = (sending, tx) => {
      if (sending.id === ids[0]) throw new Error('stuck')
      return office.engine.send(sending, tx)
    }

    await expect(recomputeChanges({ ...office, engine: { ...office.engine, send } })).rejects.toThrow('stuck')
    expect(await newest()).toMatchObject({ touched: 2, recomputed_at: null })
    office.clock.advance(600_000)
    await recomputeChanges(office)

    for (const id of ids) expect(await reasonsOf(office, id)).toHaveLength(1)
    expect(await newest()).toMatchObject({ touched: 3, recomputed_at: office.clock.now() })
  })
})
