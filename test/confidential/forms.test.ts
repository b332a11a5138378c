// What is wrong with a form of the confidential road stands beside a field that can be seen, all of it at once.
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { translator } from '../../src/i18n/i18n.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { errorBeside, idsOf, summaryOf, typedIn, wordsOf } from '../web/reading.ts'
import { bringCase, step } from './steps.ts'

const languages = ['fr', 'ar', 'en'] as const

eachDatabase('a form of the confidential road', (open) => {
  let office: Office
  let app: App
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })
  const revisionOf = async (id: string) =>
    (await office.db.read('sensitive_instances').where({ id }).first('revision')).revision
  const post = async (id: string, event: string, input: object, language: 'fr' | 'ar' | 'en' = 'fr') =>
    (await app.enter('focal', language))
      .post(`/confidential/cases/${id}/acts/${event}`)
      .type('form')
      .send({ revision: await revisionOf(id), ...input })
  const form = async (id: string, event: string) =>
    (await (await app.enter('focal')).get(`/confidential/cases/${id}?act=${event}`).expect(200)).text
  const timelineOf = async (id: string) =>
    wordsOf((await (await app.enter('focal')).get(`/confidential/cases/${id}`).expect(200)).text)

  describe.each(languages)('in %s', (language) => {
    test('of consent says at once that no service, no way and no yes was ticked, beside what can be seen', async () => {
      const { id } = await bringCase(office)
      await step(office.road, office.staff.focal, id, 'OFFER_SERVICES', { legal: true, shelter: true })

      const { text, status } = await post(id, 'CONSENT', {}, language)

      expect(status).toBe(422)
      expect(errorBeside(text, 'act-legal')).toBe(translator(language)('field.medical.atLeastOne'))
      const points = summaryOf(text).map((point) => point.id)
      expect(points.sort()).toEqual(['act-given', 'act-legal', 'act-understood'])
      expect(idsOf(text)).toEqual(expect.arrayContaining(points))
    })
  })

  test('that brings somebody says everything that is wrong at once', async () => {
    const { text, status } = await (await app.enter('focal')).post('/confidential/new').type('form').send({
      key: randomUUID(),
      programme: '',
      nature: '',
      contactBy: 'phone',
      contactPoint: '',
      calls: 'never',
    })

    expect(status).toBe(422)
    expect(
      summaryOf(text)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['calls', 'contactPoint', 'nature', 'programme'])
    expect(typedIn(text, 'contactBy')).toBe('phone')
  })

  test('of a notice by hand offers only whom nobody told, and the history says who was', async () => {
    const { id } = await bringCase(office)
    await step(office.road, office.staff.focal, id, 'SEND_NOTICE')
    const told = (html: string) =>
      [...html.matchAll(/type="radio"[^>]*name="to" value="(\w+)"/g)].map(([, value]) => value)
    expect(told(await form(id, 'RECORD_NOTICE'))).toEqual(['institution', 'funder'])
    const sentOn = office.clock.dayOf(office.clock.now())

    const done = await post(id, 'RECORD_NOTICE', { to: 'institution', sentOn, way: 'mail' })
    const again = await post(id, 'RECORD_NOTICE', { to: 'institution', sentOn: '2020-01-01', way: 'mail' })

    expect([done.status, again.status]).toEqual([303, 422])
    expect(errorBeside(again.text, 'act-to')).toMatch(/^Déjà prévenu/)
    expect(errorBeside(again.text, 'act-sentOn')).toBeTruthy()
    expect(told(await form(id, 'RECORD_NOTICE'))).toEqual(['funder'])
    expect(typedIn(await form(id, 'RECORD_NOTICE'), 'to')).toBe('funder')
    expect(await timelineOf(id)).toMatch(/Notification faite à la main : l’institution/)
  })

  test('of a second attempt on one day says that it does not count', async () => {
    const { id } = await bringCase(office)
    expect(wordsOf(await form(id, 'RECORD_ATTEMPT'))).toMatch(/Essai 1 sur 3/)
    await step(office.road, office.staff.focal, id, 'RECORD_ATTEMPT', { by: 'inPerson' })

    const second = wordsOf(await form(id, 'RECORD_ATTEMPT'))
    office.clock.advance(86_400_000)

    expect(second).not.toMatch(/Essai 1 sur 3/)
    expect(second).toMatch(/sans compter : 1 sur 3/)
    expect(wordsOf(await form(id, 'RECORD_ATTEMPT'))).toMatch(/Essai 2 sur 3/)
  })
})
