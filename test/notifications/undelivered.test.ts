// What cannot be delivered comes back to the clerk: once, at once or after some patience, and never in silence.
import { expect, test } from 'vitest'
import { INCIDENT_AFTER } from '../../src/engine/due.ts'
import type { Database } from '../../src/platform/database.ts'
import { hours, minutes } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { approve, clerk, closer } from './office.ts'
import { openPost, type Post } from './post.ts'

const answer = { language: 'fr', text: 'Le versement de mars vous a été envoyé le 3 avril.' }

eachDatabase('messages that cannot be delivered', (open) => {
  const post = openPost(open)

  test('a server that is busy is asked again, then the case comes back to the clerk, once', async () => {
    const { db, office, server } = post()
    server.refused.set('fatima@example.ma', 450)
    const id = await office.register()

    await office.work()
    expect(await office.messages(id)).toMatchObject([
      { status: 'waiting', attempts: 1, error: 'SMTP 450 5.1.1' },
    ])
    await workOut(post())

    expect(await office.messages(id)).toMatchObject([{ status: 'failed', attempts: INCIDENT_AFTER }])
    const failures = await db.read('journal').where({ instance_id: id, event: 'DELIVERY_FAILED' })
    expect(failures).toHaveLength(1)
    expect(await tasksOf(db, id)).toEqual(['QUALIFY', 'RESEND'])
    expect(await db.read('outbox').where({ instance_id: id }).select('status')).toEqual([{ status: 'done' }])
  })

  test('an address that does not exist fails at once, and only its code is written down', async () => {
    const { db, office, server } = post()
    server.refused.set('fatima@example.ma', 550)
    const id = await office.register()

    await office.work()

    expect(await office.messages(id)).toMatchObject([
      { status: 'failed', attempts: 1, error: 'SMTP 550 5.1.1' },
    ])
    expect(await tasksOf(db, id)).toEqual(['QUALIFY', 'RESEND'])
  })

  test('a failed effect that is carried out again tells the case nothing new', async () => {
    const { db, office, server } = post()
    server.refused.set('fatima@example.ma', 550)
    const id = await office.register()
    const [effect] = await office.work()

    if (effect) await office.deliver(effect)

    const failures = await db.read('journal').where({ instance_id: id, event: 'DELIVERY_FAILED' })
    expect(failures).toHaveLength(1)
  })

  test('when the case cannot be told, the message is not marked either', async () => {
    const { db, office, server } = post()
    server.refused.set('fatima@example.ma', 550)
    const id = await office.register()
    await db.write('instances').where({ id }).update({ workflow: 'lost' })

    await office.work()

    expect(await office.messages(id)).toMatchObject([{ status: 'waiting', attempts: 0 }])
    expect(await db.read('outbox').where({ instance_id: id }).select('status')).toEqual([
      { status: 'waiting' },
    ])
  })

  test('a letter sent again is the same letter with a word of explanation, under a number of its own', async () => {
    const { db, office, server } = post()
    server.refused.set('fatima@example.ma', 550)
    const id = await office.register()
    await office.work()
    server.refused.clear()

    await office.act(id, clerk, 'RESEND', { channel: 'email' })
    await office.work()

    const [failed, again] = await office.messages(id)
    expect(failed).toMatchObject({ effect: 'acknowledge', status: 'failed' })
    expect(again).toMatchObject({ effect: 'resend', status: 'sent', recipient: 'fatima@example.ma' })
    expect(server.mails.at(-1)?.subject).toContain('nous vous écrivons de nouveau')
    expect(again?.body).toContain(failed?.body)
    expect(await tasksOf(db, id)).toEqual(['QUALIFY'])
  })

  test('what fails again comes back again, and is explained once', async () => {
    const { db, office, server } = post()
    server.refused.set('fatima@example.ma', 550)
    const id = await office.register()
    await office.work()
    for (const _ of [1, 2]) {
      await office.act(id, clerk, 'RESEND', { channel: 'email' })
      await office.work()
    }

    const bodies = (await office.messages(id)).map(({ body }) => body)
    expect(bodies).toHaveLength(3)
    expect(bodies[2]).toBe(bodies[1])
    expect(await tasksOf(db, id)).toEqual(['QUALIFY', 'RESEND'])
  })

  test('after three failures another channel that the person gave may be used', async () => {
    const { office, server, gateway } = post()
    server.refused.set('fatima@example.ma', 550)
    const id = await office.register({ phone: '0612 34 56 78' })
    await office.work()
    const bySms = () => office.act(id, clerk, 'RESEND', { channel: 'sms' })
    await expect(bySms()).rejects.toThrow()
    for (const _ of [1, 2]) {
      await office.act(id, clerk, 'RESEND', { channel: 'email' })
      await office.work()
    }

    await bySms()
    await office.work()

    expect(gateway.texts).toMatchObject([{ to: '+212612345678', id: expect.stringContaining(id) }])
    expect(gateway.texts[0]?.text).toContain(id)
  })

  test('after three failures a channel that the person never gave stays shut, and the desk is open', async () => {
    const { db, office, server } = post()
    server.refused.set('fatima@example.ma', 550)
    const id = await office.register()
    await office.work()
    for (const _ of [1, 2]) {
      await office.act(id, clerk, 'RESEND', { channel: 'email' })
      await office.work()
    }

    for (const channel of ['mail', 'phone', 'sms', 'web', 'ombudsman'])
      await expect(office.act(id, clerk, 'RESEND', { channel })).rejects.toThrow()
    await office.act(id, clerk, 'RESEND', { channel: 'desk' })
    await office.work()

    expect((await office.messages(id)).at(-1)).toMatchObject({ channel: 'desk', status: 'byHand' })
    expect(await tasksOf(db, id)).toEqual(['QUALIFY'])
  })

  test('each of several messages is sent again by itself, the oldest first, even when the worker comes late', async () => {
    const { db, office, server } = post()
    server.refused.set('fatima@example.ma', 550)
    const id = await office.register()
    await office.work()
    await office.act(id, clerk, 'ASK_DOCUMENTS', { documents: 'Une copie de la carte nationale.' })
    await office.work()
    server.refused.clear()

    await office.act(id, clerk, 'RESEND', { channel: 'email' })
    expect(await tasksOf(db, id)).toContain('RESEND')
    await office.act(id, clerk, 'RESEND', { channel: 'email' })
    expect(await tasksOf(db, id)).not.toContain('RESEND')
    await office.work()

    const [receipt, question, ...again] = await office.messages(id)
    expect(again.map(({ status }) => status)).toEqual(['sent', 'sent'])
    expect(again[0]?.body).toContain(receipt?.body)
    expect(again[1]?.body).toContain(question?.body)
  })

  test('an answer that did not arrive keeps its case open until it is sent again', async () => {
    const { office, server } = post()
    const id = await office.register()
    await office.work()
    server.refused.set('fatima@example.ma', 550)
    await approve(office, id, answer)
    await office.act(id, clerk, 'SEND_ANSWER', { channel: 'email', sentOn: '2023-01-10' })
    await office.work()
    const close = () => office.act(id, closer, 'CLOSE', { synthesis: 'Réponse envoyée à la plaignante.' })

    await expect(close()).rejects.toMatchObject({ said: { key: 'refusal.nothingFailed' } })
    await office.act(id, clerk, 'RESEND', { channel: 'email' })
    await close()
  })

  test('an answer by text message to somebody without a telephone comes back instead of looking sent', async () => {
    const { db, office } = post()
    const id = await office.register({ channel: 'web', email: '' })
    await approve(office, id, answer)
    await office.act(id, clerk, 'SEND_ANSWER', { channel: 'sms', sentOn: '2023-01-10' })

    await office.work()

    expect((await office.messages(id)).at(-1)).toMatchObject({ status: 'failed', error: 'noAddress' })
    expect(await tasksOf(db, id)).toContain('RESEND')
  })

  test('a gateway that is down is asked again; one that refuses the number is not', async () => {
    const { clock, office, gateway } = post()
    gateway.status = 503
    const id = await office.register({ channel: 'web', phone: '0612345678' })
    await office.work()
    expect(await office.messages(id)).toMatchObject([{ status: 'waiting', error: 'HTTP 503' }])

    gateway.status = 422
    clock.advance(minutes(1))
    await office.work()

    expect(await office.messages(id)).toMatchObject([{ status: 'failed', error: 'HTTP 422', attempts: 2 }])
  })
})

/** Looks again after each wait until nothing is left to try. */
async function workOut({ office, clock }: Post) {
  for (let looks = 0; looks < 2 * INCIDENT_AFTER; looks++) {
    await office.work()
    clock.advance(hours(1))
  }
}

async function tasksOf(db: Database, id: string): Promise<string[]> {
  const rows = await db.read('tasks').where({ case_id: id }).select('next').orderBy('next')
  return rows.map(({ next }) => String(next))
}
