// The clock of a case when nobody looks: the worker at the midnights of Casablanca, who is told, what holds it.
import { beforeAll, describe, expect, test } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { lead, typed } from './roads.ts'

const clerk = 'DAAM/RABAT/clerk'
const unit = 'DAAM/PAYMENTS/processor'
const supervisor = 'DAAM/RABAT/supervisor'
const auditor = 'DAAM/RABAT/auditor'

eachDatabase('the clock of a case', (open) => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice((await open()).db)
  })

  const at = async (instant: string) => {
    office.clock.set(Date.parse(instant))
    await office.work()
  }
  const markOf = async (id: string) => (await office.row(id)).mark

  describe('that runs', () => {
    test('turns at each midnight of its days, not a millisecond before', async () => {
      office.clock.setDay('2023-01-10')
      const id = await office.register()

      // Twelve o’clock at night in Casablanca was eleven in Greenwich that winter.
      await at('2023-01-17T22:59:59.999Z')
      expect(await markOf(id)).toBe('onTime')
      await at('2023-01-17T23:00:00Z')
      expect(await markOf(id)).toBe('dueSoon')
      await at('2023-01-20T22:59:59.999Z')
      expect(await markOf(id)).toBe('dueSoon')
      await at('2023-01-20T23:00:00Z')
      expect(await markOf(id)).toBe('overdue')
      await at('2023-01-30T22:59:59.999Z')
      expect(await markOf(id)).toBe('overdue')
      await at('2023-01-30T23:00:00Z')
      expect(await markOf(id)).toBe('late')
    })

    test('turns at midnight by the calendar of the day itself, when Ramadan moved it', async () => {
      office.clock.setDay('2023-03-15')
      const id = await office.register()

      await at('2023-03-25T23:59:59.999Z')
      expect(await markOf(id)).toBe('dueSoon')
      await at('2023-03-26T00:00:00Z')
      expect(await markOf(id)).toBe('overdue')
    })

    test('tells the owner at 80 %, the supervisor too when it is overdue, the auditor too at twice', async () => {
      office.clock.setDay('2023-01-10')
      const id = await office.register()

      await at('2023-02-05T10:00:00Z')

      expect(await noticesOf(office, id)).toEqual({
        remindOwner: [['2023-01-17T23:00', clerk]],
        alertSupervisor: [
          ['2023-01-20T23:00', clerk],
          ['2023-01-20T23:00', supervisor],
        ],
        alertAuditor: [
          ['2023-01-30T23:00', auditor],
          ['2023-01-30T23:00', clerk],
          ['2023-01-30T23:00', supervisor],
        ],
      })
    })

    test('passes each mark once, however often the worker looks and whoever acts in between', async () => {
      office.clock.setDay('2023-01-10')
      const id = await office.register()
      await at('2023-01-21T10:00:00Z')

      for (let look = 0; look < 3; look++) await office.work()
      await lead(office, id, 'qualify')
      await office.work()

      const passed = await office.db
        .read('journal')
        .where({ instance_id: id, actor: 'system' })
        .orderBy('seq')
      expect(passed.map(({ event }) => event.split('.')[2])).toEqual(['untilSoon', 'untilDue'])
    })
  })

  describe('that a promise holds', () => {
    test('stands still while the date runs, past its own deadline', async () => {
      const id = await promised('2023-01-13', '2023-02-10')

      await at('2023-02-10T22:59:59.999Z')

      const row = await office.row(id)
      expect(row).toMatchObject({ mark: 'held', state: 'promised', broken: 0 })
      expect(row.held_until).toBe(Date.parse('2023-02-10T23:00:00Z'))
      expect(await noticesOf(office, id)).toEqual({ tellProcessor: [['2023-01-13T09:00', unit]] })
    })

    test('resumes where the days since reception put it, broken, at the midnight of the promised day', async () => {
      const [soon, overdue, late] = [
        await promised('2023-01-13', '2023-01-19'),
        await promised('2023-01-13', '2023-01-25'),
        await promised('2023-01-13', '2023-02-10'),
      ]

      await at('2023-02-10T23:00:00Z')

      const [a, b, c] = await Promise.all([soon, overdue, late].map((id) => passedOf(office, id)))
      expect(a).toEqual(['untilHoldBreaks', 'untilPromised', 'untilDue', 'untilLate'])
      expect(b).toEqual(['untilHoldBreaks', 'untilPromised', 'untilLate'])
      expect(c).toEqual(['untilHoldBreaks', 'untilPromised'])
      expect(await office.row(late)).toMatchObject({
        mark: 'late',
        state: 'broken',
        broken: 1,
        held_until: null,
      })
      expect((await noticesOf(office, late)).alertBroken?.map(([, desk]) => desk)).toEqual([
        unit,
        clerk,
        supervisor,
      ])
    })

    test('is held again by a new date once the complainant knows it, and the first is never restored', async () => {
      const id = await promised('2023-01-13', '2023-02-10')
      await at('2023-02-11T10:00:00Z')
      await renew(id, '2023-03-01')
      expect(await markOf(id)).toBe('late')

      await lead(office, id, 'notify')
      expect(await office.row(id)).toMatchObject({ mark: 'held', broken: 1 })
      await lead(office, id, 'done')

      expect(await markOf(id)).toBe('counted')
      expect(await statusesOf(id)).toEqual(['replaced', 'late'])
    })

    test('is held to the later date when it was moved in time, broken all the same once the first has passed', async () => {
      const id = await promised('2023-01-13', '2023-02-10')
      await at('2023-02-05T10:00:00Z')
      await renew(id, '2023-03-01')
      await lead(office, id, 'notify')

      await at('2023-02-20T10:00:00Z')

      expect(await office.row(id)).toMatchObject({ mark: 'held', state: 'promised', broken: 1 })
      expect((await office.row(id)).held_until).toBe(Date.parse('2023-03-01T23:00:00Z'))
    })

    test('does not wait for a new date the complainant never heard of', async () => {
      const id = await promised('2023-01-13', '2023-02-10')
      await at('2023-02-05T10:00:00Z')
      await renew(id, '2023-03-01')

      await at('2023-02-10T23:00:00Z')

      expect(await office.row(id)).toMatchObject({ mark: 'late', state: 'committed', broken: 1 })
    })

    test('is held again when work comes back inside the date, and runs when it comes back after it', async () => {
      const inside = await promised('2023-01-13', '2023-02-10')
      await lead(office, inside, 'done', 'returnWork')
      expect(await office.row(inside)).toMatchObject({ mark: 'held', state: 'promised', broken: 0 })

      const after = await promised('2023-01-13', '2023-02-10')
      await lead(office, after, 'done')
      await at('2023-02-12T10:00:00Z')
      expect(await markOf(after)).toBe('counted')
      await lead(office, after, 'returnWork')

      expect(await office.row(after)).toMatchObject({ mark: 'late', state: 'broken', broken: 1 })
      expect(await statusesOf(after)).toEqual(['broken'])
    })
  })

  /** Received on the tenth; that day the unit named a date and the complainant heard of it. */
  async function promised(notified: string, due: string): Promise<string> {
    office.clock.setDay('2023-01-13')
    const id = await office.register({ channel: 'register', receivedOn: '2023-01-10' })
    await lead(office, id, 'qualify', 'treat')
    await office.act(id, office.staff.processor, 'COMMIT', { dueOn: due, work: typed.done.work })
    await office.act(id, office.staff.clerk, 'NOTIFY_COMMITMENT', { toldOn: notified })
    await office.work()
    return id
  }

  const renew = (id: string, dueOn: string) =>
    office.act(id, office.staff.processor, 'RENEW', { dueOn, ...typed.reason })

  const statusesOf = async (id: string) => {
    const rows = await office.db.read('commitments').where({ case_id: id }).orderBy('n')
    return rows.map(({ status }) => status)
  }
})

/** What the desks were told, by effect: when, and which desk. */
async function noticesOf({ db }: Office, id: string): Promise<Record<string, [string, string][]>> {
  const rows = await db.read('notices').where({ case_id: id }).orderBy(['at', 'desk'])
  const said = Object.groupBy(rows, ({ effect }) => String(effect))
  return Object.fromEntries(
    Object.entries(said).map(([effect, some = []]) => [
      effect,
      some.map(({ at, desk }): [string, string] => [new Date(at).toISOString().slice(0, 16), desk]),
    ]),
  )
}

/** The deadlines that passed, in the order of the journal. */
async function passedOf({ db }: Office, id: string): Promise<string[]> {
  const rows = await db.read('journal').where({ instance_id: id, actor: 'system' }).orderBy('seq')
  return rows.map(({ event }) => event.split('.')[2])
}
