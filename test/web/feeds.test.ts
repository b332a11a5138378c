// Commitments in people's own calendars: who reads them, what they hold, and that the address stays secret.
import ICAL from 'ical.js'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openOffice as openDoor, PASSWORD } from '../accounts/office.ts'
import { leadTo } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { wordsOf } from './reading.ts'

const addressIn = (html: string) => /value="[^"]*(\/calendars\/[\w-]+\.ics)"/.exec(html)?.[1] ?? ''

const eventsIn = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
}

eachDatabase('a calendar feed', (open) => {
  let office: Office
  let app: App
  let promised: string
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office, { baseUrl: 'http://jawab.test/' })
    promised = await leadTo(office, 'promised')
  })
  beforeEach(() => office.db.write('feeds').del())

  const subscribe = async (name: string, language?: 'fr' | 'ar') => {
    const browser = await app.enter(name, language)
    return addressIn((await browser.post('/account/feed').expect(200)).text)
  }
  const read = (address: string) => app.visitor().get(address)

  test('holds the commitments of a unit as whole days, and nothing of whoever complained', async () => {
    const [commitment] = await office.db.read('commitments').where({ case_id: promised })
    const changed = await office.db
      .read('journal')
      .where({ instance_id: promised })
      .orderBy('seq', 'desc')
      .first()

    const answer = await read(await subscribe('processor')).expect(200)

    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8')
    expect(answer.headers['set-cookie']).toBeUndefined()
    const event = eventsIn(answer.text).find(({ uid }) => uid.startsWith(promised))
    expect(event?.uid).toBe(`${promised}.1@jawab.test`)
    expect(event?.startDate.isDate).toBe(true)
    expect([event?.startDate.toString(), event?.duration.toString()]).toEqual([commitment.due_on, 'P1D'])
    expect(event?.summary).toBe(`${promised} · en cours · Paiements, DAAM`)
    expect(event?.component.getFirstPropertyValue('url')).toBe(`http://jawab.test/cases/${promised}`)
    for (const name of ['dtstamp', 'last-modified']) {
      const written = event?.component.getFirstPropertyValue(name)
      expect(written instanceof ICAL.Time && written.toJSDate().getTime()).toBe(
        Math.floor(changed.at / 1000) * 1000,
      )
    }
    expect(answer.text).not.toMatch(/Fatima|Idrissi|Versement|mars/)
  })

  test('is written as RFC 5545 wants it: lines of 75 bytes, each ended, the same as long as nothing happens', async () => {
    const address = await subscribe('clerk', 'ar')
    await office.db.write('users').where({ id: office.staff.clerk.id }).update({ language: 'ar' })

    const { text } = await read(address).expect(200)

    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([])
    expect(eventsIn(text)[0]?.summary).toMatch(/جارٍ|للتبليغ/)
    office.clock.advance(60_000)
    expect((await read(address)).text).toBe(text)
    await office.db.write('users').where({ id: office.staff.clerk.id }).update({ language: 'fr' })
  })

  test('shows what its owner may see today, and goes with their roles', async () => {
    const moving = await office.hire('moving', [{ role: 'processor', programme: 'DAAM', entity: 'PAYMENTS' }])
    const address = await subscribe('moving')
    expect(eventsIn((await read(address)).text)).not.toEqual([])

    await office.db.write('grants').where({ user_id: moving.id }).update({ entity: 'PENSIONS' })
    expect(eventsIn((await read(address).expect(200)).text)).toEqual([])

    await office.db.write('grants').where({ user_id: moving.id }).update({ role: 'closer', entity: '' })
    await read(address).expect(404)
  })

  test('leaves out what no longer counts, what is long over and what is far away', async () => {
    const id = await office.register()
    const days = ['2026-10-26', '2026-10-25', '2027-12-30', '2027-12-31', '2026-12-01']
    await office.db.write('commitments').insert(
      days.map((due_on, n) => ({
        case_id: id,
        n: n + 1,
        programme: 'DAAM',
        unit: 'PAYMENTS',
        given_on: '2026-10-01',
        due_on,
        status: n === 4 ? 'replaced' : 'running',
      })),
    )

    const events = eventsIn((await read(await subscribe('clerk'))).text).filter(({ uid }) =>
      uid.startsWith(id),
    )

    expect(events.map(({ startDate }) => startDate.toString())).toEqual(['2026-10-26', '2027-12-30'])
    await office.db.write('commitments').where({ case_id: id }).del()
  })

  test('of hundreds of commitments stops at five hundred', async () => {
    const id = await office.register()
    const rows = Array.from({ length: 510 }, (_, n) => ({
      case_id: id,
      n: n + 1,
      programme: 'DAAM',
      unit: 'PAYMENTS',
      given_on: '2026-10-01',
      due_on: '2027-01-01',
      status: 'running',
    }))
    await office.db.write.batchInsert('commitments', rows, 100)

    expect(eventsIn((await read(await subscribe('clerk'))).text)).toHaveLength(500)
    await office.db.write('commitments').where({ case_id: id }).del()
  })

  describe('has an address', () => {
    test('that is shown once and kept only as a hash', async () => {
      const browser = await app.enter('clerk')
      const made = await browser.post('/account/feed').expect(200)
      const token = /calendars\/([\w-]+)\.ics/.exec(made.text)?.[1] ?? ''

      const [row] = await office.db.read('feeds')
      const account = await browser.get('/account')

      expect(token).toMatch(/^[\w-]{43}$/)
      expect(JSON.stringify(row)).not.toContain(token)
      expect(account.text).not.toContain(token)
      expect(wordsOf(account.text)).toContain('Aucun agenda ne l’a encore lue.')
      await read(`/calendars/${token}.ics`).expect(200)
      expect(wordsOf((await browser.get('/account')).text)).toContain('Dernière lecture le')
    })

    test('that dies when another is made, when it is deleted, and with the account', async () => {
      const leaving = await office.hire('leaving', [
        { role: 'processor', programme: 'DAAM', entity: 'PAYMENTS' },
      ])
      const browser = await app.enter('leaving')
      const make = async () => addressIn((await browser.post('/account/feed')).text)
      const [first, second] = [await make(), await make()]
      await read(first).expect(404)
      await read(second).expect(200)

      await browser.post('/account/feed/revoke').expect(303).expect('location', '/account')
      await read(second).expect(404)

      const third = await make()
      await office.db.write('users').where({ id: leaving.id }).update({ active: 0 })
      await read(third).expect(404)

      // Whoever comes back makes a new one.
      const admin = await app.enter('admin')
      const form = { name: 'Leaving', language: 'fr' }
      await admin.post(`/users/${leaving.id}`).type('form').send(form).expect(303)
      await admin
        .post(`/users/${leaving.id}`)
        .type('form')
        .send({ ...form, active: 'true' })
        .expect(303)
      await read(third).expect(404)
    })

    test.each(['supervisor', 'closer', 'auditor', 'admin'])('that a %s cannot have', async (name) => {
      const browser = await app.enter(name)

      await browser.post('/account/feed').expect(404)
      expect((await browser.get('/account')).text).not.toContain('/account/feed')
    })

    test.each(['', 'x', '%00', '..%2F', 'a'.repeat(43), 'a'.repeat(4000)])(
      'and no other opens anything: %#',
      async (token) => {
        await read(`/calendars/${token}.ics`).expect(404)
        await read(`/calendars/${token}`).expect(404)
      },
    )

    test('that is asked for too often from one place has to wait', async () => {
      const address = await subscribe('clerk')
      await office.db.write('attempts').whereLike('key', 'feed:%').update({ points: 600 })

      const answer = await read(address)

      expect([answer.status, Number(answer.headers['retry-after']) > 0]).toEqual([429, true])
      await office.db.write('attempts').whereLike('key', 'feed:%').del()
    })
  })
})

eachDatabase('the address of a feed', (open) => {
  test('stands in no log and in no figure', async () => {
    const door = openDoor(await open())
    await door.hire('salma@office.test', { grants: [{ role: 'clerk', programme: 'DAAM', entity: 'RABAT' }] })
    const browser = await door.enter('salma@office.test', PASSWORD)
    const address = addressIn((await browser.post('/account/feed').expect(200)).text)
    const token = address.slice('/calendars/'.length, -'.ics'.length)

    await door.visitor().get(address).expect(200)
    await browser.post('/account/feed/revoke').expect(303)
    await door.visitor().get(address).expect(404)
    await door.visitor().get(`${address}x`).expect(404)
    const metrics = await door.visitor().get('/metrics')

    expect(token).toHaveLength(43)
    expect(door.logged()).toContain('/calendars/:token.ics')
    expect(door.logged()).not.toContain(token)
    expect(metrics.text).not.toContain(token)
  })
})
