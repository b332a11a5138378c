// The calendar as administrators keep it: confirming, moving, adding, removing, with everything typed kept when it is refused.
import { beforeEach, expect, test } from 'vitest'
import { moveHoliday } from '../../src/calendars/commands.ts'
import { recomputeChanges } from '../../src/calendars/recompute.ts'
import { type Language, languages } from '../../src/i18n/i18n.ts'
import { dueOf, openCalendarOffice, registerWorkdays, settle } from '../calendars/office.ts'
import { lead } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import type { Office } from '../support/office.ts'
import { errorBeside, flashOf, headingOf, summaryOf, typedIn, wordsOf } from './reading.ts'

const exceptional = {
  day: '2026-11-10',
  kind: 'fixed',
  nameFr: 'Jour exceptionnel',
  nameAr: 'يوم استثنائي',
  nameEn: 'Exceptional day',
  note: 'Décret du 3 novembre',
}

eachDatabase('the page of the calendar', (open) => {
  let office: Office
  let app: App
  beforeEach(async () => {
    office = await openCalendarOffice((await open()).db)
    app = openApp(office)
  })

  type Browser = Awaited<ReturnType<App['enter']>>
  const post = (browser: Browser, path: string, form: object) => browser.post(path).type('form').send(form)
  /** The page after an act, as the browser follows to it. */
  const after = async (browser: Browser, path: string, form: object) => {
    const { headers } = await post(browser, path, { ...form, sure: 'true' }).expect(303)
    return (await browser.get(String(headers.location)).expect(200)).text
  }

  test('shows a year in every language, with what is not certain yet', async () => {
    for (const language of languages) {
      const { text } = await (await app.enter('admin', language)).get('/calendar').expect(200)
      expect(wordsOf(text)).not.toMatch(/calendar\.\w/)
      expect(text.match(/<tr><th scope="row">/g)).toHaveLength(18)
    }
    const admin = await app.enter('admin')
    expect(wordsOf((await admin.get('/calendar')).text)).toMatch(
      /mercredi 26 août Aïd al-Mawlid \(1er jour\) provisoire/,
    )
    expect(headingOf((await admin.get('/calendar?year=2023')).text)).toBe('Jours fériés 2023')
    expect(wordsOf((await admin.get('/calendar?year=2023')).text)).not.toContain('provisoire ')
    await admin.get('/calendar?year=x').expect(200)
    expect(wordsOf((await admin.get('/calendar?year=2050')).text)).toContain('Aucun jour férié n’est inscrit')
  })

  test('is read by supervisors and auditors, changed by administrators, and there for nobody else', async () => {
    for (const name of ['supervisor', 'auditor'] as const) {
      const reader = await app.enter(name)
      expect((await reader.get('/calendar').expect(200)).text).not.toContain('/calendar/new')
      await reader.get('/calendar/2026-08-26').expect(404)
      await post(reader, '/calendar/2026-08-26/confirm', {}).expect(404)
      await post(reader, '/calendar', exceptional).expect(404)
    }
    for (const name of ['clerk', 'agent', 'focal'] as const)
      await (await app.enter(name)).get('/calendar').expect(404)
  })

  test('confirms a day', async () => {
    const admin = await app.enter('admin')

    const text = await after(admin, '/calendar/2026-08-26/confirm', { note: '' })

    expect(flashOf(text)).toContain('Le jour férié est confirmé. Aucun dossier ouvert n’est concerné.')
    expect(wordsOf(text)).toMatch(/Confirmé Aïd al-Mawlid \(1er jour\) · mer\. 26 août 2026 .*Aïcha Berrada/)
    expect((await admin.get('/calendar/2026-08-26')).text).not.toContain('/confirm"')
    const again = await post(admin, '/calendar/2026-08-26/confirm', { note: '' }).expect(422)
    expect(wordsOf(again.text)).toContain('Ce jour est déjà confirmé.')
  })

  test('adds a day, says how many open cases are looked at, and then how many moved', async () => {
    const id = await registerWorkdays(office)
    await office.register()
    const admin = await app.enter('admin')

    const text = await after(admin, '/calendar', exceptional)

    expect(flashOf(text)).toContain('Le jour férié est ajouté. 1 dossier ouvert va être vérifié.')
    expect(wordsOf(text)).toContain('vérification des dossiers ouverts en cours')
    office.clock.advance(15_000)
    await recomputeChanges(office)
    expect(await dueOf(office, id)).toBe('2026-11-23')
    const words = wordsOf((await admin.get('/calendar')).text)
    expect(words).toContain('1 dossier a changé d’échéance')
    expect(words).not.toContain(id)
  })

  test('moves both days of a feast, and removes a day', async () => {
    const admin = await app.enter('admin')
    const form = { toDay: '2026-05-28', together: 'true', note: 'Communiqué du ministère' }

    await after(admin, '/calendar/2026-05-27/move', form)
    await after(admin, '/calendar/2026-08-21/remove', { note: 'Saisi par erreur' })

    const words = wordsOf((await admin.get('/calendar')).text)
    expect(words).toMatch(/jeudi 28 mai Aïd al-Adha \(1er jour\) .* vendredi 29 mai Aïd al-Adha \(2e jour\)/)
    expect(words).toContain('Déplacé Aïd al-Adha (1er jour) · du mer. 27 mai 2026 au jeu. 28 mai 2026')
    expect(words).not.toContain('vendredi 21 août')
    await admin.get('/calendar/2026-08-21').expect(404)
  })

  test('shows what a change does before it is made, and warns of a day that is far', async () => {
    await registerWorkdays(office)
    const admin = await app.enter('admin')
    const note = 'Communiqué'

    const far = await post(admin, '/calendar/2026-11-06/move', { toDay: '2026-12-06', note }).expect(200)
    expect(wordsOf(far.text)).toContain(
      'Marche verte passera du vendredi 6 novembre 2026 au dimanche 6 décembre 2026. 1 dossier ouvert va être vérifié.',
    )
    expect(wordsOf(far.text)).toContain('Le nouveau jour est à 30 jours de l’ancien.')
    expect(far.text).toContain('<input type="hidden" name="toDay" value="2026-12-06">')
    const near = await post(admin, '/calendar/2026-11-06/move', { toDay: '2026-11-09', note }).expect(200)
    expect(near.text).not.toContain('role="alert"')
    const added = await post(admin, '/calendar', exceptional).expect(200)
    expect(wordsOf(added.text)).toContain('Jour exceptionnel sera férié le mardi 10 novembre 2026.')
    const removed = await post(admin, '/calendar/2026-11-18/remove', { note }).expect(200)
    expect(wordsOf(removed.text)).toContain('ne sera plus férié.')

    expect(office.calendar.named('2026-11-05', '2026-12-06').map(({ day }) => day)).toEqual([
      '2026-11-06',
      '2026-11-18',
    ])
  })

  test('refuses with a word beside the field, and keeps what was typed', async () => {
    const admin = await app.enter('admin')

    const twice = await post(admin, '/calendar', { ...exceptional, day: '2026-11-18' }).expect(422)
    expect(errorBeside(twice.text, 'day')).toBe('Ce jour est déjà férié.')
    expect(typedIn(twice.text, 'nameFr')).toBe('Jour exceptionnel')
    expect(typedIn(twice.text, 'nameAr')).toBe('يوم استثنائي')
    expect(typedIn(twice.text, 'day')).toBe('2026-11-18')

    const empty = await post(admin, '/calendar', {}).expect(422)
    expect(summaryOf(empty.text).map(({ id }) => id)).toEqual([
      'day',
      'kind',
      'nameFr',
      'nameAr',
      'nameEn',
      'note',
    ])

    const onto = await post(admin, '/calendar/2026-05-27/move', {
      toDay: '2026-05-28',
      note: 'Communiqué du ministère',
    }).expect(422)
    expect(errorBeside(onto.text, 'toDay')).toContain('déplacez-les ensemble')
    expect(onto.text).toContain('id="move-note"')
    expect(typedIn(onto.text, 'toDay')).toBe('2026-05-28')
    expect(onto.text).toContain('value="Communiqué du ministère"')

    const mute = await post(admin, '/calendar/2026-05-27/remove', { note: ' ' }).expect(422)
    expect(errorBeside(mute.text, 'remove-note')).toBe('Dites pourquoi, en quelques mots.')
    expect(summaryOf(mute.text)).toEqual([{ id: 'remove-note', text: 'Dites pourquoi, en quelques mots.' }])
    expect(office.calendar.named('2026-05-27', '2026-05-28')).toHaveLength(2)
  })

  test('knows no day by a name that was typed into the form', async () => {
    const admin = await app.enter('admin')

    await post(admin, '/calendar/2026-08-21/remove', {
      day: '2026-08-20',
      note: 'Saisi par erreur',
      sure: 'true',
    }).expect(303)

    expect(office.calendar.named('2026-08-20', '2026-08-21').map(({ day }) => day)).toEqual(['2026-08-20'])
    await post(admin, '/calendar/hier/remove', { note: 'Saisi par erreur' }).expect(404)
  })
})

