// What comes first on the desk of a focal point: her own words, then a life, then whoever nobody has listened to, then a paper.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { speak } from '../../src/confidential/own-voice.ts'
import { translator } from '../../src/i18n/i18n.ts'
import { type MailServer, startMailServer } from '../notifications/mail-server.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { flashOf, headingOf, wordsOf } from '../web/reading.ts'
import { enclose } from './enclosed.ts'
import { bringCase, type Fields, step } from './steps.ts'

const t = translator('fr')
const shown = (key: string) => t(key).replaceAll(/\s+/g, ' ').trim()

/** What a desk leads to, row by row: a reference and the act that is asked. */
const asked = (html: string) =>
  [
    ...html.matchAll(/<td class="j-w-act[^>]*><a[^>]*href="\/confidential\/cases\/([\w-]+)\?act=(\w+)#act"/g),
  ].map(([, id, act]) => [id, act])

eachDatabase('the desk of a focal point', (open) => {
  let office: Office
  let app: App
  let post: MailServer
  beforeEach(async () => {
    post = await startMailServer()
    post.refused.set('notifications@cnra.example', 550)
    office = await openOffice((await open()).db, { smtpUrl: post.url })
    app = openApp(office)
  })
  afterEach(() => post.close())

  const read = async (address: string) => (await (await app.enter('focal')).get(address).expect(200)).text
  const focal = (id: string, type: string, input: Fields = {}) =>
    step(office.road, office.staff.focal, id, type, input)
  const explained = async (fields: Fields = {}) => {
    const brought = await bringCase(office, fields)
    await focal(brought.id, 'OFFER_SERVICES', { legal: true })
    return brought
  }

  test('puts an answer of hers first, and listening before a notice that did not arrive', async () => {
    const [byHand, received] = [await explained(), await bringCase(office)]
    const [assault, answered] = [await explained({ nature: 'rape' }), await explained()]
    const fresh = await bringCase(office)
    for (const { id } of [byHand, received]) await focal(id, 'SEND_NOTICE')
    await office.work()
    await speak(office.road, { code: answered.code, type: 'REPLY', input: { phrase: 'contactMe' } })

    const order = [
      [answered.id, 'NOTE_REPLY'],
      [assault.id, 'CONSENT'],
      [fresh.id, 'OFFER_SERVICES'],
      [received.id, 'OFFER_SERVICES'],
      [byHand.id, 'RECORD_NOTICE'],
    ]
    expect(asked(await read('/confidential'))).toEqual(order)
    expect(headingOf(await read(`/confidential/cases/${received.id}`))).toBe(
      shown('sensitive.state.received'),
    )
    expect(await read(`/confidential/cases/${received.id}`)).toContain('/acts/OFFER_SERVICES')
  })

  test('keeps an answer of hers first when a notice is late', async () => {
    const [late, answered] = [await explained(), await explained()]
    await focal(late.id, 'SEND_NOTICE')
    await office.work()
    office.clock.advance(25 * 3_600_000)
    await office.work()
    await speak(office.road, { code: answered.code, type: 'REPLY', input: { phrase: 'yes' } })

    expect(asked(await read('/confidential')).map(([id]) => id)).toEqual([answered.id, late.id])
  })

  test('shows on its first page what cannot wait for its own, and never twice who waits there anyway', {
    timeout: 60_000,
  }, async () => {
    for (let n = 0; n < 26; n += 1) await focal((await explained()).id, 'DECLINE')
    office.clock.advance(60_000)
    const [assault, plain, answered] = [
      await explained({ nature: 'rape' }),
      await explained(),
      await explained(),
    ]
    await speak(office.road, { code: answered.code, type: 'REPLY', input: { phrase: 'contactMe' } })

    const first = await read('/confidential')
    const ids = asked(first).map(([id]) => id)

    expect(ids.slice(0, 2)).toEqual([answered.id, assault.id])
    expect(ids).toHaveLength(27)
    expect(new Set(ids).size).toBe(27)
    expect(ids).not.toContain(plain.id)
    const next = /href="(\/confidential\?show=waiting&amp;after=[^"]+)"/.exec(first)?.[1] ?? ''
    const others = asked(await read(next.replaceAll('&amp;', '&'))).map(([id]) => id)
    expect(new Set([...ids, ...others]).size).toBe(29)
  })

  test('says by when care helps as it is known: after the facts, and the day of the report', async () => {
    const { id } = await bringCase(office, { nature: 'rape' })

    const words = wordsOf(await read(`/confidential/cases/${id}`))

    expect(words).toMatch(
      /Soins médicaux : dans les 3 jours \(72 h\) après les faits ; signalé le mer\. 25 nov/,
    )
    expect(words).not.toContain('au plus tard')
  })

  test('is told why what an enclosure told cannot be shown again', async () => {
    const id = await enclose(office)
    const browser = await app.enter('focal')
    const { revision } = await office.db.read('sensitive_instances').where({ id }).first('revision')
    const look = () =>
      browser.post(`/confidential/cases/${id}/enclosure`).type('form').send({ revision, purpose: 'refer' })
    await look().expect(200)

    expect(flashOf((await look().expect(409)).text)).toContain(shown('confidential.enclosure.again'))
    await focal(id, 'DESTROY_ENCLOSURE', { ground: 'wish' })
    expect(flashOf((await look().expect(409)).text)).toContain(shown('confidential.enclosure.gone'))
  })

  test('names what was done where a code is shown', async () => {
    const browser = await app.enter('focal')
    const { id } = await bringCase(office)
    const { revision } = await office.db.read('sensitive_instances').where({ id }).first('revision')

    const again = await browser
      .post(`/confidential/cases/${id}/acts/NEW_CODE`)
      .type('form')
      .send({ revision })
    const own = await browser
      .post('/confidential/new')
      .type('form')
      .send({ key: 'b2f0c7aa-3f52-4b1e-9d0c-2f6f3c1f7f01', programme: 'DAAM', nature: 'other' })

    expect([again, own].map(({ text }) => headingOf(text))).toEqual([
      shown('confidential.code.new'),
      shown('confidential.code.own'),
    ])
  })
})
