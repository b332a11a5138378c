// Appeals and referrals as their people see them: where they are offered, who is kept from deciding, what stands beside what.
import { beforeAll, expect, test } from 'vitest'
import { decide, lodge, refusedCase, today, typedAppeal } from '../cases/appeal-office.ts'
import { leadTo } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { formOf as findForm, post } from './acting.ts'
import { errorBeside, flashOf, missingTexts, typedIn, wordsOf } from './reading.ts'

eachDatabase('an appeal in the browser', (open) => {
  let office: Office
  let app: App
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })

  const page = async (name: string, id: string) => (await (await app.enter(name)).get(`/cases/${id}`)).text

  test('is offered once there is an answer, with its last day, and leads to the appeal', async () => {
    const first = await refusedCase(office)
    const offered = wordsOf(await page('agent', first))
    expect(offered).toContain('Enregistrer un recours')
    expect(offered).toContain('Possible jusqu’au vendredi 25 décembre 2026')

    const { browser, page: form, send } = await findForm(app, 'agent', first, 'LODGE_APPEAL')
    expect(typedIn(form.text, 'receivedOn')).toBe(today(office))
    const answer = await send({ ...typedAppeal.lodge, receivedOn: today(office) })
    expect([answer.status, answer.headers.location]).toEqual([303, `/cases/${first}`])

    const { text } = await browser.get(`/cases/${first}`)
    const [appeal] = await office.db.read('cases').where({ about: first })
    expect(flashOf(text)).toContain(`Ouvrir le recours ${appeal.id}`)
    expect(text).toContain(`href="/cases/${appeal.id}"`)
    expect(wordsOf(text)).toContain('Un recours est en cours.')
    expect(wordsOf(text)).not.toContain('Enregistrer un recours')
  })

  test('is not offered before the deadline, and says from when', async () => {
    const first = await leadTo(office, 'answerable')
    expect(wordsOf(await page('clerk', first))).toContain('possible à partir du')

    const { status, text } = await post({ app, office }, 'clerk', first, 'LODGE_APPEAL', {
      ...typedAppeal.lodge,
      receivedOn: today(office),
    })

    expect(status).toBe(422)
    expect(flashOf(text)).toContain('sans réponse, un recours est possible à partir du')
  })

  test('that came too late is refused beside its day, which names the last one', async () => {
    const first = await refusedCase(office)
    office.clock.advance(days(35))
    const { send } = await findForm(app, 'clerk', first, 'LODGE_APPEAL')

    const { status, text } = await send({ ...typedAppeal.lodge, receivedOn: today(office) })

    expect(status).toBe(422)
    expect(errorBeside(text, 'act-receivedOn')).toContain('Le délai s’est terminé le')
    expect(typedIn(text, 'reason')).toBe(typedAppeal.lodge.reason)
  })

  test('shows the first case, its conclusion, its answer as sent, and who may decide', async () => {
    const first = await refusedCase(office)
    office.clock.advance(60_000)
    const id = await lodge(office, first)
    await office.act(id, office.staff.clerk2, 'EXAMINE_APPEAL', typedAppeal.examine)

    const barred = await page('supervisor', id)
    expect(wordsOf(barred)).toContain('La règle du programme ne le prévoit pas.')
    expect(wordsOf(barred)).toContain('Madame, votre versement a été refait.')
    expect(wordsOf(barred)).toContain('ont eu part au premier dossier')
    expect(wordsOf(barred)).toContain('Peut décider : Omar Fassi')
    expect(wordsOf(barred)).toContain('vous avez agi sur le premier dossier')
    expect(barred).not.toContain('acts/DECIDE_APPEAL')
    expect(await page('supervisor2', id)).toContain('acts/DECIDE_APPEAL')
    expect(missingTexts(barred)).toEqual([])

    const tried = await post({ app, office }, 'supervisor', id, 'DECIDE_APPEAL', typedAppeal.upheld)
    expect([tried.status, tried.changed]).toEqual([422, false])
    expect(flashOf(tried.text)).toContain('vous avez agi sur le premier dossier')
  })

  test('that stands is announced on the case it took up again', async () => {
    const first = await refusedCase(office)
    const id = await lodge(office, first)
    await decide(office, id, 'upheld')

    const text = await page('clerk', first)

    expect(wordsOf(text)).toContain('Recours accepté')
    expect(wordsOf(text)).toContain(typedAppeal.upheld.explanation)
    expect(wordsOf(text)).toContain(`Voir le recours ${id}`)
    expect(missingTexts(text)).toEqual([])
    const heard = await office.db.read('notices').where({ case_id: first, effect: 'tellAppealDecided' })
    expect(heard.map(({ desk }) => desk)).toContain('DAAM/RABAT/clerk')
  })

  test('has its counterpart in the letters of a referral', async () => {
    const first = await refusedCase(office)
    const id = await office.register({ channel: 'ombudsman', about: first })
    const { send } = await findForm(app, 'clerk', id, 'RECORD_LETTER')
    const letter = {
      direction: 'in',
      letterOn: '2026-11-20',
      reference: '412/2026',
      summary: 'Demande de pièces.',
    }

    expect((await send(letter)).headers.location).toBe(`/cases/${id}`)

    const text = wordsOf(await page('clerk', id))
    expect(text).toContain('Correspondance avec le Médiateur')
    expect(text).toContain('412/2026')
    expect(text).toContain('Demande de pièces.')
    expect(wordsOf(await page('clerk', first))).toContain(id)
  })
})