eachDatabase('why this date', (open) => {
  let office: Office
  let app: App
  beforeEach(async () => {
    office = await openCalendarOffice((await open()).db)
    app = openApp(office)
  })

  const whyOf = async (name: string, id: string) => {
    const { text } = await (await app.enter(name)).get(`/cases/${id}`).expect(200)
    return wordsOf(/<details class="j-why[\s\S]*?<\/details>/.exec(text)?.[0] ?? '')
  }

  test('names the holidays that were passed over, and counts the weekends and the days gone', async () => {
    const id = await registerWorkdays(office)
    const ordinary = await office.register()
    office.clock.setDay('2026-11-10')

    const words = await whyOf('clerk', id)

    expect(words).toContain('mer. 4 nov. 2026')
    expect(words).toContain('10 jours ouvrables')
    expect(words).toContain('ven. 20 nov. 2026, minuit')
    // 5, 9 and 10 November.
    expect(words).toContain('3 jours sur 10 écoulés')
    expect(words).toContain(
      'Ne comptent pas\u00a0: 4 jours de fin de semaine, Marche verte (ven. 6 nov.) et Fête de l’indépendance (mer. 18 nov.).'.replaceAll(
        '\u00a0',
        ' ',
      ),
    )
    expect(await whyOf('clerk', ordinary)).not.toContain('Ne comptent pas')
  })

  test('says that a feast may still move it', async () => {
    office.clock.setDay('2026-08-24')
    const id = await registerWorkdays(office)

    const words = await whyOf('clerk', id)

    expect(words).toContain('Aïd al-Mawlid (1er jour) (mer. 26 août)')
    expect(words).toContain('cette date peut bouger d’un jour')
  })

  test('shows beside it the limits that run now, each with its reason', async () => {
    const id = await office.register()
    await lead(office, id, 'qualify', 'treat')
    const referred = await whyOf('clerk', id)
    await lead(office, id, 'commit', 'notify')
    const promised = await whyOf('clerk', id)
    const waiting = await office.register()
    await lead(office, waiting, 'askDocuments')

    expect(referred).toMatch(/Date attendue du service au plus tard le .* pour s’engager\./)
    expect(referred).toMatch(/qu’une réponse suivra, \d+ jours? \(en jours calendaires\) après la réception/)
    expect(promised).toContain('Engagement donné le mercredi 4 novembre pour le lundi 9 novembre')
    expect(promised).not.toContain('Date attendue du service')
    expect(await whyOf('clerk', waiting)).toMatch(/Pièces attendues jusqu’au .* Le délai continue de courir/)
  })

  test('says that a limit which was told stays when a holiday moves, while the deadline follows', async () => {
    const id = await registerWorkdays(office)
    await lead(office, id, 'qualify', 'askDocuments')
    expect(await whyOf('clerk', id)).not.toContain('déjà été annoncée')

    await moveHoliday(office, { day: '2026-11-18', toDay: '2027-03-02', together: false, note: 'Essai' }, 'x')
    await settle(office)

    expect(await dueOf(office, id)).toBe('2026-11-19')
    expect(await whyOf('clerk', id)).toMatch(/Pièces attendues .* cette date a déjà été annoncée et reste/)
    const words = async (language: Language) =>
      wordsOf((await (await app.enter('clerk', language)).get(`/cases/${id}`)).text)
    expect(await words('fr')).toContain(
      'Jour férié déplacé : Fête de l’indépendance, du mercredi 18 novembre 2026 au mardi 2 mars 2027',
    )
    expect(await words('ar')).toContain('نُقل يوم عطلة: عيد الاستقلال، من')
    expect(await words('fr')).not.toMatch(/2026-11-18|holiday\|/)
  })

  test('tells a desk in one line what moved on a day, with the days of before and now', async () => {
    const ids = [await registerWorkdays(office), await registerWorkdays(office)]
    await moveHoliday(office, { day: '2026-11-18', toDay: '2027-03-02', together: false, note: 'Essai' }, 'x')
    await settle(office)
    await office.work()

    const { text } = await (await app.enter('clerk')).get('/notices').expect(200)

    const [group = ''] = /<details class="j-more"><summary><b>2 dossiers[\s\S]*?<\/details>/.exec(text) ?? []
    expect(wordsOf(group)).toContain('2 dossiers ont changé d’échéance avec le calendrier')
    for (const id of ids) expect(group).toContain(`href="/cases/${id}"`)
    expect(wordsOf(group)).toContain(
      'Échéance : vendredi 20 novembre 2026, maintenant jeudi 19 novembre 2026',
    )
  })
})
