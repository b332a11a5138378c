// What was brought and is no complaint: answered and kept all the same, marked as such, and made a complaint when it is one.
import { beforeAll, expect, test } from 'vitest'
import { lead, leadTo, typed } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { formOf, post } from './acting.ts'
import { missingTexts, wordsOf } from './reading.ts'

const asked = {
  ...typed.qualify,
  admissibility: 'notComplaint',
  ground: 'information',
  explanation: 'La personne demande les dates de versement.',
}

eachDatabase('a request that is no complaint', (open) => {
  let office: Office
  let app: App
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })

  const request = async () => {
    const id = await office.register()
    await office.act(id, office.staff.clerk, 'QUALIFY', asked)
    return id
  }
  const answered = async () => {
    const id = await request()
    await lead(office, id, 'answer', 'approve', 'send')
    return id
  }
  const closed = async () => {
    const id = await answered()
    await lead(office, id, 'close')
    return id
  }

  test('is answered and closed like a complaint, and marked on its page and on lists', async () => {
    const id = await closed()
    const waiting = await request()

    const clerk = await app.enter('clerk')
    const { text } = await clerk.get(`/cases/${id}`).expect(200)
    expect(text).toContain('<span class="j-badge">Autre demande</span>')
    expect(wordsOf((await clerk.get('/work')).text)).toMatch(/Autre demande Versement de mars non reçu/)
    expect((await office.row(id)).outcome).toBe('answered')
    expect((await office.row(waiting)).admissibility).toBe('notComplaint')
  })

  test.each([
    ['before it is answered', request],
    ['after it was answered', answered],
    ['after it was closed', closed],
  ])('is treated as a complaint %s', async (_when, bring) => {
    const id = await bring()
    const { page, send } = await formOf(app, 'clerk', id, 'RECONSIDER')
    expect(wordsOf(page.text)).toContain('Traitez la demande comme une réclamation')
    expect(missingTexts(page.text)).toEqual([])

    await send({ reason: 'Le versement de mars manque bien.' }).expect(303)

    const row = await office.row(id)
    expect(row).toMatchObject({
      state: 'qualified',
      admissibility: 'complaint',
      ground: null,
      closing_on: null,
    })
    const { text } = await (await app.enter('clerk')).get(`/cases/${id}`)
    expect(text).not.toContain('<span class="j-badge">Autre demande</span>')
    await lead(office, id, 'treat', 'commit', 'notify', 'done', 'answer', 'approve', 'send', 'close')
    expect(await office.row(id)).toMatchObject({
      state: 'closed',
      admissibility: 'complaint',
      founded: 'yes',
    })
  })

  test('says so in every language', async () => {
    const id = await request()
    for (const [language, words] of [
      ['fr', 'Traiter comme une réclamation'],
      ['ar', 'معالجته كشكاية'],
      ['en', 'Treat as a complaint'],
    ] as const) {
      const { text } = await (await app.enter('clerk', language)).get(`/cases/${id}`)
      expect(wordsOf(text)).toContain(words)
    }
  })

  test('is what a complaint is not: that is looked at again in the usual words, and sent back once answered', async () => {
    const answerable = await leadTo(office, 'answerable')
    const settled = await leadTo(office, 'settled')
    const shut = await leadTo(office, 'closed')

    const { text } = await (await app.enter('clerk')).get(`/cases/${answerable}`)
    expect(wordsOf(text)).toContain('Revenir à l’analyse')
    for (const id of [settled, shut]) {
      const refused = await post({ app, office }, 'clerk', id, 'RECONSIDER', typed.reason)
      expect([refused.status, refused.changed]).toEqual([422, false])
      expect(wordsOf(refused.text)).toContain('ce dossier est déjà une réclamation')
    }
  })
})
