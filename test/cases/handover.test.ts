// Work named to somebody is handed over whole: by acts of the supervisor that the journal keeps, and no further than they may.
import { beforeAll, describe, expect, test } from 'vitest'
import { recordAbsence } from '../../src/accounts/absences.ts'
import { AT_ONCE, handOver, namedWork } from '../../src/cases/handover.ts'
import { eachDatabase } from '../support/databases.ts'
import { formOf, type Office, openOffice } from '../support/office.ts'

eachDatabase('a hand-over', (open) => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice((await open()).db)
  })

  const desk = () => ({ programme: 'DAAM', person: office.staff.clerk.id, role: 'clerk' as const })
  const deskOf = async (id: string) =>
    (await office.db.read('tasks').where({ case_id: id })).map((task) => task.desk)
  const named = async (fields = {}, by = office.staff.supervisor) => {
    const id = await office.register(fields, await registrar(fields))
    await office.act(id, by, 'ASSIGN', { role: 'clerk', to: office.staff.clerk.id })
    return id
  }
  const registrar = async (fields: object) => ('entity' in fields ? everywhere() : office.staff.clerk)
  const everywhere = async () => ({
    id: office.staff.agent.id,
    grants: [{ role: 'agent' as const, programme: 'DAAM', entity: '' }],
  })
  const waits = async () =>
    (await namedWork(office.db, office.staff.supervisor, [office.staff.clerk]))[0]?.cases ?? 0

  test('gives every case to somebody else, each by an act of the supervisor', async () => {
    const ids = [await named(), await named()]
    expect(await waits()).toBe(2)

    const done = await handOver(office, office.staff.supervisor, desk(), office.staff.clerk2.id)

    expect(done).toEqual({ done: 2, refused: [], remain: 0 })
    for (const id of ids) {
      expect(await deskOf(id)).toEqual([`DAAM/@${office.staff.clerk2.id}/clerk`])
      const last = await office.db.read('journal').where({ instance_id: id }).orderBy('seq', 'desc').first()
      expect([last.event, last.actor, last.role]).toEqual([
        'ASSIGN',
        office.staff.supervisor.id,
        'supervisor',
      ])
    }
  })

  test('to everybody puts the cases back on the desk of the role', async () => {
    const id = await named()

    await handOver(office, office.staff.supervisor, desk(), '')

    expect(await deskOf(id)).toEqual(['DAAM/RABAT/clerk'])
  })

  test('stops where the supervisor does not supervise', async () => {
    const whole = await office.hire('whole', [{ role: 'supervisor', programme: 'DAAM', entity: '' }])
    await office.db.write('grants').insert({
      user_id: office.staff.clerk.id,
      role: 'clerk',
      programme: 'DAAM',
      entity: 'JERADA',
      granted_by: 'x',
      granted_at: 0,
    })
    const [here, there] = [await named(), await named({ entity: 'JERADA' }, whole)]
    expect(await waits()).toBe(1)

    const done = await handOver(office, office.staff.supervisor, desk(), '')

    expect(done).toEqual({ done: 1, refused: [], remain: 0 })
    expect(await deskOf(here)).toEqual(['DAAM/RABAT/clerk'])
    expect(await deskOf(there)).toEqual([`DAAM/@${office.staff.clerk.id}/clerk`])
    const stranger = await handOver(office, office.staff.stranger, desk(), '')
    expect(stranger).toEqual({ done: 0, refused: [], remain: 0 })
    expect(await handOver(office, office.staff.clerk2, desk(), '')).toMatchObject({ done: 0 })

    // The new hands hold the role in Rabat alone.
    const mixed = await named()
    const some = await handOver(office, whole, desk(), office.staff.clerk2.id)
    expect(some).toEqual({
      done: 1,
      refused: [{ id: there, said: { key: 'absence.handover.elsewhere' } }],
      remain: 1,
    })
    expect(await deskOf(mixed)).toEqual([`DAAM/@${office.staff.clerk2.id}/clerk`])
    await handOver(office, whole, desk(), '')
  })

  test('to somebody who is away, or to the same person, is refused beside the name', async () => {
    await named()
    const { clerk2, clerk, supervisor } = office.staff
    await recordAbsence(office, clerk2.id, { from: '2026-11-25', to: '2026-11-26' }, supervisor)

    await expect(handOver(office, supervisor, desk(), clerk2.id)).rejects.toMatchObject({
      fields: { to: { key: 'absence.refusal.away', values: { day: '2026-11-27' } } },
    })
    await expect(handOver(office, supervisor, desk(), clerk.id)).rejects.toMatchObject({
      fields: { to: { key: 'absence.handover.same' } },
    })
    expect(await waits()).toBe(1)
    await handOver(office, supervisor, desk(), '')
  })

  describe('of hundreds of cases', () => {
    test('does so many at once, the most urgent first, and says what remains', async () => {
      const { supervisor } = office.staff
      const { key: _key, ...form } = formOf(office.clock)
      const keys = Array.from({ length: AT_ONCE + 3 }, () => crypto.randomUUID())
      const late = { ...form, receivedOn: '2026-11-20' }
      await office.commands.takeRegister(
        keys.map((key, n) => ({ key, input: { ...(n < 3 ? form : late), beneficiary: null } })),
        { live: true },
      )
      const rows = await office.db.read('tasks').where({ desk: 'DAAM/RABAT/clerk' }).distinct('case_id')
      for (const { case_id } of rows)
        await office.act(case_id, supervisor, 'ASSIGN', { role: 'clerk', to: office.staff.clerk.id })
      const all = await waits()

      const first = await handOver(office, supervisor, desk(), '')
      expect(first).toEqual({ done: AT_ONCE, refused: [], remain: all - AT_ONCE })
      const left = await office.db
        .read('cases')
        .join('tasks', 'tasks.case_id', 'cases.id')
        .whereLike('desk', '%@%')
      expect(new Set(left.map(({ received_on }) => received_on))).toEqual(new Set(['2026-11-25']))

      expect(await handOver(office, supervisor, desk(), '')).toMatchObject({ done: all - AT_ONCE, remain: 0 })
    }, 60_000)
  })
})
