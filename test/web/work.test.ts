// My work in the browser: lists one can leaf through, figures that lead to what they count, notices, masked numbers.
import { beforeAll, describe, expect, test } from 'vitest'
import { leadTo, places } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { formOf, type Office, openOffice } from '../support/office.ts'
import { typedIn, wordsOf } from './reading.ts'

/** The references of the rows of a list. */
const rowsOf = (html: string) =>
  [...html.matchAll(/<td class="j-w-ref"[^>]*><a href="\/cases\/([\w-]+)"/g)].map(([, id]) => id)

const plain = (href: string) => href.replaceAll('&amp;', '&')

eachDatabase('my work', (open) => {
  let office: Office
  let app: App
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
    for (const place of places) await leadTo(office, place)
    await leadTo(office, 'promised')
    const { key: _key, ...form } = formOf(office.clock)
    const rows = Array.from({ length: 40 }, () => ({
      key: crypto.randomUUID(),
      input: { ...form, beneficiary: null },
    }))
    await office.commands.takeRegister(rows, { live: true })
  })

  test('can be leafed through to its end: as many rows as the counter says, none twice', async () => {
    const browser = await app.enter('clerk')
    const found: (string | undefined)[] = []
    let page = await browser.get('/work')
    const [, said = ''] = /href="\/work"[^>]*aria-current="true"><b>(\d+)<\/b>/.exec(page.text) ?? []

    for (;;) {
      found.push(...rowsOf(page.text))
      const [, next] = /<a href="([^"]*after=[^"]*)"/.exec(page.text) ?? []
      if (!next) break
      page = await browser.get(plain(next)).expect(200)
      expect(wordsOf(page.text)).toContain('Première page')
    }

    expect(found.length).toBeGreaterThan(50)
    expect(found).toHaveLength(Number(said))
    expect(new Set(found).size).toBeGreaterThanOrEqual(found.length - 2)
  })

  test('is narrowed by links, each with as many rows behind it as it says', async () => {
    const browser = await app.enter('processor')
    const { text } = await browser.get('/work')
    const counters = [...text.matchAll(/<a class="[^"]*" href="([^"]+)"[^>]*><b>(\d+)<\/b>/g)]
    const links = [...text.matchAll(/<a href="(\/work\?[^"]+)"[^>]*>[^<]* <i>(\d+)<\/i>/g)]

    expect(counters).toHaveLength(5)
    for (const [, href = '', count] of [...counters, ...links]) {
      const page = await browser.get(plain(href)).expect(200)
      expect([href, rowsOf(page.text).length]).toEqual([href, Number(count)])
    }
  })

  test.each([
    'filter=everything',
    'stage=nowhere',
    'programme=HOUSING',
    'after=x',
    'after=1~DAA-0000-0000~a%27b',
    'filter=held&filter=all',
    'after=99999999999999999~A~b',
  ])('with the address ?%s shows a list, not a failure', async (query) => {
    const browser = await app.enter('clerk')

    expect((await browser.get(`/work?${query}`)).status).toBe(200)
  })

  test('puts the latest first, each under its band, with its clock in words and its next act', async () => {
    const { text } = await (await app.enter('clerk')).get('/work')
    const words = wordsOf(text)

    expect(words).toMatch(/En retard .* (Aujourd’hui et sous 2 jours|Plus tard)/)
    expect(text).toMatch(/<a class="btn j-btn-line j-go" href="\/cases\/[\w-]+\?act=QUALIFY#act">Qualifier/)
  })

  test('of somebody without any is good news, and says where to go', async () => {
    await office.hire('jerada', [{ role: 'clerk', programme: 'DAAM', entity: 'JERADA' }])

    const { text } = await (await app.enter('jerada')).get('/work')

    expect(wordsOf(text)).toContain('Rien ne vous attend')
    expect(text).toContain('href="/commitments"')
  })

  describe('on boards', () => {
    test('approvals and closures show what waits for that role alone', async () => {
      const approvals = await (await app.enter('supervisor')).get('/approvals')
      const closures = await (await app.enter('closer')).get('/closures')

      const states = async (html: string) => {
        const rows = await office.db.read('cases').whereIn('id', rowsOf(html).map(String)).select('state')
        return [...new Set(rows.map(({ state }) => state))]
      }
      expect(await states(approvals.text)).toEqual(['submitted'])
      expect(await states(closures.text)).toEqual(['settled'])
    })

    test('commitments stand on their days, in a calendar and in a list, for those who may see their cases', async () => {
      const browser = await app.enter('clerk')
      const month = await browser.get('/commitments?month=2026-11')
      const rows = await office.db.read('commitments').whereBetween('due_on', ['2026-11-01', '2026-11-30'])
      const shown = rows.filter(({ status }) => status !== 'replaced')

      expect(shown.length).toBeGreaterThan(2)
      for (const { case_id, due_on } of shown) {
        const day = new RegExp(`id="d${due_on}"[\\s\\S]*?</section>`).exec(month.text)?.[0] ?? ''
        expect(day).toContain(`/cases/${case_id}"`)
      }
      expect((await (await app.enter('stranger')).get('/commitments?month=2026-11')).text).not.toContain(
        'DAA-',
      )
    })

    test.each(['2026-13', '2026-00', 'soon', '', '0000-01', '9999-12'])(
      'commitments of the month « %s » are a page all the same',
      async (month) => {
        const browser = await app.enter('clerk')

        expect((await browser.get(`/commitments?month=${month}`)).status).toBe(200)
      },
    )
  })

  describe('in notices', () => {
    test('a notice is read once, by whoever of the desk reads it first, and then by nobody', async () => {
      const [clerk, clerk2] = [await app.enter('clerk'), await app.enter('clerk2')]
      const before = await clerk.get('/notices')
      const [, address = ''] = /action="(\/notices\/[^"]+\/read)"/.exec(before.text) ?? []

      await clerk.post(address).expect(303).expect('location', '/notices')
      await clerk2.post(address).expect(303)

      const id = decodeURIComponent(address.split('/')[2] ?? '')
      const notice = await office.db.read('notices').where({ id }).first()
      expect(before.text).toContain(address)
      expect((await clerk2.get('/notices')).text).not.toContain(address)
      expect([notice.read_by, notice.read_at]).toEqual([office.staff.clerk.id, office.clock.now()])
    })

    test('what somebody saw is marked as read at once, what came meanwhile is not', async () => {
      const clerk = await app.enter('clerk')
      const { text } = await clerk.get('/notices')
      const seen = { from: typedIn(text, 'from'), to: typedIn(text, 'to') }
      const late = await leadTo(office, 'dueSoon')
      const other = await office.db.read('notices').whereLike('desk', '%/supervisor').whereNull('read_at')

      await (await app.enter('clerk')).post('/notices/read').type('form').send(seen).expect(303)

      const unread = await office.db.read('notices').whereLike('desk', '%/clerk').whereNull('read_at')
      expect(unread.map(({ case_id }) => case_id)).toContain(late)
      expect(unread.every(({ at }) => at > Number(seen.to) || at < Number(seen.from))).toBe(true)
      expect(await office.db.read('notices').whereLike('desk', '%/supervisor').whereNull('read_at')).toEqual(
        other,
      )
      await (await app.enter('clerk')).post('/notices/read').expect(400)
    })

    test('a notice nobody has is no failure', async () => {
      await (await app.enter('clerk')).post('/notices/nothing/read').expect(303)
    })
  })

  describe('with numbers of people', () => {
    test('shows them masked; showing them is a deliberate act, and kept', async () => {
      const id = await office.register({ cnie: 'BE123456', phone: '0612345678', email: 'fatima@example.ma' })
      const browser = await app.enter('clerk')

      const masked = await browser.get(`/cases/${id}`)
      expect(masked.text).not.toMatch(/BE123456|0612345678|fatima@example/)
      expect(await office.db.read('reveals').where({ case_id: id })).toEqual([])

      const shown = await browser.post(`/cases/${id}/reveal`).expect(200)
      expect(shown.text).toMatch(/BE123456/)
      expect(shown.text).toMatch(/fatima@example\.ma/)
      expect(await office.db.read('reveals').where({ case_id: id })).toEqual([
        { case_id: id, user_id: office.staff.clerk.id, at: office.clock.now() },
      ])
      expect((await browser.get(`/cases/${id}`)).text).not.toMatch(/BE123456/)
    })
  })
})
