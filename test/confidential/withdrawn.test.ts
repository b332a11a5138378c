// What is put to a focal point after consent was withdrawn or a referral refused, and to whoever has no code.
import { beforeEach, describe, expect, test } from 'vitest'
import { readOwn, speak } from '../../src/confidential/own-voice.ts'
import { readCase } from '../../src/confidential/reading.ts'
import { type Language, translator } from '../../src/i18n/i18n.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { missingTexts, wordsOf } from '../web/reading.ts'
import { enclose } from './enclosed.ts'
import { bringCase, refer, step } from './steps.ts'

const languages = ['fr', 'ar', 'en'] as const
const DAY = 86_400_000
const shown = (key: string, values = {}, language: Language = 'fr') =>
  translator(language)(key, values).replaceAll(/\s+/g, ' ').trim()
/** The act that the page puts first, and what its form says. */
const formOn = (html: string) => /<section[^>]*id="act"[\s\S]*?<\/form>/.exec(html)?.[0] ?? ''
const actOn = (html: string) => /\/acts\/(\w+)"/.exec(formOn(html))?.[1]

eachDatabase('what a case waits for', (open) => {
  let office: Office
  let app: App
  beforeEach(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })
  const focal = (id: string, type: string, input = {}) =>
    step(office.road, office.staff.focal, id, type, input)
  const withdrawn = async () => {
    const brought = await bringCase(office)
    await focal(brought.id, 'SEND_NOTICE')
    await refer(office, brought.id)
    await speak(office.road, { code: brought.code, type: 'WITHDRAW_CONSENT', input: {} })
    // The day on which somebody would have asked how the help went.
    office.clock.advance(9 * DAY)
    await office.work()
    return brought
  }

  describe.each(languages)('in %s, after consent was withdrawn', (language) => {
    test('is to explain the services anew; it may be closed lower, and nobody asks how the help went', async () => {
      const { id } = await withdrawn()
      const browser = await app.enter('focal', language)

      const desk = (await browser.get('/confidential').expect(200)).text
      const { text } = await browser.get(`/confidential/cases/${id}`).expect(200)

      expect(wordsOf(desk)).toContain(shown('confidential.moment.withdrawn', {}, language))
      expect(desk).toContain(`/confidential/cases/${id}?act=OFFER_SERVICES#act`)
      expect(actOn(text)).toBe('OFFER_SERVICES')
      expect(wordsOf(formOn(text))).toContain(shown('confidential.withdrawn.intro', {}, language))
      expect(formOn(text)).toContain('?act=CLOSE#act')
      for (const page of [desk, text]) {
        expect(page).not.toContain('FOLLOW_UP')
        expect(missingTexts(page)).toEqual([])
      }
    })
  })

  test('can be closed after a withdrawal', async () => {
    const { id } = await withdrawn()

    await focal(id, 'CLOSE')

    expect((await readCase(office.road, id, office.staff.focal)).context.closedAs).toBe('withdrawn')
  })

  test('is another body once one refused, also when the day of the visit has come', async () => {
    const { id } = await bringCase(office)
    await refer(office, id)
    await step(office.road, office.staff.specialist, id, 'REFUSE', { ground: 'area' })
    office.clock.advance(9 * DAY)
    await office.work()
    const browser = await app.enter('focal')

    const { text } = await browser.get(`/confidential/cases/${id}`).expect(200)

    expect((await browser.get('/confidential')).text).not.toContain('?act=FOLLOW_UP')
    expect(actOn(text)).not.toBe('FOLLOW_UP')
    const owned = (await readCase(office.road, id, office.staff.focal)).owned.map(({ next }) => next)
    expect(owned.filter((next) => next !== 'RECORD_NOTICE')).toEqual(['REFER', 'FOLLOW_UP'])
  })

  test('shows a referral with the day it was made, and the day on which it was stopped', async () => {
    const { id, code } = await bringCase(office)
    await refer(office, id)
    office.clock.advance(3 * DAY)
    await speak(office.road, { code, type: 'WITHDRAW_CONSENT', input: {} })

    const { text } = await (await app.enter('focal')).get(`/confidential/cases/${id}`).expect(200)

    expect(wordsOf(text)).toMatch(
      /orientée le mer. 25 nov[^·]*· arrêtée à la demande de la personne le sam. 28 nov/,
    )
  })

  describe.each(languages)('in %s, for whoever has no code', (language) => {
    test('never says that she comes back with it, until she was given one', async () => {
      const id = await enclose(office)
      const browser = await app.enter('focal', language)
      const look = async (act = '') => {
        const { text } = await browser.get(`/confidential/cases/${id}${act && `?act=${act}`}`).expect(200)
        expect(missingTexts(text)).toEqual([])
        return wordsOf(text)
      }
      const back = shown('field.contactBy.option.none', {}, language)
      const none = shown('confidential.contact.noCode', {}, language)

      expect(await look()).toContain(none)
      for (const act of ['', 'SET_CONTACT']) expect(await look(act)).not.toContain(back)
      const { revision } = await office.db.read('sensitive_instances').where({ id }).first('revision')
      await browser
        .post(`/confidential/cases/${id}/acts/NEW_CODE`)
        .type('form')
        .send({ revision })
        .expect(200)

      expect(await look()).toContain(back)
      expect(await look()).not.toContain(none)
    })

    test('the clerk who hands a case over is told how to tell her, in words that give nothing away', async () => {
      const id = await office.register()

      const { text } = await (await app.enter('clerk', language)).get(`/cases/${id}/release`).expect(200)

      expect(wordsOf(text)).toContain(shown('release.happens.tellPerson', {}, language))
    })

    test('her own page speaks of a yes to take back, not of sharing, once a body refused', async () => {
      const { id, code } = await bringCase(office)
      await refer(office, id)
      const own = async () => {
        const send = app.visitor().post('/private/follow').type('form')
        const { text } = await send.send({ code, lang: language }).expect(200)
        expect(missingTexts(text)).toEqual([])
        return /id="stop">([^<]*)</.exec(text)?.[1]
      }
      expect(await own()).toBe(shown('private.withdraw.do', {}, language))

      await step(office.road, office.staff.specialist, id, 'REFUSE', { ground: 'area' })

      expect(await own()).toBe(shown('private.takeBack.do', {}, language))
    })

    test('her own page does not ask her to come back to a request that is over', async () => {
      const { id, code } = await bringCase(office)
      await focal(id, 'OFFER_SERVICES', { legal: true })
      await focal(id, 'DECLINE')
      const sentOn = office.clock.dayOf(office.clock.now())
      await focal(id, 'SEND_NOTICE')
      for (const to of ['institution', 'funder'])
        await focal(id, 'RECORD_NOTICE', { to, sentOn, way: 'mail' })
      const own = async () =>
        wordsOf(
          (
            await app
              .visitor()
              .post('/private/follow')
              .type('form')
              .send({ code, lang: language })
              .expect(200)
          ).text,
        )
      const come = shown('private.own.none', {}, language)
      expect(await own()).toContain(come)

      await focal(id, 'CLOSE')

      expect((await readOwn(office.road, code)).closed).toBe(true)
      expect(await own()).not.toContain(come)
      expect(await own()).toContain(shown('private.own.noneClosed', {}, language))
    })
  })
})
