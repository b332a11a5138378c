// From which day a deadline runs, and until when: channels, programmes, working days (docs/domain.md, sections 4 and 8).
import { beforeAll, describe, expect, test } from 'vitest'
import { dueDates } from '../../src/cases/deadlines.ts'
import { Invalid } from '../../src/errors.ts'
import { programme } from '../../src/programmes/index.ts'
import { Programme } from '../../src/programmes/schema.ts'
import { tayssir } from '../../src/programmes/tayssir.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'

const utc = (instant: string) => Date.parse(instant)

eachDatabase('the deadline of a complaint', (open) => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice((await open()).db)
  })

  const contact = { phone: '0612345678', email: 'fatima@example.ma', address: '12, rue des Consuls, Rabat' }

  test.each(['mail', 'exchange', 'email', 'register'])(
    'that came by %s runs from the day it was received, ten days',
    async (channel) => {
      office.clock.setDay('2023-01-13')

      const id = await office.register({ channel, receivedOn: '2023-01-10', ...contact })

      expect(await office.row(id)).toMatchObject({
        received_on: '2023-01-10',
        received_at: utc('2023-01-09T23:00:00Z'),
        due_at: utc('2023-01-20T23:00:00Z'),
      })
    },
  )

  test.each(['desk', 'phone'])('that came by %s today runs from the moment it is taken', async (channel) => {
    office.clock.setDay('2023-01-10', '16:20')

    const id = await office.register({ channel, ...contact })

    expect(await office.row(id)).toMatchObject({
      received_at: utc('2023-01-10T15:20:00Z'),
      due_at: utc('2023-01-20T23:00:00Z'),
    })
  })

  test('that the ombudsman referred is sixty days away', async () => {
    office.clock.setDay('2023-01-13')

    const id = await office.register({ channel: 'ombudsman', receivedOn: '2023-01-10' })

    expect((await office.row(id)).due_at).toBe(utc('2023-03-11T23:00:00Z'))
    expect(await timerOf(office, id)).toBe(utc('2023-02-26T23:00:00Z'))
  })

  test('ends at midnight in Casablanca, whatever the offset is by then', async () => {
    // Ramadan 2023 began in between: UTC+1 on the day of reception, UTC+0 on the due day.
    office.clock.setDay('2023-03-15')
    const ramadan = await office.register()
    // Since 20 September 2026 it is UTC+0 for good.
    office.clock.setDay('2026-09-15')
    const forGood = await office.register()

    expect((await office.row(ramadan)).due_at).toBe(utc('2023-03-26T00:00:00Z'))
    expect((await office.row(forGood)).due_at).toBe(utc('2026-09-26T00:00:00Z'))
  })

  test('is waited for from 80 % on, even when the letter is keyed in after that', async () => {
    office.clock.setDay('2023-01-10')
    const fresh = await office.register()
    office.clock.setDay('2023-01-25')
    const old = await office.register({ channel: 'mail', receivedOn: '2023-01-10', ...contact })

    expect(await timerOf(office, fresh)).toBe(utc('2023-01-17T23:00:00Z'))
    expect((await office.row(old)).mark).toBe('overdue')
    expect(await timerOf(office, old)).toBe(utc('2023-01-30T23:00:00Z'))
  })

  test('never runs from a day to come', async () => {
    office.clock.setDay('2023-01-10')

    const refused = office.register({ channel: 'mail', receivedOn: '2023-01-11', ...contact })

    await expect(refused).rejects.toThrow(Invalid)
    await expect(refused).rejects.toMatchObject({
      fields: { receivedOn: { key: 'field.receivedOn.future' } },
    })
  })

  test.each([
    ['channel', { channel: 'social' }],
    ['category', { category: 'CHILD_LOST' }],
    ['entity', { entity: 'TANGER' }],
    ['programme', { programme: 'HOUSING' }],
  ])('is not computed for a %s that the programme does not have', async (_field, fields) => {
    const registrar = await office.hire(`${_field}-registrar`, [
      { role: 'clerk', programme: 'DAAM', entity: '' },
      { role: 'clerk', programme: 'HOUSING', entity: '' },
    ])

    await expect(office.register(fields, registrar)).rejects.toThrow()
    expect(await office.db.read('cases').where(fields)).toEqual([])
  })
})

/** When the next deadline of the clock of a case passes. */
async function timerOf({ db }: Office, id: string): Promise<number> {
  const row = await db.read('timers').where({ instance_id: id }).orderBy('due_at').first('due_at')
  return row.due_at
}

describe('a deadline in working days', () => {
  const pack = Programme.parse({ ...tayssir, deadline: { ...tayssir.deadline, basis: 'working' } })
  // The Green March and the Independence days, a Friday and a Wednesday in 2026.
  const holidays = new Set(['2026-11-06', '2026-11-18'])

  test('passes over weekends and public holidays', () => {
    const due = dueDates(pack, { channel: 'desk', service: '' }, '2026-11-04', holidays)

    // 5, 9, 10, 11, 12, 13, 16, 17, 19, 20 November.
    expect(due.dueOn).toBe('2026-11-20')
    expect(due.soonOn).toBe('2026-11-17')
    expect(due.lateOn).toBe('2026-12-04')
    expect(due.dueAt).toBe(utc('2026-11-21T00:00:00Z'))
  })

  test('begins to count after a weekend for what came on a Saturday', () => {
    expect(dueDates(pack, { channel: 'desk', service: '' }, '2026-11-21', holidays).dueOn).toBe('2026-12-04')
  })

  test('is the same day for the same reception in calendar days, holidays or not', () => {
    const due = dueDates(programme('DAAM'), { channel: 'desk', service: '' }, '2026-11-04', holidays)

    expect([due.soonOn, due.dueOn, due.lateOn]).toEqual(['2026-11-12', '2026-11-14', '2026-11-24'])
  })
})
