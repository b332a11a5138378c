// What the pages of the confidential road say is true of the case at hand: of a yes taken back, a way to call, what is owed, who wrote.
import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { SETTLED } from '../../src/accounts/settled.ts'
import { readDoors } from '../../src/confidential/door-lists.ts'
import { askDoor, grantDoor } from '../../src/confidential/doors.ts'
import { translator } from '../../src/i18n/i18n.ts'
import { OUTSIDE } from '../../workflows/sensitive-facts.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, type Office, openOffice } from '../support/office.ts'
import { idsOf, missingTexts, summaryOf, wordsOf } from '../web/reading.ts'
import { enclose } from './enclosed.ts'
import { bringCase, type Fields, refer, step } from './steps.ts'

const languages = ['fr', 'ar', 'en'] as const
type Language = (typeof languages)[number]
/** A text as it is read off a page, where every space is one. */
const shown = (key: string, values = {}, language: Language = 'fr') =>
  translator(language)(key, values).replaceAll(/\s+/g, ' ').trim()

eachDatabase('what is said on the confidential road', (open) => {
  let office: Office
  let app: App
  beforeEach(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })
  const focal = (id: string, event: string, input: Fields = {}) =>
    step(office.road, office.staff.focal, id, event, input)
  const say = async (code: string, what: string, lang: Language = 'fr') =>
    (await app.visitor().post('/private/say').type('form').send({ code, say: what, lang })).text
  const page = async (address: string, name: Name = 'focal', language: Language = 'fr') =>
    (await (await app.enter(name, language)).get(address).expect(200)).text
  const agree = async (id: string) => {
    await focal(id, 'OFFER_SERVICES', { psychosocial: true })
    await focal(id, 'CONSENT', { given: 'spoken', psychosocial: true, understood: true })
  }

  test.each(languages)(
    'of a yes that shared nothing: it is taken back, and nothing stopped, in %s',
    async (language) => {
      const { id, code } = await bringCase(office)
      await agree(id)

      const html = await say(code, 'withdraw', language)

      expect(wordsOf(html)).toContain(shown('private.own.takenBack', {}, language))
      expect(wordsOf(html)).not.toContain(shown('private.own.stopped', {}, language))
      expect(wordsOf(html)).toContain(shown('private.referral.none', {}, language))
      expect(missingTexts(html)).toEqual([])
    },
  )

  test('of a service outside, which saw nothing, not that it sees nothing any more', async () => {
    const { id, code } = await bringCase(office)
    await agree(id)
    const followUpOn = office.clock.dayOf(office.clock.now() + 7 * 86_400_000)
    await focal(id, 'REFER', { to: OUTSIDE, followUpOn })

    const words = wordsOf(await say(code, 'withdraw'))

    expect(words).toContain(shown('private.own.takenBack'))
    expect(words).toContain(shown('private.referral.takenBack'))
    expect(words).not.toContain(shown('private.referral.withdrawn'))
  })

  test('of a case that was shared, that the sharing stopped', async () => {
    const { id, code } = await bringCase(office)
    await refer(office, id)

    const words = wordsOf(await say(code, 'withdraw'))

    expect(words).toContain(shown('private.own.stopped'))
    expect(words).not.toContain(shown('private.own.takenBack'))
  })

  test.each(languages)('to whom nobody can reach: where to call and come, in %s', async (language) => {
    const { code } = await bringCase(office)
    const { phone = '', place, hours } = office.programmes.get('DAAM').reach ?? {}

    const html = await say(code, 'contactMe', language)

    expect(wordsOf(html)).toContain(shown('private.own.unreachable', {}, language))
    for (const said of [phone, place?.[language] ?? '', hours?.[language] ?? '']) {
      expect(said).not.toBe('')
      expect(wordsOf(html)).toContain(said.replaceAll(/\s+/g, ' '))
    }
    expect(wordsOf(await say(code, 'thanks', language))).not.toContain(phone)
  })

  test.each(languages)(
    'beside the tick that erases: what is still owed, and nothing else, in %s',
    async (language) => {
      const { id } = await bringCase(office, { nature: 'childAtRisk' })
      const { id: adult } = await bringCase(office, { ageBand: 'adult' })
      const hint = async (which: string) => {
        const html = await page(`/confidential/cases/${which}?act=ERASE`, 'focal', language)
        expect(missingTexts(html)).toEqual([])
        return wordsOf(/id="act-confirmed-h">([\s\S]*?)<\/span>/.exec(html)?.[1] ?? '').trim()
      }
      const child = shown('confidential.erasing.child', {}, language)
      const whom = language === 'fr' ? 'l’institution et le bailleur' : /./
      expect(await hint(id)).toMatch(whom)
      expect(await hint(id)).toContain(child)
      expect(await hint(adult)).not.toContain(child)

      await focal(id, 'SEND_NOTICE')
      const sentOn = office.clock.dayOf(office.clock.now())
      await focal(id, 'RECORD_NOTICE', { to: 'institution', sentOn, way: 'email' })
      expect(await hint(id)).not.toContain('institution')
      await focal(id, 'RECORD_NOTICE', { to: 'funder', sentOn, way: 'email' })
      expect(await hint(id)).toBe(child)
      await focal(id, 'REFER_CHILD', { authority: 'prosecutor' })
      expect(await hint(id)).toBe('')
    },
  )

  test('of what closing waits for, a child only where one is concerned', async () => {
    const waits = async (fields: Fields) => {
      const { id } = await bringCase(office, fields)
      await focal(id, 'OFFER_SERVICES', { psychosocial: true })
      await focal(id, 'DECLINE')
      return wordsOf(await page(`/confidential/cases/${id}`))
    }
    const [notice, both] = [shown('refusal.noticeNotDone'), shown('refusal.noticeAndChild')]

    const adult = await waits({ ageBand: 'adult' })
    const young = await waits({ ageBand: 'teen' })

    expect(adult).toContain(notice)
    expect(adult).not.toContain(shown('refusal.dutiesDone'))
    expect(young).toContain(both)
  })

  test.each(languages)(
    'to whoever reads by a door: who wrote, and that the enclosure stays shut, in %s',
    async (language) => {
      const far = await office.hire('far', [{ role: 'focal_point', programme: 'TAYSSIR', entity: '' }])
      const id = await enclose(office)
      office.clock.advance(SETTLED)
      const { road, staff } = office
      await focal(id, 'SET_CONTACT', { contactBy: 'sms', contactPoint: '0699887766' })
      await focal(id, 'SAY', { phrase: 'comeSee' })
      await askDoor(road, { programme: 'DAAM', reason: 'Le point focal est absent.' }, staff.supervisor)
      const door = (await readDoors(road, staff.auditor)).toDecide.at(-1)?.id ?? ''
      await grantDoor(road, door, { reader: far.id, hours: 4 }, staff.auditor)

      const browser = await app.enter('far', language)
      const html = (await browser.get(`/confidential/cases/${id}`).expect(200)).text

      expect(html).toContain(`<b>${translator(language)('confidential.from.office')}</b>`)
      expect(wordsOf(html)).toContain(shown('confidential.enclosure.notByDoor', {}, language))
      expect(wordsOf(html)).not.toContain(shown('confidential.enclosure.sealed', {}, language))
      const own = await page(`/confidential/cases/${id}`, 'focal', language)
      expect(wordsOf(own)).toContain(shown('confidential.enclosure.sealed', {}, language))
      expect(shown('confidential.from.office')).toBe('Le point focal :')
    },
  )

  test('of a form that brings somebody, what is wrong in the order of the page', async () => {
    const { text } = await (await app.enter('agent')).post('/confidential/new').type('form').send({
      key: randomUUID(),
      programme: '',
      nature: '',
      contactBy: 'phone',
      contactPoint: '',
      calls: 'never',
    })

    const points = summaryOf(text).map(({ id }) => id)
    expect(points).toEqual(idsOf(text).filter((id) => points.includes(id)))
    expect(points).toEqual(expect.arrayContaining(['contactPoint', 'calls']))
  })

  test('beside an act: two others at most, the rest stands at the side', async () => {
    const { id } = await bringCase(office)
    await refer(office, id)

    const html = await page(`/confidential/cases/${id}?act=SAY`)

    const footer = /<footer><button[\s\S]*?<\/footer>/.exec(html)?.[0] ?? ''
    expect(footer).toContain('act=WITHDRAW_CONSENT')
    expect([...footer.matchAll(/j-btn-quiet/g)].length).toBeLessThanOrEqual(2)
    for (const act of ['NEW_CODE', 'ERASE']) expect(html).toContain(`act=${act}#act`)
  })
})
