// The pages of break-glass, of the figures and of the log: who finds them, what they say, what a refused form keeps.
import { beforeEach, expect, test } from 'vitest'
import { SETTLED } from '../../src/accounts/settled.ts'
import { readDoors } from '../../src/confidential/door-lists.ts'
import { readCase } from '../../src/confidential/reading.ts'
import { languages } from '../../src/i18n/i18n.ts'
import { fieldGroups } from '../../src/web/pages/access-log-page.ts'
import { unborn } from '../../workflows/sensitive-facts.ts'
import { bringCase, refer } from '../confidential/steps.ts'
import { type App, openApp } from '../support/app.ts'
import { hours, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, names, type Office, openOffice } from '../support/office.ts'
import { errorBeside, flashOf, headingOf, missingTexts, summaryOf, typedIn, wordsOf } from './reading.ts'

const reason = 'Le point focal est absent et personne ne le remplace.'

eachDatabase('the confidential pages of a programme', (open) => {
  let office: Office
  let app: App
  let farId: string
  beforeEach(async () => {
    office = await openOffice((await open()).db, { clock: testClock('2026-11-18') })
    app = openApp(office)
    farId = (await office.hire('far', [{ role: 'focal_point', programme: 'TAYSSIR', entity: '' }])).id
    office.clock.advance(SETTLED)
  })

  type Browser = Awaited<ReturnType<App['enter']>>
  const post = (browser: Browser, path: string, form: object) => browser.post(path).type('form').send(form)
  /** The page after an act, as the browser follows to it. */
  const after = async (browser: Browser, path: string, form: object = {}) => {
    const { headers } = await post(browser, path, form).expect(303)
    return (await browser.get(String(headers.location)).expect(200)).text
  }
  const ask = async () => {
    const supervisor = await app.enter('supervisor')
    const text = await after(supervisor, '/confidential/doors', { programme: 'DAAM', reason })
    const id = (await readDoors(office.road, office.staff.auditor)).toDecide.at(-1)?.id ?? ''
    return { supervisor, text, id }
  }

  test('a door is asked for, granted, told, read through, and over', async () => {
    const { id: caseId } = await bringCase(office)
    const { supervisor, text, id } = await ask()
    expect(flashOf(text)).toBe('La demande est envoyée à l’audit.')
    expect(wordsOf(text)).toMatch(/Vos demandes DAAM en attente/)
    const auditor = await app.enter('auditor')
    expect(wordsOf((await auditor.get('/confidential/doors')).text)).toContain(reason)

    const granted = await after(auditor, `/confidential/doors/${id}/grant`, { reader: farId, hours: '4' })

    expect(flashOf(granted)).toContain('L’accès est accordé.')
    expect(wordsOf(granted)).toContain('Aucune demande n’attend.')
    const focal = await app.enter('focal')
    expect(wordsOf((await focal.get('/confidential')).text)).toContain('Accès exceptionnel accordé.')
    const told = wordsOf((await focal.get('/confidential/doors')).text)
    for (const word of [
      reason,
      'Latifa Idrissi',
      'Driss Alaoui',
      'far',
      'nouveau',
      'J’ai lu',
      'mer. 25 nov., 14:00',
    ])
      expect(told).toContain(word)
    const far = await app.enter('far')
    expect(wordsOf((await far.get('/confidential/doors')).text)).toMatch(/ouvert .*Ouvrir le bureau/)
    await far.get(`/confidential/cases/${caseId}`).expect(200)
    const seen = await after(focal, `/confidential/doors/${id}/seen`)
    expect(flashOf(seen)).toContain('C’est noté')
    expect(wordsOf(seen)).not.toContain('J’ai lu')
    // Whoever asked learns what became of it, not who reads.
    const asked = wordsOf((await supervisor.get('/confidential/doors')).text)
    expect(asked).toContain('Driss Alaoui')
    expect(asked).not.toMatch(/Qui lit/)
    office.clock.advance(hours(4))
    const later = await app.enter('far')
    await later.get(`/confidential/cases/${caseId}`).expect(404)
    expect(wordsOf((await later.get('/confidential/doors')).text)).toContain('terminé')
  })

  test('a focal point who finds no reason for a door shuts it from the desk, with one button', async () => {
    const { id: caseId } = await bringCase(office)
    const { id } = await ask()
    const auditor = await app.enter('auditor')
    const before = wordsOf((await auditor.get('/confidential/doors')).text)
    expect(before).toContain('Point focal du programme en fonction')
    await after(auditor, `/confidential/doors/${id}/grant`, { reader: farId, hours: '4' })
    const far = await app.enter('far')
    const until = 'mer. 25 nov., 14:00'
    expect(wordsOf((await far.get('/confidential')).text)).toContain(`vous lisez jusqu’au ${until}`)
    const path = `/confidential/cases/${caseId}`
    expect(wordsOf((await far.get(path)).text)).toContain(`Vous lisez jusqu’au ${until}`)
    const focal = await app.enter('focal')
    const desk = (await focal.get('/confidential')).text
    expect(desk).toContain(`action="/confidential/doors/${id}/close"`)
    expect(wordsOf(desk)).toContain(`far peut lire vos dossiers jusqu’au ${until}. Fermer cet accès`)
    for (const browser of [focal, far, auditor])
      expect((await browser.get('/confidential/doors')).text).toContain(`/confidential/doors/${id}/close`)

    const closed = await after(focal, `/confidential/doors/${id}/close`)

    expect(flashOf(closed)).toContain('L’accès est fermé')
    expect(wordsOf(closed)).toContain('DAAM fermé avant l’heure nouveau')
    expect(wordsOf(closed)).toContain('Fermé le mer. 25 nov., 10:00')
    await far.get(path).expect(404)
    for (const browser of [focal, far, auditor])
      expect((await browser.get('/confidential/doors')).text).not.toContain('/close"')
    expect(wordsOf((await focal.get('/confidential')).text)).toContain('far a pu lire vos dossiers')
    expect(wordsOf((await focal.get('/confidential/log')).text)).toContain('A fermé un accès exceptionnel')
    const again = await post(far, `/confidential/doors/${id}/close`, {}).expect(422)
    expect(wordsOf(again.text)).toContain('Trop tard')
  })

  test('an auditor sees that a programme has no focal point left', async () => {
    await office.db.run("UPDATE grants SET pending = 1 WHERE role = 'focal_point' AND programme = 'DAAM'")
    await ask()

    const { text } = await (await app.enter('auditor')).get('/confidential/doors')

    expect(wordsOf(text)).toContain('Point focal du programme aucun en fonction')
  })

  test('a refusal is told to whoever asked, and to no focal point', async () => {
    const { supervisor, id } = await ask()
    const auditor = await app.enter('auditor')

    expect(flashOf(await after(auditor, `/confidential/doors/${id}/refuse`))).toBe('La demande est refusée.')

    expect(wordsOf((await supervisor.get('/confidential/doors')).text)).toMatch(
      /refusé .*Refusé par Driss Alaoui/,
    )
    expect(wordsOf((await (await app.enter('focal')).get('/confidential/doors')).text)).not.toContain(reason)
    await post(auditor, `/confidential/doors/${id}/refuse`, {}).expect(422)
  })

  test('a refused form keeps what was typed, with a word beside each field', async () => {
    const { supervisor, id } = await ask()
    const again = await post(supervisor, '/confidential/doors', { programme: 'DAAM', reason }).expect(422)
    expect(wordsOf(again.text)).toContain('Une demande de vous attend déjà pour ce programme.')
    expect(typedIn(again.text, 'reason')).toBe(reason)
    const short = await post(supervisor, '/confidential/doors', {
      programme: 'DAAM',
      reason: ' <b>non ',
    }).expect(422)
    expect(errorBeside(short.text, 'reason')).toContain('10 caractères au moins')
    expect(typedIn(short.text, 'reason')).toBe(' <b>non ')
    const empty = await post(supervisor, '/confidential/doors', {}).expect(422)
    expect(summaryOf(empty.text).map((one) => one.id)).toEqual(['programme', 'reason'])

    const auditor = await app.enter('auditor')
    const nobody = await post(auditor, `/confidential/doors/${id}/grant`, { hours: '24' }).expect(422)
    expect(errorBeside(nobody.text, `reader-${id}`)).toBe('Choisissez un point focal d’un autre programme.')
    expect(typedIn(nobody.text, 'hours')).toBe('24')
    expect(summaryOf(nobody.text).map((one) => one.id)).toEqual([`reader-${id}`])
    const endless = await post(auditor, `/confidential/doors/${id}/grant`, { reader: farId }).expect(422)
    expect(errorBeside(endless.text, `hours-${id}`)).toBe('Choisissez combien de temps.')
    const wrong = { reader: office.staff.focal.id, hours: '72' }
    const own = await post(auditor, `/confidential/doors/${id}/grant`, wrong).expect(422)
    expect(errorBeside(own.text, `reader-${id}`)).toBe('Choisissez un point focal d’un autre programme.')
    await auditor.get(`/confidential/doors/${id}/grant`).expect(303)
    expect((await readDoors(office.road, office.staff.auditor)).toDecide).toHaveLength(1)
  })

  test('what is somebody else’s is not there', async () => {
    const { id } = await ask()
    const doors: Name[] = ['supervisor', 'supervisor2', 'auditor', 'focal', 'stranger']
    for (const name of names) {
      const browser = await app.enter(name)
      await browser.get('/confidential/doors').expect(doors.includes(name) ? 200 : 404)
      for (const page of ['figures', 'log'])
        await browser.get(`/confidential/${page}`).expect(name === 'focal' ? 200 : 404)
      if (name !== 'auditor')
        await post(browser, `/confidential/doors/${id}/grant`, { reader: farId, hours: '4' }).expect(404)
      await post(browser, `/confidential/doors/${id}/seen`, {}).expect(404)
      await post(browser, `/confidential/doors/${id}/close`, {}).expect(name === 'auditor' ? 422 : 404)
    }
    const stranger = await app.enter('stranger')
    await post(stranger, '/confidential/doors', { programme: 'DAAM', reason }).expect(403)
    expect(wordsOf((await stranger.get('/confidential/doors')).text)).not.toContain(reason)
    const focal = await app.enter('focal')
    for (const page of ['figures', 'log'])
      await focal.get(`/confidential/${page}?programme=TAYSSIR`).expect(404)
  })

  test('speaks every language, whatever there is to say', async () => {
    const { id } = await bringCase(office)
    await refer(office, id)
    const { id: door } = await ask()
    const pages = ['doors', 'figures?from=2026-01-01&to=2026-12-31', 'figures?from=x&to=2026-12-31', 'log']
    const walk = async (who: string[]) => {
      for (const language of languages)
        for (const name of who) {
          const browser = await app.enter(name, language)
          for (const page of name === 'focal' || name === 'far' ? pages : ['doors'])
            expect(
              missingTexts((await browser.get(`/confidential/${page}`)).text),
              `${language} ${page}`,
            ).toEqual([])
        }
    }
    await walk(['supervisor', 'auditor', 'focal'])
    await after(await app.enter('auditor'), `/confidential/doors/${door}/grant`, {
      reader: farId,
      hours: '24',
    })
    await readCase(office.road, id, office.staff.focal, { contact: true })

    await walk(['supervisor', 'auditor', 'focal', 'far'])
  })

  test('the figures hide what could be somebody, and say why', async () => {
    const focal = await app.enter('focal')
    for (let n = 0; n < 3; n++) await bringCase(office)
    const few = wordsOf((await focal.get('/confidential/figures')).text)
    expect(few).toContain('du 1er juillet 2026 au 31 décembre 2026')
    expect(few).toContain('Dossiers reçus moins de 5')
    expect(few).not.toContain('Harcèlement sexuel')
    for (let n = 0; n < 9; n++) await bringCase(office, { nature: n < 6 ? 'rape' : 'exploitation' })

    const { text } = await focal.get('/confidential/figures?programme=DAAM&from=2026-11-01&to=2026-11-30')

    const words = wordsOf(text)
    expect(words).toContain('Dossiers reçus 12')
    expect(words).toMatch(/Viol masqué|Viol 6/)
    expect(words).toMatch(/Harcèlement sexuel masqué/)
    expect(words).toContain('Un chiffre est masqué quand il est inférieur à 5')
    // Each figure is a number and nothing more: nothing leads from it to a case.
    expect(text).not.toContain('/confidential/cases/')
    const wrong = await focal.get('/confidential/figures?from=2026-12-01&to=2026-11-01').expect(422)
    expect(errorBeside(wrong.text, 'to')).toBe('La fin de la période vient avant son début.')
    expect(typedIn(wrong.text, 'from')).toBe('2026-12-01')
    expect(headingOf(wrong.text)).toBe('Chiffres')
  })

  test('the log says when, who, what, which case and which fields, and that it was read', async () => {
    const { id } = await bringCase(office)
    const focal = await app.enter('focal')
    await post(focal, `/confidential/cases/${id}/contact`, {}).expect(200)
    await post(focal, '/confidential/find', { q: 'DAA-0000-0000' }).expect(303)

    const { text } = await focal.get('/confidential/log').expect(200)

    const words = wordsOf(text)
    expect(words).toMatch(new RegExp(`Samira Bennis A lu le dossier ${id} .*numéro ou adresse`))
    expect(words).toMatch(/mer\. 25 nov\., 10:00 Samira Bennis A lu ce registre/)
    expect(words).toContain('Samira Bennis A cherché sans rien trouver')
    expect(words).toMatch(new RegExp(`Nadia Amrani A ouvert un dossier ${id}`))
    expect(text).not.toContain('before=')
    for (let n = 0; n < 60; n++) await readCase(office.road, id, office.staff.focal)
    const next = /href="(\/confidential\/log\?[^"]*before=\d+)"/.exec(
      (await focal.get('/confidential/log')).text,
    )?.[1]
    expect(wordsOf((await focal.get(String(next).replaceAll('&amp;', '&'))).text)).toContain(
      'Nadia Amrani A ouvert un dossier',
    )
    await focal.get('/confidential/log?before=x').expect(200)
  })

  test('is shut without a key, and says so', async () => {
    const shut = openApp(await openOffice((await open()).db, { master: null }))
    const supervisor = await shut.enter('supervisor')

    const { text } = await supervisor.get('/confidential/doors').expect(503)

    expect(wordsOf(text)).toContain('la clé qui protège ces dossiers manque')
    await (await shut.enter('focal')).get('/confidential/log').expect(503)
  })
})

test('whatever a case holds has a name in the log', () => {
  // Where a case belongs is said by the log it stands in.
  const places = ['programme', 'entity', 'unit', 'assignees']
  const unnamed = Object.keys(unborn).filter((name) => fieldGroups([name]).length === 0)

  expect(unnamed.sort()).toEqual(places.sort())
})
