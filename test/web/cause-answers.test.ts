// One answer for all in the browser: written, read and approved by somebody else with one press, sent; and the notice of a cause.
import type TestAgent from 'supertest/lib/agent.js'
import { beforeAll, expect, test } from 'vitest'
import { allDone, confirmedCase, openedCause, typedAnswers, typedNotice } from '../cases/cause-office.ts'
import { typed } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { errorBeside, missingTexts, typedIn, wordsOf } from './reading.ts'

eachDatabase('the answer and the notice of a cause', (open) => {
  let office: Office
  let app: App
  let cause: string
  let page: string
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
    cause = await openedCause(office)
    page = `/causes/${cause}`
  })

  const post = (browser: TestAgent, address: string, fields: object = {}) =>
    browser.post(address).type('form').send(fields)

  test('is written once by a clerk, with what was typed kept where it is refused', async () => {
    await confirmedCase(office, cause, { channel: 'web' })
    const browser = await app.enter('clerk')
    expect(wordsOf((await browser.get(page)).text)).toContain('Répondre à 1 dossier')
    const ready = wordsOf((await browser.get(`${page}/answer`)).text)
    expect(ready).toContain('1 dossier confirmé prêt pour une réponse')
    expect(ready).not.toContain('n’en est pas encore à la réponse')

    const wrong = await post(browser, `${page}/answer`, { textFr: 'Trop court', textAr: 'قصير' }).expect(422)

    expect(typedIn(wrong.text, 'textFr')).toBe('Trop court')
    expect(errorBeside(wrong.text, 'textAr')).toBeDefined()
    const none = await post(browser, `${page}/answer`, { textFr: '', textAr: '' }).expect(422)
    expect(errorBeside(none.text, 'textFr')).toContain('une langue au moins')
    await (await app.enter('supervisor')).get(`${page}/answer`).expect(404)
    await (await app.enter('closer')).get(`${page}/answer`).expect(404)
    await post(await app.enter('agent'), `${page}/answer`, typedAnswers).expect(404)
  })

  test('is approved by a supervisor with one press, sent by a clerk, and everybody sees how far it is', async () => {
    const clerk = await app.enter('clerk')
    const { headers } = await post(clerk, `${page}/answer`, typedAnswers).expect(303)
    const answer = String(headers.location).split('/').at(-1)
    await allDone(office)
    const address = `${page}/answers/${answer}`

    const supervisor = await app.enter('supervisor')
    expect(wordsOf((await supervisor.get(page)).text)).toContain('Approuver 1 réponse')
    const judged = await supervisor.get(address).expect(200)
    expect(judged.text).toContain('data-key="a"')
    expect(judged.text).toContain('lang="ar" dir="rtl"')
    expect(wordsOf(judged.text)).toContain(typedAnswers.textFr)
    const back = await post(supervisor, `${address}/return`, { reason: 'court' }).expect(422)
    expect(typedIn(back.text, 'reason')).toBe('court')
    expect(wordsOf((await clerk.get(address)).text)).not.toContain('Approuver')
    await post(clerk, address, { act: 'approve' }).expect(403)
    await post(supervisor, address, { act: 'assign' }).expect(404)
    const approved = await post(supervisor, address, { act: 'approve' }).expect(303)
    await allDone(office)
    expect(wordsOf((await supervisor.get(String(approved.headers.location))).text)).toContain('1 fait')

    const sent = await post(clerk, address, { act: 'send' }).expect(303)
    await allDone(office)
    expect(wordsOf((await clerk.get(String(sent.headers.location))).text)).toContain('Envoyer des réponses')
    const words = wordsOf((await (await app.enter('auditor')).get(address)).text)
    expect(words).toContain('Envoyées, à clore 1')
    const seen = wordsOf((await (await app.enter('auditor')).get(page)).text)
    expect(seen).toContain('Approuver des réponses 1 sur 1 traités · Latifa Idrissi')
    const again = await post(supervisor, address, { act: 'approve' }).expect(422)
    expect(wordsOf(again.text)).toContain('Aucun dossier n’attend cet acte')
    await (await app.enter('stranger')).get(address).expect(404)
    await supervisor.get(`/causes/nowhere/answers/${answer}`).expect(404)
  })

  test('goes back to its author with a reason, on every case', async () => {
    const one = await confirmedCase(office, cause)
    const clerk = await app.enter('clerk')
    const { headers } = await post(clerk, `${page}/answer`, typedAnswers).expect(303)
    await allDone(office)
    const address = `${page}/answers/${String(headers.location).split('/').at(-1)}`

    await post(await app.enter('supervisor2'), `${address}/return`, typed.reason).expect(303)
    await allDone(office)

    expect((await office.row(one)).state).toBe('answerable')
    const words = wordsOf((await clerk.get(`/cases/${one}`)).text)
    expect(words).toContain(typed.reason.reason)
  })

  test('has a notice that a clerk writes and a supervisor publishes and withdraws', async () => {
    const clerk = await app.enter('clerk')
    const notice = `${page}/notice`
    const wrong = await post(clerk, notice, { ...typedNotice, doAr: '' }).expect(422)
    expect(typedIn(wrong.text, 'textFr')).toContain('Le lot de mars')
    expect(errorBeside(wrong.text, 'doAr')).toContain('ce qu’il faut faire')
    await post(clerk, notice, typedNotice).expect(303)
    const drafted = await clerk.get(notice)
    expect(wordsOf(drafted.text)).toContain('Quelqu’un d’autre, responsable de ce lieu')
    expect(drafted.text).not.toContain(`${notice}/publish`)

    const supervisor = await app.enter('supervisor')
    const { text } = await supervisor.get(notice)
    const seen = /name="seen" value="(\d+)"/.exec(text)?.[1]
    await post(clerk, `${notice}/publish`, { seen }).expect(403)
    await post(supervisor, `${notice}/publish`, { seen: 7 }).expect(409)
    await post(supervisor, `${notice}/publish`, { seen }).expect(303)
    expect(wordsOf((await supervisor.get(page)).text)).toContain('Public depuis')
    await app.visitor().get(`/known/${cause}`).expect(200)
    expect(wordsOf((await clerk.get('/causes')).text)).toContain('avis public')

    await post(supervisor, `${notice}/withdraw`).expect(303)
    await app.visitor().get(`/known/${cause}`).expect(404)
    await (await app.enter('auditor')).get(notice).expect(404)
    await (await app.enter('stranger')).get(notice).expect(404)
  })

  test('speaks three languages without a text that nobody wrote', async () => {
    const answers = await office.db.read('cause_answers').where({ cause_id: cause })
    const addresses = [page, `${page}/notice`, ...answers.map(({ id }) => `${page}/answers/${id}`)]
    await confirmedCase(office, cause)

    for (const lang of ['fr', 'ar', 'en'] as const)
      for (const who of ['clerk', 'supervisor'])
        for (const address of who === 'clerk' ? [...addresses, `${page}/answer`] : addresses) {
          const { text } = await (await app.enter(who, lang)).get(address).expect(200)
          expect([lang, address, missingTexts(text)]).toEqual([lang, address, []])
        }
  })
})
