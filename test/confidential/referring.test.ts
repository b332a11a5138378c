// Where a case may be referred to: only where somebody is there to hear of it, and for what she agreed to.
import { beforeEach, describe, expect, test } from 'vitest'
import { readOwn } from '../../src/confidential/own-voice.ts'
import { readCase } from '../../src/confidential/reading.ts'
import { translator } from '../../src/i18n/i18n.ts'
import { breakIn } from '../engine/intruder.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { errorBeside, missingTexts, summaryOf, typedIn, wordsOf } from '../web/reading.ts'
import { bringCase, step } from './steps.ts'

const languages = ['fr', 'ar', 'en'] as const
const INJAD = [{ role: 'specialist' as const, programme: 'DAAM', entity: 'INJAD' }]

eachDatabase('a referral', (open) => {
  let database: TestDatabase
  let office: Office
  let app: App
  let ahead: string
  beforeEach(async () => {
    database = await open()
    office = await openOffice(database.db)
    app = openApp(office)
    ahead = office.clock.dayOf(office.clock.now() + 7 * 86_400_000)
  })

  /** A case whose person agreed to some services. */
  const agreed = async (services: object) => {
    const brought = await bringCase(office)
    await step(office.road, office.staff.focal, brought.id, 'OFFER_SERVICES', { ...services })
    const given = { given: 'spoken', understood: true, ...services }
    await step(office.road, office.staff.focal, brought.id, 'CONSENT', given)
    return brought
  }
  const refer = (id: string, to: string, followUpOn = ahead) =>
    step(office.road, office.staff.focal, id, 'REFER', { to, followUpOn })
  const fieldsOf = (wanted: Promise<void>) =>
    wanted.then(
      () => ({}),
      (error) => error.fields,
    )
  const standing = async (id: string) => (await readCase(office.road, id, office.staff.focal)).states.handling
  const leaves = async (login: string) => {
    const intruder = breakIn(database)
    await intruder('users').where('login', `${login}@office.test`).update({ active: 0 })
    await intruder.destroy()
  }

  test('is refused to a body where nobody is active, and nobody is told that a service was', async () => {
    const { id, code } = await agreed({ legal: true })
    await leaves('specialist')

    expect(await fieldsOf(refer(id, 'AMAL'))).toEqual({ to: { key: 'field.to.nobodyThere' } })

    expect(await standing(id)).toBe('consented')
    expect((await readOwn(office.road, code)).referral).toBeNull()
    expect(await fieldsOf(refer(id, 'OUTSIDE'))).toEqual({})
  })

  test('is refused to a body that gives nothing she agreed to', async () => {
    await office.hire('shelter', INJAD)
    const { id } = await agreed({ legal: true })
    const { id: other } = await agreed({ legal: true, shelter: true })

    expect(await fieldsOf(refer(id, 'INJAD'))).toEqual({ to: { key: 'field.to.notAgreed' } })
    expect(await standing(id)).toBe('consented')
    expect(await fieldsOf(refer(other, 'INJAD'))).toEqual({})
    expect(await standing(other)).toBe('referred')
  })

  test('has everything that is wrong told at once, and is refused first where it is not possible', async () => {
    const { id } = await agreed({ legal: true })
    const today = office.clock.dayOf(office.clock.now())

    expect(Object.keys(await fieldsOf(refer(id, 'INJAD', today))).sort()).toEqual(['followUpOn', 'to'])
    expect(Object.keys(await fieldsOf(refer(id, '', today))).sort()).toEqual(['followUpOn', 'to'])
    const { id: early } = await bringCase(office)
    await expect(refer(early, 'INJAD')).rejects.toMatchObject({ said: { key: 'refusal.notNow' } })
  })

  describe.each(languages)('in %s', (language) => {
    const t = translator(language)
    const shown = (key: string, values = {}) => t(key, values).replaceAll(/\s+/g, ' ').trim()
    const choices = (html: string) => {
      const select = /<select[^>]*name="to"[^>]*>([\s\S]*?)<\/select>/.exec(html)?.[1] ?? ''
      return [...select.matchAll(/value="(\w+)"/g)].map(([, value]) => value)
    }

    test('is offered only where somebody is there for it, and the form says why not elsewhere', async () => {
      const { id } = await agreed({ legal: true })
      const browser = await app.enter('focal', language)
      const page = async () => (await browser.get(`/confidential/cases/${id}?act=REFER`).expect(200)).text
      const injad = office.programmes.get('DAAM').specialists[1]?.names[language]

      expect(choices(await page())).toEqual(['AMAL', 'OUTSIDE'])
      expect(wordsOf(await page())).toContain(shown('confidential.refer.notAgreed', { names: injad }))
      await leaves('specialist')

      const empty = await page()
      expect(choices(empty)).toEqual(['OUTSIDE'])
      expect(wordsOf(empty)).toContain(shown('confidential.refer.none'))
      expect(missingTexts(empty)).toEqual([])
    })

    test('that is refused says it beside the field, and keeps what was typed', async () => {
      const { id } = await agreed({ legal: true })
      await leaves('specialist')
      const { revision } = await office.db.read('sensitive_instances').where({ id }).first('revision')

      const { text, status } = await (await app.enter('focal', language))
        .post(`/confidential/cases/${id}/acts/REFER`)
        .type('form')
        .send({ revision, to: 'AMAL', followUpOn: ahead })

      expect(status).toBe(422)
      expect(errorBeside(text, 'act-to')).toBe(shown('field.to.nobodyThere'))
      expect(summaryOf(text).map(({ id }) => id)).toEqual(['act-to'])
      expect([typedIn(text, 'to'), typedIn(text, 'followUpOn')]).toEqual(['AMAL', ahead])
    })
  })
})
