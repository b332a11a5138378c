// Searching in the browser: what was typed never stands in an address.
import { beforeAll, expect, test } from 'vitest'
import { type App, openApp } from '../support/app.ts'
import { minutes } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { typedIn, wordsOf } from './reading.ts'

eachDatabase('a search in the browser', (open) => {
  let office: Office
  let app: App
  let id: string
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
    id = await office.register({ name: 'Hélène Chraïbi', phone: '0612345678', cnie: 'BE123456' })
  })

  const search = async (q: string, name = 'clerk') => {
    const browser = await app.enter(name)
    const { headers } = await browser.post('/search').type('form').send({ q }).expect(303)
    return { browser, address: headers.location ?? '' }
  }

  test('leads to an address that tells nothing, and to the cases found', async () => {
    const { browser, address } = await search('helene chraibi')

    const { text } = await browser.get(address).expect(200)

    expect(address).toMatch(/^\/search\/[\w-]{16}$/)
    expect(text).toContain(`href="/cases/${id}"`)
    expect(typedIn(text, 'q')).toBe('helene chraibi')
  })

  test('by reference leads straight to the case', async () => {
    const { address } = await search(` ${id.toLowerCase()} `)

    expect(address).toBe(`/cases/${id}`)
  })

  test('by the reference of a case elsewhere finds nothing, like one that does not exist', async () => {
    const mine = await search(id, 'stranger')
    const nobodys = await search('DAA-0000-0000', 'stranger')

    for (const { browser, address } of [mine, nobodys]) {
      expect(address).toMatch(/^\/search\/[\w-]{16}$/)
      expect(wordsOf((await browser.get(address)).text)).toContain('Aucun dossier trouvé')
    }
  })

  test.each(['%00', 'a\0b', '<b>', '"', 'x'.repeat(200), '٠٦١٢', '💧'])(
    'for « %s » is a page that says it back, not a failure',
    async (query) => {
      const { browser, address } = await search(query)

      const { status, text } = await browser.get(address)

      expect([status, typedIn(text, 'q')]).toEqual([200, query.replace('\0', '')])
    },
  )

  test.each(['', '   ', '\0'])('for nothing (« %s ») is the page of searching', async (query) => {
    expect((await search(query)).address).toBe('/search')
  })

  test('is somebody’s own, and for a while', async () => {
    const { browser, address } = await search('helene')
    const other = await app.enter('clerk2')

    expect((await other.get(address)).status).toBe(404)
    expect((await browser.get(`${address}x`)).status).toBe(404)
    office.clock.advance(minutes(31))
    expect((await (await app.enter('clerk')).get(address)).status).toBe(404)
  })
})
