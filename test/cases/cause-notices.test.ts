// What everybody is told of a cause: written by one, published by another, gone when it is withdrawn, solved when it ends.
import { beforeEach, expect, test } from 'vitest'
import { beforeAndAfter } from '../../src/cases/cause-figures.ts'
import {
  NoticeForm,
  noticesOf,
  publishNotice,
  toldSince,
  withdrawNotice,
  writeNotice,
} from '../../src/cases/cause-notices.ts'
import { causeLog, closeCause, findCause } from '../../src/cases/causes.ts'
import { countSealed } from '../../src/cases/counting.ts'
import type { Viewer } from '../../src/cases/desks.ts'
import { findKnown, knownNow } from '../../src/cases/known.ts'
import { seal } from '../../src/engine/seals.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { openedCause, typedNotice } from './cause-office.ts'

eachDatabase('the notice of a cause', (open) => {
  let office: Office
  let cause: string
  beforeEach(async () => {
    office = await openOffice((await open()).db)
    cause = await openedCause(office)
  })

  const write = (fields: Partial<typeof typedNotice> = {}, by: Viewer = office.staff.clerk) =>
    writeNotice(office, by, cause, NoticeForm.parse({ ...typedNotice, ...fields }))
  const seen = async () => (await noticesOf(office.db, cause)).draft?.n ?? 0
  const publish = async (by: Viewer = office.staff.supervisor) =>
    publishNotice(office, by, cause, await seen())

  test('is public once somebody else has published it, and only then', async () => {
    const { clerk, supervisor } = office.staff
    await write()
    expect(await knownNow(office)).toEqual([])
    await expect(findKnown(office, cause)).rejects.toThrow('error.notFound')
    await expect(publish(clerk)).rejects.toThrow('refusal.role')

    await publish()

    expect(await knownNow(office)).toMatchObject([
      { id: cause, title_fr: typedNotice.titleFr, programme: 'DAAM' },
    ])
    expect(await knownNow(office, 'TAYSSIR')).toEqual([])
    expect((await findKnown(office, cause)).do_ar).toBe(typedNotice.doAr)
    expect((await causeLog(office.db, cause)).map(({ act, actor }) => [act, actor])).toEqual([
      ['publish', supervisor.id],
      ['write', clerk.id],
      ['open', clerk.id],
    ])
  })

  test('is published by nobody who wrote it, nor by those who keep another place', async () => {
    const { supervisor, supervisor2, stranger, closer } = office.staff
    await write({}, supervisor)

    await expect(publish(supervisor)).rejects.toThrow('cause.refusal.ownNotice')
    await expect(publish(stranger)).rejects.toThrow('error.notFound')
    await expect(publish(closer)).rejects.toThrow('refusal.role')
    await expect(write({}, closer)).rejects.toThrow('refusal.role')
    const elsewhere = await office.hire('jerada', [
      { role: 'supervisor', programme: 'DAAM', entity: 'JERADA' },
    ])
    await expect(publish(elsewhere)).rejects.toThrow('error.notFound')
    await publish(supervisor2)
    expect(await knownNow(office)).toHaveLength(1)
  })

  test('that is written anew leaves what is shown until the new text is published', async () => {
    await write()
    await publish()
    await write({ titleFr: 'Le versement de mars est parti' })
    const read = await seen()
    await write({ titleFr: 'Le versement de mars est arrivé' })
    office.clock.advance(days(1))

    await expect(publishNotice(office, office.staff.supervisor, cause, read)).rejects.toThrow(
      'cause.refusal.changed',
    )
    expect((await findKnown(office, cause)).title_fr).toBe(typedNotice.titleFr)
    await publish()
    expect((await findKnown(office, cause)).title_fr).toBe('Le versement de mars est arrivé')
    expect(await knownNow(office)).toHaveLength(1)
    expect(await toldSince(office.db, cause)).toBe(office.clock.now() - days(1))
  })

  test('is published once, however many press at once', async () => {
    await write()
    const read = await seen()
    const { supervisor, supervisor2 } = office.staff

    const both = await Promise.allSettled(
      [supervisor, supervisor2].map((one) => publishNotice(office, one, cause, read)),
    )

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await office.db.read('cause_notices').where({ status: 'published' })).toHaveLength(1)
  })

  test('is gone at once when it is withdrawn', async () => {
    const { clerk, supervisor } = office.staff
    await write()
    await publish()
    await expect(withdrawNotice(office, clerk, cause)).rejects.toThrow('refusal.role')

    await withdrawNotice(office, supervisor, cause)

    await expect(findKnown(office, cause)).rejects.toThrow('error.notFound')
    await expect(withdrawNotice(office, supervisor, cause)).rejects.toThrow('cause.refusal.notShown')
    await write()
    await publish()
    expect(await knownNow(office)).toHaveLength(1)
  })

  test('says for a month that it is solved once the cause ends, then nothing', async () => {
    await write()
    await publish()
    await closeCause(office, office.staff.supervisor, cause)

    expect(Number((await findKnown(office, cause)).closed_at)).toBe(office.clock.now())
    await expect(write()).rejects.toThrow('cause.refusal.closed')
    office.clock.advance(days(31))
    expect(await knownNow(office)).toEqual([])
    await expect(findKnown(office, cause)).rejects.toThrow('error.notFound')
  })

  test('says what to avoid in both languages or in none', () => {
    const wrong = (fields: Partial<typeof typedNotice>) =>
      NoticeForm.safeParse({ ...typedNotice, ...fields }).error?.issues.map(({ path, message }) => [
        path.join(),
        message,
      ])

    expect(wrong({ avoidAr: '' })).toEqual([['avoidAr', 'cause.refusal.both']])
    expect(wrong({ avoidFr: '', avoidAr: '' })).toBeUndefined()
    expect(wrong({ doFr: '' })).toEqual([['doFr', 'cause.refusal.advice']])
  })

  test('is followed by what came before it and since, of its kind and place', async () => {
    const { clerk } = office.staff
    const received = (receivedOn: string, fields = {}) => office.register({ receivedOn, ...fields })
    for (const day of ['2026-11-01', '2026-11-12', '2026-11-13', '2026-11-13', '2026-11-20', '2026-11-25'])
      await received(day, { channel: 'register' })
    await received('2026-11-13', { category: 'OTHER', channel: 'register' })
    await seal(office.db, office.clock)
    await countSealed(office.db)
    const found = await findCause(office.db, clerk, cause)
    const compared = (day: string, since: string) =>
      beforeAndAfter(office.db, found, { day, since, today: '2026-11-25' })

    expect(await compared('2026-11-20', '2026-11-10')).toEqual({
      before: { received: 3, days: 10 },
      after: { received: 2, days: 6 },
    })
    // Without an earlier beginning, six weeks.
    expect((await compared('2026-11-20', '2026-11-20')).before).toEqual({ received: 4, days: 42 })
  })
})
