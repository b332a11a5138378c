// Whoever enters by herself: how much she may answer in a day, her form in another language, a programme she does not know, and where to go.
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Viewer } from '../../src/cases/desks.ts'
import { REPLIES_A_DAY, speak } from '../../src/confidential/own-voice.ts'
import { readCase } from '../../src/confidential/reading.ts'
import { createProgrammes, programme } from '../../src/programmes/index.ts'
import { Programme } from '../../src/programmes/schema.ts'
import { bringCase, onDesk, step } from '../confidential/steps.ts'
import { openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { missingTexts, summaryOf, typedIn, wordsOf } from './reading.ts'

const DAY = '2026-12-01'
const reached = { contactBy: 'sms', contactPoint: '0699887766' }
const told = { programme: 'DAAM', nature: 'harassment' }

eachDatabase('answers with one code', (open) => {
  let office: Office
  const post = (path: string, form: object) => openApp(office).visitor().post(path).type('form').send(form)
  const say = (code: string, what: string) => post('/private/say', { code, say: what })
  const answer = (code: string, phrase = 'thanks') =>
    speak(office.road, { code, type: 'REPLY', input: { phrase } })
  const heard = async (id: string) =>
    (await readCase(office.road, id, office.staff.focal)).timeline.filter(({ event }) => event === 'REPLY')
      .length

  beforeAll(async () => {
    office = await openOffice((await open()).db)
  })

  test('are enough for a day, told so beside what she chose, and begin anew at midnight', async () => {
    const { road, staff, clock } = office
    clock.setDay(DAY, '23:00')
    const { id, code } = await bringCase(office, reached)
    await step(road, staff.focal, id, 'SAY', { phrase: 'howAreYou' })
    for (let n = 1; n < REPLIES_A_DAY; n++) await answer(code)
    const last = await say(code, 'thanks')
    const over = await say(code, 'yes')
    const still = await heard(id)
    clock.setDay('2026-12-02', '00:01')
    const tomorrow = await say(code, 'yes')

    expect(last.status).toBe(200)
    expect(over.status).toBe(422)
    expect(wordsOf(over.text)).toMatch(
      /messages d’aujourd’hui sont bien arrivés.*de nouveau demain.*19.*177.*8350/,
    )
    expect(over.text.match(/id="say-(\w+)" aria-current="true" aria-describedby="told"/g)).toHaveLength(1)
    expect(over.text).toContain('id="say-yes" aria-current="true"')
    expect(missingTexts(over.text)).toEqual([])
    expect(still).toBe(REPLIES_A_DAY)
    expect(tomorrow.status).toBe(200)
    expect(await heard(id)).toBe(REPLIES_A_DAY + 1)
  })

  test('are counted together when they come at once, and for each case by itself', async () => {
    office.clock.setDay('2026-12-03')
    const [one, other] = [await bringCase(office), await bringCase(office)]
    for (let n = 1; n < REPLIES_A_DAY; n++) await answer(one.code)

    const answers = await Promise.all([1, 2, 3].map(() => say(one.code, 'contactMe')))

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422])
    expect(await heard(one.id)).toBe(REPLIES_A_DAY)
    expect((await say(other.code, 'contactMe')).status).toBe(200)
  })

  test('may always ask to be left alone, and stop what is shared', async () => {
    const { road, staff } = office
    office.clock.setDay('2026-12-04')
    const { id, code } = await bringCase(office, reached)
    for (let n = 0; n < REPLIES_A_DAY; n++) await answer(code)

    const silenced = await say(code, 'dontContactMe')
    const again = await say(code, 'dontContactMe')

    expect([silenced.status, again.status]).toEqual([200, 422])
    expect((await readCase(road, id, staff.focal)).context).toMatchObject({
      ...{ contactBy: 'none', contactPoint: null },
    })
  })
})

