// The confidential road in front of those who serve on it: their desk, a case on one screen, the code that is shown once.
import { beforeAll, describe, expect, test } from 'vitest'
import { bringCase, refer, step } from '../confidential/steps.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { errorBeside, flashOf, missingTexts, typedIn, wordsOf } from './reading.ts'

const phone = '0699887766'

eachDatabase('the confidential road on the web', (open) => {
  let office: Office
  let app: App
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })

  const revisionOf = async (id: string): Promise<number> =>
    (await office.db.read('sensitive_instances').where({ id }).first('revision')).revision

  /** Posts an act by hand, on the case as it stands. */
  const post = async (name: string, id: string, event: string, input: object = {}) =>
    (await app.enter(name))
      .post(`/confidential/cases/${id}/acts/${event}`)
      .type('form')
      .send({ revision: await revisionOf(id), ...input })

  test('is the first page of whoever serves on it, and lists what waits, the most urgent first', async () => {
    const { id: early } = await bringCase(office, { nature: 'denialOfResources' })
    const { id } = await bringCase(office, { nature: 'physicalAssault' })
    const browser = await app.enter('focal')

    expect((await browser.get('/')).headers.location).toBe('/confidential')
    const { text, headers } = await browser.get('/confidential').expect(200)

    expect(text).toContain(`/confidential/cases/${id}?act=`)
    expect(headers['cache-control']).toBe('no-store')
    expect(wordsOf(text)).toMatch(/72 h/)
    const listed = [...text.matchAll(/class="j-who" href="\/confidential\/cases\/([^"]+)"/g)]
    expect(listed.map(([, ref]) => ref)).toEqual([id, early])
  })

  describe.each(['fr', 'ar', 'en'] as const)('in %s', (language) => {
    test('has all its words, in every state that a case can be in', async () => {
      const { id, code } = await bringCase(office, {
        ...{ nature: 'childAtRisk', ageBand: 'teen', contactBy: 'sms', contactPoint: phone },
      })
      expect(code).not.toBe('')
      const browser = await app.enter('focal', language)
      const look = async (address: string) => {
        const { text } = await browser.get(address).expect(200)
        expect(missingTexts(text), address).toEqual([])
        return text
      }

      await look(`/confidential/cases/${id}`)
      await step(office.road, office.staff.focal, id, 'SEND_NOTICE')
      await refer(office, id)
      await office.work()
      for (const act of [
        'REFER_CHILD',
        'SET_CONTACT',
        'RECLASSIFY',
        'SAY',
        'ERASE',
        'WITHDRAW_CONSENT',
        'RECORD_ATTEMPT',
      ])
        await look(`/confidential/cases/${id}?act=${act}`)
      await look('/confidential')
      await look('/confidential?show=others')
      await look('/confidential/new')

      const specialist = await app.enter('specialist', language)
      const { text } = await specialist.get(`/confidential/cases/${id}`).expect(200)
      expect(missingTexts(text)).toEqual([])
    })
  })

  test('asks for consent with nothing ticked, and only about what was explained', async () => {
    const { id } = await bringCase(office)
    await step(office.road, office.staff.focal, id, 'OFFER_SERVICES', { legal: true, shelter: true })
    const browser = await app.enter('focal')

    const { text } = await browser.get(`/confidential/cases/${id}?act=CONSENT`).expect(200)

    const boxes = [
      ...text.matchAll(/<input class="form-check-input" type="checkbox"[^>]*name="(\w+)"[^>]*>/g),
    ]
    expect(boxes.map(([, name]) => name)).toEqual([
      'legal',
      'shelter',
      'shareNature',
      'sharePerson',
      'shareContact',
      'understood',
    ])
    expect(boxes.filter(([tag]) => tag.includes('checked'))).toEqual([])
    const refused = await post('focal', id, 'CONSENT', { given: 'spoken', legal: 'true' })
    expect(refused.status).toBe(422)
    expect(errorBeside(refused.text, 'act-understood')).toBeTruthy()
    expect(typedIn(refused.text, 'given')).toBe('spoken')
  })

  test('shows the five facts of the notice before they leave', async () => {
    const { id } = await bringCase(office, { nature: 'exploitation', linked: 'yes' })
    const browser = await app.enter('focal')

    const { text } = await browser.get(`/confidential/cases/${id}?act=SEND_NOTICE`).expect(200)

    const facts = /<section[^>]*id="notice">([\s\S]*?)<\/section>/.exec(text)?.[1] ?? ''
    expect(facts.match(/<dt>/g)).toHaveLength(5)
    const form = /<section[^>]*id="act"[\s\S]*?<footer>/.exec(text)?.[0] ?? ''
    expect(form).toContain('id="notice"')
    expect(facts).not.toMatch(/\d{4}-\d{2}-\d{2}/)
    expect(wordsOf(facts)).toMatch(/Exploitation ou abus sexuel/)
  })

  test('keeps the number back until somebody asks for it, and writes down who did', async () => {
    const { id } = await bringCase(office, { contactBy: 'sms', contactPoint: phone })
    const browser = await app.enter('focal')
    expect((await browser.get(`/confidential/cases/${id}`)).text).not.toContain(phone)

    const { text } = await browser.post(`/confidential/cases/${id}/contact`).expect(200)

    expect(text).toContain(phone)
    expect(wordsOf((await browser.get(`/confidential/cases/${id}`)).text)).toMatch(
      /numéro ou adresse montrés/,
    )
  })

  test('carries out an act, says so, and tells whoever was slower who was faster', async () => {
    const { id } = await bringCase(office)
    const stale = await revisionOf(id)
    const browser = await app.enter('focal')

    const done = await post('focal', id, 'OFFER_SERVICES', { medical: 'true' })
    expect([done.status, done.headers.location]).toEqual([303, `/confidential/cases/${id}`])
    const late = await browser
      .post(`/confidential/cases/${id}/acts/OFFER_SERVICES`)
      .type('form')
      .send({ revision: stale, legal: 'true' })

    expect(late.status).toBe(409)
    expect(flashOf(late.text)).toContain('Quelqu’un vient d’agir sur ce dossier. Relisez-le.')
    expect((await post('focal', id, 'NOTICE_SENT', { to: 'funder' })).status).toBe(422)
    expect((await post('focal', id, 'NONSENSE')).status).toBe(404)
    expect((await post('specialist', id, 'ACCEPT')).status).toBe(404)
  })

  test('lets a specialist say only what is theirs to say, and no more once consent is gone', async () => {
    const { id } = await bringCase(office, { contactBy: 'sms', contactPoint: phone })
    await refer(office, id, { shareNature: true })

    const page = await (await app.enter('specialist')).get(`/confidential/cases/${id}`).expect(200)
    expect(wordsOf(page.text)).toMatch(/La personne n’a pas permis de le partager/)
    expect(page.text).not.toContain(phone)
    expect((await post('specialist', id, 'CLOSE')).status).toBe(403)
    expect((await post('specialist', id, 'ACCEPT')).status).toBe(303)
    await post('focal', id, 'WITHDRAW_CONSENT')

    const gone = await (await app.enter('specialist')).get(`/confidential/cases/${id}`)
    expect(gone.status).toBe(404)
  })

  test('tells a specialist how long care helps, where she shared why or asked for care; else nothing of deadlines', async () => {
    const told = { nature: 'sexualAssault' }
    const bring = async (consent: object) => {
      const { id } = await bringCase(office, told)
      await step(office.road, office.staff.focal, id, 'OFFER_SERVICES', { medical: true, legal: true })
      const given = { given: 'spoken', understood: true, ...consent }
      await step(office.road, office.staff.focal, id, 'CONSENT', given)
      const followUpOn = office.clock.dayOf(office.clock.now() + 7 * 86_400_000)
      await step(office.road, office.staff.focal, id, 'REFER', { to: 'AMAL', followUpOn })
      return id
    }
    const browser = await app.enter('specialist')
    const seen = async (id: string) => {
      const desk = wordsOf((await browser.get('/confidential')).text)
      expect(desk).not.toMatch(/Aucune échéance/)
      return wordsOf((await browser.get(`/confidential/cases/${id}`)).text)
    }

    expect(await seen(await bring({ legal: true, shareNature: true }))).toMatch(
      /Soins médicaux : dans les 3 jours/,
    )
    expect(await seen(await bring({ medical: true }))).toMatch(/Soins médicaux : dans les 3 jours/)
    expect(await seen(await bring({ legal: true }))).not.toMatch(/Soins médicaux : dans les 3 jours/)
  })

  test('offers only the ways she allows for an attempt, asks nothing where there is one, and counts', async () => {
    const { id } = await bringCase(office, { contactBy: 'sms', contactPoint: phone })
    const { id: silent } = await bringCase(office)
    const browser = await app.enter('focal')
    const form = async (of: string) =>
      (await browser.get(`/confidential/cases/${of}?act=RECORD_ATTEMPT`).expect(200)).text
    const ways = (html: string) =>
      [...html.matchAll(/type="(\w+)"[^>]*name="by" value="(\w+)"/g)].map(([, ...way]) => way)

    expect(ways(await form(id))).toEqual([
      ['radio', 'sms'],
      ['radio', 'inPerson'],
    ])
    expect(ways(await form(silent))).toEqual([['hidden', 'inPerson']])
    expect(wordsOf(await form(id))).toMatch(/Essai 1 sur 3/)
    expect((await post('focal', silent, 'RECORD_ATTEMPT', { by: 'inPerson' })).status).toBe(303)
  })

  test('puts no other act in the place of one that is not possible any more', async () => {
    const { id } = await bringCase(office)

    const { text } = await (await app.enter('focal')).get(`/confidential/cases/${id}?act=REFER`).expect(200)

    expect(flashOf(text)).toContain('Ce n’est plus possible.')
    expect(text).not.toContain('id="act-send"')
  })

  test('says what is gone when something is erased, and asks no ground where there is one', async () => {
    const { id } = await bringCase(office)
    const browser = await app.enter('focal')
    const { text } = await browser.get(`/confidential/cases/${id}?act=ERASE`).expect(200)
    expect(wordsOf(text)).not.toMatch(/Le motif figure dans la réponse/)
    const ground = typedIn(text, 'ground')

    const send = browser.post(`/confidential/cases/${id}/acts/ERASE`).type('form')
    await send.send({ revision: await revisionOf(id), ground, confirmed: 'true' }).expect(303)

    expect(flashOf((await browser.get('/confidential')).text)).toContain('C’est effacé.')
  })

  test('names each reader of a case once a day, and how often they looked', async () => {
    const { id } = await bringCase(office)
    const browser = await app.enter('focal')
    await browser.get(`/confidential/cases/${id}`)

    const { text } = await browser.get(`/confidential/cases/${id}`).expect(200)

    expect(wordsOf(text)).toMatch(/· 2 fois/)
    expect(text).toContain('href="/confidential/log"')
  })

  test('takes a case from the desk with a few codes, shows its code once, and keeps it from whoever brought it', async () => {
    const browser = await app.enter('agent')
    const { text } = await browser.get('/confidential/new').expect(200)
    const key = typedIn(text, 'key')
    const form = { key, programme: 'DAAM', nature: 'harassment', contactBy: 'sms', contactPoint: '' }
    const send = (fields: object) => browser.post('/confidential/new').type('form').send(fields)

    const refused = await send(form)
    expect(refused.status).toBe(422)
    expect(errorBeside(refused.text, 'contactPoint')).toBeTruthy()
    expect(typedIn(refused.text, 'nature')).toBe('harassment')
    const taken = await send({ ...form, contactPoint: phone })
    const again = await send({ ...form, contactPoint: phone })

    const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/
    expect(taken.text).toMatch(code)
    expect(taken.headers['cache-control']).toBe('no-store')
    expect(again.text).not.toMatch(code)
    await browser.get('/confidential').expect(404)
    expect(
      (
        await send({
          ...form,
          contactPoint: phone,
          programme: 'TAYSSIR',
          key: '5f0a1f0e-9c5d-4b0b-9d0c-2f7c1f5e8a12',
        })
      ).status,
    ).toBe(403)
  })

  test('finds a case by its reference for whoever has it on their desk, and says nothing else to anybody', async () => {
    const { id } = await bringCase(office)
    const find = async (name: string, q: string) =>
      (await app.enter(name)).post('/confidential/find').type('form').send({ q })

    expect((await find('focal', id.toLowerCase())).headers.location).toBe(`/confidential/cases/${id}`)
    expect((await find('specialist', id)).headers.location).toBe('/confidential')
    expect((await find('focal', 'DAA-0000-0000')).headers.location).toBe('/confidential')
    expect((await find('auditor', id)).status).toBe(404)
  })

  test('says in clear words that it is shut where there is no key', async () => {
    const shut = await openOffice((await open()).db, { master: null })
    const browser = await openApp(shut).enter('focal')

    const { text } = await browser.get('/confidential').expect(503)

    expect(wordsOf(text)).toMatch(/la clé qui protège ces dossiers manque/)
    const form = await (await openApp(shut).enter('agent')).get('/confidential/new').expect(200)
    expect(wordsOf(form.text)).toMatch(/La voie confidentielle est fermée/)
  })
})
