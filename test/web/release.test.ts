// Handing a case over in front of everybody: who may, what the form asks, what is left to see, and that no page breaks on it.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { familyOf, inRole, releaseCases } from '../../src/cases/release.ts'
import { Unavailable } from '../../src/errors.ts'
import { allRoutes } from '../../src/web/router.ts'
import { markedFamily, markersOf, told } from '../cases/release-office.ts'
import { leadTo } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, names, type Office, openOffice } from '../support/office.ts'
import { eventsOf } from './acting.ts'
import { errorBeside, flashOf, missingTexts, summaryOf, typedIn, wordsOf } from './reading.ts'

const TAKEN = 'Pris en charge par un autre service'

eachDatabase('handing a case over', (open) => {
  let office: Office
  let app: App
  let id: string
  const transferred: unknown[][] = []
  let transfer: Office['transfer']

  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp({ ...office, transfer: (...asked) => transfer(...asked) })
  })
  beforeEach(async () => {
    transferred.length = 0
    transfer = async (...asked) => void transferred.push(asked)
    id = await leadTo(office, 'referred', { ...told, channel: 'desk' })
  })

  const revisionOf = async () => (await eventsOf(office, id)).length
  const formOf = async (name: Name, language: 'fr' | 'ar' = 'fr') => {
    const browser = await app.enter(name, language)
    const page = await browser.get(`/cases/${id}/release`)
    const revision = typedIn(page.text, 'revision')
    const send = (fields: object) =>
      browser
        .post(`/cases/${id}/release`)
        .type('form')
        .send({ revision, understood: 'true', ...fields })
    return { browser, page, send }
  }
  const offered = (html: string) =>
    [...html.matchAll(/name="destination" value="(\w+)"/g)].map(([, destination]) => destination)
  const isHere = async () => expect((await office.row(id)).outcome).toBe('none')

  describe('is offered', () => {
    test.each<[Name, string[]]>([
      ['supervisor', ['otherBody', 'confidential']],
      ['clerk', ['confidential']],
      ['agent', ['confidential']],
      ['processor', ['confidential']],
      ['closer', ['confidential']],
    ])('to the %s, as far as they may', async (name, destinations) => {
      const { browser, page } = await formOf(name)

      expect([page.status, offered(page.text)]).toEqual([200, destinations])
      expect(typedIn(page.text, 'destination')).toBe(destinations.length === 1 ? destinations[0] : undefined)
      expect(missingTexts(page.text)).toEqual([])
      expect((await browser.get(`/cases/${id}`)).text).toContain(`href="/cases/${id}/release"`)
    })

    test('to nobody who only reads, and to nobody else at all', async () => {
      const { browser, page, send } = await formOf('auditor')
      expect(page.status).toBe(403)
      expect((await browser.get(`/cases/${id}`)).text).not.toContain('/release')
      expect((await send({ destination: 'confidential', nature: 'other' })).status).toBe(403)

      for (const name of ['stranger', 'verifier', 'focal', 'specialist', 'reporter', 'admin'] as const) {
        const other = await formOf(name)
        expect([name, other.page.status]).toEqual([name, 404])
        expect((await other.send({ destination: 'confidential', nature: 'other' })).status).toBe(404)
      }
      expect(transferred).toEqual([])
      await isHere()
    })

    test('in words that say what will happen, in both languages and both directions', async () => {
      const french = wordsOf((await formOf('supervisor')).page.text)
      expect(french).toContain('Personne ne peut le faire revenir.')
      expect(french).toContain('Imprimez d’abord le dossier')
      expect(french).toContain('Le point focal seul pourra ouvrir ce qui a été écrit, pendant 30 jours.')
      expect(french).toContain('N’imprimez rien')
      expect(french).toContain('Prévenez vous-même la personne.')
      expect(french).toContain('le confier au point focal')

      // Whoever can only keep it confidential is told nothing of printing, and nothing untrue of erasing.
      const clerk = wordsOf((await formOf('clerk')).page.text)
      expect(clerk).toContain('Le point focal seul pourra ouvrir')
      expect(clerk).not.toContain('Imprimez d’abord')
      expect(clerk).not.toContain('Personne ne peut le faire revenir')

      const { page } = await formOf('supervisor', 'ar')
      expect(page.text).toContain('dir="rtl"')
      expect(wordsOf(page.text)).toContain('لا أحد يستطيع استرجاعه')
      expect(missingTexts(page.text)).toEqual([])
    })
  })

  describe('asks again', () => {
    test('for everything that was not said, and moves nothing', async () => {
      const { send } = await formOf('supervisor')

      const { status, text } = await send({ understood: '' })

      expect([status, errorBeside(text, 'destination')]).toEqual([422, 'Dites à qui confier ce dossier.'])
      expect(errorBeside(text, 'understood')).toContain('Cochez cette case')
      expect(errorBeside(text, 'nature')).toBeUndefined()
      expect(summaryOf(text).map((point) => point.id)).toEqual(['destination', 'understood'])
      await isHere()
    })

    test('for the nature of what has to stay confidential, and keeps what was said', async () => {
      const { send } = await formOf('clerk')

      const { status, text } = await send({ destination: 'confidential', nature: '' })

      expect([status, errorBeside(text, 'nature')]).toEqual([422, 'Choisissez ce qui s’est passé.'])
      expect([typedIn(text, 'destination'), typedIn(text, 'understood')]).toEqual(['confidential', 'true'])
      expect(transferred).toEqual([])

      const again = await send({ destination: 'confidential', nature: 'harassment', understood: '' })
      expect([again.status, typedIn(again.text, 'nature')]).toEqual([422, 'harassment'])
      expect(missingTexts(again.text)).toEqual([])
    })

    test('for all of it at once, where the only road is chosen already', async () => {
      const { page, send } = await formOf('clerk')

      // What a browser sends of the page as it came.
      const { status, text } = await send({
        destination: typedIn(page.text, 'destination'),
        nature: typedIn(page.text, 'nature'),
        understood: '',
      })

      expect(status).toBe(422)
      expect(summaryOf(text).map((point) => point.id)).toEqual(['nature', 'understood'])
      expect(errorBeside(text, 'nature')).toBe('Choisissez ce qui s’est passé.')
    })

    test('when somebody acted meanwhile', async () => {
      const { send } = await formOf('supervisor')
      await office.act(id, office.staff.clerk, 'ADD_NOTE', { note: 'Elle a rappelé ce matin.' })

      const { status, text } = await send({ destination: 'otherBody' })

      expect(status).toBe(409)
      expect(wordsOf(text)).toContain('Quelqu’un vient d’agir sur ce dossier.')
      expect([typedIn(text, 'destination'), Number(typedIn(text, 'revision'))]).toEqual([
        'otherBody',
        await revisionOf(),
      ])
      await isHere()
    })
  })

  test('to another body is the supervisor’s alone', async () => {
    for (const name of ['clerk', 'processor', 'closer'] as const) {
      const { send } = await formOf(name)
      expect((await send({ destination: 'otherBody' })).status).toBe(403)
    }
    await isHere()
  })

  test('that has to stay confidential is passed on as it was seen, with the nature and nothing else', async () => {
    const { send, browser } = await formOf('clerk')

    const { status, headers } = await send({ destination: 'confidential', nature: 'childAtRisk' })

    expect([status, headers.location]).toEqual([303, `/cases/${id}`])
    expect(transferred).toMatchObject([
      [id, { nature: 'childAtRisk', revision: await revisionOf() }, { id: office.staff.clerk.id }],
    ])
    expect(flashOf((await browser.get('/work')).text)).toBe(TAKEN)
  })

  test('says when there is nobody to take it', async () => {
    transfer = async () => {
      throw new Unavailable('error.503.text')
    }
    const { send } = await formOf('clerk')

    expect((await send({ destination: 'confidential', nature: 'other' })).status).toBe(503)
    await isHere()
  })

  test('leads whoever does not see it any more to their work', async () => {
    const { processor } = office.staff
    transfer = async (which, { revision }, viewer) =>
      office.db.transaction(async (tx) =>
        releaseCases(office, tx, await familyOf(tx, which), inRole(viewer, 'processor'), {
          id: which,
          revision,
        }),
      )
    const { send, browser } = await formOf('processor')

    const { headers } = await send({ destination: 'confidential', nature: 'other' })

    expect(headers.location).toBe('/work')
    expect(flashOf((await browser.get('/work')).text)).toBe(TAKEN)
    expect((await browser.get(`/cases/${id}`)).status).toBe(404)
    expect((await eventsOf(office, id)).at(-1)).toBe('RELEASE')
    expect(
      await office.db.read('journal').where({ instance_id: id, event: 'RELEASE' }).first('actor'),
    ).toEqual({
      actor: processor.id,
    })
  })

  describe('leaves a page', () => {
    test('with the line of the register, and what had happened by whose hands', async () => {
      const { send, browser } = await formOf('supervisor')

      const sent = await send({ destination: 'otherBody', nature: 'rape' })
      expect([sent.status, sent.headers.location]).toEqual([303, `/cases/${id}`])
      const page = await browser.get(`/cases/${id}`).expect(200)

      expect(flashOf(page.text)).toBe(TAKEN)
      const words = wordsOf(page.text)
      expect(words).toContain('Rien de ce qui avait été écrit n’est gardé ici.')
      expect(words).toMatch(/Pris en charge par un autre service le mercredi 25 novembre 2026\./)
      expect(words).toContain('Salma Benjelloun (chargé(e) de clientèle)')
      expect(words).toContain('Latifa Idrissi')
      expect(markersOf(page.text)).toEqual([])
      expect(missingTexts(page.text)).toEqual([])
      expect(page.text).not.toMatch(/<form[^>]*\/acts\/|\/release"|\/documents\/|\/chart"/)
      expect(transferred).toEqual([])
      const arabic = await (await app.enter('agent', 'ar')).get(`/cases/${id}`).expect(200)
      expect(missingTexts(arabic.text)).toEqual([])
    })

    test('that nobody can hand over again, by a second click or an old form', async () => {
      const [one, other] = [await formOf('supervisor'), await formOf('clerk')]
      await one.send({ destination: 'otherBody' })

      for (const send of [one.send, other.send]) {
        const { status, headers } = await send({ destination: 'otherBody' })
        expect([status, headers.location]).toEqual([303, `/cases/${id}`])
      }
      expect((await one.browser.get(`/cases/${id}/release`)).headers.location).toBe(`/cases/${id}`)
      expect((await eventsOf(office, id)).filter((event) => event === 'RELEASE')).toHaveLength(1)
    })

    test('to whoever was about to act, with the reason', async () => {
      const { send } = await formOf('supervisor')
      const clerk = await app.enter('clerk')
      const revision = await revisionOf()
      await send({ destination: 'otherBody' })

      const late = await clerk
        .post(`/cases/${id}/acts/ADD_NOTE`)
        .type('form')
        .send({ revision, note: 'Zqxkwvtard dans le dossier.' })
      const file = await clerk.post(`/cases/${id}/documents`)

      expect([late.status, file.status]).toEqual([422, 422])
      expect(flashOf(late.text)).toContain('Rien n’a été enregistré')
      expect(markersOf(late.text)).toEqual([])
    })

    test('and no other: no receipt, no document, no number to show', async () => {
      const { first } = await markedFamily(office)
      const { id: paper } = await office.db.read('documents').where({ case_id: first }).first('id')
      id = first
      const { send, browser } = await formOf('supervisor')
      await send({ destination: 'otherBody' })

      for (const address of [`/cases/${first}/receipt`, `/documents/${paper}`])
        expect([address, (await browser.get(address)).status]).toEqual([address, 404])
      expect((await browser.post(`/cases/${first}/reveal`)).status).toBe(404)
      const found = await browser.post('/search').type('form').send({ q: first }).redirects(2)
      expect(wordsOf(found.text)).toContain('Rien de ce qui avait été écrit n’est gardé ici.')
      const list = await browser.get('/lifecycles/complaint/cases?state=closed').expect(200)
      expect(list.text).toContain(`href="/cases/${first}"`)
      expect(wordsOf(list.text)).toContain(TAKEN)
      expect(markersOf(list.text)).toEqual([])
    })
  })
})

