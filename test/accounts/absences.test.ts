// Who may say that somebody is away, which days are taken, and when they are back.
import { beforeAll, describe, expect, test } from 'vitest'
import { absencesOf, backOn, endAbsence, recordAbsence } from '../../src/accounts/absences.ts'
import { memberOf, staffAway, staffOf, standInsFor } from '../../src/accounts/staff.ts'
import { NotFound } from '../../src/errors.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, type Office, openOffice } from '../support/office.ts'

const today = '2026-11-25'

eachDatabase('an absence', (open) => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice((await open()).db)
  })

  const record = (who: Name, by: Name, from: string, to = from) =>
    recordAbsence(office, office.staff[who].id, { from, to }, office.staff[by])
  const known = (who: Name) => absencesOf(office.db, [office.staff[who].id], today)

  test('is recorded by oneself, and by whoever supervises where one works', async () => {
    await record('clerk', 'clerk', '2026-12-01', '2026-12-04')
    await record('clerk', 'supervisor', '2026-11-25', '2026-11-27')
    await record('processor', 'supervisor', '2026-11-26')

    expect((await known('clerk')).map(({ from, to }) => [from, to])).toEqual([
      ['2026-11-25', '2026-11-27'],
      ['2026-12-01', '2026-12-04'],
    ])
    expect(await known('processor')).toHaveLength(1)
  })

  test('of the same days is one, whoever recorded it again', async () => {
    await record('closer', 'closer', '2026-12-01', '2026-12-04')
    await Promise.all([
      record('closer', 'supervisor', '2026-12-01', '2026-12-04'),
      record('closer', 'supervisor2', '2026-12-01', '2026-12-04'),
    ])

    expect(await known('closer')).toHaveLength(1)
  })

  test.each<[Name, Name]>([
    ['clerk', 'clerk2'],
    ['clerk', 'admin'],
    ['clerk', 'stranger'],
    ['clerk', 'auditor'],
    ['auditor', 'supervisor'],
    ['focal', 'supervisor'],
    ['admin', 'supervisor'],
  ])('of %s is not for %s to record, and they do not learn that there is one', async (who, by) => {
    await expect(record(who, by, today)).rejects.toThrow(NotFound)
    const [mine] = await known('clerk')

    await expect(endAbsence(office, office.staff[who].id, mine?.id ?? '', office.staff[by])).rejects.toThrow(
      NotFound,
    )
  })

  test.each([
    ['2026-11-30', '2026-11-29', 'absence.to.beforeFrom'],
    ['2026-11-20', '2026-11-24', 'absence.to.past'],
    ['2026-11-25', '2028-01-01', 'absence.to.tooFar'],
  ])('from %s to %s is refused beside its last day', async (from, to, key) => {
    await expect(record('agent', 'agent', from, to)).rejects.toMatchObject({ fields: { to: { key } } })
  })

  test('that has ended is over at once, and ends once', async () => {
    const { supervisor2, supervisor } = office.staff
    await record('supervisor2', 'supervisor2', today, '2026-12-24')
    const [one] = await known('supervisor2')
    expect((await staffAway(office.db, supervisor, today)).map(({ id }) => id)).toContain(supervisor2.id)

    await endAbsence(office, supervisor2.id, one?.id ?? '', supervisor)
    const ended = await office.db.read('absences').where({ id: one?.id }).first()
    await endAbsence(office, supervisor2.id, one?.id ?? '', supervisor2)

    expect(await known('supervisor2')).toEqual([])
    expect(await staffAway(office.db, supervisor, today)).not.toContainEqual(
      expect.objectContaining({ id: supervisor2.id }),
    )
    expect(ended.ended_by).toBe(supervisor.id)
    expect(await office.db.read('absences').where({ id: one?.id }).first()).toEqual(ended)
    await expect(endAbsence(office, office.staff.clerk2.id, one?.id ?? '', supervisor)).rejects.toThrow(
      NotFound,
    )
  })

  test('of a closed account is nobody’s to record', async () => {
    const gone = await office.hire('gone', [{ role: 'clerk', programme: 'DAAM', entity: 'RABAT' }])
    await office.db.write('users').where({ id: gone.id }).update({ active: 0 })

    await expect(
      recordAbsence(office, gone.id, { from: today, to: today }, office.staff.supervisor),
    ).rejects.toThrow(NotFound)
  })

  test('keeps somebody out of the list of those who can take work over', async () => {
    const { supervisor, clerk2 } = office.staff
    const desk = { person: clerk2.id, role: 'clerk' as const, programme: 'DAAM' }
    const there = async (on: string) =>
      (await standInsFor(office.db, supervisor, desk, on)).map(({ name }) => name)

    expect(await there(today)).not.toContain('Salma Benjelloun')
    expect(await there('2026-11-30')).toContain('Salma Benjelloun')
  })
})

eachDatabase('the people a supervisor answers for', (open) => {
  test('are those of the entity and of the units of the programme, in pages that lose nobody', async () => {
    const office = await openOffice((await open()).db)
    const { supervisor } = office.staff
    for (let n = 0; n < 60; n++)
      await office.hire(`more${n}`, [
        { role: 'agent', programme: 'DAAM', entity: n % 2 === 0 ? 'RABAT' : '' },
      ])
    await office.hire('jerada', [{ role: 'clerk', programme: 'DAAM', entity: 'JERADA' }])

    const first = await staffOf(office.db, supervisor, null)
    const second = await staffOf(office.db, supervisor, first.next)

    const names = [...first.items, ...second.items].map(({ name }) => name)
    expect(first.items).toHaveLength(50)
    expect(second.next).toBeNull()
    expect(new Set(names).size).toBe(names.length)
    expect(names).toHaveLength(66)
    expect(names).toEqual(expect.arrayContaining(['Karim Tazi', 'Omar Fassi', 'Hind Chraïbi', 'more59']))
    expect(names).not.toContain('jerada')
    expect(names).not.toContain(supervisor.name)
    await expect(memberOf(office.db, supervisor, office.staff.auditor.id)).rejects.toThrow(NotFound)
    expect((await staffOf(office.db, office.staff.clerk, null)).items).toEqual([])
  })
})

describe('somebody is back', () => {
  const away = (from: string, to: string) => ({ id: from, userId: 'salma', from, to })

  test.each([
    ['the day after', [away('2026-11-20', '2026-11-25')], '2026-11-26'],
    [
      'after absences that follow each other',
      [away('2026-11-26', '2026-11-30'), away('2026-11-25', '2026-11-25')],
      '2026-12-01',
    ],
    [
      'between two absences',
      [away('2026-11-20', '2026-11-25'), away('2026-11-27', '2026-11-30')],
      '2026-11-26',
    ],
  ])('%s', (_when, absences, day) => {
    expect(backOn(absences, today)).toBe(day)
  })

  test('or never was away', () => {
    expect(backOn([], today)).toBeNull()
    expect(backOn([away('2026-11-26', '2026-11-30'), away('2026-11-20', '2026-11-24')], today)).toBeNull()
  })
})
