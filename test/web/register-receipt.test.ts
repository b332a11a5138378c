// The receipt somebody leaves with: in their language, with the day in words, only for those who may see the case.
import type TestAgent from 'supertest/lib/agent.js'
import { beforeAll, expect, test } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { type Desk, openDesk } from './register-desk.ts'

/** What stands between the tags, as it is read. */
const read = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

eachDatabase('the receipt', (open) => {
  let desk: Desk
  let browser: TestAgent
  beforeAll(async () => {
    desk = await openDesk((await open()).db)
    browser = await desk.sit('agent')
  })

  test('says the reference, the day of the answer in words, what happens next and the rights', async () => {
    const id = await desk.register({
      channel: 'phone',
      phone: '0612345647',
      object: 'Versement <b>de mars</b>',
    })

    const { text } = await browser.get(`/cases/${id}/receipt`)

    const words = read(text)
    for (const said of [
      id,
      'Mercredi 25 novembre 2026',
      'Reçue par téléphone',
      'Samedi 5 décembre 2026',
      'Fatima Zahra El Idrissi',
      'Versement &lt;b&gt;de mars&lt;/b&gt;',
      'CDG Prévoyance',
      'Une personne lit votre dossier',
      'Au plus tard samedi 5 décembre 2026.',
      'dans les 30 jours',
      'Médiateur du Royaume',
    ])
      expect(words).toContain(said)
    expect(text).toContain(`href="/cases/${id}"`)
    expect(text).toContain('href="/cases/new?programme=DAAM&amp;channel=phone"')
  })

  test('speaks the language of whoever complained, and another when asked', async () => {
    const id = await desk.register({ language: 'ar' })

    const theirs = (await browser.get(`/cases/${id}/receipt`)).text
    const french = (await browser.get(`/cases/${id}/receipt?lang=fr`)).text
    const odd = (await browser.get(`/cases/${id}/receipt?lang=xx&lang=fr`)).text

    expect(theirs).toContain('<article class="j-receipt" lang="ar" dir="rtl">')
    expect(theirs).toContain('السبت 5 دجنبر 2026')
    expect(theirs).toContain('<html lang="fr" dir="ltr"')
    expect(french).toContain('<article class="j-receipt" lang="fr" dir="ltr">')
    expect(odd).toContain('lang="ar" dir="rtl"')
  })

  test('of the ombudsman’s complaint gives sixty days, and promises no appeal that it does not know', async () => {
    const id = await desk.register({ channel: 'ombudsman', receivedOn: '2026-11-02' })

    const words = read((await browser.get(`/cases/${id}/receipt`)).text)
    expect(words).toContain('Vendredi 1er janvier 2027')
    expect(words).toContain('Récépissé de saisine du Médiateur')
    expect(words).not.toMatch(/contester/i)
  })

  test('is not there for somebody who may not see the case', async () => {
    const id = await desk.register()
    const stranger = await desk.sit('stranger')

    const forbidden = await stranger.get(`/cases/${id}/receipt`)
    const unknown = await stranger.get('/cases/DAA-0000-0000/receipt')

    expect([forbidden.status, unknown.status]).toEqual([404, 404])
    expect(read(forbidden.text)).toBe(read(unknown.text))
  })
})
