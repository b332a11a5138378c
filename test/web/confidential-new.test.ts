// Bringing a case for somebody: what is said to whoever listens to her, and where the code is typed.
import { beforeAll, expect, test } from 'vitest'
import { openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { headingOf, typedIn, wordsOf } from './reading.ts'

eachDatabase('bringing a case for somebody', (open) => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice((await open()).db)
  })
  const bring = async (fields: object) => {
    const browser = await openApp(office).enter('agent')
    const { text } = await browser.get('/confidential/new').expect(200)
    return browser
      .post('/confidential/new')
      .type('form')
      .send({ key: typedIn(text, 'key'), programme: 'DAAM', nature: 'harassment', ...fields })
  }

  test('says where she is treated at once and whom to call, before anything is asked', async () => {
    const { text } = await (await openApp(office).enter('agent')).get('/confidential/new').expect(200)

    const before = wordsOf(text.slice(0, text.indexOf('name="programme"')))
    expect(before).toContain('Dites à la personne où se faire soigner tout de suite.')
    expect(before).toContain('Allez à l’hôpital public')
    for (const number of ['19', '177', '8350']) expect(text).toContain(`href="tel:${number}"`)
  })

  test('shows the code with the address where it is typed, under a title that tells nothing', async () => {
    const { text } = await bring({})

    expect(headingOf(text)).toBe('Confié au point focal')
    expect(text).toMatch(/<bdi dir="ltr">http:\/\/[^<\s]+\/private<\/bdi>/)
    expect(wordsOf(text)).toContain('Ne l’imprimez pas.')
    expect(wordsOf(text)).toContain('Allez à l’hôpital public')
    expect(/<title>(.*?)<\/title>/.exec(text)?.[1]).toBe('Jawab')
  })

  test('asks nobody to correct what the chosen way does not need', async () => {
    const { text, status } = await bring({ contactBy: 'none', contactPoint: 'chez ma mère' })

    expect(status).toBe(200)
    expect(text).toMatch(/[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/)
  })

  test('without a key says so in the page that stays, for whoever was led there by a script', async () => {
    const shut = await openOffice((await open()).db, { master: null })
    const browser = await openApp(shut).enter('focal')

    const led = await browser
      .get('/confidential')
      .set({ 'HX-Request': 'true', 'HX-Request-Type': 'full', 'HX-Boosted': 'true' })
      .expect(503)

    expect(led.text).toMatch(/^<hx-partial hx-target="#flash"/)
    expect(wordsOf(led.text)).toMatch(/La voie confidentielle est fermée.*la clé/)
  })
})
