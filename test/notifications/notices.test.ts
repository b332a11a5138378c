// Who is told when time passes or work moves on, and that a notice stays until somebody at that desk has read it.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Viewer } from '../../src/cases/desks.ts'
import {
  countUnread,
  MOST_COUNTED,
  markRead,
  noticeDesks,
  postNotices,
  unreadNotices,
} from '../../src/cases/notices.ts'
import type { Database } from '../../src/platform/database.ts'
import { type TestClock, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import {
  auditor,
  clerk,
  type Office,
  openOffice,
  person,
  processor,
  programmes,
  refer,
  supervisor,
  typed,
} from './office.ts'

const CLERKS = 'DAAM/RABAT/clerk'
const SUPERVISORS = 'DAAM/RABAT/supervisor'
const AUDITORS = 'DAAM/RABAT/auditor'
const UNIT = 'DAAM/PAYMENTS/processor'

const staff = [
  ['karim', 'clerk'],
  ['kenza', 'clerk'],
  ['pascal', 'processor'],
  ['samira', 'supervisor'],
  ['aicha', 'auditor'],
] as const

eachDatabase('notices', (open) => {
  let db: Database
  let clock: TestClock
  let office: Office

  beforeAll(async () => {
    db = (await open()).db
    for (const [id, role] of staff) await serving(id, role)
  })
  beforeEach(() => {
    clock = testClock('2023-01-10')
    office = openOffice(db, clock)
  })

  const onDay = async (day: string) => {
    clock.setDay(day)
    await office.work()
  }

  test('as time passes more people hear of a case: its owner, the supervisor, the auditor', async () => {
    const id = await office.register()

    await onDay('2023-01-17')
    expect(await office.told(id)).toEqual({})
    await onDay('2023-01-18')
    expect(await office.told(id)).toEqual({ remindOwner: [CLERKS] })
    await onDay('2023-01-21')
    expect(await office.told(id)).toMatchObject({ alertSupervisor: [CLERKS, SUPERVISORS] })
    await onDay('2023-01-31')
    expect(await office.told(id)).toMatchObject({ alertAuditor: [AUDITORS, CLERKS, SUPERVISORS] })
  })

  test('whoever a case was given to is told instead of the desk', async () => {
    const id = await office.register()
    await office.act(id, supervisor, 'ASSIGN', { role: 'clerk', to: 'karim' })

    await onDay('2023-01-18')

    expect(await office.told(id)).toEqual({ remindOwner: ['DAAM/@karim/clerk'] })
  })

  describe('when people are away', () => {
    beforeEach(() => db.write('absences').del())

    const away = (...people: string[]) =>
      db.write('absences').insert(
        people.map((user_id) => ({
          id: `${user_id} away`,
          user_id,
          from_day: '2023-01-12',
          to_day: '2023-01-18',
          recorded_by: 'samira',
          recorded_at: 0,
        })),
      )

    test('what one of them was given is heard by everybody of the desk', async () => {
      const id = await office.register()
      await office.act(id, supervisor, 'ASSIGN', { role: 'clerk', to: 'karim' })
      await away('karim')

      await onDay('2023-01-18')

      expect(await office.told(id)).toEqual({ remindOwner: [CLERKS] })
    })

    test('the rung above hears it too when nobody of a desk is there, and the one above that', async () => {
      const [first, second] = [await office.register(), await office.register()]
      await office.act(second, supervisor, 'ASSIGN', { role: 'clerk', to: 'karim' })
      await away('karim', 'kenza')
      await onDay('2023-01-18')

      expect(await office.told(first)).toEqual({ remindOwner: [CLERKS, SUPERVISORS] })
      expect(await office.told(second)).toEqual({ remindOwner: [CLERKS, SUPERVISORS] })

      const third = await office.register({ receivedOn: '2023-01-10' })
      await away('samira')
      await office.work()
      expect(await office.told(third)).toEqual({ remindOwner: [AUDITORS, CLERKS, SUPERVISORS] })
    })

    test('who is back, or whose absence was ended, hears as before', async () => {
      const id = await office.register()
      await office.act(id, supervisor, 'ASSIGN', { role: 'clerk', to: 'karim' })
      await away('karim', 'kenza')
      await db.write('absences').where({ user_id: 'karim' }).update({ ended_at: 1 })

      await onDay('2023-01-18')
      expect(await office.told(id)).toEqual({ remindOwner: ['DAAM/@karim/clerk'] })
      await onDay('2023-01-21')
      expect(await office.told(id)).toMatchObject({ alertSupervisor: ['DAAM/@karim/clerk', SUPERVISORS] })
    })

    test('nobody is given work by name before they are back', async () => {
      const id = await office.register()
      await away('karim', 'kenza')
      clock.setDay('2023-01-18')

      const given = office.act(id, supervisor, 'ASSIGN', { role: 'clerk', to: 'karim' })
      await expect(given).rejects.toMatchObject({
        fields: { to: { key: 'absence.refusal.away', values: { day: '2023-01-19' } } },
      })

      clock.setDay('2023-01-19')
      await office.act(id, supervisor, 'ASSIGN', { role: 'clerk', to: 'karim' })
    })
  })

  test('the business unit hears that it has to commit, and with the supervisor that it did not', async () => {
    const id = await office.register()
    await refer(office, id)

    await office.work()
    expect(await office.told(id)).toEqual({ tellProcessor: [UNIT] })
    await onDay('2023-01-14')
    expect(await office.told(id)).toMatchObject({ alertNoCommitment: [UNIT, SUPERVISORS] })
  })

  test('a promise that is broken is told to the unit, the clerk and the supervisor', async () => {
    const id = await office.register()
    await refer(office, id)
    await office.act(id, processor, 'COMMIT', { dueOn: '2023-01-16', work: 'Refaire le versement.' })
    await office.act(id, clerk, 'NOTIFY_COMMITMENT', { toldOn: '2023-01-10' })

    await onDay('2023-01-16')
    expect(await office.told(id)).not.toHaveProperty('alertBroken')
    await onDay('2023-01-17')
    expect(await office.told(id)).toMatchObject({ alertBroken: [UNIT, CLERKS, SUPERVISORS] })
  })

  test('what comes back is told to whoever has to take it up again', async () => {
    const id = await office.register()
    await refer(office, id)
    await office.act(id, processor, 'RETURN_TO_CLERK', { reason: 'Le numéro manque au dossier.' })
    await office.work()
    expect(await office.told(id)).toMatchObject({ tellReturned: [CLERKS] })

    await office.act(id, clerk, 'CONCLUDE', typed.treat)
    await office.act(id, processor, 'REPORT_DONE', typed.done)
    await office.act(id, clerk, 'RETURN_WORK', { reason: 'Le versement n’est pas arrivé.' })
    await office.work()
    expect(await office.told(id)).toMatchObject({ tellReturned: [UNIT, CLERKS] })
  })

  test('an effect that is carried out twice posts its notices once', async () => {
    const id = await office.register()
    clock.setDay('2023-01-21')
    const effects = await office.work()

    for (const effect of effects) await office.deliver(effect)

    expect(await office.told(id)).toMatchObject({ alertSupervisor: [CLERKS, SUPERVISORS] })
  })

  describe('on a page', () => {
    test('show what happened and to which case, newest first, until somebody at the desk read them', async () => {
      const id = await office.register()
      await onDay('2023-01-18')
      await onDay('2023-01-21')
      const desk = `${CLERKS}-of-one`
      await db.write('notices').where({ case_id: id, desk: CLERKS }).update({ desk })

      const [newest, older] = await unreadNotices(db, [desk], 10)
      expect(newest).toMatchObject({ case_id: id, effect: 'alertSupervisor', object: 'Versement de mars' })
      expect(older).toMatchObject({ effect: 'remindOwner', programme: 'DAAM', state: 'received' })
      expect(await unreadNotices(db, [desk], 1)).toHaveLength(1)

      expect(await markRead(db, newest?.id ?? '', [SUPERVISORS], 'samira', clock.now())).toBe(false)
      expect(await markRead(db, newest?.id ?? '', [desk], 'karim', clock.now())).toBe(true)
      expect(await markRead(db, newest?.id ?? '', [desk], 'kenza', clock.now())).toBe(false)
      expect(await countUnread(db, [desk])).toBe(1)
      expect(await unreadNotices(db, [desk], 10)).toMatchObject([{ id: older?.id }])
    })

    test('are counted up to a hundred', async () => {
      const id = await office.register()
      const notices = Array.from({ length: MOST_COUNTED + 20 }, (_, n) => ({
        id: `crowd-${n}`,
        desk: 'crowded',
        case_id: id,
        effect: 'remindOwner',
        at: n,
      }))
      await postNotices(db, notices)

      expect(await countUnread(db, ['crowded'])).toBe(MOST_COUNTED)
      expect(await countUnread(db, ['crowded', 'elsewhere'])).toBe(MOST_COUNTED)
      expect((await unreadNotices(db, ['elsewhere', 'crowded'], 2)).map(({ at }) => at)).toEqual([119, 118])
    })

    test('of no desk are none', async () => {
      expect(await countUnread(db, [])).toBe(0)
      expect(await unreadNotices(db, [], 10)).toEqual([])
      expect(await markRead(db, 'crowd-1', [], 'karim', 0)).toBe(false)
    })
  })

  /** An account that may be given work. */
  async function serving(id: string, role: string) {
    await db.write('users').insert({ id, login: id, name: id, language: 'fr', created_at: 0 })
    const grant = {
      user_id: id,
      role,
      programme: 'DAAM',
      entity: role === 'processor' ? 'PAYMENTS' : 'RABAT',
      granted_by: 'admin',
      granted_at: 0,
    }
    await db.write('grants').insert(grant)
  }
})

test('an auditor reads the notices where the grant reaches, a clerk those of the desks they work at', () => {
  const whole: Viewer = { id: 'driss', grants: [{ role: 'auditor', programme: 'DAAM', entity: '' }] }

  expect(noticeDesks(programmes, clerk)).toEqual(['DAAM/@karim/clerk', CLERKS])
  expect(noticeDesks(programmes, auditor)).toEqual([AUDITORS])
  expect(noticeDesks(programmes, whole)).toContain('DAAM/JERADA/auditor')
  expect(noticeDesks(programmes, whole)).toContain(AUDITORS)
  expect(noticeDesks(programmes, person('nadia', 'reporter'))).toEqual([])
})
