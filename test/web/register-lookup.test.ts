// What the office knows of whoever complains, shown while the form is filled in: to those who may see it, and nowhere in an address.
import type TestAgent from 'supertest/lib/agent.js'
import { beforeAll, expect, test } from 'vitest'
import { fatima } from '../support/beneficiary.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Desk, type Fields, filled, openDesk, post } from './register-desk.ts'

const asHtmx = { 'HX-Request': 'true', 'HX-Request-Type': 'partial', 'HX-Target': 'aside#lookup' }

const lookUp = (browser: TestAgent, fields: Fields) =>
  browser.post('/cases/new/lookup').set(asHtmx).type('form').send(fields)

eachDatabase('looking somebody up', (open) => {
  let desk: Desk
  let browser: TestAgent
  beforeAll(async () => {
    desk = await openDesk((await open()).db)
    await desk.db.write('beneficiaries').insert(fatima)
    browser = await desk.sit('clerk')
  })

  test.each([
    ['her card, as people write it', { cnie: 'd 412 412' }],
    ['her number in the programme', { beneficiary: 'da-104-2231' }],
  ])('finds the sheet by %s', async (_by, typed) => {
    const { text, status } = await lookUp(browser, { programme: 'DAAM', ...typed })

    expect(status).toBe(200)
    expect(text).toContain('Fatima Zahra El Idrissi')
    expect(text).toContain('Aït Ourir, Al Haouz')
    expect(text).toContain('06 •• •• •• 47')
    expect(text).not.toContain(fatima.phone)
    expect(text).not.toContain('<html')
  })

  test('says that there is none', async () => {
    const unknown = await lookUp(browser, { programme: 'DAAM', cnie: 'AB1234' })
    const nothing = await lookUp(browser, { programme: 'DAAM' })

    expect(unknown.text).toContain('Aucune fiche avec ce numéro.')
    expect(nothing.text).toContain('Écrivez la CNIE')
  })

  test('says that the card on the sheet is another', async () => {
    const typed = { programme: 'DAAM', beneficiary: fatima.number }

    const other = await lookUp(browser, { ...typed, cnie: 'AB1234' })
    const same = await lookUp(browser, { ...typed, cnie: 'd412412' })

    expect(other.text).toContain('La CNIE écrite n’est pas celle de cette fiche.')
    expect(same.text).not.toContain('La CNIE écrite')
  })

  test('knows nobody for a complaint without a name', async () => {
    const { text } = await lookUp(browser, { programme: 'DAAM', cnie: fatima.cnie, relation: 'anonymous' })

    expect(text).not.toContain('Fatima')
  })

  test('shows the sheets of a programme only to those who register there', async () => {
    const stranger = await desk.sit('stranger')
    const auditor = await desk.sit('auditor')

    const elsewhere = await lookUp(stranger, { programme: 'DAAM', cnie: fatima.cnie })

    expect(elsewhere.text).not.toContain('Fatima')
    expect((await lookUp(auditor, { programme: 'DAAM', cnie: fatima.cnie })).status).toBe(404)
  })

  test('warns of the same complaint of the last sixty days, and lists the others', async () => {
    const card = { cnie: 'K55512', category: 'PAYMENT_MISSING' }
    const recent = await desk.register({ ...card, receivedOn: '2026-09-27', channel: 'desk' })
    const old = await desk.register({ ...card, receivedOn: '2026-09-25' })
    const other = await desk.register({ ...card, category: 'RECEPTION' })
    const hidden = await desk.register(
      { ...card, entity: 'JERADA' },
      { id: 'far', grants: [{ role: 'agent', programme: 'DAAM', entity: 'JERADA' }] },
    )

    const { text } = await lookUp(browser, { programme: 'DAAM', ...card })

    const [, repeats = '', earlier = ''] = text.split(
      /<h3>.*?(?:Elle existe peut-être|Réclamations précédentes)/s,
    )
    expect(repeats).toContain(recent)
    expect(repeats).not.toContain(old)
    for (const id of [old, other]) expect(earlier).toContain(id)
    expect(text).not.toContain(hidden)
  })

  test('finds earlier complaints by telephone, and by the sheet they were registered with', async () => {
    const phoned = await desk.register({ phone: '0661000001' })
    const known = await desk.register({ beneficiary: fatima.number })

    const byPhone = await lookUp(browser, { programme: 'DAAM', phone: '+212 661 00 00 01' })
    const byCard = await lookUp(browser, { programme: 'DAAM', cnie: fatima.cnie })

    expect(byPhone.text).toContain(phoned)
    expect(byCard.text).toContain(known)
  })

  test('works without a script: the whole page again, everything typed kept', async () => {
    const typed = filled({ cnie: fatima.cnie, language: 'fr' })

    const { text, status } = await post(browser, '/cases/new/lookup', typed)

    expect(status).toBe(200)
    expect(text).toContain('<html')
    expect(text).toContain('Aït Ourir, Al Haouz')
    for (const kept of [typed.key, 'Merci de vérifier.', 'value="Versement de mars non reçu"'])
      expect(text).toContain(kept)
    expect(text).not.toContain('j-error')
  })

  test('takes over from the sheet what was left empty, and nothing that was typed', async () => {
    const typed = filled({ cnie: fatima.cnie, name: 'Sa fille Amina', fill: 'yes' })

    const { text } = await post(browser, '/cases/new', typed)

    expect(text).toContain('value="Sa fille Amina"')
    expect(text).toContain(`value="${fatima.phone}"`)
    expect(text).toContain(`value="${fatima.number}"`)
  })

  test('takes nothing of a person from an address', async () => {
    const { text } = await browser.get(`/cases/new?programme=DAAM&cnie=${fatima.cnie}&name=Fatima`)

    expect(text).not.toContain('value="Fatima"')
    expect(text).not.toContain(`value="${fatima.cnie}"`)
  })
})