eachDatabase('the form of whoever enters by herself', (open) => {
  let office: Office
  let unsure: Viewer
  const post = (form: object) => openApp(office).visitor().post('/private').type('form').send(form)
  const counted = async () =>
    Number((await office.db.read('sensitive_instances').count({ n: '*' }).first())?.n)

  beforeAll(async () => {
    office = await openOffice((await open()).db)
    unsure = await office.hire('unsure', [{ role: 'focal_point', programme: 'INTEGRITY', entity: '' }])
  })

  test('is drawn in another language with all that was chosen, and stores nothing', async () => {
    const key = randomUUID()
    const chosen = {
      ...{ programme: 'DAAM', nature: 'rape', linked: 'yes', ageBand: 'teen', sex: 'female' },
      ...{ contactBy: 'phone', contactPoint: '0612345678', contactHours: 'evening' },
      ...{ contactLanguage: 'en', calls: 'allowed' },
    }
    const first = await openApp(office).visitor().get('/private?lang=fr').expect(200)
    const turned = await post({ key, lang: 'fr', ...chosen, draw: 'ar' })
    const unfinished = await post({ key, lang: 'ar', draw: 'en', nature: '', contactBy: 'sms' })

    for (const lang of ['ar', 'fr', 'en'])
      expect(first.text).toContain(`<button form="entry" name="draw" value="${lang}" formnovalidate`)
    expect(first.text).not.toMatch(/<a [^>]*hreflang/)
    expect(turned.status).toBe(200)
    expect(turned.text).toContain('<html lang="ar" dir="rtl">')
    expect(turned.text).toContain('name="lang" value="ar"')
    for (const [name, value] of Object.entries({ key, ...chosen }))
      expect(typedIn(turned.text, name), name).toBe(value)
    expect(unfinished.text).toContain('<html lang="en" dir="ltr">')
    expect(typedIn(unfinished.text, 'contactBy')).toBe('sms')
    for (const { text, headers, status } of [turned, unfinished]) {
      expect(status).toBe(200)
      expect(summaryOf(text)).toEqual([])
      expect(missingTexts(text)).toEqual([])
      expect(headers['set-cookie']).toBeUndefined()
      expect(headers.location).toBeUndefined()
    }
    expect(await counted()).toBe(0)
  })

  test('presses the button that sends when Enter is pressed in a field', async () => {
    const { text } = await openApp(office).visitor().get('/private?lang=fr')

    const [first = ''] = text.match(/<button [^>]*form="entry"[^>]*>/) ?? []
    expect(first).toMatch(/tabindex="-1" aria-hidden="true"/)
    expect(first).not.toContain('name=')
  })

  test('takes whoever does not know her programme to the one that hears her', async () => {
    const { text } = await openApp(office).visitor().get('/private?lang=fr')
    const wrong = await post({ key: randomUUID(), programme: 'unsure', nature: '', lang: 'fr' })
    const sent = await post({ key: randomUUID(), programme: 'unsure', nature: 'harassment', lang: 'fr' })
    const [id = ''] = await onDesk(office.road, unsure)

    expect(text).toContain('<option value="unsure">Je ne sais pas</option>')
    expect(typedIn(wrong.text, 'programme')).toBe('unsure')
    expect(sent.status).toBe(200)
    expect(id).toMatch(/^INT-/)
    expect(await onDesk(office.road, office.staff.focal)).toEqual([])
  })

  test('says with the code, and under the words that ask for it, where to call and come', async () => {
    const { road, staff } = office
    const { text } = await post({ key: randomUUID(), ...told, lang: 'fr' })
    const { id, code } = await bringCase(office)
    const after = async (phrase: string) => {
      await step(road, staff.focal, id, 'SAY', { phrase })
      return (await openApp(office).visitor().post('/private/follow').type('form').send({ code, lang: 'ar' }))
        .text
    }
    const [asked, called, came] = [await after('howAreYou'), await after('callUs'), await after('comeSee')]
    const agent = await openApp(office).enter('agent')
    const brought = await agent
      .post('/confidential/new')
      .type('form')
      .send({ key: randomUUID(), ...told })
    const { revision } = await readCase(road, id, staff.focal)
    const focal = await openApp(office).enter('focal')
    const given = await focal.post(`/confidential/cases/${id}/acts/NEW_CODE`).type('form').send({ revision })

    for (const page of [text, brought.text, given.text]) {
      expect(page).toContain('<a href="tel:0500000000"><bdi dir="ltr">05 00 00 00 00</bdi></a>')
      expect(wordsOf(page)).toMatch(/Bureau 12.*exemple à remplacer.*du lundi au vendredi/)
    }
    expect(asked).not.toContain('class="p-reach"')
    expect(called).toContain('tel:0500000000')
    expect(wordsOf(came.slice(0, came.indexOf('class="p-replies"')))).toMatch(/المكتب رقم 12.*من الاثنين/)
  })
})

test('where to call is a number, and one programme at most hears whoever is unsure', () => {
  const [daam, integrity] = [programme('DAAM'), programme('INTEGRITY')]

  expect(Programme.safeParse({ ...daam, reach: { ...daam.reach, phone: 'the bell' } }).success).toBe(false)
  expect(Programme.parse({ ...daam, reach: undefined }).reach).toBeUndefined()
  expect(integrity.hearsUnsure).toBe(true)
  expect(() => createProgrammes([{ ...daam, hearsUnsure: true }, integrity])).toThrow(
    'More than one has hearsUnsure: DAAM, INTEGRITY',
  )
})
