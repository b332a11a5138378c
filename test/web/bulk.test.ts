// Acting on many cases in the browser: choosing in a list, ordering once, watching how far it is, with and without a script.
import { beforeAll, expect, test } from 'vitest'
import { carryOutBulk } from '../../src/cases/bulk-work.ts'
import { leadTo } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { wordsOf } from './reading.ts'

eachDatabase('acts on many cases', (open) => {
  let office: Office
  let app: App
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })

  const choose = async (name: string, fields: object) => {
    const browser = await app.enter(name)
    const { headers } = await browser.post('/bulk').type('form').send(fields).expect(303)
    return { browser, address: String(headers.location) }
  }

  test('are offered in a list to whoever may, and never to those who only look', async () => {
    await leadTo(office, 'received')

    const clerk = await (await app.enter('clerk')).get('/work')
    const supervisor = await (await app.enter('supervisor')).get('/approvals')
    const auditor = await app.enter('auditor')

    expect(clerk.text).toContain('<form class="j-panel j-batch" method="post" action="/bulk">')
    expect(clerk.text).toContain('name="act" value="attach"')
    expect(clerk.text).not.toContain('name="act" value="assign"')
    expect(supervisor.text).not.toContain('name="id"')
    await auditor.get('/bulk').expect(404)
    await auditor.post('/bulk').type('form').send({ id: 'x' }).expect(404)
  })

  test('are ordered on what was chosen, and tell what became of each case', async () => {
    const { clerk2 } = office.staff
    const [one, two] = [await leadTo(office, 'received'), await leadTo(office, 'closed')]
    const { browser, address } = await choose('supervisor', { id: [one, two], act: 'assign' })
    const id = address.split('?')[0] ?? ''
    const form = await browser.get(address).expect(200)
    expect(wordsOf(form.text)).toContain('2 dossiers choisis')
    expect(form.text).toContain(`value="clerk/${clerk2.id}"`)

    const wrong = await browser.post(id).type('form').send({ act: 'assign', who: '' }).expect(422)
    expect(wordsOf(wrong.text)).toContain('Choisissez à qui')
    await browser
      .post(id)
      .type('form')
      .send({ act: 'assign', who: `clerk/${clerk2.id}` })
      .expect(303)

    const running = await browser.get(id)
    expect(running.text).toContain(`hx-get="${id}"`)
    await carryOutBulk(office)
    const piece = await browser.get(id).set('HX-Request', 'true').set('HX-Request-Type', 'partial')
    expect(piece.text).not.toContain('<html')
    expect(piece.text).not.toContain('hx-get')
    expect(wordsOf(piece.text)).toContain('2 sur 2 traités')
    expect(wordsOf(piece.text)).toContain('1 refusé')
    const refused = await browser.get(`${id}?outcome=refused`)
    expect(refused.text).toContain(two)
    expect(refused.text).not.toContain(one)
    await browser
      .post(id)
      .type('form')
      .send({ act: 'assign', who: `clerk/${clerk2.id}` })
      .expect(409)
    await (await app.enter('clerk')).get(id).expect(404)
    expect((await browser.get('/bulk')).text).toContain(`href="${id}"`)
  })

  test('take all that the list finds, counted again', async () => {
    const all = await office.db.read('tasks').where({ desk: 'DAAM/RABAT/clerk', stage: 'qualify' })
    const { browser, address } = await choose('clerk', { all: '1', list: 'work', stage: 'qualify' })

    const ids = new Set(all.map(({ case_id }) => case_id))
    expect(wordsOf((await browser.get(address)).text)).toContain(`${ids.size} dossier`)
  })

  test('take all that a search finds', async () => {
    const id = await office.register({ name: 'Zoubida Ferhat' })
    const browser = await app.enter('clerk')
    const { headers } = await browser.post('/search').type('form').send({ q: 'zoubida' }).expect(303)
    const page = await browser.get(String(headers.location))
    expect(page.text).toContain(`name="id" value="${id}"`)

    const search = String(headers.location).split('/').at(-1)
    const chosen = await browser.post('/bulk').type('form').send({ all: '1', list: 'search', search })

    expect(wordsOf((await browser.get(String(chosen.headers.location))).text)).toContain('1 dossier choisi')
  })

  test('that choose nothing lead back, and nobody orders what was not offered', async () => {
    const { address } = await choose('clerk', { act: 'print' })
    expect(address).toBe('/work')

    const one = await leadTo(office, 'received')
    const chosen = await choose('clerk', { id: one })
    const order = { act: 'handOver', who: '*' }
    await chosen.browser.post(chosen.address).type('form').send(order).expect(404)
  })

  test('print the letters that were approved, one after the other', async () => {
    const [approved, open] = [await leadTo(office, 'approved'), await leadTo(office, 'received')]
    const { browser, address } = await choose('clerk', { id: [approved, open], act: 'print' })
    const id = address.split('?')[0] ?? ''
    await browser.post(id).type('form').send({ act: 'print' }).expect(303)
    await carryOutBulk(office)

    const letters = await browser.get(`${id}/letters`).expect(200)

    expect(letters.text).toContain(approved)
    expect(letters.text).not.toContain(open)
    expect(letters.text.match(/<article class="j-letter"/g)).toHaveLength(1)
  })
})
