// Registering a complaint at the desk: the day each channel counts from, who may register where, nothing typed lost.
import type TestAgent from 'supertest/lib/agent.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { translator } from '../../src/i18n/i18n.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Desk, filled, openDesk, post, referenceIn } from './register-desk.ts'

const TODAY = '2026-11-25'

const registrationOf = ({ db }: Desk, id: string) => db.read('registrations').where({ case_id: id }).first()
const casesIn = async ({ db }: Desk): Promise<number> => (await db.read('cases').select('id')).length

eachDatabase('the desk', (open) => {
  let desk: Desk
  let browser: TestAgent
  beforeAll(async () => {
    desk = await openDesk((await open()).db)
    browser = await desk.sit('clerk')
  })

  test.each([
    ['desk', '', TODAY],
    ['desk', '2026-11-01', TODAY],
    ['phone', '', TODAY],
    ['mail', '2026-11-20', '2026-11-20'],
    ['exchange', '2026-11-21', '2026-11-21'],
    ['email', TODAY, TODAY],
    ['register', '03/11/2026', '2026-11-03'],
    ['ombudsman', '2026-11-10', '2026-11-10'],
  ])('registers a complaint by %s, typed %o, as received on %s', async (channel, receivedOn, expected) => {
    const reached = { phone: '06 12 34 56 47', email: 'fatima@exemple.ma', address: '3, rue Atlas, Rabat' }

    const answer = await post(browser, '/cases', filled({ channel, receivedOn, ...reached }))

    expect(answer.status).toBe(303)
    const id = referenceIn(answer)
    expect(await desk.row(id)).toMatchObject({ channel, received_on: expected, entity: 'RABAT' })
    expect(await registrationOf(desk, id)).toMatchObject({
      description: 'Je n’ai rien reçu en mars.\nMerci de vérifier.',
      phone: '0612345647',
      language: 'ar',
    })
    const receipt = await browser.get(`/cases/${id}/receipt`)
    expect(receipt.text).toContain('La réclamation est enregistrée.')
    expect(receipt.text).toContain(id)
  })

  test('says which day counts, and asks for it only where it is another', async () => {
    const t = translator('fr')

    const today = (await browser.get('/cases/new?channel=phone')).text
    const asked = (await browser.get('/cases/new?channel=mail')).text

    expect(today).toContain('mercredi 25 novembre 2026')
    expect(today).toContain(t('word.receptionRule.phone'))
    expect(today).not.toContain('name="receivedOn"')
    expect(asked).toContain(t('word.receptionRule.mail'))
    expect(asked).toContain('name="receivedOn"')
  })

  test.each([
    ['2026-11-26', 'Cette date est à venir'],
    ['', 'Écrivez la date de réception.'],
    ['hier', 'Écrivez une date comme'],
    ['2026-02-31', 'Écrivez une date comme'],
  ])('does not take a letter received on %o', async (receivedOn, message) => {
    const before = await casesIn(desk)
    const answer = await post(
      browser,
      '/cases',
      filled({ channel: 'mail', receivedOn, address: '3, rue Atlas' }),
    )

    expect(answer.status).toBe(422)
    expect(answer.text).toContain(message)
    expect(answer.text).toContain('href="#receivedOn"')
    expect(answer.text).toContain('3, rue Atlas')
    expect(await casesIn(desk)).toBe(before)
  })

  test('keeps nothing of whoever complains without a name', async () => {
    const typed = {
      name: 'Amina',
      phone: '0612345647',
      email: 'a@exemple.ma',
      address: 'Rabat',
      cnie: 'D412412',
    }

    const answer = await post(
      browser,
      '/cases',
      filled({ relation: 'anonymous', ...typed, beneficiary: 'X-1' }),
    )

    const id = referenceIn(answer)
    const nothing = { name: '', phone: '', email: '', address: '', cnie: '', beneficiary_id: null }
    expect(await registrationOf(desk, id)).toMatchObject({ relation: 'anonymous', ...nothing })
    expect(await desk.db.read('search_keys').where({ case_id: id })).toEqual([])
    expect((await browser.get(`/cases/${id}/receipt`)).text).not.toContain('Amina')
  })

  test('registers one complaint of a form that is sent twice, one after the other or at once', async () => {
    const before = await casesIn(desk)
    const [one, two] = [filled(), filled()]

    const first = await post(browser, '/cases', one)
    const again = await post(browser, '/cases', one)
    const atOnce = await Promise.all([post(browser, '/cases', two), post(browser, '/cases', two)])

    expect(again.status).toBe(303)
    expect(again.headers.location).toBe(first.headers.location)
    expect(new Set(atOnce.map((answer) => answer.headers.location)).size).toBe(1)
    expect(atOnce.map(({ status }) => status)).toEqual([303, 303])
    expect(await casesIn(desk)).toBe(before + 2)
  })

  test('tells whoever sent it twice that nothing was doubled', async () => {
    const form = filled()
    const first = await post(browser, '/cases', form)
    await browser.get(String(first.headers.location))

    const again = await post(browser, '/cases', form)

    expect((await browser.get(String(again.headers.location))).text).toContain(
      'Cette réclamation était déjà enregistrée.',
    )
  })

  test('says everything that is wrong at once, next to its field, and keeps what was typed', async () => {
    const before = await casesIn(desk)
    const typed = filled({
      channel: 'phone',
      language: '',
      category: '',
      object: 'x',
      name: 'F',
      phone: '061',
      email: 'nobody@',
      cnie: '12',
      address: '3 <rue> Atlas',
      externalKey: 'BO-77',
    })

    const answer = await post(browser, '/cases', typed)

    expect(answer.status).toBe(422)
    for (const field of ['language', 'category', 'object', 'name', 'phone', 'email', 'cnie']) {
      expect(answer.text).toContain(`id="${field}-e"`)
      expect(answer.text).toContain(`href="#${field}"`)
    }
    for (const kept of [typed.key, 'value="x"', 'value="061"', 'nobody@', '3 &lt;rue&gt; Atlas', 'BO-77'])
      expect(answer.text).toContain(kept)
    expect(answer.text).toContain('Je n’ai rien reçu en mars.\nMerci de vérifier.</textarea>')
    expect(answer.text.indexOf('href="#cnie"')).toBeLessThan(answer.text.indexOf('href="#object"'))
    expect(await casesIn(desk)).toBe(before)
  })

  test('draws the lists of another programme, and keeps what was typed', async () => {
    await desk.hire('two', [
      { role: 'clerk', programme: 'DAAM', entity: 'RABAT' },
      { role: 'agent', programme: 'TAYSSIR', entity: '' },
    ])
    const elsewhere = await desk.sit('two')

    const before = await elsewhere.get('/cases/new')
    const after = await post(elsewhere, '/cases/new', filled({ programme: 'TAYSSIR', entity: 'RABAT' }))

    expect(before.text).not.toContain('TUTOR_NAME')
    expect(after.status).toBe(200)
    expect(after.text).toContain('TUTOR_NAME')
    expect(after.text).toContain('name="entity" value="CNRA"')
    expect(after.text).toContain('value="Versement de mars non reçu"')
    expect(after.text).toContain('Merci de vérifier.')
  })

  test('does not ask where there is only one place', async () => {
    const { text } = await browser.get('/cases/new')

    expect(text).toContain('<input type="hidden" name="programme" value="DAAM">')
    expect(text).toContain('<input type="hidden" name="entity" value="RABAT">')
  })

  test('registers for nobody elsewhere', async () => {
    const before = await casesIn(desk)
    const there = await post(browser, '/cases', filled({ entity: 'JERADA' }))
    const other = await post(browser, '/cases', filled({ programme: 'TAYSSIR', entity: 'CNRA' }))

    expect([there.status, other.status]).toEqual([403, 403])
    expect(await casesIn(desk)).toBe(before)
  })

  test.each(['web', 'app', 'nothing', ''])('keys in no complaint of channel %o', async (channel) => {
    const before = await casesIn(desk)
    const answer = await post(browser, '/cases', filled({ channel, receivedOn: TODAY }))

    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Choisissez le canal.')
    expect(await casesIn(desk)).toBe(before)
  })

  test('takes what no database could keep', async () => {
    const answer = await post(
      browser,
      '/cases',
      filled({ object: 'Versement\0 de mars', name: 'Fatima\0 Zahra' }),
    )

    expect(answer.status).toBe(303)
    expect(await registrationOf(desk, referenceIn(answer))).toMatchObject({ name: 'Fatima Zahra' })
  })

  describe('is closed', () => {
    test.each(['supervisor', 'processor', 'closer', 'auditor', 'admin', 'reporter'])(
      'to a %s',
      async (who) => {
        const before = await casesIn(desk)
        const theirs = await desk.sit(who)

        expect((await theirs.get('/cases/new')).status).toBe(404)
        expect((await post(theirs, '/cases', filled())).status).toBe(404)
        expect(await casesIn(desk)).toBe(before)
      },
    )
  })

  test('speaks Arabic from right to left', async () => {
    await desk.hire('arabe', [{ role: 'agent', programme: 'DAAM', entity: 'RABAT' }], 'ar')
    const arabic = await desk.sit('arabe')

    const page = await arabic.get('/cases/new?channel=mail')
    const wrong = await post(arabic, '/cases', filled({ object: '' }))

    expect(page.text).toContain('<html lang="ar" dir="rtl"')
    expect(page.text).toContain('شكاية جديدة')
    expect(wrong.text).toContain('اكتبوا الموضوع')
  })
})
