// Known causes in the browser: opened, filled, each case verified with one press, shown on the case itself.
import { beforeAll, expect, test } from 'vitest'
import { carryOutBulk } from '../../src/cases/bulk-work.ts'
import { countCases } from '../../src/cases/cause-cases.ts'
import { countSealed } from '../../src/cases/counting.ts'
import { seal } from '../../src/engine/seals.ts'
import { typedCause as typed } from '../cases/cause-office.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { errorBeside, summaryOf, typedIn, wordsOf } from './reading.ts'

eachDatabase('known causes', (open) => {
  let office: Office
  let app: App
  let cause: string
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
    const browser = await app.enter('clerk')
    const { headers } = await browser.post('/causes').type('form').send(typed).expect(303)
    cause = String(headers.location)
  })

  const id = () => cause.split('/').at(-1) ?? ''

  test('are opened by a form that keeps what was typed', async () => {
    const browser = await app.enter('clerk')
    const wrong = await browser
      .post('/causes')
      .type('form')
      .send({ ...typed, titleAr: '' })
      .expect(422)

    expect(wrong.text).toContain('Versement de mars en retard')
    expect(wrong.text).toContain('href="#titleAr"')
    await (await app.enter('closer')).get('/causes/new').expect(404)
    const empty = await browser
      .post('/causes')
      .type('form')
      .send({ ...typed, since: '2999-01-01', titleFr: '', titleAr: '' })
    // All that is wrong at once, and of the same sentence whose it is.
    expect(errorBeside(empty.text, 'since')).toContain('jour passé ou aujourd’hui')
    const said = summaryOf(empty.text).map(({ text }) => text)
    expect(said.filter((one) => /^Titre, en (français|arabe)\s: /.test(one))).toHaveLength(2)
  })

  test('are listed in the language of whoever reads, and hidden from everybody elsewhere', async () => {
    const arabic = await (await app.enter('auditor', 'ar')).get('/causes')

    expect(arabic.text).toContain('تأخر دفعة مارس')
    expect((await (await app.enter('stranger')).get('/causes')).text).not.toContain(cause)
    await (await app.enter('stranger')).get(cause).expect(404)
    await (await app.enter('reporter')).get('/causes').expect(404)
  })

  test('take what a filter finds, one case by reference, and each is verified with one press', async () => {
    const browser = await app.enter('clerk')
    const [one, two] = [await office.register(), await office.register()]
    const choice = { category: 'PAYMENT_MISSING', unit: '', from: '2026-11-20', to: '2026-11-25' }
    const found = await browser.post(`${cause}/find`).type('form').send(choice).expect(303)
    expect(found.headers.location).toMatch(/^\/bulk\//)
    await carryOutBulk(office)

    const page = await browser.get(`${cause}/verify`).expect(200)
    expect(wordsOf(page.text)).toContain('2 dossiers à vérifier')
    expect(page.text).toContain('data-key="y"')
    expect(wordsOf(page.text)).toContain(typed.textFr)
    const [, shown = ''] = /name="case" value="([^"]+)"/.exec(page.text) ?? []
    expect([one, two]).toContain(shown)
    await browser.post(`${cause}/verify`).type('form').send({ case: shown, belongs: 'yes' }).expect(303)
    const other = shown === one ? two : one
    await browser.post(`${cause}/verify`).type('form').send({ case: other, belongs: 'no' }).expect(303)
    expect(wordsOf((await browser.get(`${cause}/verify`)).text)).toContain('Rien à vérifier ici')

    await browser.post(`${cause}/cases`).type('form').send({ ref: other }).expect(303)
    expect(await countCases(office.db, office.staff.clerk, id())).toEqual({ suggested: 1, confirmed: 1 })
    const wrong = await browser.post(`${cause}/cases`).type('form').send({ ref: 'nonsense' }).expect(422)
    expect(wrong.text).toContain('nonsense')
    const mistyped = other.slice(0, -1) + (other.endsWith('A') ? 'B' : 'A')
    const typo = await browser.post(`${cause}/cases`).type('form').send({ ref: mistyped }).expect(422)
    expect(errorBeside(typo.text, 'ref')).toContain('faute de frappe')
    const second = (await browser.post('/causes').type('form').send(typed).expect(303)).headers.location
    const taken = await browser.post(`${second}/cases`).type('form').send({ ref: shown }).expect(422)
    expect(errorBeside(taken.text, 'ref')).toMatch(/^Ce dossier est déjà rattaché/)
    expect(typedIn(taken.text, 'ref')).toBe(shown)
    const nobody = await browser
      .post(`${cause}/find`)
      .type('form')
      .send({ ...choice, to: 'x' })
      .expect(422)
    expect(wordsOf(nobody.text)).toContain('Indiquez un jour qui existe')
  })

  test('stand on the page of a case, in its history, and may be changed there', async () => {
    const browser = await app.enter('clerk')
    const one = await office.register()
    const fresh = await browser.get(`/cases/${one}`)
    expect(fresh.text).toContain(`action="/cases/${one}/cause"`)

    await browser.post(`/cases/${one}/cause`).type('form').send({ cause: id() }).expect(303)
    const attached = wordsOf((await browser.get(`/cases/${one}`)).text)
    expect(attached).toContain('Rattaché à une cause connue')
    expect(attached).toContain('confirmé par Salma Benjelloun')
    await browser.post(`/cases/${one}/cause`).type('form').send({ cause: id(), belongs: 'no' }).expect(303)
    expect(wordsOf((await browser.get(`/cases/${one}`)).text)).toContain('Écarté d’une cause connue')
    await (await app.enter('agent'))
      .post(`/cases/${one}/cause`)
      .type('form')
      .send({ cause: id() })
      .expect(404)
    await (await app.enter('stranger'))
      .post(`/cases/${one}/cause`)
      .type('form')
      .send({ cause: id() })
      .expect(404)
  })

  test('say how many complaints came week by week', async () => {
    await seal(office.db, office.clock)
    await countSealed(office.db)
    const received = await office.db.read('cases').where({ category: 'PAYMENT_MISSING', entity: 'RABAT' })

    const { text } = await (await app.enter('supervisor')).get(cause)

    expect(text).toMatch(new RegExp(`<th scope="row">[^<]*25 nov[^<]*</th><td>${received.length} `))
    expect(text).toContain('<svg class="j-chart j-weeks-chart"')
    expect(wordsOf(text)).toContain('début de la cause')
    expect(wordsOf(text)).toContain('Par semaine, depuis la cause')
  })

  test('are closed by whoever may open them, and then take nothing', async () => {
    const browser = await app.enter('supervisor')
    await browser.post(`${cause}/close`).expect(303)

    expect((await browser.get(cause)).text).not.toContain(`${cause}/find`)
    const one = await office.register()
    await browser.post(`/cases/${one}/cause`).type('form').send({ cause: id() }).expect(303)
    expect(await office.db.read('cause_cases').where({ case_id: one })).toEqual([])
  })
})
