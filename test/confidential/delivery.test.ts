// What is told by the road: nothing is lost by an error, and nothing lies in a folder where no mail server carries it.
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createConfidentialDelivery } from '../../src/confidential/delivery.ts'
import { speak } from '../../src/confidential/own-voice.ts'
import { readCase } from '../../src/confidential/reading.ts'
import { INCIDENT_AFTER } from '../../src/engine/due.ts'
import { createSchedule } from '../../src/jobs/schedule.ts'
import { round } from '../../src/jobs/worker.ts'
import { createCarriers } from '../../src/notifications/carriers.ts'
import { createLog } from '../../src/platform/log.ts'
import { startMailServer } from '../notifications/mail-server.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { bringCase, refer, step } from './steps.ts'

/** The worker of an installation without a mail server and without a gateway. */
async function workAlone({ road, clock, dataDir }: Office): Promise<void> {
  const nowhere = { smtpUrl: undefined, smsUrl: undefined, baseUrl: undefined, dataDir }
  const deliver = createConfidentialDelivery({
    ...{ ...road, carriers: createCarriers(nowhere), mostAttempts: INCIDENT_AFTER },
    leaves: { email: false, sms: false },
  })
  const parts = { ...road, log: createLog('silent'), jobs: [], deliver }
  while (await round(parts, createSchedule([], clock), new AbortController().signal));
}

eachDatabase('the deliveries of the confidential road', (open) => {
  const begin = async () => openOffice((await open()).db)

  test('are tried again after an error: a notice is not lost, and no line of the log says that it waits', async () => {
    const lines: string[] = []
    const log = pino({ base: null }, { write: (line) => lines.push(line) })
    const office = await openOffice((await open()).db, { log })
    const { road, db, staff, clock } = office
    const { id } = await bringCase(office)
    await step(road, staff.focal, id, 'SEND_NOTICE')
    const { snapshot } = await db.read('sensitive_instances').where({ id }).first('snapshot')
    const put = (text: string) =>
      db.run('UPDATE sensitive_instances SET snapshot = ? WHERE id = ?', [text, id])

    await put(`A${snapshot.slice(1)}`.replace(/^AA/, 'BA'))
    await office.work()
    const waiting = await db.read('sensitive_outbox').where({ instance_id: id }).whereNot({ status: 'done' })
    expect(waiting.length).toBeGreaterThan(0)
    expect(JSON.stringify(waiting.map(({ error }) => error))).not.toContain(id)
    expect(lines).toEqual([])

    await put(snapshot)
    clock.advance(days(1))
    await office.work()

    const { context, states } = await readCase(road, id, staff.focal)
    expect(states.notice).toBe('sent')
    expect(context.notices).toMatchObject({ institution: { by: 'mail' }, funder: { by: 'mail' } })
  })

  test('leave nothing in a folder: without a mail server a notice is given by hand', async () => {
    const office = await begin()
    const { road, staff, dataDir } = office
    const { id } = await bringCase(office)
    await step(road, staff.focal, id, 'SEND_NOTICE')

    await workAlone(office)

    expect(await readdir(path.join(dataDir, 'outgoing')).catch(() => [])).toEqual([])
    expect((await readCase(road, id, staff.focal)).states.notice).toBe('byHand')
  })
  test('tell a specialist of a referral, and nothing any more once consent is withdrawn', async () => {
    const post = await startMailServer()
    const office = await openOffice((await open()).db, { smtpUrl: post.url })
    const { road, staff, clock } = office
    const told = () => post.mails.filter(({ to }) => to === staff.specialist.login).length
    const [heard, unheard] = [await bringCase(office), await bringCase(office)]
    await refer(office, heard.id)
    await office.work()
    expect(told()).toBe(1)
    // This one is withdrawn while the word is still waiting to leave.
    await refer(office, unheard.id)

    for (const { code } of [heard, unheard]) await speak(road, { code, type: 'WITHDRAW_CONSENT', input: {} })
    await office.work()
    for (const { code } of [heard, unheard])
      await speak(road, { code, type: 'REPLY', input: { phrase: 'contactMe' } })
    await office.work()
    clock.advance(days(30))
    await office.work()

    expect(told()).toBe(1)
    expect(post.mails.filter(({ to }) => to === staff.focal.login).length).toBeGreaterThan(0)
    await post.close()
  })
})
