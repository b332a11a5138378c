// What the desk and the log say of what went wrong, and what is said after something was destroyed: on the pages themselves.
import { beforeEach, expect, test } from 'vitest'
import { rotate } from '../../src/confidential/rotation.ts'
import { type Language, translator } from '../../src/i18n/i18n.ts'
import { masterKey, newKey } from '../../src/platform/vault.ts'
import { breakIn } from '../engine/intruder.ts'
import { startMailServer } from '../notifications/mail-server.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'
import { type Office, openOffice, VAULT_KEY } from '../support/office.ts'
import { flashOf, missingTexts, wordsOf } from '../web/reading.ts'
import { enclose } from './enclosed.ts'
import { bringCase, step } from './steps.ts'

const languages = ['fr', 'ar', 'en'] as const
/** A text as it is read off a page, where every space is one. */
const shown = (key: string, values = {}, language: Language = 'fr') =>
  translator(language)(key, values).replaceAll(/\s+/g, ' ').trim()
const rubbish = Buffer.alloc(60, 1).toString('base64')

/** What the desk says first of each case, in its order. */
const momentsOn = (html: string) =>
  [...html.matchAll(/<td class="j-w-clock[^>]*>([\s\S]*?)<\/td>/g)].map(([, cell = '']) =>
    wordsOf(cell).trim(),
  )

eachDatabase('the pages of the confidential road', (open) => {
  let database: TestDatabase
  let office: Office
  let app: App
  const start = async (smtpUrl?: string) => {
    database = await open()
    office = await openOffice(database.db, { smtpUrl })
    app = openApp(office)
  }
  beforeEach(() => start())
  const alter = async (table: string, column: string, where: Record<string, string>) => {
    const intruder = breakIn(database)
    await intruder(table)
      .where(where)
      .update({ [column]: rubbish })
    await intruder.destroy()
  }

  test.each(languages)('the desk says that a case is shut, and shows the others, in %s', async (language) => {
    const [broken, whole] = [await bringCase(office), await bringCase(office)]
    const desk = async () =>
      (await (await app.enter('focal', language)).get('/confidential').expect(200)).text
    const said = shown('confidential.desk.broken', { count: 1 }, language)
    expect(wordsOf(await desk())).not.toContain(said)
    await alter('sensitive_instances', 'snapshot', { id: broken.id })

    const text = await desk()

    expect(wordsOf(text)).toContain(said)
    expect(text).toContain(`/confidential/cases/${whole.id}`)
    expect(text).not.toContain(broken.id)
    expect(missingTexts(text)).toEqual([])
  })

  test('the case that is shut says so itself', async () => {
    const { id } = await bringCase(office)
    await alter('sensitive_instances', 'snapshot', { id })

    const { text } = await (await app.enter('focal')).get(`/confidential/cases/${id}`).expect(503)

    expect(wordsOf(text)).toContain(shown('confidential.broken.text'))
  })

  test('whoever destroyed an enclosure is told what is gone, and comes back to the case', async () => {
    const id = await enclose(office)
    const browser = await app.enter('focal')
    const { revision } = await office.db.read('sensitive_instances').where({ id }).first('revision')

    const answer = await browser
      .post(`/confidential/cases/${id}/acts/DESTROY_ENCLOSURE`)
      .type('form')
      .send({ revision, ground: 'wish' })
      .expect(303)

    expect(answer.headers.location).toBe(`/confidential/cases/${id}`)
    const { text } = await browser.get(`/confidential/cases/${id}`).expect(200)
    expect(flashOf(text)).toContain(shown('confidential.destroyed'))
    expect(missingTexts(text)).toEqual([])
  })

  test('a notice that could not be delivered stands on the desk, until it was given by hand', async () => {
    const post = await startMailServer()
    await start(post.url)
    post.refused.set('notifications@cnra.example', 550)
    const { id } = await bringCase(office)
    await step(office.road, office.staff.focal, id, 'SEND_NOTICE')
    const moments = async () => momentsOn((await (await app.enter('focal')).get('/confidential')).text)
    const whom = 'l’institution'
    const byHand = shown('confidential.moment.byHand', { date: '', whom })
    expect((await moments())[0]).not.toContain(byHand)

    await office.work()

    expect(await moments()).toEqual([expect.stringContaining(byHand)])
    await step(office.road, office.staff.focal, id, 'RECORD_NOTICE', {
      to: 'institution',
      sentOn: office.clock.dayOf(office.clock.now()),
      way: 'email',
    })
    expect((await moments()).join()).not.toContain(byHand)
    await post.close()
  })

  test('a word that did not reach her stands on the desk too', async () => {
    const post = await startMailServer()
    await start(post.url)
    post.refused.set('elle@example.org', 550)
    const contact = { contactBy: 'email', contactPoint: 'elle@example.org', contactLanguage: 'fr' }
    const { id } = await bringCase(office, contact)
    await step(office.road, office.staff.focal, id, 'SAY', { phrase: 'comeSee' })
    office.clock.advance(12 * 3_600_000)

    await office.work()

    const { text } = await (await app.enter('focal')).get('/confidential')
    expect(momentsOn(text)).toEqual([shown('confidential.moment.undelivered')])
    await post.close()
  })

  test.each(languages)(
    'the log says how many keys were left when the key was turned, in %s',
    async (language) => {
      const { id } = await bringCase(office)
      await alter('sensitive_keys', 'wrapped', { instance_id: id })
      const [one, other] = [masterKey(VAULT_KEY), masterKey(newKey().toString('base64'))]
      await rotate(office, one, other, { leaveBroken: true })
      await rotate(office, other, one, { leaveBroken: true })

      const { text } = await (await app.enter('focal', language)).get('/confidential/log').expect(200)

      expect(wordsOf(text)).toContain(shown('door.log.left', { count: 1 }, language))
      expect(missingTexts(text)).toEqual([])
    },
  )
})