eachDatabase('a case that was handed over', (open) => {
  let office: Office
  let app: App
  let ids: string[]

  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
    const { first, appeal } = await markedFamily(office)
    ids = [first, appeal]
    const { revision } = await office.db.read('instances').where({ id: first }).first('revision')
    await office.commands.release(first, revision, office.staff.supervisor)
  }, 60_000)

  // A second person in a role finds what the first one finds.
  test.each(names.filter((name) => !name.endsWith('2')))(
    'breaks no page and says not a word, whatever the %s asks for',
    { timeout: 60_000 },
    async (name) => {
      const browser = await app.enter(name)
      const broken: string[] = []
      for (const [n, id] of ids.entries()) {
        const before = await eventsOf(office, id)
        for (const { method, path } of allRoutes(app.app)) {
          // What is no page of one case is asked for once.
          if (path === '/sign-out' || (n > 0 && !path.includes(':'))) continue
          const address = path
            .replace('/lifecycles/:name', '/lifecycles/complaint')
            .replace(':version', '2')
            .replace(':code', 'fr')
            .replace(':day', '2026-11-25')
            .replace(':event', 'ADD_NOTE')
            .replace(/:\w+/g, id)
          const asked =
            method === 'get' ? browser.get(address + queryOf(path)) : posted(browser.post(address))
          const { status, text, body } = await asked
          const words = markersOf(text ?? String(body))
          if (status >= 500 || words.length > 0) broken.push(`${method} ${path}: ${status} ${words}`)
        }
        expect(await eventsOf(office, id)).toEqual(before)
      }

      expect(broken).toEqual([])
    },
  )

  const queryOf = (path: string) => {
    if (path.endsWith('/cases')) return '?state=closed'
    return path.endsWith('.xes') ? '?programme=DAAM&from=2026-01-01&to=2026-12-31' : ''
  }
  const posted = (asked: { type(kind: string): { send(fields: object): Promise<Answer> } }) =>
    asked.type('form').send({
      ...{ revision: 99, note: 'Une note de plus.', q: ids[0], programme: 'DAAM', entity: 'RABAT' },
      ...{ destination: 'otherBody', understood: 'true' },
    })

  type Answer = { status: number; text?: string; body: unknown }
})
