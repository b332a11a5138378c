// What a ministry reaches of a case that lies with it: one datum, its proof and a form, as long as it has not reported.
import { beforeAll, describe, expect, test } from 'vitest'
import { allRoutes } from '../../src/web/router.ts'
import { eachDatabase } from '../support/databases.ts'
import { eventsOf } from './acting.ts'
import { errorBeside, flashOf, missingTexts, typedIn, wordsOf } from './reading.ts'
import {
  founded,
  openTayssir,
  putOnSheet,
  reports,
  right,
  secrets,
  staff,
  type Tayssir,
  transmission,
  transmitted,
  wrong,
} from './tayssir-office.ts'

eachDatabase('a ministry', (open) => {
  let tayssir: Tayssir
  let number: string
  beforeAll(async () => {
    tayssir = await openTayssir((await open()).db)
    number = (await putOnSheet(tayssir.office.db)).number
  })
  const planted = [...Object.values(secrets), wrong.name]
  const reveals = (text: string) => planted.filter((secret) => text.includes(secret))

  test('finds what to verify on its worklist, with nobody’s name and nobody’s words', async () => {
    const { id } = await transmitted(tayssir, number)
    const browser = await tayssir.app.enter(staff.verifier)

    expect((await browser.get('/')).headers.location).toBe('/work')
    const { text } = await browser.get('/work').expect(200)

    expect(text).toContain(`href="/verifications/${id}#act"`)
    expect(text).not.toContain(`/cases/`)
    expect(text).not.toContain('/search')
    expect([reveals(text), missingTexts(text)]).toEqual([[], []])
  })

  test.each(['fr', 'ar'] as const)(
    'reads the datum, its proof and how to find the record (%s)',
    async (language) => {
      const { id, proof } = await transmitted(tayssir, number)
      const browser = await tayssir.app.enter(staff.verifier, language)

      const { text } = await browser.get(`/verifications/${id}`).expect(200)

      const words = wordsOf(text)
      for (const told of [id, number, wrong.cnie, right, 'carte.pdf', transmission(proof).note])
        expect(words).toContain(told)
      expect([reveals(text), missingTexts(text)]).toEqual([[], []])
    },
  )

  test('opens the proof, and no other document', async () => {
    const { id, proof, other } = await transmitted(tayssir, number)
    const browser = await tayssir.app.enter(staff.verifier)

    const { headers, body } = await browser.get(`/verifications/${id}/evidence`).expect(200)

    expect(headers).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'private, no-store' })
    expect(String(body)).toContain('carte')
    for (const document of [proof, other]) await browser.get(`/documents/${document}`).expect(404)
  })

  test('meets a wall on every other road to the case', async () => {
    const made = await transmitted(tayssir, number)
    const browser = await tayssir.app.enter(staff.verifier)
    const reached = new Set<string>()

    for (const { method, path } of allRoutes(tayssir.app.app)) {
      if (/sign-|language/.test(path)) continue
      for (const id of [made.id, made.proof, made.other]) {
        const address = path.replaceAll(/:\w+/g, (name) => (name === ':event' ? 'ADD_NOTE' : id))
        const answer = await (method === 'get'
          ? browser.get(address)
          : browser.post(address).type('form').send({ revision: 1, q: wrong.name, note: 'Une note.' }))
        const what = `${method} ${path}`
        if (answer.status < 400) reached.add(what)
        if (path !== '/verifications/:id/evidence')
          expect([what, reveals(answer.text ?? '')]).toEqual([what, []])
      }
    }

    const ofCases = [...reached].filter((what) => / \/(cases|verif|doc|search|commit|notices)/.test(what))
    expect(ofCases.sort()).toEqual(['get /verifications/:id', 'get /verifications/:id/evidence'])
    expect((await eventsOf(tayssir.office, made.id)).at(-1)).toBe('TRANSMIT')
  })

  test('reports once, and finds nothing there any more', async () => {
    const { id } = await transmitted(tayssir, number)
    const { browser, send } = await reports(tayssir.app, id, founded)

    const answer = await send()

    expect([answer.status, answer.headers.location]).toEqual([303, '/work'])
    const { text } = await browser.get('/work')
    expect(flashOf(text)).toContain(id)
    for (const gone of [`/verifications/${id}`, `/verifications/${id}/evidence`, `/cases/${id}`])
      await browser.get(gone).expect(404)
    expect(await tayssir.office.row(id)).toMatchObject({
      state: 'verified',
      founded: 'yes',
      transmitted_to: null,
    })
  })

  test('hits the button twice, and has reported once', async () => {
    const { id } = await transmitted(tayssir, number)
    const { send } = await reports(tayssir.app, id, founded)

    const [first, second] = [await send(), await send()]

    expect([first.status, second.status]).toEqual([303, 303])
    expect((await eventsOf(tayssir.office, id)).filter((event) => event === 'REPORT_FINDING')).toHaveLength(1)
  })

  test('is told beside the field what is missing, with all it wrote kept', async () => {
    const { id } = await transmitted(tayssir, number)
    const { send } = await reports(tayssir.app, id, { ...founded, founded: 'no', corrected: '' })

    const { status, text } = await send()

    expect(status).toBe(422)
    expect(errorBeside(text, 'act-corrected')).toBe('Dites si le registre est corrigé.')
    expect([typedIn(text, 'founded'), typedIn(text, 'finding')]).toEqual(['no', founded.finding])
    expect([reveals(text), missingTexts(text)]).toEqual([[], []])
  })

  test('states the ground of what is not founded', async () => {
    const { id } = await transmitted(tayssir, number)
    const { send } = await reports(tayssir.app, id, { ...founded, founded: 'no', corrected: 'no' })

    const { status, text } = await send()

    expect(status).toBe(422)
    expect(errorBeside(text, 'act-ground')).toBe('Choisissez le motif qui convient.')
    expect(typedIn(text, 'finding')).toBe(founded.finding)
  })

  test('does not hear of what else happens on the case while it writes', async () => {
    const { id } = await transmitted(tayssir, number)
    const { send } = await reports(tayssir.app, id, founded)
    await tayssir.office.act(id, tayssir.people.clerk, 'ADD_NOTE', { note: secrets.note })

    expect((await send()).status).toBe(303)
  })

  test('does not answer another question than the one it read', async () => {
    const { id, proof } = await transmitted(tayssir, number)
    const { office, people } = tayssir
    const { send } = await reports(tayssir.app, id, founded)
    await office.act(id, people.clerk, 'RECALL', { reason: 'La valeur transmise était fausse.' })
    await office.act(id, people.clerk, 'TRANSMIT', { ...transmission(proof), claimed: 'AB123458' })

    const { status, text } = await send()

    expect(status).toBe(409)
    expect(flashOf(text)).toContain('La demande a changé entre-temps')
    expect(wordsOf(text)).toContain('AB123458')
    expect(typedIn(text, 'finding')).toBe(founded.finding)
    expect((await office.row(id)).state).toBe('transmitted')
  })

  test('finds nothing once the office has taken the case back', async () => {
    const { id } = await transmitted(tayssir, number)
    const { browser } = await reports(tayssir.app, id, founded)
    await tayssir.office.act(id, tayssir.people.clerk, 'RECALL', { reason: 'La réponse est déjà connue.' })

    await browser.get(`/verifications/${id}`).expect(404)
    expect((await browser.get('/work')).text).not.toContain(id)
  })

  describe('somebody who also works elsewhere', () => {
    test('as a clerk of another programme reads no more of it than the ministry', async () => {
      const { office, app } = tayssir
      const { id, proof, other } = await transmitted(tayssir, number)
      await office.hire('both', [
        { role: 'verifier', programme: 'TAYSSIR', entity: 'MENPS' },
        { role: 'clerk', programme: 'DAAM', entity: '' },
        { role: 'auditor', programme: 'DAAM', entity: '' },
      ])
      await office.work()
      const browser = await app.enter('both')

      for (const page of [
        `/cases/${id}`,
        `/cases/${id}/chart`,
        `/cases/${id}/receipt`,
        `/documents/${proof}`,
      ])
        expect([page, (await browser.get(page)).status]).toEqual([page, 404])
      await browser.get(`/documents/${other}`).expect(404)
      await browser.get(`/verifications/${id}`).expect(200)
      const seen = await Promise.all(
        ['/work', '/notices', '/commitments'].map(async (page) => (await browser.get(page).expect(200)).text),
      )
      const found = await browser.post('/search').type('form').send({ q: wrong.name }).redirects(1)
      expect(
        [...seen, found.text].flatMap((text) => reveals(text).filter((one) => one !== wrong.name)),
      ).toEqual([])
      const act = await browser.post(`/cases/${id}/acts/REPORT_FINDING`).type('form').send({ revision: 5 })
      expect([act.status, reveals(act.text)]).toEqual([404, []])
    })

    test('as a clerk of the same place reads the case as a clerk does', async () => {
      const { office, app } = tayssir
      const { id } = await transmitted(tayssir, number)
      await office.hire('double', [
        { role: 'verifier', programme: 'TAYSSIR', entity: 'MENPS' },
        { role: 'clerk', programme: 'TAYSSIR', entity: '' },
      ])
      const browser = await app.enter('double')

      await browser.get(`/cases/${id}`).expect(200)
      expect((await browser.get('/work')).text).toContain(`/verifications/${id}`)
    })

    test('at another body finds nothing', async () => {
      const { office, app } = tayssir
      const { id } = await transmitted(tayssir, number)
      const browser = await app.enter('verifier')

      await browser.get(`/verifications/${id}`).expect(404)
      await office.hire('elsewhere', [{ role: 'verifier', programme: 'TAYSSIR', entity: 'RABAT' }])
      await (await app.enter('elsewhere')).get(`/verifications/${id}`).expect(404)
    })
  })
})
