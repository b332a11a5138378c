// Many complaints, one cause: each case belongs to one at most, somebody made sure of it, and it leaves without a trace.
import { beforeEach, expect, test } from 'vitest'
import { chooseCases, orderBulk } from '../../src/cases/bulk-jobs.ts'
import { carryOutBulk } from '../../src/cases/bulk-work.ts'
import { attachCase, casesOf, causesOf, countCases, decideCase } from '../../src/cases/cause-cases.ts'
import { caseIdsFor } from '../../src/cases/cause-choice.ts'
import { causeLog, closeCause, findCause, listCauses } from '../../src/cases/causes.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { openedCause } from './cause-office.ts'
import { handOver } from './release-office.ts'

eachDatabase('a cause', (open) => {
  let office: Office
  beforeEach(async () => {
    office = await openOffice((await open()).db)
  })

  const opened = (fields?: Parameters<typeof openedCause>[1]) => openedCause(office, fields)
  const attach = (cause: string, caseId: string, sure = false, by = office.staff.clerk) =>
    attachCase(office, by, { cause, caseId, sure })
  const statusOf = async (id: string) =>
    (await causesOf(office.db, id)).map(({ status, live }) => [status, live])

  test('is opened where somebody works, and seen by whoever reads cases there', async () => {
    const id = await opened()

    expect(await findCause(office.db, office.staff.auditor, id)).toMatchObject({
      status: 'open',
      entity: 'RABAT',
    })
    await expect(findCause(office.db, office.staff.stranger, id)).rejects.toThrow('error.notFound')
    await expect(findCause(office.db, office.staff.focal, id)).rejects.toThrow('error.notFound')
    expect((await listCauses(office.db, office.staff.closer)).map((cause) => cause.id)).toEqual([id])
    await expect(opened({ place: 'DAAM' })).rejects.toThrow('refusal.registerElsewhere')
    await expect(opened({ place: 'TAYSSIR' })).rejects.toThrow('refusal.registerElsewhere')
    await expect(opened({ category: 'NOTHING' })).rejects.toMatchObject({ fields: { category: {} } })
    await expect(opened({ since: '2026-12-01' })).rejects.toMatchObject({ fields: { since: {} } })
  })

  test('takes a case once somebody made sure, and lets go of it when it does not belong', async () => {
    const { clerk, clerk2, agent } = office.staff
    const [id, one, two] = [await opened(), await office.register(), await office.register()]

    await attach(id, one)
    await attach(id, one)
    await attach(id, two, true)
    expect(await countCases(office.db, clerk, id)).toEqual({ suggested: 1, confirmed: 1 })
    await decideCase(office, clerk2, { cause: id, caseId: one, status: 'refused' })

    expect(await statusOf(one)).toEqual([['refused', 0]])
    expect((await causesOf(office.db, two))[0]).toMatchObject({ added_by: clerk.id, decided_by: clerk.id })
    expect(await casesOf(office.db, clerk, id, { status: 'confirmed', limit: 5 })).toEqual([two])
    await expect(attach(id, one, false, agent)).rejects.toThrow('refusal.role')
    await attach(id, one)
    expect(await statusOf(one)).toEqual([['suggested', 1]])
  })

  test('lists what belongs to it page by page, and says nothing of where any other reference would stand', async () => {
    const { clerk } = office.staff
    const id = await opened()
    const own = [await office.register(), await office.register(), await office.register()].sort()
    for (const one of own) await attach(id, one, true)
    const list = (after: string) => casesOf(office.db, clerk, id, { status: 'confirmed', after, limit: 5 })

    expect(await list('')).toEqual(own)
    expect(await list(own[0] ?? '')).toEqual(own.slice(1))
    for (const other of [await office.register(), 'AAA-0000-0000', 'ZZZ-9999-9999'])
      expect(await list(other)).toEqual(own)
  })

  test('shares no case with another one that is open', async () => {
    const [id, other, one] = [await opened(), await opened(), await office.register()]
    await attach(id, one, true)

    await expect(attach(other, one)).rejects.toThrow('cause.refusal.other')
    await closeCause(office, office.staff.supervisor, id)
    await attach(other, one)

    expect((await statusOf(one)).sort()).toEqual([
      ['confirmed', 0],
      ['suggested', 1],
    ])
    await expect(attach(id, one)).rejects.toThrow('cause.refusal.closed')
    await expect(closeCause(office, office.staff.supervisor, id)).rejects.toThrow('cause.refusal.closed')
    expect((await causeLog(office.db, id)).map(({ act }) => act)).toEqual(['close', 'open'])
  })

  test('two people who attach one case to two causes at once find out', async () => {
    const [id, other, one] = [await opened(), await opened(), await office.register()]

    const both = await Promise.allSettled([attach(id, one), attach(other, one)])

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('is offered the cases of its place and category in a span of days, as many as are seen', async () => {
    const { clerk, closer } = office.staff
    const id = await opened()
    const [one, two] = [await office.register(), await office.register()]
    await office.register({ category: 'OTHER' })
    const cause = await findCause(office.db, clerk, id)
    const choice = { category: 'PAYMENT_MISSING', unit: '', entity: '', from: '2026-11-20', to: '2026-11-25' }
    const ids = () => caseIdsFor(office, clerk, cause, choice)
    expect((await ids()).sort()).toEqual([one, two].sort())

    const job = await chooseCases(office, clerk, await ids())
    await orderBulk(office, clerk, job, { act: 'attach', cause: id })
    await carryOutBulk(office)

    expect(await countCases(office.db, closer, id)).toEqual({ suggested: 2, confirmed: 0 })
    expect(await ids()).toEqual([])
    expect(await caseIdsFor(office, clerk, cause, { ...choice, to: '2026-11-24' })).toEqual([])
    expect(await caseIdsFor(office, office.staff.stranger, cause, choice)).toEqual([])
  })

  test('never holds what is restricted, nor what is elsewhere', async () => {
    const id = await opened()
    const one = await office.register()
    await office.db.write('cases').where({ id: one }).update({ restricted: 1 })
    await office.db.write('case_handlers').insert({ case_id: one, user_id: office.staff.clerk.id })

    await expect(attach(id, one)).rejects.toThrow('cause.refusal.restricted')
    const elsewhere = await office.hire('jerada', [{ role: 'clerk', programme: 'DAAM', entity: '' }])
    const two = await office.register({ entity: 'JERADA' }, elsewhere)
    await expect(attach(id, two, false, elsewhere)).rejects.toThrow('cause.refusal.elsewhere')
  })

  test('loses a case that another service takes over, in every table', async () => {
    const [id, one, two] = [await opened(), await office.register(), await office.register()]
    await attach(id, one, true)
    await attach(id, two)

    await handOver(office, one)

    expect(await statusOf(one)).toEqual([])
    expect(await countCases(office.db, office.staff.clerk, id)).toEqual({ suggested: 1, confirmed: 0 })
    await expect(attach(id, one)).rejects.toThrow('refusal.released')
  })
})
