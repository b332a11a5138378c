// Files of plans in the browser, with plain forms: sent, told by name, shown, withdrawn; of somebody who may not, nothing is stored.
import { randomUUID } from 'node:crypto'
import type TestAgent from 'supertest/lib/agent.js'
import { beforeAll, expect, test, vi } from 'vitest'
import { addAction, openPlan } from '../../src/plans/commands.ts'
import { filesOf } from '../../src/plans/files.ts'
import { ActionForm, PlanForm } from '../../src/plans/schema.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { errorBeside, flashOf, missingTexts, typedIn, wordsOf } from './reading.ts'

const pdf = (words: string) => Buffer.from(`%PDF-1.4\n${words}\n%%EOF`)

eachDatabase('files of plans', (open) => {
  let office: Office
  let app: App
  let plan: string
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
    const { supervisor } = office.staff
    const about = { title: 'Réduire les versements revenus', origin: 'report', why: 'Rapport semestriel' }
    const form = PlanForm.parse({ key: randomUUID(), place: 'DAAM/RABAT', ...about })
    plan = await openPlan(office, supervisor, form)
    const action = {
      title: 'Vérifier les comptes',
      weight: '40',
      ownerName: 'Direction',
      dueOn: '2026-12-01',
    }
    await addAction(office, supervisor, plan, ActionForm.parse({ key: '1', ...action }))
  })

  const page = () => `/plans/${plan}/actions/1`
  const send = (browser: TestAgent, files: [content: Buffer, name: string][]) => {
    const form = browser.post(`${page()}/files`)
    for (const [content, name] of files) form.attach('documents', content, name)
    return form
  }

  test('are taken for what they are, and what is not taken is told by name', async () => {
    const browser = await app.enter('supervisor')
    await send(browser, [
      [pdf('pv'), 'PV.pdf'],
      [Buffer.from('<html><script>alert(1)</script>'), 'page.pdf'],
    ])
      .expect(303)
      .expect('location', page())

    const { text } = await browser.get(page())
    expect(flashOf(text)).toContain('page.pdf : ce type de fichier n’est pas accepté')
    expect(flashOf(text)).toContain('1 pièce est jointe.')
    expect(wordsOf(text)).toContain('n’y joignez aucune donnée personnelle')
    expect(wordsOf(text)).toContain('PV.pdf')
    await send(browser, []).expect(303)
    expect(flashOf((await browser.get(page())).text)).toContain('Choisissez au moins un fichier.')
    await send(browser, [[pdf('pv'), 'encore.pdf']]).expect(303)
    expect(flashOf((await browser.get(page())).text)).toContain('encore.pdf : cette pièce est déjà là.')
  })

  test.each(['fr', 'ar', 'en'] as const)('are opened by whoever reads the plan, in %s', async (lang) => {
    const [file] = await filesOf(office.db, plan)
    const address = `/plans/${plan}/files/${file?.id}`
    const browser = await app.enter('reporter', lang)

    const { text } = await browser.get(`/plans/${plan}`).expect(200)
    expect(text).toContain(`href="${address}"`)
    const found = await browser.get(address).expect(200)
    expect(found.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'private, no-store',
    })
    expect(missingTexts(text + (await (await app.enter('auditor', lang)).get(page())).text)).toEqual([])
  })

  test('are neither read nor stored for anybody else', async () => {
    const keep = vi.spyOn(office.documents, 'keep')
    const [file] = await filesOf(office.db, plan)
    for (const name of ['stranger', 'clerk', 'agent', 'closer', 'processor', 'admin', 'focal', 'reporter']) {
      const browser = await app.enter(name)
      const sent = await send(browser, [[pdf(name), 'a.pdf']])
      const read = await browser.get(`/plans/${plan}/files/${file?.id}`)
      expect([name, sent.status, read.status]).toEqual([name, 404, name === 'reporter' ? 200 : 404])
      await browser
        .post(`${page()}/withdrawal`)
        .type('form')
        .send({ file: file?.id, fileWhy: 'Parce que' })
        .expect(404)
    }
    const auditor = await app.enter('auditor')
    for (const n of ['2', '0', 'x', '99999999999'])
      await auditor
        .post(`/plans/${plan}/actions/${n}/files`)
        .attach('documents', pdf('x'), 'x.pdf')
        .expect(404)
    await auditor.get(`/plans/${plan}/files/nothing`).expect(404)
    await auditor.get(`/documents/${file?.id}`).expect(404)
    expect(keep).not.toHaveBeenCalled()
    keep.mockRestore()
  })

  test('are withdrawn with a reason, which the history tells', async () => {
    const browser = await app.enter('auditor')
    const [file] = await filesOf(office.db, plan)
    const withdraw = (fields: object) => browser.post(`${page()}/withdrawal`).type('form').send(fields)

    const wrong = await withdraw({ file: file?.id, fileWhy: '' }).expect(422)
    expect(errorBeside(wrong.text, 'fileWhy')).toContain('Dites pourquoi')
    expect(typedIn(wrong.text, 'file')).toBe(file?.id)
    expect(wrong.text).toContain('<details class="j-more" open>')
    await withdraw({ file: file?.id, fileWhy: 'Un nom de personne y figure.' }).expect(303)

    const words = wordsOf((await browser.get(`/plans/${plan}`)).text)
    expect(words).toContain('Un nom de personne y figure.')
    expect(words).toMatch(/Pièce PV\.pdf retirée/)
    await browser.get(`/plans/${plan}/files/${file?.id}`).expect(404)
    const gone = await withdraw({ file: file?.id, fileWhy: 'Encore une fois' }).expect(422)
    expect(errorBeside(gone.text, 'file')).toContain('Choisissez une pièce')
  })
})
