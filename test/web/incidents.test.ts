// What gave up, as an administrator sees it: that it waits and why, nothing of what the case says.
import { beforeEach, expect, test } from 'vitest'
import { INCIDENT_AFTER } from '../../src/engine/due.ts'
import { languages } from '../../src/i18n/i18n.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { flashOf, missingTexts, wordsOf } from './reading.ts'

eachDatabase('incidents', (open) => {
  let office: Office
  let app: App
  let id: string
  beforeEach(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
    id = await office.register({ channel: 'email', email: 'fatima@example.ma' })
  })

  /** As a worker leaves them behind that never got through. */
  async function giveUp() {
    const gone = { attempts: INCIDENT_AFTER, next_at: office.clock.now() + 3_600_000 }
    await office.db
      .write('outbox')
      .where({ instance_id: id })
      .update({
        ...gone,
        status: 'failed',
        error: 'ZodError: Fatima Zahra El Idrissi is no letter',
      })
    await office.db
      .write('timers')
      .where({ instance_id: id })
      .update({ ...gone, error: 'Undelivered: HTTP 422' })
  }

  const gauge = async () => /^jawab_incidents (\d+)$/m.exec((await app.visitor().get('/metrics')).text)?.[1]
  const formsOf = (html: string) =>
    [...html.matchAll(/<form method="post" action="\/incidents">([\s\S]*?)<\/form>/g)].map(([, inner = '']) =>
      Object.fromEntries(
        [...inner.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
          name,
          value,
        ]),
      ),
    )

  test('are none as long as everything gets through', async () => {
    const { text } = await (await app.enter('admin')).get('/incidents').expect(200)

    expect(wordsOf(text)).toContain('Aucun incident')
    expect(formsOf(text)).toEqual([])
    expect(await gauge()).toBe('0')
  })

  test('are counted and named, without a word of the case', async () => {
    await giveUp()
    const timers = await office.db.read('timers').where({ instance_id: id })

    for (const language of languages) {
      const { text } = await (await app.enter('admin', language)).get('/incidents').expect(200)
      expect(missingTexts(text)).toEqual([])
      expect(formsOf(text)).toHaveLength(timers.length + 1)
      expect(text).toContain(id)
      expect(text).not.toMatch(/Fatima|fatima|Versement/)
    }
    const words = wordsOf((await (await app.enter('admin')).get('/incidents')).text)
    expect(words).toMatch(/Envoi · Accusé de réception 10 ZodError/)
    expect(words).toMatch(/Échéance · Échéance proche\W.* 10 HTTP 422/)
    expect(await gauge()).toBe(String(timers.length + 1))
  })

  test('are tried again when somebody says so', async () => {
    await giveUp()
    const browser = await app.enter('admin')
    const { text } = await browser.get('/incidents')

    for (const form of formsOf(text))
      await browser.post('/incidents').type('form').send(form).expect(303).expect('location', '/incidents')

    expect(flashOf((await browser.get('/incidents')).text)).toContain('Un nouvel essai est lancé.')
    const now = office.clock.now()
    for (const { next_at } of await office.db.read('timers').where({ instance_id: id }))
      expect(next_at).toBe(now)
    await office.work()
    expect(await office.db.read('outbox').where({ instance_id: id, status: 'done' })).toHaveLength(1)
    expect(await office.db.read('messages').where({ case_id: id, status: 'sent' })).toHaveLength(1)
  })

  test.each([{}, { kind: 'effect', id: 'x', seq: 'y', n: '0' }, { kind: 'everything' }])(
    'a form that names none is nothing: %o',
    async (form) => {
      await giveUp()
      await (await app.enter('admin')).post('/incidents').type('form').send(form).expect(404)
      expect(Number(await gauge())).toBeGreaterThan(1)
    },
  )

  test('are nothing to anybody else', async () => {
    await (await app.enter('clerk')).post('/incidents').expect(404)
    await app.visitor().get('/incidents').expect(303)
  })
})
