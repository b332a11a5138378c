// What a browser is told, which requests are refused, and what is never written down.
import { describe, expect, test } from 'vitest'
import { allRoutes, routes } from '../../src/web/router.ts'
import { clerk, type Office, openOffice, PASSWORD } from '../accounts/office.ts'
import { eachDatabase, openTestDatabase } from '../support/databases.ts'

const LOGIN = 'salma@office.test'
const https = { baseUrl: 'https://jawab.test' }

eachDatabase('every answer', (open) => {
  test('carries the strict policy, letter by letter', async () => {
    const office = openOffice(await open())

    const { headers } = await office.visitor().get('/sign-in')

    expect(headers['content-security-policy']).toBe(
      "default-src 'none';script-src 'self';style-src 'self';font-src 'self';connect-src 'self';" +
        "form-action 'self';img-src 'self' data:;media-src 'self';base-uri 'none';frame-ancestors 'none';" +
        "object-src 'none'",
    )
    expect(headers['referrer-policy']).toBe('same-origin')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['permissions-policy']).toContain('geolocation=()')
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['strict-transport-security']).toBeUndefined()
  })

  test('gives a visitor no cookie for looking', async () => {
    const office = openOffice(await open())

    const { headers } = await office.visitor().get('/sign-in')

    expect(headers['set-cookie']).toBeUndefined()
  })

  test('that somebody sees signed in stays in no cache', async () => {
    const office = openOffice(await open())
    await office.hire(LOGIN, { grants: [clerk] })
    const browser = await office.enter(LOGIN)

    const { headers } = await browser.get('/account')

    expect(headers['cache-control']).toBe('no-store')
    expect(headers.vary).toContain('HX-Request')
  })
})

eachDatabase('behind HTTPS', (open) => {
  test('the cookie is bound to this host and to TLS, and browsers are told to stay there', async () => {
    const office = openOffice(await open(), { config: https })
    await office.hire(LOGIN, { grants: [clerk] })

    const answer = await office
      .visitor()
      .post('/sign-in')
      .set('X-Forwarded-Proto', 'https')
      .type('form')
      .send({ login: LOGIN, password: PASSWORD })

    expect(String(answer.headers['set-cookie'])).toMatch(
      /^__Host-sid=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(answer.headers['strict-transport-security']).toContain('max-age=31536000')
  })
})

eachDatabase('a form', (open) => {
  const post = (office: Office, headers: Record<string, string>) =>
    office.visitor().post('/sign-in').set(headers).type('form').send({ login: LOGIN, password: PASSWORD })

  test('from another site is refused, by what the browser says of it', async () => {
    const office = openOffice(await open(), { config: https })
    await office.hire(LOGIN, { grants: [clerk] })

    const foreign = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://jawab.test' },
      { Origin: 'https://evil.test' },
      { Origin: 'null' },
    ]
    for (const headers of foreign) {
      const answer = await post(office, headers)
      expect(answer.status, JSON.stringify(headers)).toBe(403)
      expect(answer.text).toContain('autre site')
    }
  })

  test('of ours is taken, and so is a program that says nothing', async () => {
    const office = openOffice(await open(), { config: https })
    await office.hire(LOGIN, { grants: [clerk] })

    const ours = [
      { 'Sec-Fetch-Site': 'same-origin' },
      { Origin: 'https://jawab.test' },
      { Origin: 'http://10.0.0.5:3000', Host: '10.0.0.5:3000' },
      {},
    ]
    for (const headers of ours) await post(office, headers).expect(303)
  })

  test('that is too large is refused with a page', async () => {
    const office = openOffice(await open())

    const answer = await office
      .visitor()
      .post('/sign-in')
      .type('form')
      .send(`login=${'x'.repeat(300_000)}`)

    expect(answer.status).toBe(413)
    expect(answer.text).toContain('trop volumineux')
  })

  test('or an address that cannot be read is refused with a page', async () => {
    const office = openOffice(await open())

    const answer = await office.visitor().get('/language/%E0%A4%A')

    expect(answer.status).toBe(400)
    expect(answer.text).toContain('<h1>')
  })
})

