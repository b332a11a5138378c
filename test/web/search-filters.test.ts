// Searching with filters: a plain form, addresses that tell nobody's name, and filters kept and shared under a name.
import { beforeAll, describe, expect, test } from 'vitest'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, type Office, openOffice } from '../support/office.ts'
import { errorBeside, flashOf, missingTexts, summaryOf, typedIn, wordsOf } from './reading.ts'

eachDatabase('a search with filters', (open) => {
  let office: Office
  let app: App
  let byMail: string
  let atDesk: string
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
    atDesk = await office.register({ description: 'Versement <b>bloqué</b> à la banque de Salé.' })
    office.clock.advance(60_000)
    byMail = await office.register({
      description: 'Versement perdu.',
      channel: 'email',
      email: 'qui@example.ma',
    })
  })

  const post = async (fields: Record<string, string>, name: Name = 'clerk') => {
    const browser = await app.enter(name)
    const sent = await browser.post('/search').type('form').send(fields)
    return { browser, sent, address: sent.headers.location ?? '' }
  }
  const found = async (fields: Record<string, string>, name: Name = 'clerk') => {
    const { browser, address } = await post(fields, name)
    const { text } = await browser.get(address).expect(200)
    return [...text.matchAll(/<a class="j-who[^"]*" href="\/cases\/([^"]+)"/g)].map(([, id]) => id)
  }

  test('puts filters into the address and words under an opaque one', async () => {
    const { address } = await post({ q: 'versement', channel: 'email', place: 'DAAM/RABAT', stage: '' })

    expect(address).toMatch(/^\/search\/[\w-]{16}\?place=DAAM%2FRABAT&channel=email$/)
    expect((await post({ q: '', channel: 'email' })).address).toBe('/search?channel=email')
    expect((await post({ q: '' })).address).toBe('/search')
  })

  test('finds by both together, and by filters alone', async () => {
    expect(await found({ q: 'versement' })).toEqual([byMail, atDesk])
    expect(await found({ q: 'versement', channel: 'email' })).toEqual([byMail])
    expect(await found({ q: '', channel: 'desk' })).toEqual([atDesk])
    expect(await found({ q: 'versement', channel: 'phone' })).toEqual([])
    expect(await found({ q: '', place: 'DAAM' }, 'auditor')).toEqual([byMail, atDesk])
    expect(await found({ q: '', place: 'DAAM' }, 'stranger')).toEqual([])
  })

  test('folds the filters away once they found something, and says which they were', async () => {
    const { browser, address } = await post({ q: '', channel: 'email', stage: 'qualify' })
    const { text } = await browser.get(address).expect(200)

    expect(wordsOf(text)).toContain('Canal courriel')
    expect(text).toMatch(/<details class="j-more"><summary>Filtres/)
    expect(wordsOf((await browser.get('/search')).text)).not.toContain('Filtres en vigueur')
  })

  test.each([
    ['DAA-7K3F-9QX', 'Vérifiez l’orthographe'],
    ['ve', 'au moins trois lettres'],
    ['introuvable', 'Vérifiez l’orthographe'],
  ])('says of %j why nothing may have been found', async (q, why) => {
    const { browser, address } = await post({ q })
    expect(wordsOf((await browser.get(address).expect(200)).text)).toContain(why)
  })

  test('says of a reference with one wrong character that it is mistyped', async () => {
    const last = atDesk.endsWith('A') ? 'B' : 'A'
    const { browser, address } = await post({ q: atDesk.slice(0, -1) + last })
    expect(wordsOf((await browser.get(address).expect(200)).text)).toContain('contient une faute de frappe')
  })

  test('says how many there are, and why each was found, with what was told escaped', async () => {
    const { browser, address } = await post({ q: 'bloque sale' })
    const { text } = await browser.get(address).expect(200)

    expect(wordsOf(text)).toContain('1 dossier trouvé.')
    expect(text).toContain(
      'Versement &lt;b&gt;<mark>bloqué</mark>&lt;/b&gt; à la banque de <mark>Salé</mark>.',
    )
    expect(missingTexts(text)).toEqual([])
  })

  test('keeps everything typed when a day is none, or the last one comes first', async () => {
    const typed = {
      q: 'versement',
      channel: 'email',
      receivedFrom: '2026-02-31',
      closedFrom: '2026-03-02',
      closedTo: '2026-03-01',
    }
    const { sent } = await post(typed)

    expect(sent.status).toBe(422)
    for (const [name, value] of Object.entries(typed)) expect(typedIn(sent.text, name)).toBe(value)
    expect(errorBeside(sent.text, 'receivedFrom')).toBe('Donnez un jour qui existe.')
    expect(errorBeside(sent.text, 'closedTo')).toBe('Le dernier jour vient avant le premier.')
    expect(summaryOf(sent.text).map(({ id }) => id)).toEqual(['receivedFrom', 'closedTo'])
    expect((await post({ q: 'x'.repeat(201) })).sent.status).toBe(422)
  })

  test('takes no notice of filters that nobody knows', async () => {
    const browser = await app.enter('clerk')
    const odd =
      '/search?place=%27&stage=x&channel=%3Cb%3E&receivedFrom=soon&after=-1&assigned=%00&channel=desk'

    expect(wordsOf((await browser.get(odd).expect(200)).text)).not.toContain('dossier trouvé')
  })

  test('says that older cases are still being read in', async () => {
    const browser = await app.enter('clerk')
    await office.db.run("INSERT INTO search_unread (last_id) VALUES ('')")
    const { text } = await browser.get('/search').expect(200)
    await office.db.run('DELETE FROM search_unread')

    expect(wordsOf(text)).toContain('Les dossiers plus anciens sont encore en cours d’indexation')
    expect(wordsOf((await browser.get('/search')).text)).not.toContain('indexation')
  })

  describe('kept under a name', () => {
    const save = async (fields: Record<string, string>, name: Name = 'clerk') => {
      const browser = await app.enter(name)
      const sent = await browser.post('/search/saved').type('form').send(fields)
      return { browser, sent }
    }
    const savedOf = async (name: Name) => {
      const { text } = await (await app.enter(name)).get('/search').expect(200)
      const list = /<nav class="j-search-saved"[\s\S]*?<\/nav>/.exec(text)?.[0] ?? ''
      return [...list.matchAll(/<a href="([^"]+)"[^>]*><bdi>([^<]+)<\/bdi>/g)].map(([, href, said]) => [
        said,
        href,
      ])
    }

    test('is there again, for its owner alone', async () => {
      const { sent, browser } = await save({ name: 'Courriels', channel: 'email', share: '' })

      expect(sent.headers.location).toBe('/search?channel=email')
      expect(flashOf((await browser.get('/search?channel=email')).text)).toBe('Filtres gardés.')
      expect(await savedOf('clerk')).toEqual([['Courriels', '/search?channel=email']])
      expect(await savedOf('clerk2')).toEqual([])
    })

    test('never with the words', async () => {
      const { address, browser } = await post({ q: 'Fatima Idrissi', channel: 'email' })
      const id = /search\/([\w-]{16})/.exec(address)?.[1] ?? ''
      await browser
        .post('/search/saved')
        .type('form')
        .send({ name: 'Sans mots', search: id, channel: 'email' })
        .expect(303)

      const rows = await office.db.read('saved_searches').where({ name: 'Sans mots' })
      expect(JSON.stringify(rows)).not.toMatch(/fatima|idrissi/i)
      expect(rows[0].filters).toBe('{"channel":"email"}')
    })

    test('is shared with whoever reads cases there, who finds only what is open to them', async () => {
      await save({ name: 'Bureau de Rabat', place: 'DAAM', share: 'DAAM/RABAT' }, 'supervisor')

      for (const name of ['clerk2', 'closer', 'auditor'] as const)
        expect(await savedOf(name)).toContainEqual(['Bureau de Rabat', '/search?place=DAAM'])
      // A unit is no part of a place, another programme is none of theirs.
      for (const name of ['processor', 'stranger'] as const)
        expect((await savedOf(name)).map(([said]) => said)).not.toContain('Bureau de Rabat')
      expect(await found({ q: '', place: 'DAAM' }, 'processor')).toEqual([])
    })

    test('is refused beside its field, with everything typed', async () => {
      const refusals: [Record<string, string>, string, string][] = [
        [{ name: '', channel: 'email' }, 'name', 'Donnez un nom d’au moins deux lettres.'],
        [
          { name: 'Mme 0612345678', channel: 'email' },
          'name',
          'Pas de numéro de carte, de téléphone ou de dossier dans un nom.',
        ],
        [{ name: 'Courriels', channel: 'email' }, 'name', 'Vous avez déjà des filtres de ce nom.'],
        [{ name: 'Rien' }, 'name', 'Choisissez d’abord un filtre : les mots seuls ne se gardent pas.'],
        [
          { name: 'Ailleurs', channel: 'email', share: 'TAYSSIR' },
          'share',
          'Partagez avec un programme ou une entité où vous lisez les dossiers.',
        ],
        [
          { name: 'Trop', channel: 'email', share: 'DAAM' },
          'share',
          'Partagez avec un programme ou une entité où vous lisez les dossiers.',
        ],
      ]

      for (const [fields, field, said] of refusals) {
        const { sent } = await save(fields)
        expect([fields, sent.status]).toEqual([fields, 422])
        expect(errorBeside(sent.text, field)?.replaceAll(/[\u00a0\u202f]/g, ' ')).toBe(said)
        expect(typedIn(sent.text, 'name')).toBe(fields.name)
      }
    })

    test('is deleted by its owner and nobody else', async () => {
      const { id } = await office.db.read('saved_searches').where({ name: 'Bureau de Rabat' }).first('id')

      await (await app.enter('clerk2')).post(`/search/saved/${id}/delete`).expect(404)
      await (await app.enter('supervisor')).post(`/search/saved/${id}/delete`).expect(303)

      expect(await savedOf('closer')).toEqual([])
    })
  })

  test('chooses what is acted on: all that was found, and nothing else', async () => {
    const { browser } = await post({ q: '' })
    const chosen = await browser
      .post('/bulk')
      .type('form')
      .send({ all: '1', act: 'print', list: 'search', channel: 'email' })
      .expect(303)
    const id = /bulk\/([\w-]+)/.exec(chosen.headers.location ?? '')?.[1]

    expect(await office.db.read('bulk_items').where({ job_id: id }).pluck('case_id')).toEqual([byMail])
  })
})
