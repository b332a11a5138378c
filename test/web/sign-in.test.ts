// Coming in and going out: what the door says, what it keeps quiet about, and what a session is worth.
import { describe, expect, test } from 'vitest'
import { makePasswordLink, prepareSetup } from '../../src/accounts/links.ts'
import { createDoor } from '../../src/accounts/sign-in.ts'
import { admin, clerk, focal, type Office, openOffice, PASSWORD } from '../accounts/office.ts'
import { hours, minutes } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'

const LOGIN = 'salma@office.test'

/** The value of the session cookie an answer sets. */
const sidIn = (answer: { headers: Record<string, unknown> }): string | undefined =>
  [answer.headers['set-cookie'] ?? []]
    .flat()
    .map(String)
    .find((cookie) => cookie.startsWith('sid='))

const signIn = (office: Office, login: string, password: string) =>
  office.visitor().post('/sign-in').type('form').send({ login, password })

eachDatabase('the door', (open) => {
  const openWithSalma = async (options?: Parameters<typeof openOffice>[1]) => {
    const office = openOffice(await open(), options)
    const salma = await office.hire(LOGIN, { name: 'Salma Benjelloun', grants: [clerk] })
    return { office, salma }
  }

  test('opens for the right login and password, in capitals too, and leads back where one wanted to go', async () => {
    const { office } = await openWithSalma()

    const answer = await office
      .visitor()
      .post('/sign-in')
      .type('form')
      .send({ login: ' Salma@Office.test ', password: PASSWORD, back: '/account?a=1' })

    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe('/account?a=1')
    expect(sidIn(answer)).toMatch(/^sid=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  test('says the same to a wrong password, an unknown login and a closed account', async () => {
    const { office } = await openWithSalma()
    await office.hire('gone@office.test')
    await office.parts.db.write('users').where({ login: 'gone@office.test' }).update({ active: 0 })

    const answers = [
      await signIn(office, LOGIN, 'not the password'),
      await signIn(office, 'nobody@office.test', PASSWORD),
      await signIn(office, 'gone@office.test', PASSWORD),
    ]

    const [first] = answers
    for (const answer of answers) {
      expect(answer.status).toBe(422)
      expect(answer.text.replace(/value="[^"]*@office.test"/, '')).toBe(
        first?.text.replace(/value="[^"]*@office.test"/, ''),
      )
      expect(sidIn(answer)).toBeUndefined()
    }
  })

  test('keeps the login that was typed, never the password', async () => {
    const { office } = await openWithSalma()

    const answer = await signIn(office, LOGIN, 'not the password')

    expect(answer.text).toContain(`value="${LOGIN}"`)
    expect(answer.text).not.toContain('not the password')
    expect(answer.text).toContain('role="alert"')
  })

  test('asks for what is missing, next to its field', async () => {
    const { office } = await openWithSalma()

    const answer = await signIn(office, '', '')

    expect(answer.status).toBe(422)
    expect(answer.text).toContain('id="login-e"')
    expect(answer.text).toContain('href="#password"')
  })

  test('gives a new session id to whoever comes in, and the one known before opens nothing', async () => {
    const { office } = await openWithSalma()
    const browser = office.visitor()
    // A visitor who was left a message has a session already.
    const setup = await prepareSetup(office.parts)
    const before = sidIn(
      await browser.post(`/setup/${setup}`).type('form').send({
        name: 'Mehdi Tahiri',
        login: 'mehdi@office.test',
        language: 'fr',
        password: PASSWORD,
        passwordAgain: PASSWORD,
      }),
    )

    const after = sidIn(
      await browser.post('/sign-in').type('form').send({ login: LOGIN, password: PASSWORD }),
    )

    expect(before).toBeDefined()
    expect(after).toBeDefined()
    expect(after).not.toBe(before)
    await office
      .visitor()
      .get('/account')
      .set('Cookie', before?.split(';')[0] ?? '')
      .expect(303)
    await browser.get('/account').expect(200)
  })

  test('lets out: the session is gone, here and in the browser', async () => {
    const { office } = await openWithSalma()
    const browser = await office.enter(LOGIN)

    const out = await browser.post('/sign-out')

    expect(out.headers.location).toBe('/sign-in')
    expect(sidIn(out)).toMatch(/^sid=; .*Expires=Thu, 01 Jan 1970/)
    await browser.get('/account').expect(303)
    expect(await office.parts.db.read('sessions').select()).toEqual([])
  })

  test('keeps no session id that could be used as it lies in the database', async () => {
    const { office } = await openWithSalma()
    const answer = await signIn(office, LOGIN, PASSWORD)
    const [row] = await office.parts.db.read('sessions').select('sid')

    expect(decodeURIComponent(sidIn(answer) ?? '')).not.toContain(row.sid)
  })

  test('ends a session after two hours without a word, and after twelve in any case', async () => {
    const { office } = await openWithSalma()
    const idle = await office.enter(LOGIN)
    office.clock.advance(hours(2))
    await idle.get('/account').expect(303)

    const busy = await office.enter(LOGIN)
    for (let hour = 1; hour < 12; hour++) {
      office.clock.advance(hours(1))
      await busy.get('/account').expect(200)
    }
    office.clock.advance(hours(1))
    await busy.get('/account').expect(303)
  })

  test('closes at once on whoever is deactivated', async () => {
    const { office, salma } = await openWithSalma()
    const browser = await office.enter(LOGIN)

    await office.parts.db.write('users').where({ id: salma.id }).update({ active: 0 })

    await browser.get('/account').expect(303)
  })

  test('slows down whoever guesses: the sixth try waits, even with the right password', async () => {
    const { office } = await openWithSalma()
    for (let i = 0; i < 5; i++) await signIn(office, LOGIN, 'a guess').expect(422)

    const sixth = await signIn(office, LOGIN, PASSWORD)

    expect(sixth.status).toBe(429)
    expect(sixth.headers['retry-after']).toBe('900')
    expect(sixth.text).toContain('15 minutes')
    expect(sixth.text).toContain(`value="${LOGIN}"`)
    expect(sixth.text).not.toContain(PASSWORD)
    office.clock.advance(minutes(15))
    await signIn(office, LOGIN, PASSWORD).expect(303)
  })

  test('slows down nobody else in the same office', async () => {
    const { office } = await openWithSalma()
    await office.hire('anas@office.test', { grants: [clerk] })
    for (let i = 0; i < 6; i++) await signIn(office, LOGIN, 'a guess')

    await signIn(office, 'anas@office.test', PASSWORD).expect(303)
  })

  test('slows down whoever guesses one login from many addresses, and nobody else', async () => {
    const { office } = await openWithSalma()
    const door = createDoor(office.parts)
    const knock = (at: number) => ({ login: LOGIN, ip: `10.1.${at}.1` })
    await door.signIn(knock(99), PASSWORD)
    for (let i = 0; i < 50; i++) expect(await door.signIn(knock(i), 'a guess')).toBeUndefined()

    const next = await signIn(office, LOGIN, PASSWORD)

    expect(next.status).toBe(429)
    expect(next.headers['retry-after']).toBe('3600')
    await office.hire('anas@office.test', { grants: [clerk] })
    await signIn(office, 'anas@office.test', PASSWORD).expect(303)
    office.clock.advance(minutes(60))
    await signIn(office, LOGIN, PASSWORD).expect(303)
  })

  test('does not hold honest sign-ins against an office, however many', async () => {
    const { office } = await openWithSalma()
    for (let i = 0; i < 12; i++) await signIn(office, LOGIN, PASSWORD).expect(303)

    const [kept] = await office.parts.db.read('attempts').where('key', 'like', 'office:%').select('points')
    expect(kept.points).toBe(0)
  })

  test('leads nowhere but here', async () => {
    const { office } = await openWithSalma()
    for (const back of [
      'https://evil.test/',
      '//evil.test',
      '/\\evil.test',
      '/.//evil.test',
      'javascript:1',
      '/\t/evil.test',
    ]) {
      const answer = await office
        .visitor()
        .post('/sign-in')
        .type('form')
        .send({ login: LOGIN, password: PASSWORD, back })
      expect(answer.headers.location, back).toBe('/account')
      const page = await office.visitor().get('/sign-in').query({ back })
      expect(page.text, back).toContain('name="back" value=""')
      const language = await office.visitor().get('/language/ar').query({ back })
      expect(language.headers.location, back).toBe('/')
    }
  })

  test('sends a visitor to the door and back, and htmx by its own way', async () => {
    const { office } = await openWithSalma()

    const page = await office.visitor().get('/account?x=1')
    const piece = await office
      .visitor()
      .get('/account')
      .set({ 'HX-Request': 'true', Referer: 'http://127.0.0.1/account?y=2' })
    const boosted = await office
      .visitor()
      .get('/account?z=3')
      .set({ 'HX-Request': 'true', 'HX-Boosted': 'true', Referer: 'http://127.0.0.1/users' })
    const program = await office.visitor().get('/account').set('Accept', 'application/json')

    expect(page.headers.location).toBe('/sign-in?back=%2Faccount%3Fx%3D1')
    expect(piece.status).toBe(401)
    expect(piece.headers['hx-redirect']).toBe('/sign-in?back=%2Faccount%3Fy%3D2')
    expect(boosted.headers['hx-redirect']).toBe('/sign-in?back=%2Faccount%3Fz%3D3')
    expect(program.status).toBe(401)
    expect(program.headers['content-type']).toContain('application/problem+json')
  })
})

eachDatabase('the first administrator', (open) => {
  const typed = {
    name: 'Mehdi Tahiri',
    login: 'mehdi@office.test',
    language: 'ar',
    password: PASSWORD,
    passwordAgain: PASSWORD,
  }

  test('is made with the printed link, once, and administers', async () => {
    const office = openOffice(await open())
    const token = await prepareSetup(office.parts)
    await office.visitor().get(`/setup/${token}`).expect(200)

    const made = await office.visitor().post(`/setup/${token}`).type('form').send(typed)

    expect(made.headers.location).toBe('/sign-in')
    await office.visitor().get(`/setup/${token}`).expect(404)
    await office.visitor().post(`/setup/${token}`).type('form').send(typed).expect(404)
    const browser = await office.enter('mehdi@office.test')
    await browser.get('/users').expect(200)
    expect(await prepareSetup(office.parts)).toBeUndefined()
  })

  test('may correct what was typed: the link stays good, everything but the passwords is kept', async () => {
    const office = openOffice(await open())
    const token = await prepareSetup(office.parts)

    const refused = await office
      .visitor()
      .post(`/setup/${token}`)
      .type('form')
      .send({ ...typed, password: 'short', passwordAgain: 'shirt' })

    expect(refused.status).toBe(422)
    expect(refused.text).toContain('value="Mehdi Tahiri"')
    expect(refused.text).toContain('id="password-e"')
    expect(refused.text).not.toContain('short')
    await office.visitor().post(`/setup/${token}`).type('form').send(typed).expect(303)
  })

  test('gets a new link at every start, and a link lives a day', async () => {
    const office = openOffice(await open())
    const first = await prepareSetup(office.parts)
    const second = await prepareSetup(office.parts)

    await office.visitor().get(`/setup/${first}`).expect(404)
    await office.visitor().get(`/setup/${second}`).expect(200)
    office.clock.advance(hours(24))
    await office.visitor().get(`/setup/${second}`).expect(404)
  })

  test('is one person, though two post at the same moment', async () => {
    const office = openOffice(await open())
    const token = await prepareSetup(office.parts)

    const answers = await Promise.all(
      ['a', 'b', 'c'].map((who) =>
        office
          .visitor()
          .post(`/setup/${token}`)
          .type('form')
          .send({ ...typed, login: `${who}@office.test` }),
      ),
    )

    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(await office.parts.db.read('users').select()).toHaveLength(1)
  })
})

eachDatabase('a password', (open) => {
  const another = 'une autre clef des champs'

  test('is changed by whoever knows it; every other session ends, this one goes on', async () => {
    const office = openOffice(await open())
    await office.hire(LOGIN, { grants: [clerk] })
    const here = await office.enter(LOGIN)
    const elsewhere = await office.enter(LOGIN)

    const changed = await here
      .post('/account/password')
      .type('form')
      .send({ currentPassword: PASSWORD, password: another, passwordAgain: another })

    expect(changed.status).toBe(303)
    expect((await here.get('/account')).text).toContain('class="j-flash"')
    await elsewhere.get('/account').expect(303)
    await signIn(office, LOGIN, PASSWORD).expect(422)
    await signIn(office, LOGIN, another).expect(303)
  })

  test('is not changed by whoever does not, and guessing there is slowed down too', async () => {
    const office = openOffice(await open())
    await office.hire(LOGIN, { grants: [clerk] })
    const browser = await office.enter(LOGIN)
    const guess = () =>
      browser
        .post('/account/password')
        .type('form')
        .send({ currentPassword: 'a guess', password: another, passwordAgain: another })

    const refused = await guess()
    for (let i = 0; i < 4; i++) await guess()

    expect(refused.status).toBe(422)
    expect(refused.text).toContain('id="currentPassword-e"')
    await guess().expect(429)
    await browser.get('/account').expect(200)
  })

  test('is chosen with a link of the administrator, once; open sessions end', async () => {
    const office = openOffice(await open())
    const boss = await office.hire('boss@office.test', { grants: [admin] })
    const salma = await office.hire(LOGIN, { grants: [clerk] })
    const browser = await office.enter(LOGIN)
    const token = await makePasswordLink(office.parts, salma.id, boss)
    const choose = () =>
      office
        .visitor()
        .post(`/password/${token}`)
        .type('form')
        .send({ password: another, passwordAgain: another })
    expect((await office.visitor().get(`/password/${token}`)).text).toContain(LOGIN)

    await choose().expect(303)

    await choose().expect(404)
    await browser.get('/account').expect(303)
    await signIn(office, LOGIN, another).expect(303)
  })

  test('set by a link takes the confidential road away until it is confirmed again', async () => {
    const office = openOffice(await open())
    const boss = await office.hire('boss@office.test', { grants: [admin] })
    const hind = await office.hire('hind@office.test', { grants: [focal, clerk] })
    const token = await makePasswordLink(office.parts, hind.id, boss)

    await office
      .visitor()
      .post(`/password/${token}`)
      .type('form')
      .send({ password: another, passwordAgain: another })

    const grants = await office.parts.db.read('grants').where({ user_id: hind.id }).select('role', 'pending')
    expect(grants).toContainEqual({ role: 'focal_point', pending: 1 })
    expect(grants).toContainEqual({ role: 'clerk', pending: 0 })
    const browser = await office.enter('hind@office.test', another)
    await browser.get('/confirmations').expect(404)
  })
})

describe('the demonstration', () => {
  eachDatabase('lets in by a click', (open) => {
    test('in demonstration mode, and lists its accounts there', async () => {
      const office = openOffice(await open(), { config: { demo: true } })
      await office.hire('clerk@demo.jawab', { name: 'Salma Benjelloun', grants: [clerk] })

      const door = await office.visitor().get('/sign-in')
      const answer = await office.visitor().post('/sign-in').type('form').send({ as: 'clerk' })

      expect(door.text).toContain('name="as" value="clerk"')
      expect(answer.status).toBe(303)
      await office.visitor().post('/sign-in').type('form').send({ as: 'nobody' }).expect(422)
    })

    test('and nowhere else', async () => {
      const office = openOffice(await open())
      await office.hire('clerk@demo.jawab', { grants: [clerk] })

      const door = await office.visitor().get('/sign-in')
      const answer = await office.visitor().post('/sign-in').type('form').send({ as: 'clerk' })

      expect(door.text).not.toContain('name="as"')
      expect(answer.status).toBe(422)
    })
  })
})
