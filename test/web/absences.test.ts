// Absences in the browser: recorded and ended by oneself or by a supervisor, and the work handed over.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { typedIn, wordsOf } from './reading.ts'

eachDatabase('absences', (open) => {
  let office: Office
  let app: App
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })
  beforeEach(() => office.db.write('absences').del())

  const clerk = () => office.staff.clerk.id
  const absences = () => office.db.read('absences').orderBy('from_day')

  test('are listed for a supervisor with who is away and what waits for them', async () => {
    const id = await office.register()
    await office.act(id, office.staff.supervisor, 'ASSIGN', { role: 'clerk', to: clerk() })
    const browser = await app.enter('supervisor')
    const days = { from: '2026-11-25', to: '2026-11-27' }
    await browser.post(`/absences/${clerk()}`).type('form').send(days).expect(303)

    const { text } = await browser.get('/absences').expect(200)

    expect(text).toContain('href="/absences" aria-current="page"')
    expect(wordsOf(text)).toMatch(
      /Absences du jour .*Salma Benjelloun.*De retour le samedi 28 novembre 2026 1 .*Toute l’équipe/,
    )
    await browser.post(`/absences/${clerk()}/hand-over`).type('form').send({ desk: 'DAAM/clerk', to: '*' })
  })

  test.each(['clerk', 'auditor', 'admin', 'stranger'])('of others are nobody else’s: %s', async (name) => {
    const browser = await app.enter(name)

    await browser.get(`/absences/${clerk()}`).expect(404)
    await browser
      .post(`/absences/${clerk()}`)
      .type('form')
      .send({ from: '2026-11-25', to: '2026-11-25' })
      .expect(404)
    await browser
      .post(`/absences/${clerk()}/hand-over`)
      .type('form')
      .send({ desk: 'DAAM/clerk', to: '*' })
      .expect(404)
    expect(await absences()).toEqual([])
  })

  test.each([
    [{ from: '2026-11-31', to: '2026-12-01' }, 'from', 'Indiquez un jour qui existe.'],
    [{ from: '2026-11-30', to: '' }, 'to', 'Indiquez un jour qui existe.'],
    [{ from: '2026-11-30', to: '2026-11-26' }, 'to', 'Le dernier jour vient avant le premier.'],
    [{ from: '2026-11-01', to: '2026-11-24' }, 'to', 'Cette absence est déjà finie.'],
  ])('%j are refused beside the field, with what was typed', async (days, field, said) => {
    const supervisor = await app.enter('supervisor')
    const own = await app.enter('processor')

    for (const answer of [
      await supervisor.post(`/absences/${clerk()}`).type('form').send(days).expect(422),
      await own.post('/account/absences').type('form').send(days).expect(422),
    ]) {
      expect(wordsOf(answer.text)).toContain(said)
      expect(answer.text).toContain(`id="${field}-e"`)
      expect(typedIn(answer.text, 'to')).toBe(days.to)
    }
    expect(await absences()).toEqual([])
  })

  test('are one’s own on the page of the account', async () => {
    const browser = await app.enter('clerk')
    await browser
      .post('/account/absences')
      .type('form')
      .send({ from: '2026-12-01', to: '2026-12-04' })
      .expect(303)
      .expect('location', '/account')

    const page = await browser.get('/account').expect(200)
    expect(wordsOf(page.text)).toContain('Du mardi 1er décembre 2026 au vendredi 4 décembre 2026')
    await browser
      .post('/account/absences/end')
      .type('form')
      .send({ id: typedIn(page.text, 'id') })
      .expect(303)

    expect(wordsOf((await browser.get('/account')).text)).not.toContain('Du mardi')
    await browser.post('/account/absences/end').type('form').send({ id: 'nothing' }).expect(404)
  })

  test('keep a case from being given by name, with the day of return beside the field', async () => {
    const id = await office.register()
    const browser = await app.enter('supervisor')
    await browser
      .post(`/absences/${clerk()}`)
      .type('form')
      .send({ from: '2026-11-25', to: '2026-11-27' })
      .expect(303)

    const answer = await browser
      .post(`/cases/${id}/acts/ASSIGN`)
      .type('form')
      .send({ revision: 1, role: 'clerk', to: clerk() })
      .expect(422)

    expect(wordsOf(answer.text)).toContain(
      'Cette personne est absente, de retour le samedi 28 novembre 2026.',
    )
  })

  describe('and the work of somebody', () => {
    const give = async () => {
      const id = await office.register()
      await office.act(id, office.staff.supervisor, 'ASSIGN', { role: 'clerk', to: clerk() })
      return id
    }

    test('is handed over with one button that says how many', async () => {
      await give()
      const browser = await app.enter('supervisor')

      const page = await browser.get(`/absences/${clerk()}`).expect(200)
      expect(wordsOf(page.text)).toContain('Transmettre 1 dossier')
      expect(page.text).toContain(`<option value="${office.staff.clerk2.id}">`)
      expect(page.text).not.toContain(`<option value="${clerk()}">`)
      const address = `/absences/${clerk()}/hand-over`
      const sent = { desk: 'DAAM/clerk', to: office.staff.clerk2.id }
      await browser
        .post(address)
        .type('form')
        .send(sent)
        .expect(303)
        .expect('location', `/absences/${clerk()}`)

      const after = wordsOf((await browser.get(`/absences/${clerk()}`)).text)
      expect(after).toContain('1 dossier transmis.')
      expect(after).toContain('Aucun dossier ne lui est confié nommément.')
    })

    test('stays when nobody was chosen, when the choice is away, or when the desk is not theirs', async () => {
      const id = await give()
      const browser = await app.enter('supervisor')
      const post = (sent: object) => browser.post(`/absences/${clerk()}/hand-over`).type('form').send(sent)
      await browser
        .post(`/absences/${office.staff.clerk2.id}`)
        .type('form')
        .send({ from: '2026-11-25', to: '2026-11-25' })

      const nobody = await post({ desk: 'DAAM/clerk', to: '' }).expect(422)
      const away = await post({ desk: 'DAAM/clerk', to: office.staff.clerk2.id }).expect(422)

      expect(nobody.text).toContain('id="to-DAAM-clerk-e"')
      expect(wordsOf(nobody.text)).toContain('Choisissez à qui transmettre.')
      expect(wordsOf(away.text)).toContain('de retour le jeudi 26 novembre 2026')
      await post({ desk: 'DAAM/closer', to: '*' }).expect(404)
      await post({ desk: 'TAYSSIR/clerk', to: '*' }).expect(404)
      await post({ desk: 'x', to: '*' }).expect(422)
      const [task] = await office.db.read('tasks').where({ case_id: id })
      expect(task.desk).toBe(`DAAM/@${clerk()}/clerk`)
    })

    test('that the new hands cannot take is listed with the reason', async () => {
      const id = await give()
      const jerada = await office.hire('jerada', [{ role: 'clerk', programme: 'DAAM', entity: 'JERADA' }])
      const browser = await app.enter('supervisor')

      const { text } = await browser
        .post(`/absences/${clerk()}/hand-over`)
        .type('form')
        .send({ desk: 'DAAM/clerk', to: jerada.id })
        .expect(200)

      expect(text).toContain(`href="/cases/${id}"`)
      expect(wordsOf(text)).toContain('La personne choisie n’a pas ce rôle là où se trouve ce dossier.')
    })
  })

  test('are pages with an end: a stranger to both has none, a broken address finds nothing', async () => {
    const browser = await app.enter('supervisor')

    expect((await browser.get('/absences?after=nobody')).status).toBe(200)
    await browser.get('/absences/nobody').expect(404)
    await browser.post(`/absences/${clerk()}/end`).type('form').send({}).expect(404)
    await app.visitor().get('/absences').expect(303)
  })
})
