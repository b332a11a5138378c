// What is ordered on many cases is done on each once, by acts of whoever ordered it, however often the worker dies.
import { beforeEach, expect, test } from 'vitest'
import { bulkItems, chooseCases, countOutcomes, findBulk, orderBulk } from '../../src/cases/bulk-jobs.ts'
import { carryOutBulk } from '../../src/cases/bulk-work.ts'
import type { Viewer } from '../../src/cases/desks.ts'
import { workIds } from '../../src/cases/worklist.ts'
import type { Database } from '../../src/platform/database.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { openPower, type Power } from '../support/power.ts'
import { handOver } from './release-office.ts'
import { lead } from './roads.ts'

eachDatabase('an act on many cases', (open) => {
  let office: Office
  let db: Database
  let power: Power
  beforeEach(async () => {
    power = openPower()
    db = (await open(power)).db
    office = await openOffice(db)
  })

  const register = (count: number) => Promise.all(Array.from({ length: count }, () => office.register()))
  const assignTo = (to: string) => ({ act: 'assign', role: 'clerk', to }) as const
  const order = async (ids: string[], what: Parameters<typeof orderBulk>[3], by: Viewer) => {
    const id = await chooseCases(office, by, ids)
    await orderBulk(office, by, id, what)
    return id
  }
  const toTheEnd = async () => {
    for (let n = 0; n < 20; n += 1) await carryOutBulk(office)
  }
  const assignments = async (id: string) =>
    (await db.read('journal').where({ instance_id: id, event: 'ASSIGN' })).map(({ actor, role }) => [
      actor,
      role,
    ])

  test('is an act of whoever ordered it on each case, and says what became of each', async () => {
    const { supervisor, clerk2, clerk } = office.staff
    const [one = '', two = '', closed = ''] = await register(3)
    await office.act(two, supervisor, 'ASSIGN', { role: 'clerk', to: clerk2.id })
    await lead(office, closed, 'qualify', 'conclude', 'answer', 'approve', 'send', 'close')

    const id = await order([one, two, closed], assignTo(clerk2.id), supervisor)
    await toTheEnd()

    expect(await countOutcomes(db, id)).toEqual({ waiting: 0, done: 1, same: 1, refused: 1 })
    expect(await assignments(one)).toEqual([[supervisor.id, 'supervisor']])
    const items = await bulkItems(db, id, { limit: 10 })
    expect(items.map(({ case_id, outcome, said }) => [case_id, outcome, said?.key])).toEqual([
      [one, 'done', undefined],
      [two, 'same', undefined],
      [closed, 'refused', 'refusal.notNow'],
    ])
    expect((await findBulk(db, supervisor, id)).finished_at).toBe(office.clock.now())
    await expect(findBulk(db, clerk, id)).rejects.toThrow('error.notFound')
    await expect(orderBulk(office, supervisor, id, assignTo(''))).rejects.toThrow('bulk.refusal.ordered')
  })

  test('that is handed over goes to the new hands in the role it waits for, each in its own', async () => {
    const { supervisor } = office.staff
    const both = await office.hire('both', [
      { role: 'clerk', programme: 'DAAM', entity: 'RABAT' },
      { role: 'closer', programme: 'DAAM', entity: 'RABAT' },
    ])
    const [fresh = '', settled = ''] = await register(2)
    await lead(office, settled, 'qualify', 'conclude', 'answer', 'approve', 'send')

    await order([fresh, settled], { act: 'handOver', to: both.id }, supervisor)
    await toTheEnd()

    const desks = await db.read('tasks').whereIn('case_id', [fresh, settled]).orderBy('desk')
    expect(desks.map(({ desk }) => desk)).toEqual([`DAAM/@${both.id}/clerk`, `DAAM/@${both.id}/closer`])
  })

  test('is refused case by case to whoever may not do it, as they are when it is done', async () => {
    const { clerk, clerk2, supervisor } = office.staff
    const [one = ''] = await register(1)
    const mine = await order([one], assignTo(clerk2.id), clerk)
    const lost = await order([one], assignTo(clerk2.id), supervisor)
    await db.write('users').where({ id: supervisor.id }).update({ active: 0 })
    await toTheEnd()

    const said = async (id: string) => (await bulkItems(db, id, { limit: 1 }))[0]?.said
    expect(await said(mine)).toEqual({ key: 'refusal.role', values: { roles: 'supervisor' } })
    expect(await said(lost)).toEqual({ key: 'bulk.refusal.notYours' })
    expect(await assignments(one)).toEqual([])
  })

  test('chooses only what somebody sees, and a letter to print only where one was approved', async () => {
    const { clerk, stranger } = office.staff
    const [open = '', approved = ''] = await register(2)
    await lead(office, approved, 'qualify', 'conclude', 'answer', 'approve')

    const nothing = await chooseCases(office, stranger, [open, approved, 'DAA-0000-0000'])
    const id = await order([open, approved], { act: 'print' }, clerk)
    await toTheEnd()

    expect(await bulkItems(db, nothing, { limit: 5 })).toEqual([])
    const items = await bulkItems(db, id, { limit: 5 })
    expect(items.map(({ outcome, said }) => said?.key ?? outcome)).toEqual(['bulk.refusal.noLetter', 'done'])
  })

  test('finds again all that a filter of a worklist finds', async () => {
    const ids = await register(3)
    await lead(office, ids[0] ?? '', 'qualify')
    const moments = { now: office.clock.now(), soonUntil: office.clock.now() }
    const found = (stage?: string, limit = 10) =>
      workIds(db, office.programmes, office.staff.clerk, { filter: 'all', stage }, moments, limit)

    expect((await found()).sort()).toEqual([...ids].sort())
    expect(await found('analyse')).toEqual([ids[0]])
    expect(await found(undefined, 2)).toHaveLength(2)
  })

  test('is done once on each case, whatever statement a worker dies after', {
    timeout: 120_000,
  }, async () => {
    const { supervisor, clerk } = office.staff
    const ids = await register(3)
    const id = await order(ids, assignTo(clerk.id), supervisor)
    let died = 0
    for (let statements = 1; statements < 400; statements += 1) {
      if (await power.lasts(statements, () => carryOutBulk(office))) break
      died += 1
      // What a dead process had taken is taken up by another one.
      office.clock.advance(60_000)
      const done = (await countOutcomes(db, id)).done
      const acted = (await Promise.all(ids.map(assignments))).filter((acts) => acts.length === 1)
      expect(acted).toHaveLength(done)
      if (done === 3) break
    }
    await toTheEnd()

    expect(died).toBeGreaterThan(5)
    expect(await countOutcomes(db, id)).toMatchObject({ done: 3, waiting: 0 })
    for (const one of ids) expect(await assignments(one)).toHaveLength(1)
    expect((await findBulk(db, supervisor, id)).finished_at).not.toBeNull()
  })

  test('is carried out by two workers at once, and done once', async () => {
    const ids = await register(6)
    const id = await order(ids, assignTo(office.staff.clerk.id), office.staff.supervisor)

    await Promise.all([carryOutBulk(office, 2), carryOutBulk(office, 3), carryOutBulk(office)])
    await toTheEnd()

    expect(await countOutcomes(db, id)).toMatchObject({ done: 6, waiting: 0, refused: 0 })
    for (const one of ids) expect(await assignments(one)).toHaveLength(1)
  })

  test('gives up a case that fails again and again, and no other', async () => {
    const [bad = '', good = ''] = await register(2)
    const id = await order([bad, good], assignTo(office.staff.clerk.id), office.staff.supervisor)
    const send: Office['engine']['send'] = (sending, tx) => {
      if (sending.id === bad) throw new Error('stuck')
      return office.engine.send(sending, tx)
    }
    const broken = { ...office, engine: { ...office.engine, send } }

    for (let n = 0; n < 3; n += 1) await expect(carryOutBulk(broken)).rejects.toThrow('stuck')
    await carryOutBulk(broken)

    const items = await bulkItems(db, id, { limit: 5 })
    expect(items.map(({ outcome, said }) => said?.key ?? outcome)).toEqual(['bulk.refusal.failed', 'done'])
  })

  test('forgets a case that another service took over', async () => {
    const [one = '', two = ''] = await register(2)
    const id = await order([one, two], assignTo(office.staff.clerk.id), office.staff.supervisor)
    await toTheEnd()

    await handOver(office, one)

    expect((await bulkItems(db, id, { limit: 5 })).map(({ case_id }) => case_id)).toEqual([two])
  })
})
