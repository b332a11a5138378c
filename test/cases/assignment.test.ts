// Work given to somebody by name: it moves to their own desk, and back; only to people who can take it.
import { beforeAll, expect, test } from 'vitest'
import { freeOrphans } from '../../src/cases/orphans.ts'
import { workPage } from '../../src/cases/worklist.ts'
import { Forbidden, Invalid } from '../../src/errors.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, type Office, openOffice } from '../support/office.ts'
import { lead, typed } from './roads.ts'

eachDatabase('work that a supervisor', (open) => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice((await open()).db)
  })

  const assign = (id: string, role: string, to: string) =>
    office.act(id, office.staff.supervisor, 'ASSIGN', { role, to })

  /** Who finds a case among what waits for them; with a role, on the board of that role. */
  const foundBy = async (id: string, people: Name[], role?: string) => {
    const { db, programmes, staff, clock } = office
    const moments = { now: clock.now(), soonUntil: clock.now() + days(2) }
    const found = await Promise.all(
      people.map(async (name) => {
        const { rows } = await workPage(db, programmes, staff[name], { filter: 'all', role }, moments)
        return rows.some((row) => row.id === id) ? [name] : []
      }),
    )
    return found.flat()
  }

  test('gives to one clerk waits for that clerk alone, and for all of them when it is nobody’s again', async () => {
    const id = await office.register()
    expect(await foundBy(id, ['clerk', 'clerk2'])).toEqual(['clerk', 'clerk2'])

    await assign(id, 'clerk', office.staff.clerk2.id)
    expect(await foundBy(id, ['clerk', 'clerk2'])).toEqual(['clerk2'])
    await assign(id, 'clerk', '')
    expect(await foundBy(id, ['clerk', 'clerk2'])).toEqual(['clerk', 'clerk2'])
  })

  test('gave stays given through every step of that role, and the others of the role may still act', async () => {
    const id = await office.register()
    await assign(id, 'clerk', office.staff.clerk2.id)

    await lead(office, id, 'qualify')
    expect(await foundBy(id, ['clerk', 'clerk2'])).toEqual(['clerk2'])
    await lead(office, id, 'treat')
    expect(await foundBy(id, ['clerk', 'clerk2', 'processor'])).toEqual(['clerk2', 'processor'])
  })

  test('gives to one supervisor stands on that one’s board of approvals', async () => {
    const id = await office.register()
    await lead(office, id, 'qualify', 'conclude', 'answer')
    expect(await foundBy(id, ['supervisor', 'supervisor2'], 'supervisor')).toHaveLength(2)

    await assign(id, 'supervisor', office.staff.supervisor2.id)

    expect(await foundBy(id, ['supervisor', 'supervisor2'])).toEqual(['supervisor2'])
    expect(await foundBy(id, ['supervisor', 'supervisor2'], 'supervisor')).toEqual(['supervisor2'])
    expect(await foundBy(id, ['supervisor2'], 'closer')).toEqual([])
  })

  test('gave by name is what its owner is reminded of', async () => {
    const id = await office.register()
    await assign(id, 'clerk', office.staff.clerk2.id)
    office.clock.advance(days(8))
    await office.work()

    const told = await office.db.read('notices').where({ case_id: id, effect: 'remindOwner' })
    const task = await office.db.read('tasks').where({ case_id: id }).first()

    expect(told.map(({ desk }) => desk)).toEqual([task.desk])
  })

  test('gave to somebody who left goes back to everybody’s desk', async () => {
    const id = await office.register()
    await assign(id, 'clerk', office.staff.clerk2.id)
    expect(await freeOrphans(office.db, office.engine)).toBe(0)

    await office.db.write('users').where({ id: office.staff.clerk2.id }).update({ active: 0 })
    const freed = await freeOrphans(office.db, office.engine)
    await office.db.write('users').where({ id: office.staff.clerk2.id }).update({ active: 1 })

    expect(freed).toBeGreaterThan(0)
    expect(await foundBy(id, ['clerk', 'clerk2'])).toEqual(['clerk', 'clerk2'])
  })

  test('gave to a unit’s processor goes back to everybody when the case goes to another unit', async () => {
    const { act, staff, hire, db, engine } = office
    const id = await office.register()
    const pensions = await hire('in-pensions', [{ role: 'processor', programme: 'DAAM', entity: 'PENSIONS' }])
    await lead(office, id, 'qualify', 'treat')
    await assign(id, 'processor', staff.processor.id)
    await lead(office, id, 'returnToClerk')
    await act(id, staff.clerk, 'CONCLUDE', { ...typed.treat, unit: 'PENSIONS' })

    await freeOrphans(db, engine)

    const moments = { now: office.clock.now(), soonUntil: office.clock.now() }
    const waiting = await workPage(db, office.programmes, pensions, { filter: 'all' }, moments)
    expect(waiting.rows.map((row) => row.id)).toEqual([id])
    expect(await foundBy(id, ['processor'])).toEqual([])
  })

  test.each<[string, string, (office: Office) => Promise<string> | string]>([
    ['nobody knows', 'clerk', () => 'nobody'],
    ['has another role', 'clerk', ({ staff }) => staff.closer.id],
    ['has the role in another programme', 'clerk', ({ staff }) => staff.stranger.id],
    [
      'has the role at another desk',
      'clerk',
      async ({ hire }) => (await hire('jerada', [{ role: 'clerk', programme: 'DAAM', entity: 'JERADA' }])).id,
    ],
    [
      'belongs to another unit',
      'processor',
      async ({ hire }) =>
        (await hire('pensions', [{ role: 'processor', programme: 'DAAM', entity: 'PENSIONS' }])).id,
    ],
    [
      'has left',
      'clerk',
      async ({ hire, db }) => {
        const { id } = await hire('gone', [{ role: 'clerk', programme: 'DAAM', entity: '' }])
        await db.write('users').where({ id }).update({ active: 0 })
        return id
      },
    ],
  ])('would give to somebody who %s stays where it is', async (_who, role, someone) => {
    const id = await office.register()
    await lead(office, id, 'qualify', 'treat')

    const given = assign(id, role, await someone(office))

    await expect(given).rejects.toThrow(Invalid)
    await expect(given).rejects.toMatchObject({ fields: { to: { key: 'field.to.choose' } } })
  })

  test('has is not given away by anybody else', async () => {
    const id = await office.register()
    const { clerk, clerk2 } = office.staff

    const given = office.act(id, clerk, 'ASSIGN', { role: 'clerk', to: clerk2.id })

    await expect(given).rejects.toThrow(Forbidden)
  })
})
