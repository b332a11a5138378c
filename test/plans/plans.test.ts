// Plans of what is put right: who keeps them, what they were on any day, and that nothing is forgotten.
import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import type { Viewer } from '../../src/cases/desks.ts'
import { newReference } from '../../src/cases/reference.ts'
import { addAction, changeAction, openPlan, setPlanStatus } from '../../src/plans/commands.ts'
import { plansAt } from '../../src/plans/plans-at.ts'
import { actionsOf, changesOf, findPlan, listPlans } from '../../src/plans/queries.ts'
import { ActionChangeForm, ActionForm, PlanForm } from '../../src/plans/schema.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, names, type Office, openOffice } from '../support/office.ts'

const typed = {
  place: 'DAAM/RABAT',
  title: 'Réduire les versements revenus',
  origin: 'report',
  why: 'Rapport semestriel, recommandation 3',
}
const action = {
  key: '1',
  title: 'Vérifier les comptes avant chaque lot',
  weight: '40',
  ownerName: 'Direction des paiements',
  dueOn: '2026-12-01',
}
const moved = { ...action, seen: '99', progress: '50', evidence: '' }

eachDatabase('a plan', (open) => {
  let office: Office
  beforeEach(async () => {
    office = await openOffice((await open()).db)
  })

  const opened = (fields: Partial<typeof typed> = {}, by: Viewer = office.staff.supervisor) =>
    openPlan(office, by, PlanForm.parse({ key: randomUUID(), ...typed, ...fields }))
  const add = (id: string, fields: Partial<typeof action> = {}) =>
    addAction(office, office.staff.supervisor, id, ActionForm.parse({ ...action, ...fields }))
  const change = (id: string, n: number, fields: Record<string, string>) =>
    changeAction(office, office.staff.auditor, id, n, ActionChangeForm.parse({ ...moved, ...fields }))
  const daam = [{ programme: 'DAAM', entity: '' }]

  test('is opened once, where somebody oversees, whatever the form does', async () => {
    const key = randomUUID()
    const twice = await Promise.all(
      [1, 2].map(() => openPlan(office, office.staff.supervisor, PlanForm.parse({ key, ...typed }))),
    )

    expect(twice).toEqual([key, key])
    expect(await listPlans(office.db, office.staff.reporter)).toMatchObject([{ id: key, status: 'open' }])
    await expect(opened({ place: 'TAYSSIR' })).rejects.toThrow('refusal.role')
    await expect(opened({ place: 'DAAM' })).rejects.toThrow('refusal.role')
    await expect(opened({ place: 'DAAM/NOWHERE' })).rejects.toMatchObject({ fields: { place: {} } })
    await opened({ place: 'DAAM' }, office.staff.auditor)
  })

  test('is kept by supervisors and auditors, read by reporters too, and is not there for anybody else', async () => {
    const id = await opened()
    const reads: Name[] = ['supervisor', 'supervisor2', 'auditor', 'reporter']
    const keeps: Name[] = ['supervisor', 'supervisor2', 'auditor']

    for (const name of names) {
      const who = office.staff[name]
      const found = await findPlan(office.db, who, id).then(
        () => true,
        () => false,
      )
      expect([name, found]).toEqual([name, reads.includes(name)])
      const key = String((await actionsOf(office.db, id)).length + 1)
      const done = await addAction(office, who, id, ActionForm.parse({ ...action, key })).then(
        () => true,
        () => false,
      )
      expect([name, done]).toEqual([name, keeps.includes(name)])
    }
    await expect(addAction(office, office.staff.reporter, id, ActionForm.parse(action))).rejects.toThrow(
      'refusal.role',
    )
  })

  test('measures itself by its actions, and keeps who changed what, when, from what', async () => {
    const id = await opened()
    await add(id)
    await add(id, { key: '2', weight: '10' })
    office.clock.advance(days(2))
    await change(id, 1, { progress: '60' })

    const [plan] = await plansAt(office.db, daam, '2026-11-27')

    expect(plan).toMatchObject({ id, progress: { percent: 48, state: 'limited' }, openedOn: '2026-11-25' })
    expect(await changesOf(office.db, id, 1)).toMatchObject([
      { actor: office.staff.auditor.id, field: 'progress', old: '0', new: '60', day: '2026-11-27' },
      ...['progress', 'dueOn', 'ownerName', 'weight', 'title'].map((field) => ({ field, old: '' })),
    ])
    await expect(change(id, 1, { seen: '1', progress: '70' })).rejects.toThrow('plan.refusal.changed')
    await expect(add(id, { key: '2' })).rejects.toThrow('plan.refusal.changed')
  })

  test('stays on each day what it was that day', async () => {
    const id = await opened()
    await add(id)
    await add(id, { key: '2', weight: '60', dueOn: '2027-03-01' })
    office.clock.advance(days(10))
    await change(id, 1, { progress: '100', evidence: 'PV du 4 décembre' })
    office.clock.advance(days(10))
    await change(id, 2, { weight: '60', dueOn: '2027-03-01', dropped: 'La banque le fait elle-même.' })
    await setPlanStatus(office, office.staff.supervisor, id, 'closed')

    const on = async (day: string) => {
      const [plan] = await plansAt(office.db, daam, day)
      return plan && [plan.status, plan.progress.percent, plan.actions.map(({ n, late }) => [n, late])]
    }
    expect(await on('2026-11-24')).toBeUndefined()
    expect(await on('2026-12-01')).toEqual([
      'open',
      0,
      [
        [1, false],
        [2, false],
      ],
    ])
    expect(await on('2026-12-02')).toEqual([
      'open',
      0,
      [
        [1, true],
        [2, false],
      ],
    ])
    expect(await on('2026-12-05')).toEqual([
      'open',
      40,
      [
        [1, false],
        [2, false],
      ],
    ])
    expect(await on('2026-12-15')).toEqual(['closed', 100, [[1, false]]])
    await expect(change(id, 1, {})).rejects.toThrow('plan.refusal.closed')
    await setPlanStatus(office, office.staff.supervisor, id, 'open')
    await expect(setPlanStatus(office, office.staff.supervisor, id, 'open')).rejects.toThrow('plan.refusal')
  })

  test('is told for the places asked for, and for no other', async () => {
    const [rabat, whole] = [await opened(), await opened({ place: 'DAAM' }, office.staff.auditor)]
    const ids = async (entity: string) =>
      (await plansAt(office.db, [{ programme: 'DAAM', entity }], '2026-11-25')).map(({ id }) => id).sort()

    expect(await ids('')).toEqual([rabat, whole].sort())
    expect(await ids('RABAT')).toEqual([rabat])
    expect(await ids('JERADA')).toEqual([])
    expect(await plansAt(office.db, [], '2026-11-25')).toEqual([])
  })

  test('has actions of people of the programme, or of written names, one or the other', async () => {
    const id = await opened()
    const { processor, stranger } = office.staff
    const by = (fields: object) =>
      addAction(office, office.staff.supervisor, id, ActionForm.parse({ ...action, ...fields }))

    expect(ActionForm.safeParse({ ...action, owner: processor.id }).error?.issues[0]?.path).toEqual(['owner'])
    expect(ActionForm.safeParse({ ...action, ownerName: '' }).error?.issues[0]?.path).toEqual(['owner'])
    await expect(by({ ownerName: '', owner: stranger.id })).rejects.toMatchObject({ fields: { owner: {} } })
    await by({ ownerName: '', owner: processor.id })
    expect(await actionsOf(office.db, id)).toMatchObject([{ owner: processor.id, owner_name: '' }])
  })

  test('names no complaint, and calls nothing completed without its proof', () => {
    const why = `Voir ${newReference('DAA')}`

    expect(PlanForm.safeParse({ key: randomUUID(), ...typed, why }).error?.issues[0]?.message).toBe(
      'plan.refusal.namesCase',
    )
    expect(ActionChangeForm.safeParse({ ...moved, progress: '90' }).error?.issues[0]?.path).toEqual([
      'evidence',
    ])
    for (const weight of ['0', '-1', '1,5', '', '1001'])
      expect(ActionForm.safeParse({ ...action, weight }).success).toBe(false)
  })
})
