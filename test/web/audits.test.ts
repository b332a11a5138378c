// Closures looked at again in the browser, with plain forms: drawn, proved, answered, seen by supervisors, answered by nobody else.
import { beforeAll, expect, test } from 'vitest'
import { carryOutDraws } from '../../src/audits/draw-work.ts'
import { itemsOf } from '../../src/audits/queries.ts'
import { closeSome, inOrder, notInOrder, period } from '../audits/steps.ts'
import { lead } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { errorBeside, flashOf, missingTexts, summaryOf, typedIn, wordsOf } from './reading.ts'

const typed = { place: 'DAAM', ...period, size: '3' }

eachDatabase('the audit of closures', (open) => {
  let office: Office
  let app: App
  let sample: string
  let cases: string[]
  let [waiting, part, listed] = ['', '', '']
  const fragment = { 'HX-Request': 'true', 'HX-Request-Type': 'partial' }
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
    await closeSome(office, 3)
    const browser = await app.enter('auditor')
    const key = typedIn((await browser.get('/audits/new')).text, 'key')
    const draw = () =>
      browser
        .post('/audits')
        .type('form')
        .send({ key, ...typed })
        .expect(303)
    sample = String((await draw()).headers.location)
    expect((await draw()).headers.location).toBe(sample)
    const asked = await browser.get(sample).expect(200)
    waiting = asked.text
    part = (await browser.get(sample).set(fragment)).text
    listed = (await browser.get('/audits').expect(200)).text
    await carryOutDraws(office)
    const id = sample.split('/').at(-1) ?? ''
    cases = (await itemsOf(office.db, office.staff.auditor, id)).map(({ case_id }) => case_id)
  })

  const item = (n: number) => `${sample}/${cases[n]}`

  test('begins with a draw, by auditors, with what was typed kept', async () => {
    const browser = await app.enter('auditor')
    const wrong = await browser
      .post('/audits')
      .type('form')
      .send({ key: 'b3b5a5c6-2f1e-4a58-9d5c-0c6c1d6f5a11', ...typed, size: '0' })
      .expect(422)
    const early = await browser
      .post('/audits')
      .type('form')
      .send({ key: 'b3b5a5c6-2f1e-4a58-9d5c-0c6c1d6f5a11', ...typed, from: '2026-01-01', to: '2026-01-31' })
      .expect(422)

    expect(errorBeside(wrong.text, 'size')).toContain('de 1 à 200')
    expect(typedIn(wrong.text, 'from')).toBe(period.from)
    expect(errorBeside(early.text, 'to')).toContain('Personne n’a clos')
    for (const name of ['supervisor', 'closer', 'reporter', 'clerk'])
      await (await app.enter(name)).get('/audits/new').expect(404)
    await (await app.enter('supervisor')).post('/audits').type('form').send(typed).expect(404)
  })

  test('is asked for, and says how far it is, with its seed and without scripts, until it is drawn', async () => {
    expect(flashOf(waiting)).toContain('Le tirage est demandé')
    expect(wordsOf(waiting)).toMatch(/Graine [0-9a-f]{32}/)
    expect(wordsOf(waiting)).toContain('Le tirage attend son tour')
    expect(waiting).toContain(`<a href="${sample}">`)
    expect(waiting).not.toContain('/proof"')
    expect(part).toMatch(new RegExp(`^<div class="j-note" id="drawing" role="status" hx-get="${sample}"`))
    expect(wordsOf(listed)).toContain('tirage demandé le')

    const ended = await (await app.enter('auditor')).get(sample).set(fragment)
    expect(ended.headers['hx-redirect']).toBe(sample)
    expect(ended.text).toBe('')
    for (const lang of ['fr', 'ar', 'en'] as const) {
      const browser = await app.enter('auditor', lang)
      const key = typedIn((await browser.get('/audits/new')).text, 'key')
      const { headers } = await browser
        .post('/audits')
        .type('form')
        .send({ key, ...typed })
        .expect(303)
      expect(missingTexts((await browser.get(String(headers.location))).text)).toEqual([])
      await carryOutDraws(office)
    }
  })

  test('shows its seed, its weights and its proof', async () => {
    const browser = await app.enter('auditor')
    const { text } = await browser.get(sample).expect(200)

    expect(cases).toHaveLength(3)
    for (const ref of cases) expect(text).toContain(`${sample}/${ref}`)
    expect(wordsOf(text)).toMatch(/Graine [0-9a-f]{32}/)
    await browser.post(`${sample}/proof`).expect(303).expect('location', `${sample}#proof`)
    expect(wordsOf((await browser.get(sample)).text)).toContain('Le tirage est refait')
    await carryOutDraws(office)
    expect(wordsOf((await browser.get(sample)).text)).toContain('le tirage est prouvé')
    await (await app.enter('supervisor')).post(`${sample}/proof`).expect(404)
  })

  test('shows the facts beside the checklist, which keeps what was typed', async () => {
    const browser = await app.enter('auditor')
    const { text } = await browser.get(item(0)).expect(200)
    const words = wordsOf(text)

    for (const said of ['Remise signée', 'Réponse envoyée', 'guichet', 'La réclamation a été traitée'])
      expect(words).toContain(said)
    const wrong = await browser
      .post(item(0))
      .type('form')
      .send({ ...notInOrder, findings: '', evidenceReason: '' })
      .expect(422)
    expect(summaryOf(wrong.text).map(({ id }) => id)).toEqual(['evidenceReason', 'findings'])
    expect(typedIn(wrong.text, 'evidenceNote')).toBe(notInOrder.evidenceNote)
    expect(typedIn(wrong.text, 'evidence')).toBe('no')

    const begun = { ...notInOrder, act: 'save', verdict: '', dates: '' }
    await browser.post(item(0)).type('form').send(begun).expect(303)
    const kept = await browser.get(item(0))
    expect(flashOf(kept.text)).toContain('gardées')
    expect(typedIn(kept.text, 'evidenceNote')).toBe(notInOrder.evidenceNote)
    expect(wordsOf((await (await app.enter('supervisor')).get(item(0))).text)).not.toContain(
      notInOrder.evidenceNote,
    )
  })

  test('is concluded for good, and its case taken up again by whoever may', async () => {
    const browser = await app.enter('auditor')
    await browser.post(item(0)).type('form').send(notInOrder).expect(303)
    await browser.post(item(0)).type('form').send(inOrder).expect(409)
    await browser.post(item(1)).type('form').send(inOrder).expect(303)
    expect((await browser.get(item(1))).text).not.toContain('/reopening"')

    await browser.post(`${item(0)}/reopening`).expect(303)
    const supervisor = await app.enter('supervisor')
    expect(wordsOf((await supervisor.get('/notices')).text)).toContain('Un audit demande de rouvrir')
    expect(wordsOf((await supervisor.get('/audits')).text)).toContain('Reprise demandée')
    const seen = await supervisor.get(item(0))
    expect(wordsOf(seen.text)).toContain(notInOrder.findings)
    expect(seen.text).toContain(`/cases/${cases[0]}?act=REOPEN#act`)
    expect(seen.text).not.toContain(`action="${item(0)}`)
    await lead(office, cases[0] ?? '', 'reopen')
    expect(wordsOf((await browser.get(item(0))).text)).toContain('Rouvert le')
  })

  test('is answered by no supervisor, reporter or stranger, whatever they send', async () => {
    for (const name of ['supervisor', 'closer', 'clerk', 'reporter', 'stranger', 'admin']) {
      const browser = await app.enter(name)
      const paths = [item(2), `${item(2)}/auditor`, `${item(2)}/reopening`]
      for (const path of paths)
        expect([name, path, (await browser.post(path).type('form').send(inOrder)).status]).toEqual([
          ...[name, path, 404],
        ])
      const sees = name === 'supervisor'
      expect([name, (await browser.get(item(2))).status]).toEqual([name, sees ? 200 : 404])
    }
  })

  test('is refused to an auditor who acted on the case, and can be given to another', async () => {
    const mixed = await office.hire('mixed', [
      { role: 'auditor', programme: 'DAAM', entity: '' },
      { role: 'clerk', programme: 'DAAM', entity: 'RABAT' },
    ])
    const auditor = await app.enter('auditor')
    const give = (to: string) =>
      auditor
        .post(`${item(2)}/auditor`)
        .type('form')
        .send({ to })
    await give(office.staff.closer.id).expect(422)
    await give(mixed.id).expect(303)
    const browser = await app.enter('mixed')
    expect((await browser.get(item(2))).text).toContain('value="conclude"')

    await office.act(cases[2] ?? '', mixed, 'ADD_NOTE', { note: 'La personne a rappelé.' })

    const page = await browser.get(item(2))
    expect(page.text).not.toContain('value="conclude"')
    expect(wordsOf(page.text)).toContain('Vous avez agi dans ce dossier')
    await browser.post(item(2)).type('form').send(inOrder).expect(403)
    const back = await give(mixed.id).expect(422)
    expect(errorBeside(back.text, 'to')).toContain('a agi dans ce dossier')
    await give(office.staff.auditor.id).expect(303)
  })

  test.each(['fr', 'ar', 'en'] as const)(
    'says the rate of conformity, few marked as few, in %s',
    async (lang) => {
      const browser = await app.enter('supervisor', lang)
      const list = await browser.get('/audits?step=quarter').expect(200)
      const pages = [list.text, (await browser.get(sample)).text, (await browser.get(item(0))).text]

      expect(missingTexts(pages.join(' '))).toEqual([])
      expect(wordsOf(list.text)).toMatch(/50\s?% \*/)
      expect(list.text).toContain('id="span-2026-Q4"')
      const auditor = await app.enter('auditor', lang)
      for (const path of ['/audits', '/audits/new', sample, item(2)])
        expect(missingTexts((await auditor.get(path)).text)).toEqual([])
    },
  )
})
