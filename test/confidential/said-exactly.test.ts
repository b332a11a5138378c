// What a page of the confidential road says of what is not possible, of what was done already, and of what nobody said.
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { readCase } from '../../src/confidential/reading.ts'
import { type Language, translator } from '../../src/i18n/i18n.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, type Office, openOffice } from '../support/office.ts'
import { errorBeside, flashOf, missingTexts, typedIn, wordsOf } from '../web/reading.ts'
import { bringCase, type Fields, onDesk, refer, step } from './steps.ts'

const languages = ['fr', 'ar', 'en'] as const
const DAY = 86_400_000
const shown = (key: string, values = {}, language: Language = 'fr') =>
  translator(language)(key, values).replaceAll(/\s+/g, ' ').trim()

eachDatabase('a page of the confidential road', (open) => {
  let office: Office
  let app: App
  beforeEach(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })
  const focal = (id: string, type: string, input: Fields = {}) =>
    step(office.road, office.staff.focal, id, type, input)
  const look = async (id: string, act = '', who: Name = 'focal', language: Language = 'fr') => {
    const browser = await app.enter(who, language)
    const { text } = await browser.get(`/confidential/cases/${id}${act && `?act=${act}`}`).expect(200)
    expect(missingTexts(text)).toEqual([])
    return text
  }
  const revisionOf = async (id: string): Promise<number> =>
    (await office.db.read('sensitive_instances').where({ id }).first('revision')).revision
  const looked = async (id: string, days: number) => {
    for (let day = 0; day < days; day += 1) {
      await focal(id, 'RECORD_ATTEMPT', { by: 'inPerson' })
      office.clock.advance(DAY)
    }
  }
  /** What is said of how to reach her, by its labels. */
  const reachedBy = (html: string) => {
    const panel = /id="contact">[\s\S]*?<\/section>/.exec(html)?.[0] ?? ''
    return [...panel.matchAll(/<dt>([\s\S]*?)<\/dt>/g)].map(([, label = '']) => wordsOf(label).trim())
  }
  /** What may not be done, each with its reason. */
  const locked = (html: string) =>
    [...html.matchAll(/<li class="is-no">[\s\S]*?<\/li>/g)].map(([item]) => wordsOf(item))

  describe.each(languages)('in %s', (language) => {
    test('says what keeps somebody out of reach from being closed, once she was looked for', async () => {
      const { id } = await bringCase(office, { ageBand: 'teen' })
      const act = shown('sensitive.event.CLOSE_UNREACHABLE.do', {}, language)
      await looked(id, 2)
      expect(locked(await look(id, '', 'focal', language)).join()).not.toContain(act)
      await looked(id, 1)

      const both = await look(id, 'CLOSE_UNREACHABLE', 'focal', language)
      await focal(id, 'REFER_CHILD', { authority: 'prosecutor' })
      const one = await look(id, 'CLOSE_UNREACHABLE', 'focal', language)

      for (const [html, key] of [
        [both, 'refusal.noticeAndChild'],
        [one, 'refusal.noticeNotDone'],
      ] as const) {
        const reason = shown(key, {}, language)
        expect(locked(html)).toContainEqual(expect.stringMatching(`${act}\\s*${reason}`))
        expect(flashOf(html)).toContain(reason.slice(1))
        expect(flashOf(html)).not.toMatch(/\.\./)
      }
    })

    test('says that the code was given, to whoever loads it once more', async () => {
      const { id } = await bringCase(office)
      const browser = await app.enter('focal', language)
      const revision = await revisionOf(id)
      const give = (seen: number) =>
        browser.post(`/confidential/cases/${id}/acts/NEW_CODE`).type('form').send({ revision: seen })
      await give(revision).expect(200)

      const again = (await give(revision).expect(409)).text
      await focal(id, 'OFFER_SERVICES', { legal: true })
      const later = (await give(revision + 1).expect(409)).text

      expect(flashOf(again)).toContain(shown('confidential.code.given', {}, language))
      expect(again).toContain(`/confidential/cases/${id}/acts/NEW_CODE`)
      expect(flashOf(later)).toContain(shown('confidential.changed', {}, language))
    })

    test('of somebody who came by herself and is not to be reached says nothing that she did not', async () => {
      const key = randomUUID()
      const form = { key, programme: 'DAAM', nature: 'harassment', contactBy: 'none', lang: language }
      const unasked = { contactHours: 'any', contactLanguage: language, calls: 'never', wording: 'neutral' }
      await app
        .visitor()
        .post('/private')
        .type('form')
        .send({ ...form, ...unasked })
        .expect(200)
      const [id = ''] = await onDesk(office.road, office.staff.focal)

      expect(reachedBy(await look(id))).toEqual([shown('confidential.contact.by')])
      expect(typedIn(await look(id, 'SET_CONTACT'), 'contactLanguage')).toBe(language)
    })
  })

  test('of a complaint that was handed over keeps the language it was made in', async () => {
    const { road, staff, db } = office
    const ordinary = await office.register({ language: 'fr' })
    const { revision } = await db.read('instances').where({ id: ordinary }).first('revision')
    await office.transfer(ordinary, { nature: 'harassment', revision }, staff.clerk)
    const [id = ''] = await onDesk(road, staff.focal)

    expect((await readCase(road, id, staff.focal)).context.contactLanguage).toBe('fr')
    expect(reachedBy(await look(id))).toEqual(
      ['by', 'code'].map((part) => shown(`confidential.contact.${part}`)),
    )
  })

  test('of how to reach her shows what her way needs', async () => {
    const { id } = await bringCase(office, { contactBy: 'sms', contactPoint: '0699887766' })

    const parts = ['by', 'point', 'hours', 'language', 'calls', 'wording']
    expect(reachedBy(await look(id))).toEqual(parts.map((part) => shown(`confidential.contact.${part}`)))
  })

  test('of the help that was given asks for it, among what she agreed to', async () => {
    const { id } = await bringCase(office)
    await refer(office, id)
    const browser = await app.enter('specialist')
    await step(office.road, office.staff.specialist, id, 'ACCEPT')
    const report = async (input: object) =>
      browser
        .post(`/confidential/cases/${id}/acts/REPORT_SUPPORT`)
        .type('form')
        .send({ revision: await revisionOf(id), ...input })
    const boxes = (html: string) =>
      [...html.matchAll(/<input[^>]*type="checkbox"[^>]*name="(\w+)"([^>]*)>/g)].map(
        ([, name, rest = '']) => `${name}${rest.includes('checked') ? ' ticked' : ''}`,
      )

    expect(boxes(await look(id, 'REPORT_SUPPORT', 'specialist'))).toEqual(['psychosocial'])
    const nothing = await report({ outcome: 'done' })
    expect(nothing.status).toBe(422)
    expect(errorBeside(nothing.text, 'act-psychosocial')).toBe(shown('field.medical.atLeastOne'))
    expect(typedIn(nothing.text, 'outcome')).toBe('done')
    expect((await report({ outcome: 'ongoing', psychosocial: 'true' })).status).toBe(303)
    expect(boxes(await look(id, 'REPORT_SUPPORT', 'specialist'))).toEqual(['psychosocial ticked'])
    expect((await report({ outcome: 'left' })).status).toBe(303)
  })
})
