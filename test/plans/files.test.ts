// Files of plans: kept by those who keep the plan, read by those who read it, withdrawn in the open, never of a case.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { utimes } from 'node:fs/promises'
import { beforeEach, expect, test } from 'vitest'
import { removeDeparted } from '../../src/cases/departures.ts'
import type { Viewer } from '../../src/cases/desks.ts'
import { newReference } from '../../src/cases/reference.ts'
import { addAction, changeAction, openPlan, setPlanStatus } from '../../src/plans/commands.ts'
import { addFiles, filesOf, findPlanFile, WithdrawalForm, withdrawFile } from '../../src/plans/files.ts'
import { changesOf } from '../../src/plans/queries.ts'
import { ActionChangeForm, ActionForm, PlanForm } from '../../src/plans/schema.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { handOver } from '../cases/release-office.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, names, type Office, openOffice } from '../support/office.ts'

const action = { title: 'Vérifier les comptes', weight: '40', ownerName: 'Direction', dueOn: '2026-12-01' }

eachDatabase('files of a plan', (open) => {
  let office: Office
  let plan: string
  beforeEach(async () => {
    office = await openOffice((await open()).db)
    const about = { title: 'Réduire les versements revenus', origin: 'report', why: 'Rapport semestriel' }
    const form = PlanForm.parse({ key: randomUUID(), place: 'DAAM/RABAT', ...about })
    plan = await openPlan(office, office.staff.supervisor, form)
    await addAction(office, office.staff.supervisor, plan, ActionForm.parse({ key: '1', ...action }))
  })

  const kept = (words: string, name = `${words}.pdf`) =>
    office.documents.keep([{ name, content: Buffer.from(`%PDF-1.4\n${words}\n%%EOF`) }])
  const add = async (
    words: string,
    { name, by = office.staff.supervisor }: { name?: string; by?: Viewer } = {},
  ) => addFiles(office, by, { plan, n: 1 }, await kept(words, name))
  const withdraw = (file: string, by: Viewer = office.staff.auditor) =>
    withdrawFile(
      office,
      by,
      { plan, n: 1 },
      WithdrawalForm.parse({ file, fileWhy: 'Un nom de personne y figure.' }),
    )
  const placeOf = (sha256: string) => office.documents.locate({ name: '', type: '', bytes: 0, sha256 }).file
  const age = async (file: string) => {
    const then = (systemClock.now() - days(2)) / 1000
    await utimes(file, then, then)
  }
  const can = async (work: Promise<unknown>) =>
    work.then(
      () => true,
      () => false,
    )

  test('are added by those who keep the plan, read by those who read it, and are not there for others', async () => {
    await add('pv')
    const [file] = await filesOf(office.db, plan)
    const reads: Name[] = ['supervisor', 'supervisor2', 'auditor', 'reporter']
    const keeps: Name[] = ['supervisor', 'supervisor2', 'auditor']

    for (const name of names) {
      const by = office.staff[name]
      const found = await can(findPlanFile(office.db, by, plan, file?.id ?? ''))
      const added = await can(add(`de ${name}`, { by }))
      expect([name, found, added]).toEqual([name, reads.includes(name), keeps.includes(name)])
    }
    const clerk = { id: file?.id ?? '', viewer: office.staff.clerk }
    await expect(office.documents.find(clerk.id, clerk.viewer)).rejects.toThrow('error.notFound')
    expect(file).toMatchObject({ name: 'pv.pdf', added_by: office.staff.supervisor.id, action: 1 })
    const other = await openPlan(
      office,
      office.staff.auditor,
      PlanForm.parse({
        key: randomUUID(),
        place: 'DAAM',
        title: 'Autre plan',
        origin: 'other',
        why: 'Autre chose',
      }),
    )
    await expect(findPlanFile(office.db, office.staff.auditor, other, file?.id ?? '')).rejects.toThrow(
      'error.notFound',
    )
  })

  test('tell of no case: neither by their name, nor by being a document of one', async () => {
    const id = await office.register()
    const documents = await kept('du dossier')
    await office.commands.attach(id, documents, office.staff.clerk)

    const named = await add('note', { name: `note ${newReference('DAA')}.pdf` })
    const ofCase = await add('du dossier', { name: 'autre nom.pdf' })
    await add('pv')
    const twice = await add('pv', { name: 'encore.pdf' })

    expect([named, ofCase, twice].map(({ added, refused }) => [added.length, refused[0]?.key])).toEqual([
      [0, 'plan.refusal.fileNamesCase'],
      [0, 'plan.refusal.fileOfCase'],
      [0, 'plan.refusal.fileTwice'],
    ])
    expect(await filesOf(office.db, plan)).toHaveLength(1)
  })

  test('say nothing of what lies in a case that is not there for whoever adds them', async () => {
    const desk = await office.hire('desk', [{ role: 'clerk', programme: 'INTEGRITY', entity: '' }])
    const head = await office.hire('head', [{ role: 'supervisor', programme: 'INTEGRITY', entity: '' }])
    const elsewhere = await office.hire('coast', [{ role: 'clerk', programme: 'DAAM', entity: 'CASABLANCA' }])
    const bribe = { programme: 'INTEGRITY', entity: 'CENTRAL', channel: 'phone', category: 'BRIBE' }
    const restricted = await office.register({ ...bribe, phone: '0699112233' }, desk)
    const other = await office.register({ entity: 'CASABLANCA' }, elsewhere)
    await office.commands.attach(restricted, await kept('restreint'), head)
    await office.commands.attach(other, await kept('ailleurs'), elsewhere)

    const overseer = await add('ailleurs', { by: office.staff.auditor })
    const unseen = [await add('ailleurs'), await add('restreint')]

    expect(overseer.refused[0]?.key).toBe('plan.refusal.fileOfCase')
    expect(unseen.map(({ added, refused }) => [added.length, refused])).toEqual([
      [1, []],
      [1, []],
    ])
  })

  test('are ten an action at most, and none of a closed plan or an action that is not there', async () => {
    for (let n = 0; n < 10; n += 1) await add(`pv ${n}`)
    expect((await add('un de trop')).refused[0]?.key).toBe('plan.refusal.filesMany')
    await expect(
      addFiles(office, office.staff.supervisor, { plan, n: 2 }, await kept('ailleurs')),
    ).rejects.toThrow('error.notFound')

    await setPlanStatus(office, office.staff.supervisor, plan, 'closed')
    const [file] = await filesOf(office.db, plan)
    await expect(add('trop tard')).rejects.toThrow('plan.refusal.closed')
    await expect(withdraw(file?.id ?? '')).rejects.toThrow('plan.refusal.closed')
  })

  test('stay when the sweep comes by, and through another case that leaves with the same file', async () => {
    await add('pv')
    const [file] = await filesOf(office.db, plan)
    const place = placeOf(file?.sha256 ?? '')
    const id = await office.register()
    await office.commands.attach(id, await kept('pv'), office.staff.clerk)
    await age(place)

    expect(await office.documents.sweep(systemClock.now() - days(1))).toBe(0)
    await handOver(office, id)
    await office.work()

    expect(existsSync(place)).toBe(true)
  })

  test('are withdrawn by name, with who, when and why; their bytes go, and what was said of them stays', async () => {
    await add('pv')
    const [file] = await filesOf(office.db, plan)
    const place = placeOf(file?.sha256 ?? '')
    await age(place)
    expect(WithdrawalForm.safeParse({ file: file?.id, fileWhy: '' }).success).toBe(false)
    await expect(withdraw(file?.id ?? '', office.staff.reporter)).rejects.toThrow('refusal.role')

    await withdraw(file?.id ?? '')
    await removeDeparted(office.db, office.dataDir)

    expect(existsSync(place)).toBe(false)
    expect(await filesOf(office.db, plan)).toEqual([])
    const reader = office.staff.auditor
    await expect(findPlanFile(office.db, reader, plan, file?.id ?? '')).rejects.toThrow('error.notFound')
    await expect(withdraw(file?.id ?? '')).rejects.toMatchObject({ fields: { file: {} } })
    expect(await changesOf(office.db, plan, 1)).toMatchObject([
      { field: 'fileWhy', new: 'Un nom de personne y figure.', actor: reader.id },
      { field: 'file', old: 'pv.pdf', new: '', actor: reader.id },
      { field: 'file', old: '', new: 'pv.pdf', actor: office.staff.supervisor.id },
      ...Array.from({ length: 5 }, () => ({})),
    ])
    expect(await office.db.read('plan_files').first()).toMatchObject({ withdrawn_by: reader.id })
  })

  test('make no form stale in which somebody types about the action', async () => {
    const [last] = await changesOf(office.db, plan, 1)
    await add('pv')

    const typed = { ...action, seen: String(last?.n), progress: '95', evidence: 'Procès-verbal joint' }
    await changeAction(office, office.staff.supervisor, plan, 1, ActionChangeForm.parse(typed))
    expect((await changesOf(office.db, plan, 1))[0]?.field).toMatch(/evidence|progress/)
  })
})
