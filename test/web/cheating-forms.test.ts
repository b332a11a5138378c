// What somebody might try who writes forms by hand, or knows addresses of others: nothing gets in, nothing gets out.
import { beforeAll, describe, expect, test } from 'vitest'
import { leadTo, typed } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { eventsOf, post as postBy } from './acting.ts'

eachDatabase('a cheat', (open) => {
  let office: Office
  let app: App
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })

  const post = (name: string, id: string, event: string, input: object = {}) =>
    postBy({ app, office }, name, id, event, input)

  describe('who forges the form', () => {
    test.each([[undefined], [''], ['0'], ['-1'], ['x'], ['1.5'], ['1e9'], [['1', '2']]])(
      'with the revision %j is not understood, and nothing happens',
      async (revision) => {
        const id = await leadTo(office, 'received')
        const browser = await app.enter('clerk')

        const answer = await browser
          .post(`/cases/${id}/acts/QUALIFY`)
          .type('form')
          .send({ ...typed.qualify, ...(revision !== undefined && { revision }) })

        expect(answer.status).toBe(revision === '1e9' ? 409 : 400)
        expect(await eventsOf(office, id)).toHaveLength(1)
      },
    )

    test('with fields given twice, or foreign ones, gets none of them in', async () => {
      const id = await leadTo(office, 'received')
      const twice = await post('clerk', id, 'QUALIFY', {
        ...typed.qualify,
        identity: ['verified', 'notVerifiable'],
      })
      const foreign = await post('clerk', id, 'QUALIFY', {
        ...typed.qualify,
        closingOn: '2020-01-01',
        programme: 'TAYSSIR',
        facts: 'x',
        by: 'somebody',
      })

      expect([twice.status, twice.changed]).toEqual([422, false])
      expect(foreign.status).toBe(303)
      expect(await office.row(id)).toMatchObject({ programme: 'DAAM', closing_on: null })
      const row = await office.db.read('journal_inputs').where({ instance_id: id, seq: 2 }).first()
      expect(row.input).not.toMatch(/closingOn|TAYSSIR|somebody/)
    })

    test('with a category or a unit of nobody’s is sent back to the field', async () => {
      const id = await leadTo(office, 'received')
      const category = await post('clerk', id, 'QUALIFY', { ...typed.qualify, category: 'SYSTEMS' })
      await office.act(id, office.staff.clerk, 'QUALIFY', typed.qualify)
      const unit = await post('clerk', id, 'CONCLUDE', { ...typed.treat, unit: 'SYSTEMS' })

      expect([category.status, unit.status]).toEqual([422, 422])
    })

    test('with a script in it shows it as words', async () => {
      const script = '<script>alert(1)</script><img src=x onerror=alert(1)>'
      const id = await leadTo(office, 'received', { object: script, name: script })
      const answer = await post('clerk', id, 'QUALIFY', { ...typed.qualify, object: '', number: script })

      expect(answer.status).toBe(422)
      expect(answer.text).not.toContain('<script>alert')
      expect(answer.text).not.toContain('<img src=x')
    })
  })

  describe('who looks elsewhere', () => {
    test('finds no case of another programme, whatever the door', async () => {
      const id = await leadTo(office, 'received')
      const browser = await app.enter('stranger')
      const nowhere = await browser.get('/cases/DAA-0000-0000')

      const doors = await Promise.all([
        browser.get(`/cases/${id}`),
        browser.get(`/cases/${id}/receipt`),
        browser
          .post(`/cases/${id}/acts/QUALIFY`)
          .type('form')
          .send({ revision: 1, ...typed.qualify }),
        browser.post(`/cases/${id}/acts/ASSIGN`).type('form').send({ revision: 1, role: 'clerk', to: 'x' }),
        browser.post(`/cases/${id}/acts/QUALIFY`).type('form').send({ revision: 9 }),
        browser.post(`/cases/${id}/reveal`),
        browser.post(`/cases/${id}/documents`).field('x', 'y'),
      ])

      expect(doors.map(({ status }) => status)).toEqual(doors.map(() => 404))
      for (const { text } of doors)
        expect(text.replaceAll(/back=[^"]*/g, '')).toBe(nowhere.text.replaceAll(/back=[^"]*/g, ''))
      expect(await office.db.read('reveals').where({ case_id: id })).toEqual([])
    })

    test('finds nobody else’s search, and marks nobody else’s notices as read', async () => {
      const { headers } = await (await app.enter('clerk')).post('/search').type('form').send({ q: 'Fatima' })
      const id = await leadTo(office, 'dueSoon')
      const notice = await office.db.read('notices').where({ case_id: id }).first()

      const stranger = await app.enter('stranger')
      const found = await stranger.get(headers.location ?? '')
      await stranger.post(`/notices/${encodeURIComponent(notice.id)}/read`)

      expect(headers.location).toMatch(/^\/search\/[\w-]{16}$/)
      expect(found.status).toBe(404)
      expect((await office.db.read('notices').where({ id: notice.id }).first()).read_at).toBeNull()
    })
  })
})