eachDatabase('what one may not see', (open) => {
  test('does not exist: the same page as for an address nobody has', async () => {
    const office = openOffice(await open())
    await office.hire(LOGIN, { grants: [clerk] })
    const browser = await office.enter(LOGIN)
    const normal = (text: string) => text.replaceAll(/back=[^"]*/g, '')

    const forbidden = await browser.get('/users')
    const unknown = await browser.get('/nothing-here')

    expect(forbidden.status).toBe(404)
    expect(unknown.status).toBe(404)
    expect(normal(forbidden.text)).toBe(normal(unknown.text))
    expect(Object.keys(forbidden.headers).sort()).toEqual(Object.keys(unknown.headers).sort())
  })
})

eachDatabase('a language', (open) => {
  test('is what the browser asks for, what a visitor chose, what a person set', async () => {
    const office = openOffice(await open())
    await office.hire(LOGIN, { grants: [clerk], language: 'en' })
    const visitor = office.visitor()

    const asked = await visitor.get('/sign-in').set('Accept-Language', 'ar-MA,ar;q=0.9')
    const unknown = await office.visitor().get('/sign-in').set('Accept-Language', 'zh')
    const choice = await visitor.get('/language/en?back=/sign-in?back=/account')
    const chosen = await visitor.get('/sign-in').set('Accept-Language', 'ar')
    const own = await (await office.enter(LOGIN)).get('/account').set('Accept-Language', 'ar')

    expect(asked.text).toContain('<html lang="ar" dir="rtl"')
    expect(asked.text).toContain('تسجيل الدخول')
    expect(asked.text).toContain('tabler.rtl.min')
    expect(unknown.text).toContain('<html lang="fr" dir="ltr"')
    expect(choice.headers.location).toBe('/sign-in?back=/account')
    expect(String(choice.headers['set-cookie'])).toMatch(
      /^lang=en; Max-Age=\d+; Path=\/; .*HttpOnly; SameSite=Lax$/,
    )
    expect(chosen.text).toContain('<html lang="en" dir="ltr"')
    expect(own.text).toContain('<html lang="en" dir="ltr"')
  })

  test('that a person chooses is kept with the account', async () => {
    const office = openOffice(await open())
    await office.hire(LOGIN, { grants: [clerk] })

    await (await office.enter(LOGIN)).get('/language/ar?back=/account').expect(303)

    expect((await (await office.enter(LOGIN)).get('/account')).text).toContain('dir="rtl"')
  })

  test('that does not exist is not found', async () => {
    const office = openOffice(await open())

    await office.visitor().get('/language/xx').expect(404)
  })
})

describe('a failure of ours', () => {
  const broken = routes()
  broken.get('/broken/:name', 'public', () => {
    throw new Error('the reason, told to nobody')
  })

  test('shows nothing but the number to quote, and is written with it', async () => {
    const database = await openTestDatabase('sqlite')
    const office = openOffice(database, { deps: { routes: [broken] } })

    const page = await office.visitor().get('/broken/Amina?phone=0612345678')
    const program = await office.visitor().get('/broken/Amina').set('Accept', 'application/json')
    const piece = await office
      .visitor()
      .get('/broken/Amina')
      .set({ 'HX-Request': 'true', 'HX-Request-Type': 'partial', 'HX-Target': 'div#list' })
    const boosted = await office
      .visitor()
      .get('/broken/Amina')
      .set({ 'HX-Request': 'true', 'HX-Request-Type': 'full', 'HX-Boosted': 'true' })
    await database.drop()

    expect(page.status).toBe(500)
    expect(page.text).not.toContain('the reason')
    expect(page.text).toContain(page.headers['x-request-id'])
    expect(JSON.parse(program.text)).toMatchObject({
      status: 500,
      requestId: program.headers['x-request-id'],
    })
    expect(piece.text).toMatch(/^<hx-partial hx-target="#flash"/)
    expect(boosted.text).toMatch(/^<hx-partial hx-target="#flash"/)
    expect(office.logged()).toContain('the reason, told to nobody')
    expect(office.logged()).toContain(page.headers['x-request-id'])
  })

  test('of the database leaves no value of a person in the log', async () => {
    const database = await openTestDatabase('sqlite')
    const failing = routes()
    failing.get('/failing', 'public', async () => {
      await database.db
        .write('users')
        .insert({ id: 'x', login: 'amina@home.test', name: null, language: 'fr' })
    })
    const office = openOffice(database, { deps: { routes: [failing] } })

    await office.visitor().get('/failing').expect(500)
    await database.drop()

    expect(office.logged()).toContain('SQLITE_CONSTRAINT')
    expect(office.logged()).not.toContain('amina')
  })
})

eachDatabase('the log', (open) => {
  test('has a line for each request and nothing of anybody', async () => {
    const office = openOffice(await open())
    const salma = await office.hire(LOGIN, { name: 'Salma Benjelloun', grants: [clerk] })
    const browser = await office.enter(LOGIN)
    await browser.get(`/account?secret=${salma.id}`)
    await browser.get('/setup/a-secret-token')
    await browser.get('/nothing/0612345678')
    for (const page of ['/private', '/private/follow', '/confidential', '/confidential/log'])
      await browser.get(page)

    const log = office.logged()

    // How often somebody comes to the confidential road is nobody's to count.
    expect(log).not.toMatch(/private|confidential/)
    expect(log).toContain('"path":"/account"')
    expect(log).toContain('"path":"/setup/:token"')
    expect(log).toContain('"path":"-"')
    for (const secret of [
      LOGIN,
      'Salma',
      PASSWORD,
      salma.id,
      'a-secret-token',
      '0612345678',
      '127.0.0.1',
      'sid=',
    ])
      expect(log).not.toContain(secret)
  })
})

eachDatabase('a machine', (open) => {
  test('learns that the process lives, is ready, and how it is doing', async () => {
    const life = { stopping: false }
    const office = openOffice(await open(), { deps: { life } })

    await office.visitor().get('/health/live').expect(200, { status: 'ok' })
    await office.visitor().get('/health/ready').expect(200)
    await office.visitor().get('/sign-in').expect(200)
    const metrics = await office.visitor().get('/metrics')
    life.stopping = true

    expect(metrics.headers['content-type']).toContain('text/plain; version=0.0.4')
    expect(metrics.text).toMatch(/^jawab_http_requests_total\{status="2xx"\} [1-9]/m)
    await office.visitor().get('/health/ready').expect(503)
    await office.visitor().get('/health/live').expect(200)
  })

  test('is told when the database is gone', async () => {
    const database = await open()
    const office = openOffice(database)
    await database.db.close()

    await office.visitor().get('/health/ready').expect(503)
  })
})

describe('the routes', () => {
  test('each name who may ask', async () => {
    const database = await openTestDatabase('sqlite')
    const known = allRoutes(openOffice(database).app)
    await database.drop()

    expect(known.filter(({ permission }) => permission === undefined)).toEqual([])
    expect(known).toContainEqual({ method: 'post', path: '/users/:id/roles', permission: 'users.manage' })
    expect(known.length).toBeGreaterThan(20)
  })
})
