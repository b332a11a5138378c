// What an act on a sensitive case must not lose: her number, what she answered, the day on which somebody asks for her again.
import { beforeEach, describe, expect, test } from 'vitest'
import { speak } from '../../src/confidential/own-voice.ts'
import { readCase } from '../../src/confidential/reading.ts'
import { type Language, translator } from '../../src/i18n/i18n.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { errorBeside, missingTexts, wordsOf } from '../web/reading.ts'
import { bringCase, type Fields, refer, step } from './steps.ts'

const languages = ['fr', 'ar', 'en'] as const
const DAY = 86_400_000
const phone = '0699887766'
const shown = (key: string, language: Language = 'fr') =>
  translator(language)(key).replaceAll(/\s+/g, ' ').trim()

eachDatabase('an act on a sensitive case', (open) => {
  let office: Office
  let app: App
  beforeEach(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })
  const focal = (id: string, type: string, input: Fields = {}) =>
    step(office.road, office.staff.focal, id, type, input)
  const contextOf = async (id: string) => (await readCase(office.road, id, office.staff.focal)).context
  const say = (code: string, phrase: string) => speak(office.road, { code, type: 'REPLY', input: { phrase } })
  const ahead = () => office.clock.dayOf(office.clock.now() + 7 * DAY)
  const page = async (id: string, act: string, language: Language = 'fr') => {
    const { text } = await (await app.enter('focal', language))
      .get(`/confidential/cases/${id}?act=${act}`)
      .expect(200)
    expect(missingTexts(text)).toEqual([])
    return text
  }
  const post = async (id: string, event: string, input: Fields, language: Language = 'fr') => {
    const { revision } = await office.db.read('sensitive_instances').where({ id }).first('revision')
    return (await app.enter('focal', language))
      .post(`/confidential/cases/${id}/acts/${event}`)
      .type('form')
      .send({ revision, ...input })
  }

  describe('that changes how she is reached', () => {
    const sms = { contactBy: 'sms', contactPoint: phone }

    test('keeps the number that nobody typed again', async () => {
      const { id } = await bringCase(office, sms)

      const { status } = await post(id, 'SET_CONTACT', {
        ...{ contactBy: 'sms', contactPoint: '', contactHours: 'evening', wording: 'plain' },
      })

      expect(status).toBe(303)
      expect(await contextOf(id)).toMatchObject({ ...sms, contactHours: 'evening', wording: 'plain' })
    })

    test('keeps it for a call too, and takes another one that is typed', async () => {
      const { id } = await bringCase(office, sms)

      await focal(id, 'SET_CONTACT', { contactBy: 'phone', calls: 'allowed' })
      const called = await contextOf(id)
      await focal(id, 'SET_CONTACT', { contactBy: 'phone', calls: 'allowed', contactPoint: '0611223344' })

      expect(called).toMatchObject({ contactBy: 'phone', contactPoint: phone })
      expect((await contextOf(id)).contactPoint).toBe('0611223344')
    })

    test('takes no number for an address, and forgets the one that she does not want used', async () => {
      const { id, code } = await bringCase(office, sms)

      const mail = await post(id, 'SET_CONTACT', { contactBy: 'email', contactPoint: '' })
      await say(code, 'dontContactMe')
      const again = await post(id, 'SET_CONTACT', { contactBy: 'sms', contactPoint: ' ' })

      for (const { status, text } of [mail, again]) {
        expect(status).toBe(422)
        expect(errorBeside(text, 'act-contactPoint')).toBe(shown('field.contactPoint.missing'))
      }
      expect((await contextOf(id)).contactPoint).toBeNull()
    })

    test('keeps the language of whoever is not reached any more', async () => {
      const { id } = await bringCase(office, { ...sms, contactLanguage: 'en' })

      const { status } = await post(id, 'SET_CONTACT', { contactBy: 'none' })

      expect(status).toBe(303)
      expect(await contextOf(id)).toMatchObject({ contactBy: 'none', contactLanguage: 'en' })
    })

    test.each(languages)('says so where one is kept, and nowhere else, in %s', async (language) => {
      const [kept, none] = [await bringCase(office, sms), await bringCase(office)]
      const said = shown('confidential.hint.SET_CONTACT.contactPoint', language)

      expect(wordsOf(await page(kept.id, 'SET_CONTACT', language))).toContain(said)
      expect(wordsOf(await page(none.id, 'SET_CONTACT', language))).not.toContain(said)
    })
  })

  test.each(languages)('that ends it waits until what she said was read, in %s', async (language) => {
    const { id, code } = await bringCase(office)
    await focal(id, 'SEND_NOTICE')
    await office.work()
    await focal(id, 'OFFER_SERVICES', { legal: true })
    await focal(id, 'DECLINE')
    await say(code, 'yes')
    const why = shown('refusal.answerUnread', language)

    const html = await page(id, 'CLOSE', language)
    const closed = await post(id, 'CLOSE', {}, language)

    expect(wordsOf(html)).toContain(why)
    expect(closed.status).toBe(422)
    const { context, states } = await readCase(office.road, id, office.staff.focal)
    expect([context.closedAs, states.answer]).toEqual([null, 'unread'])
    await focal(id, 'NOTE_REPLY')
    await focal(id, 'CLOSE')
    expect((await contextOf(id)).closedAs).toBe('declined')
  })

  describe('that notes how the help goes', () => {
    const waits = async () => {
      const { id } = await bringCase(office)
      await refer(office, id)
      await step(office.road, office.staff.specialist, id, 'ACCEPT')
      office.clock.advance(9 * DAY)
      await office.work()
      return id
    }

    test.each(languages)('asks for another day where there is no news, in %s', async (language) => {
      const id = await waits()

      const { status, text } = await post(id, 'FOLLOW_UP', { reached: 'no', nextOn: '' }, language)
      await focal(id, 'FOLLOW_UP', { reached: 'no', nextOn: ahead() })

      expect(status).toBe(422)
      expect(errorBeside(text, 'act-nextOn')).toBe(shown('field.nextOn.missing', language))
      expect((await readCase(office.road, id, office.staff.focal)).states.followUp).toBe('scheduled')
    })

    test('asks for none once the help is done, or she was heard', async () => {
      const [done, heard] = [await waits(), await waits()]
      await step(office.road, office.staff.specialist, done, 'REPORT_SUPPORT', {
        ...{ outcome: 'done', psychosocial: true },
      })

      await focal(done, 'FOLLOW_UP', { reached: 'no' })
      await focal(heard, 'FOLLOW_UP', { reached: 'yes' })

      for (const id of [done, heard])
        expect((await readCase(office.road, id, office.staff.focal)).states.followUp).toBe('idle')
    })
  })
})
