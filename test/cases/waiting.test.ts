// Documents asked of the complainant: once, for a bounded while, without stopping the clock.
import { beforeAll, expect, test } from 'vitest'
import { Refused } from '../../src/errors.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { type Act, lead } from './roads.ts'

eachDatabase('a case that waits for documents', (open) => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice((await open()).db)
  })

  const waiting = async (...before: Act[]) => {
    office.clock.setDay('2023-01-10')
    const id = await office.register()
    await lead(office, id, ...before, 'askDocuments')
    return id
  }

  test('shows until when, ten days away, and is a task of the clerk until then', async () => {
    const id = await waiting()

    const task = await office.db.read('tasks').where({ case_id: id }).first()

    expect((await office.row(id)).wait_until).toBe(Date.parse('2023-01-20T23:00:00Z'))
    expect(task).toMatchObject({
      desk: 'DAAM/RABAT/clerk',
      next: 'RECEIVE_DOCUMENTS',
      due_at: Date.parse('2023-01-20T23:00:00Z'),
    })
  })

  test.each<[string, Act[]]>([
    ['received', []],
    ['qualified', ['qualify']],
    ['answerable', ['qualify', 'conclude']],
  ])('goes back to being %s when they are there', async (state, before) => {
    const id = await waiting(...before)

    await lead(office, id, 'receiveDocuments')

    expect(await office.row(id)).toMatchObject({ state, wait_until: null })
  })

  test('goes on by itself at the end of the wait, and the clerk is told', async () => {
    const id = await waiting('qualify')

    office.clock.set(Date.parse('2023-01-20T22:59:59.999Z'))
    await office.work()
    expect((await office.row(id)).state).toBe('waiting')
    office.clock.set(Date.parse('2023-01-20T23:00:00Z'))
    await office.work()

    expect((await office.row(id)).state).toBe('qualified')
    const told = await office.db.read('notices').where({ case_id: id, effect: 'tellDocumentsMissing' })
    expect(told.map(({ desk }) => desk)).toEqual(['DAAM/RABAT/clerk'])
  })

  test('has a clock that runs all the same: the wait is never deducted', async () => {
    const id = await waiting('qualify')
    const { due_at } = await office.row(id)

    office.clock.setDay('2023-01-18')
    await office.work()
    expect(await office.row(id)).toMatchObject({ state: 'waiting', mark: 'dueSoon', due_at })

    await lead(office, id, 'receiveDocuments', 'conclude', 'answer', 'approve', 'send', 'close')
    expect(await office.row(id)).toMatchObject({ closing_on: '2023-01-18', days: 8 })
  })

  test('was asked once: a second time is refused, from wherever it stands', async () => {
    const id = await waiting()
    await lead(office, id, 'receiveDocuments')

    for (const step of ['qualify', 'conclude'] as const) {
      const again = lead(office, id, 'askDocuments')
      await expect(again).rejects.toThrow(Refused)
      await expect(again).rejects.toMatchObject({ said: { key: 'refusal.neverAsked' } })
      await lead(office, id, step)
    }
  })

  test('can be withdrawn, and waits no more', async () => {
    const id = await waiting()

    await lead(office, id, 'withdraw')

    expect(await office.row(id)).toMatchObject({ state: 'settled', outcome: 'withdrawn', wait_until: null })
    const timers = await office.db.read('timers').where({ instance_id: id })
    expect(timers.map(({ name }) => String(name).split('.')[2])).toEqual(['untilSoon'])
  })
})
