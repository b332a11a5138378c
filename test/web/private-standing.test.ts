// What her own page says of where the help stands, and of her wish to be left alone: true now, and with a way to ask for more.
import { beforeEach, describe, expect, test } from 'vitest'
import { readCase } from '../../src/confidential/reading.ts'
import { type Language, translator } from '../../src/i18n/i18n.ts'
import { bringCase, type Fields, refer, step } from '../confidential/steps.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { missingTexts, wordsOf } from './reading.ts'

const languages = ['fr', 'ar', 'en'] as const
const DAY = 86_400_000
const shown = (key: string, language: Language = 'fr') =>
  translator(language)(`private.${key}`).replaceAll(/\s+/g, ' ').trim()

eachDatabase('her own page', (open) => {
  let office: Office
  let app: App
  beforeEach(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })
  const focal = (id: string, type: string, input: Fields = {}) =>
    step(office.road, office.staff.focal, id, type, input)
  const helper = (id: string, type: string, input: Fields = {}) =>
    step(office.road, office.staff.specialist, id, type, input)
  const post = async (path: string, form: object) => {
    const { text } = await app.visitor().post(path).type('form').send(form).expect(200)
    expect(missingTexts(text)).toEqual([])
    return text
  }
  const say = (code: string, what: string, lang: Language = 'fr') =>
    post('/private/say', { code, say: what, lang })
  const look = (code: string, lang: Language = 'fr') => post('/private/follow', { code, lang })
  const offered = (html: string) => [...html.matchAll(/ id="say-(\w+)"/g)].map(([, what]) => what)
  const referred = async (fields: Fields = {}) => {
    const brought = await bringCase(office, fields)
    await focal(brought.id, 'SEND_NOTICE')
    await office.work()
    await refer(office, brought.id)
    return brought
  }

  describe.each(languages)('in %s', (language) => {
    test('lets her ask for another service where one refused, and somebody hears it', async () => {
      const { id, code } = await referred()
      await helper(id, 'REFUSE', { ground: 'capacity' })

      const before = await look(code, language)
      await say(code, 'findAnother', language)

      expect(wordsOf(before)).toContain(shown('referral.refused', language))
      expect(offered(before)).toContain('findAnother')
      const { states, context } = await readCase(office.road, id, office.staff.focal)
      expect(states.answer).toBe('unread')
      expect(context.messages.at(-1)).toMatchObject({ from: 'survivor', phrase: 'findAnother' })
    })

    test('says that her yes is taken back, whatever a service had said before', async () => {
      const { id, code } = await referred()
      await helper(id, 'REFUSE', { ground: 'capacity' })

      const told = await say(code, 'withdraw', language)
      const later = await look(code, language)

      for (const html of [told, later]) {
        expect(wordsOf(html)).toContain(shown('referral.takenBack', language))
        expect(wordsOf(html)).not.toContain(shown('referral.refused', language))
        expect(offered(html)).not.toContain('findAnother')
      }
    })

    test('confirms that nobody contacts her any more, and promises it no second time', async () => {
      const { id, code } = await bringCase(office, { contactBy: 'sms', contactPoint: '0699887766' })

      const told = await say(code, 'dontContactMe', language)
      const later = await look(code, language)
      await focal(id, 'SET_CONTACT', { contactBy: 'sms', contactPoint: '0699887766' })
      const anew = await look(code, language)

      expect(wordsOf(told)).toContain(shown('own.silenced', language))
      for (const html of [told, later]) {
        expect(wordsOf(html)).toContain(shown('silence.done', language))
        expect(wordsOf(html)).not.toContain(shown('silence.text', language))
      }
      expect(wordsOf(anew)).toContain(shown('silence.text', language))
      expect(wordsOf(anew)).not.toContain(shown('silence.done', language))
    })

    test('says that the help stopped where nothing was given, not that it was', async () => {
      const { id, code } = await referred()
      await helper(id, 'ACCEPT')
      await helper(id, 'REPORT_SUPPORT', { outcome: 'left' })

      const open = await look(code, language)
      await focal(id, 'CLOSE')
      const closed = await look(code, language)

      expect(wordsOf(open)).toContain(shown('referral.left', language))
      expect(offered(open)).toContain('findAnother')
      expect(wordsOf(closed)).toContain(shown('referral.leftOver', language))
      expect(offered(closed)).toEqual(['contactMe'])
      for (const html of [open, closed])
        expect(wordsOf(html)).not.toContain(shown('referral.supported', language))
    })
  })

  test('says of help that was given, and of help that began and stopped, that it was given', async () => {
    const { id, code } = await referred()
    await helper(id, 'ACCEPT')
    await helper(id, 'REPORT_SUPPORT', { outcome: 'left', psychosocial: true })

    expect(wordsOf(await look(code))).toContain(shown('referral.supported'))
  })

  test('asks nobody for another service, and says of none that it helps, once the request is over', async () => {
    const [refused, lost] = [await referred(), await referred()]
    await helper(refused.id, 'REFUSE', { ground: 'area' })
    await focal(refused.id, 'CLOSE')
    await helper(lost.id, 'ACCEPT')
    for (const _day of [1, 2, 3]) {
      await focal(lost.id, 'RECORD_ATTEMPT', { by: 'inPerson' })
      office.clock.advance(DAY)
    }
    await focal(lost.id, 'CLOSE_UNREACHABLE')

    const over = await look(refused.code)
    const closed = await look(lost.code)
    const back = await say(lost.code, 'contactMe')

    expect(wordsOf(over)).toContain(shown('referral.refusedOver'))
    expect(wordsOf(over)).not.toContain(shown('referral.refused'))
    expect(offered(over)).toEqual(['contactMe'])
    for (const html of [closed, back]) expect(wordsOf(html)).toContain(shown('referral.none'))
  })
})
