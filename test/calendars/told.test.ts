// Who hears that the calendar gave a case another due day: the desk it waits at, the complainant, and nobody without need.
import { beforeEach, expect, test } from 'vitest'
import { addHoliday, removeHoliday } from '../../src/calendars/commands.ts'
import { lead } from '../cases/roads.ts'
import { eachDatabase } from '../support/databases.ts'
import type { Office } from '../support/office.ts'
import { faultsOf, openCalendarOffice, registerWorkdays, settle } from './office.ts'

const exceptional = {
  day: '2026-11-10',
  kind: 'fixed' as const,
  nameFr: 'Jour exceptionnel',
  nameAr: 'يوم استثنائي',
  nameEn: 'Exceptional day',
  note: 'Décret du 3 novembre',
}
const email = { channel: 'email', email: 'fatima@example.ma' }

eachDatabase('another due day', (open) => {
  let office: Office
  beforeEach(async () => {
    office = await openCalendarOffice((await open()).db)
  })

  const add = async (day = exceptional.day) => {
    await addHoliday(office, { ...exceptional, day }, 'admin')
    await settle(office)
    await office.work()
  }
  const noticesOf = async (id: string): Promise<string[]> => {
    const rows = await office.db.read('notices').where({ case_id: id, effect: 'tellRescheduled' })
    return rows.map(({ desk }) => desk).sort()
  }
  const lettersOf = (
    id: string,
  ): Promise<{ language: string; subject: string; body: string; sms: string }[]> =>
    office.db.read('messages').where({ case_id: id, effect: 'tellNewDate' })

  test('is told to the desk the case waits at and to the complainant, with the reason', async () => {
    const id = await registerWorkdays(office, email)

    await add()

    expect(await noticesOf(id)).toEqual(['WORKDAYS/RABAT/clerk'])
    const [letter, ...others] = await lettersOf(id)
    expect(others).toEqual([])
    expect(letter).toMatchObject({
      language: 'fr',
      subject: `Votre réclamation ${id}\u00a0: la date limite change`,
    })
    expect(letter?.body).toContain('c’est maintenant le 23 novembre 2026')
    expect(letter?.body).toContain('le calendrier officiel des jours fériés a changé')
    expect(letter?.sms).toContain('23 novembre 2026')
    expect(await faultsOf(office)).toEqual([])
  })

  test('is told in the complainant’s language', async () => {
    const id = await registerWorkdays(office, { ...email, language: 'ar' })

    await add()

    const [letter] = await lettersOf(id)
    expect(letter?.language).toBe('ar')
    expect(letter?.body).toContain('أصبح 23 نونبر 2026')
  })

  test('is told to the desks alone while a promise holds, and once it was answered', async () => {
    const [promised, answered] = [await registerWorkdays(office, email), await registerWorkdays(office)]
    await lead(office, promised, 'qualify', 'treat', 'commit', 'notify')
    await lead(office, answered, 'qualify', 'conclude', 'answer', 'approve', 'send')

    await add()

    expect(await noticesOf(promised)).toEqual(['WORKDAYS/PAYMENTS/processor'])
    expect(await noticesOf(answered)).toEqual(['WORKDAYS/RABAT/closer'])
    expect(await lettersOf(promised)).toEqual([])
    expect(await lettersOf(answered)).toEqual([])
  })

  test('that has passed already is no news to the complainant', async () => {
    const id = await registerWorkdays(office, email)
    office.clock.setDay('2026-11-27')
    await office.work()

    await removeHoliday(office, { day: '2026-11-18', note: 'Erreur de saisie' }, 'admin')
    await settle(office)
    await office.work()

    expect(await noticesOf(id)).toEqual(['WORKDAYS/RABAT/clerk'])
    expect(await lettersOf(id)).toEqual([])
  })

  test('is none when only a later limit moved', async () => {
    const id = await registerWorkdays(office, email)

    // Twice the time, not the time itself.
    await add('2026-11-25')

    expect(await noticesOf(id)).toEqual([])
    expect(await lettersOf(id)).toEqual([])
  })
})
