// Plans in the browser, with plain forms: opened, filled, moved, closed; read by reporters; nowhere for anybody else.
import { beforeAll, expect, test } from 'vitest'
import { actionsOf } from '../../src/plans/queries.ts'
import { type App, openApp } from '../support/app.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { errorBeside, flashOf, missingTexts, typedIn, wordsOf } from './reading.ts'

const typed = {
  place: 'DAAM/RABAT',
  title: 'Réduire les versements revenus',
  origin: 'report',
  why: 'Rapport semestriel, recommandation 3',
}
const action = {
  title: 'Vérifier les comptes avant chaque lot',
  weight: '40',
  owner: '',
  ownerName: 'Direction des paiements',
  dueOn: '2026-11-27',
}

eachDatabase('plans', (open) => {
  let office: Office
  let app: App
  let plan: string
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
    const browser = await app.enter('supervisor')
    const page = await browser.get('/plans/new').expect(200)
    const key = typedIn(page.text, 'key')
    const { headers } = await browser
      .post('/plans')
      .type('form')
      .send({ key, ...typed })
      .expect(303)
    plan = String(headers.location)
    await browser
      .post('/plans')
      .type('form')
      .send({ key, ...typed })
      .expect(303)
  })

  const id = () => plan.split('/').at(-1) ?? ''

  test('are opened once by a form that keeps what was typed', async () => {
    const browser = await app.enter('supervisor')
    expect(wordsOf((await browser.get('/plans')).text).match(/Réduire les versements/g)).toHaveLength(1)
    const key = typedIn((await browser.get('/plans/new')).text, 'key')

    const wrong = await browser
      .post('/plans')
      .type('form')
      .send({ key, ...typed, why: '' })
      .expect(422)

    expect(typedIn(wrong.text, 'title')).toBe(typed.title)
    expect(errorBeside(wrong.text, 'why')).toContain('Dites lequel')
    for (const name of ['clerk', 'closer', 'reporter', 'admin'])
      await (await app.enter(name)).get('/plans/new').expect(404)
  })

  test('take actions, once each, and say beside the field what is wrong', async () => {
    const browser = await app.enter('supervisor')
    const send = (fields: object) => browser.post(`${plan}/actions`).type('form').send(fields)

    const wrong = await send({ key: '1', ...action, weight: '0', ownerName: '' }).expect(422)
    expect(errorBeside(wrong.text, 'weight')).toContain('de 1 à 1000')
    expect(typedIn(wrong.text, 'title')).toBe(action.title)
    await send({ key: '1', ...action }).expect(303)
    await send({ key: '1', ...action }).expect(409)
    await send({ key: '2', ...action, weight: '60', ownerName: '', owner: office.staff.clerk.id }).expect(303)

    expect(await actionsOf(office.db, id())).toHaveLength(2)
  })

  test('move, with everything that changed kept and shown, and their late actions marked', async () => {
    const browser = await app.enter('auditor')
    const form = await browser.get(`${plan}/actions/1`).expect(200)
    const seen = typedIn(form.text, 'seen')
    const send = (fields: object) => browser.post(`${plan}/actions/1`).type('form').send(fields)

    const wrong = await send({ seen, ...action, progress: '95' }).expect(422)
    expect(errorBeside(wrong.text, 'evidence')).toContain('où se trouve la preuve')
    await send({ seen, ...action, progress: '60' }).expect(303)
    expect(flashOf((await browser.get(plan)).text)).toContain('enregistrée')
    await send({ seen, ...action, progress: '70' }).expect(409)
    office.clock.advance(days(4))

    const { text } = await (await app.enter('auditor')).get(plan)
    const words = wordsOf(text)
    expect(words).toContain('24 % avancement limité')
    expect(words).toContain('en retard')
    expect(words).toMatch(/Vérifier les comptes avant chaque lot Avancement 0.% 60.%/)
    expect(missingTexts(text)).toEqual([])
  })

  test.each(['fr', 'ar', 'en'] as const)(
    'are read by a reporter, who changes nothing, in %s',
    async (lang) => {
      const browser = await app.enter('reporter', lang)

      const { text } = await browser.get(plan).expect(200)

      expect(missingTexts(text + (await browser.get('/plans')).text)).toEqual([])
      expect(text).not.toContain('<form class="j-form"')
      await browser.get(`${plan}/actions/1`).expect(404)
      await browser
        .post(`${plan}/actions`)
        .type('form')
        .send({ key: '3', ...action })
        .expect(404)
      await browser.post(`${plan}/status`).type('form').send({ status: 'closed' }).expect(404)
    },
  )

  test('are not there for another programme, and read by nobody who only works on cases', async () => {
    await (await app.enter('stranger')).get(plan).expect(404)
    await (await app.enter('stranger')).get(`${plan}/actions/1`).expect(404)
    for (const name of ['agent', 'clerk', 'processor', 'closer', 'admin', 'focal'])
      await (await app.enter(name)).get(plan).expect(404)
  })

  test('are closed, and then take nothing until they are taken up again', async () => {
    const browser = await app.enter('supervisor')
    const become = (status: string) => browser.post(`${plan}/status`).type('form').send({ status })

    await become('closed').expect(303)
    await browser.get(`${plan}/actions/1`).expect(404)
    await browser
      .post(`${plan}/actions`)
      .type('form')
      .send({ key: '3', ...action })
      .expect(409)
    expect((await browser.get(plan)).text).not.toContain(`${plan}/actions"`)
    await become('open').expect(303)
    await become('nothing').expect(404)
  })
})
