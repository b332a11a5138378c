// The confidential road from end to end: who sees a case when, what closes it, what leaves the house, what stays unreadable.
import { expect, test } from 'vitest'
import { act } from '../../src/confidential/commands.ts'
import { readOwn, speak } from '../../src/confidential/own-voice.ts'
import { readCase } from '../../src/confidential/reading.ts'
import { sealRoad } from '../../src/confidential/road.ts'
import { verifyRoad } from '../../src/confidential/verify-road.ts'
import { masterKey } from '../../src/platform/vault.ts'
import { type MailServer, startMailServer } from '../notifications/mail-server.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, names, openOffice, VAULT_KEY } from '../support/office.ts'
import { bringCase, onDesk, refer, sees, step } from './steps.ts'

const HOUR = 3_600_000
const master = masterKey(VAULT_KEY)

/** What left, without the word to colleagues that something waits on their desk. */
const sentBy = ({ mails }: MailServer) => mails.filter(({ subject }) => !subject.includes('vous attend'))

eachDatabase('the confidential road', (open) => {
  test('is seen by the focal point alone, and by the specialist while consent lasts', async () => {
    const office = await openOffice((await open()).db)
    const { road, staff } = office
    const { id, code } = await bringCase(office)
    const seers = async () => {
      const all = await Promise.all(
        names.map(async (name) => [name, await sees(road, staff[name], id)] as const),
      )
      return all.filter(([, seen]) => seen).map(([name]) => name)
    }

    expect(await seers()).toEqual(['focal'] satisfies Name[])
    await refer(office, id)
    expect(await seers()).toEqual(['focal', 'specialist'] satisfies Name[])
    expect(await onDesk(road, staff.specialist)).toEqual([id])

    await speak(road, { code, type: 'WITHDRAW_CONSENT', input: {} })

    expect(await seers()).toEqual(['focal'] satisfies Name[])
    expect(await onDesk(road, staff.specialist)).toEqual([])
    await expect(step(road, staff.specialist, id, 'ACCEPT')).rejects.toMatchObject({ status: 404 })
    expect((await verifyRoad(office, master)).faults).toEqual([])
  })

  test('shows a specialist what she agreed to share, and nothing else', async () => {
    const office = await openOffice((await open()).db)
    const { road, staff } = office
    const { id } = await bringCase(office, {
      ...{ nature: 'exploitation', ageBand: 'young', sex: 'female', linked: 'yes' },
      ...{ contactBy: 'sms', contactPoint: '0699887766' },
    })
    await step(road, staff.focal, id, 'SAY', { phrase: 'comeSee' })
    await refer(office, id, { shareNature: true })

    const { context, timeline, accesses } = await readCase(road, id, staff.specialist)

    expect(context).toMatchObject({
      nature: 'exploitation',
      ageBand: 'unknown',
      sex: 'unknown',
      linked: 'unknown',
    })
    expect(context).toMatchObject({ contactPoint: null, messages: [], offered: [] })
    expect({ timeline, accesses }).toEqual({ timeline: [], accesses: [] })
  })

  test('closes only when services were offered, the outcome is known and the notice is out', async () => {
    const post = await startMailServer()
    const office = await openOffice((await open()).db, { smtpUrl: post.url })
    const { road, staff, clock } = office
    const { id } = await bringCase(office, { nature: 'harassment', linked: 'yes' })
    const close = () => step(road, staff.focal, id, 'CLOSE')

    await expect(close()).rejects.toThrow()
    await refer(office, id)
    await step(road, staff.specialist, id, 'ACCEPT')
    await step(road, staff.specialist, id, 'REPORT_SUPPORT', { psychosocial: true, outcome: 'done' })
    await expect(close()).rejects.toThrow()
    await step(road, staff.focal, id, 'SEND_NOTICE')
    await office.work()
    await close()

    expect(
      sentBy(post)
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['grievances@funder.example', 'notifications@cnra.example'])
    for (const mail of post.mails) {
      expect(JSON.stringify(mail)).not.toContain(id)
      expect(JSON.stringify(mail)).not.toMatch(/AMAL|psycho/i)
    }
    expect((await readCase(road, id, staff.focal)).context.notices).toMatchObject({
      institution: { at: clock.now(), by: 'mail' },
      funder: { by: 'mail' },
    })
    expect(await sees(road, staff.specialist, id)).toBe(false)
    expect((await verifyRoad(office, master)).faults).toEqual([])
    await post.close()
  })

  test('sends the notice by itself after twenty hours, and tells focal points alone when it is late', async () => {
    const post = await startMailServer()
    post.refused.set('notifications@cnra.example', 550)
    const office = await openOffice((await open()).db, { smtpUrl: post.url })
    const { road, staff, clock } = office
    const { id } = await bringCase(office)

    clock.advance(20 * HOUR)
    await office.work()
    expect(sentBy(post).map(({ to }) => to)).toEqual(['grievances@funder.example'])
    expect((await readCase(road, id, staff.focal)).states).toMatchObject({ notice: 'byHand' })
    clock.advance(5 * HOUR)
    await office.work()

    expect((await readCase(road, id, staff.focal)).states).toMatchObject({ noticeClock: 'late' })
    expect(
      sentBy(post)
        .slice(1)
        .map(({ to }) => to),
    ).toEqual([staff.focal.login])
    expect(await office.db.read('notices')).toEqual([])
    expect(await office.db.read('outbox')).toEqual([])
    await post.close()
  })

  test('writes to her only as she said: at her hours, in neutral words, and never where it could lie about', async () => {
    const post = await startMailServer()
    const office = await openOffice((await open()).db, { smtpUrl: post.url })
    const { road, staff, clock } = office
    clock.setDay('2026-11-25', '21:30')
    const contact = {
      contactBy: 'email',
      contactPoint: 'elle@example.org',
      contactHours: 'morning',
      contactLanguage: 'fr',
    }
    const { id, code } = await bringCase(office, { nature: 'rape', ...contact })

    await step(road, staff.focal, id, 'SAY', { phrase: 'servicesFound' })
    await office.work()
    expect(sentBy(post)).toEqual([])
    clock.setDay('2026-11-26', '09:01')
    await office.work()

    expect(sentBy(post).map(({ to }) => to)).toEqual(['elle@example.org'])
    const [word] = sentBy(post)
    expect(`${word?.subject} ${word?.text}`).toMatch(/rendez-vous/)
    expect(`${word?.subject} ${word?.text}`).not.toMatch(/viol|DAAM|CNRA|Jawab|service/i)
    expect((await readOwn(road, code)).messages).toMatchObject([{ from: 'office', phrase: 'servicesFound' }])
    await post.close()
  })

  test('forgets a case whose key was destroyed, and still proves its chain', async () => {
    const office = await openOffice((await open()).db)
    const { road, staff } = office
    const { id, code } = await bringCase(office)
    await bringCase(office)
    await refer(office, id)
    await sealRoad(road)

    await step(road, staff.focal, id, 'ERASE', { ground: 'wish', confirmed: true })
    await sealRoad(road)

    expect(await sees(road, staff.focal, id)).toBe(false)
    expect(await onDesk(road, staff.focal)).toHaveLength(1)
    await expect(readOwn(road, code)).rejects.toMatchObject({ status: 404 })
    await expect(act(road, { id, type: 'SAY', input: {}, revision: 9 }, staff.focal)).rejects.toMatchObject({
      status: 404,
    })
    expect(await verifyRoad(office, master)).toMatchObject({ wrong: 0, opened: true })
    expect(await verifyRoad(office, null)).toMatchObject({ wrong: 0, opened: false })
    office.clock.advance(days(40))
    await office.work()
    expect((await verifyRoad(office, master)).faults).toEqual([])
  })

  test('is shut without a key, says so, and stores nothing', async () => {
    const { db } = await open()
    const office = await openOffice(db, { master: null })

    await expect(bringCase(office)).rejects.toMatchObject({
      status: 503,
      said: { key: 'confidential.shut.noKey' },
    })

    for (const table of [
      'sensitive_instances',
      'sensitive_journal',
      'sensitive_keys',
      'sensitive_codes',
      'vault',
    ])
      expect(await db.read(table)).toEqual([])
  })

  test('takes the same form once', async () => {
    const office = await openOffice((await open()).db)
    const { bring } = await import('../../src/confidential/commands.ts')
    const form = { key: '5f0a1f0e-9c5d-4b0b-9d0c-2f7c1f5e8a11', programme: 'DAAM' }
    const send = () => bring(office.road, form, { nature: 'harassment' }, office.staff.agent)

    expect((await send()).code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)
    expect(await send()).toEqual({ code: null })

    expect(await onDesk(office.road, office.staff.focal)).toHaveLength(1)
  })
})
