// An observation or a suggestion: routed, noted, thanked for, closed; named for what it is wherever it is listed.
import { beforeAll, expect, test } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { formOf } from './acting.ts'
import { missingTexts, wordsOf } from './reading.ts'
import { filled, post as postForm, referenceIn } from './register-desk.ts'
import { openRoad, type Road } from './roads.ts'

eachDatabase('a suggestion', (open) => {
  let road: Road
  const today = () => road.office.clock.dayOf(road.office.clock.now())

  const register = async (fields: Record<string, string> = {}) => {
    const form = filled({
      programme: 'AMO_TADAMON',
      entity: 'RABAT_AGDAL',
      service: 'SUGGESTION',
      channel: 'desk',
      category: 'RECEPTION',
      object: 'Un guichet pour les personnes âgées',
      phone: '0661990011',
      ...fields,
    })
    return referenceIn(await postForm(await road.app.enter('desk'), '/cases', form))
  }
  const noted = async (fields?: Record<string, string>) => {
    const id = await register(fields)
    await road.go('routes', id, 'ROUTE', { unit: 'AGENCIES' })
    await road.go('notes', id, 'TAKE_NOTE', { taken: 'Un guichet prioritaire est prévu en janvier.' })
    return id
  }
  const thanks = 'Merci de votre suggestion. Un guichet prioritaire ouvrira en janvier.'

  beforeAll(async () => {
    road = await openRoad((await open()).db, 'AMO_TADAMON', {
      desk: 'agent',
      routes: 'clerk',
      notes: 'processor',
      closes: 'closer',
    })
  })

  test('goes from the desk to its end, and is thanked for', async () => {
    const id = await noted()
    await road.go('routes', id, 'THANK', { channel: 'sms', sentOn: today(), thanks })
    await road.office.work()

    const letter = await road.office.db.read('messages').where({ case_id: id, effect: 'thank' }).first()
    expect([letter.channel, letter.status]).toEqual(['sms', 'sent'])
    expect(letter.body).toContain(thanks)
    await road.go('closes', id, 'CLOSE', { synthesis: 'Suggestion retenue par le réseau des agences.' })
    expect((await road.office.row(id)).state).toBe('closed')
  })

  test('gets a receipt of its own: nothing to contest, only what the service will take from it', async () => {
    const id = await register()

    const { text } = await (await road.app.enter('desk')).get(`/cases/${id}/receipt?lang=fr`)

    const words = wordsOf(text.slice(text.indexOf('<article')))
    expect(words).toContain('Récépissé d’observation ou de suggestion')
    expect(words).toContain('Nous vous disons ce qu’il en retient')
    expect(words).not.toMatch(/contester|Médiateur|tribunal|date promise/)
    expect(missingTexts(text)).toEqual([])
  })

  test('of somebody without name and contact is answered where they may read it', async () => {
    const nobody = { relation: 'anonymous', name: '', phone: '', channel: 'web' }
    const onPage = await noted({ ...nobody, channel: 'desk' })
    const { page } = await formOf(road.app, 'routes', onPage, 'THANK')
    expect(missingTexts(page.text)).toEqual([])
    await road.go('routes', onPage, 'THANK', { channel: 'desk', sentOn: today(), thanks })
    await road.office.work()

    const letter = await road.office.db.read('messages').where({ case_id: onPage, effect: 'thank' }).first()
    expect(letter.status).toBe('onPage')
    await road.go('closes', onPage, 'CLOSE', { synthesis: 'Suggestion retenue, remerciement publié.' })
  })

  test('is named on its page, in the worklist and where it is found; an observation and a complaint likewise', async () => {
    const suggestion = await register()
    const observation = await register({ service: 'OBSERVATION', object: 'Le site est plus clair qu’avant' })
    const browser = await road.app.enter('routes')

    const list = wordsOf((await browser.get('/work')).text)
    expect(list).toContain('Suggestion Un guichet pour les personnes âgées')
    expect(list).toContain('Observation Le site est plus clair qu’avant')
    expect(wordsOf((await browser.get(`/cases/${suggestion}`)).text)).toMatch(/Suggestion/)
    const started = await browser.post('/search').type('form').send({ q: 'Fatima Zahra' })
    const found = wordsOf((await browser.get(started.headers.location ?? '')).text)
    expect(found).toContain('Observation Le site')
    expect((await road.office.row(observation)).service).toBe('OBSERVATION')
  })

  test('is closed by nobody who had a part in it', async () => {
    const id = await noted()
    await road.go('routes', id, 'THANK', { channel: 'sms', sentOn: today(), thanks })
    const { status, changed } = await road.post('routes', id, 'CLOSE', { synthesis: 'Suggestion retenue.' })

    expect([status, changed]).toEqual([403, false])
  })

  test('shows every role a page in each language without a missing text', async () => {
    const id = await noted()
    for (const language of ['fr', 'ar', 'en'] as const)
      for (const name of ['desk', 'routes', 'notes', 'closes']) {
        const browser = await road.app.enter(name, language)
        expect(missingTexts((await browser.get(`/cases/${id}`)).text)).toEqual([])
      }
  })
})
