// Whoever is not on the confidential road learns nothing of it: every route, as everybody else, whatever was added since.
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Writable } from 'node:stream'
import pino from 'pino'
import type TestAgent from 'supertest/lib/agent.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeFeed } from '../../src/accounts/feeds.ts'
import { projection } from '../../src/cases/projection.ts'
import { newReference } from '../../src/cases/reference.ts'
import { seal } from '../../src/engine/seals.ts'
import { type Report, verify } from '../../src/engine/verify.ts'
import { allRoutes } from '../../src/web/router.ts'
import { type MailServer, startMailServer } from '../notifications/mail-server.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { names, type Office, openOffice } from '../support/office.ts'
import { bringCase, refer, step } from './steps.ts'

/** What stands nowhere else. */
const phone = '0699887766'
const nature = 'forcedMarriage'

/** Those who serve on the road, and second people in a role; everybody else, a visitor too, is looked at. */
const serving = ['focal', 'specialist', 'clerk2', 'supervisor2']
const others = [...names.filter((name) => !serving.includes(name)), 'visitor']

/** They answer by the clock of the machine, or with what was asked before. */
const moving = ['/metrics', '/health/ready', '/health/live', '/exports', '/journal/reads']

eachDatabase('what is added on the confidential road', (open) => {
  let office: Office
  let app: App
  let post: MailServer
  let ordinary: string
  let secret: { id: string; code: string }
  const lines: string[] = []
  const log = pino(
    { level: 'debug' },
    new Writable({
      write: (line, _encoding, done) => {
        lines.push(String(line))
        done()
      },
    }),
  )

  const enter = (name: string): Promise<TestAgent> =>
    name === 'visitor' ? Promise.resolve(app.visitor()) : app.enter(name)

  /** The address of a route, with a reference wherever it takes something. */
  const addressOf = (route: string, id: string) =>
    route
      .replace('/lifecycles/:name', '/lifecycles/complaint')
      .replace(':version', '2')
      .replace(':code', 'fr')
      .replace(':day', '2026-11-25')
      .replace(':event', 'SAY')
      .replace(/:\w+/g, id)

  /** What an export or a figure asks for besides. */
  const queryOf = (route: string) => {
    if (route.endsWith('.xes')) return '?programme=DAAM&from=2026-01-01&to=2026-12-31'
    if (route.endsWith('.jsonl')) return '?programme=DAAM'
    if (route.endsWith('/cases')) return '?state=received'
    return route.includes('/figures') ? '?programme=DAAM&from=2026-01-01&to=2026-12-31' : ''
  }

  /** Every page somebody can ask for, without what is drawn anew each time. */
  async function pagesOf(name: string): Promise<Map<string, string>> {
    const browser = await enter(name)
    const pages = new Map<string, string>()
    for (const { method, path: route } of allRoutes(app.app)) {
      if (method !== 'get' || moving.includes(route) || route.startsWith('/assets')) continue
      const found = await browser.get(addressOf(route, ordinary) + queryOf(route)).redirects(0)
      const body = found.text ?? String(found.body)
      pages.set(route, `${found.status} ${found.headers.location ?? ''} ${bare(body)}`)
    }
    pages.set('feed', (await browser.get(`/calendars/${feed}.ics`).expect(200)).text)
    return pages
  }

  const everyPage = async () => {
    const found = new Map<string, Map<string, string>>()
    for (const name of others) found.set(name, await pagesOf(name))
    return found
  }

  let before: Awaited<ReturnType<typeof everyPage>>
  let proved: Report
  let feed: string

  beforeAll(async () => {
    post = await startMailServer()
    office = await openOffice((await open()).db, { smtpUrl: post.url, log })
    app = openApp(office, {}, log)
    ordinary = await office.register({ name: 'Khadija Ordinaire' })
    await office.work()
    await seal(office.db, office.clock)
    feed = await makeFeed(office, office.staff.clerk.id)
    before = await everyPage()
    proved = await verify({ ...office, projection })
    const contact = { contactBy: 'sms', contactPoint: phone }
    secret = await bringCase(office, { nature, linked: 'yes', ageBand: 'young', sex: 'female', ...contact })
    await bringCase(office, { nature: 'rape' })
    await step(office.road, office.staff.focal, secret.id, 'SAY', { phrase: 'comeSee' })
    await step(office.road, office.staff.focal, secret.id, 'SEND_NOTICE')
    await refer(office, secret.id, { shareNature: true, shareContact: true })
    await office.work()
  }, 120_000)
  afterAll(() => post.close())

  test('moves no page, list, count, figure, feed or export of anybody else', async () => {
    const after = await everyPage()

    for (const name of others) expect(after.get(name), name).toEqual(before.get(name))
  }, 120_000)

  test('moves no number of what is proved, and no seal', async () => {
    await seal(office.db, office.clock)

    expect(await verify({ ...office, projection })).toEqual(proved)
  })

  test('is behind no door, whatever address is tried, and nothing is changed by trying', async () => {
    const rows = await office.db.read('sensitive_journal').count({ n: '*' }).first()
    const ghost = newReference('DAA')
    const leaks: string[] = []

    for (const name of others) {
      const browser = await enter(name)
      for (const { method, path: route } of allRoutes(app.app)) {
        if (['/sign-out', '/sign-in'].includes(route) || route.startsWith('/assets')) continue
        const there = await ask(browser, method, route, secret.id)
        if (tells(there)) leaks.push(`${name} ${method} ${route}`)
        // What was just said to them is said once, on whichever page comes next.
        if (method === 'post') await browser.get('/account')
        // What is there and not theirs is answered as what is nowhere, to the letter.
        if (route.includes(':') && there !== (await ask(browser, method, route, ghost)))
          leaks.push(`${name} ${method} ${route} differs`)
      }
    }

    expect(leaks).toEqual([])
    expect(await office.db.read('sensitive_journal').count({ n: '*' }).first()).toEqual(rows)
  }, 120_000)

  test('is found by no search, and by nothing that was ever typed into it', async () => {
    for (const name of ['agent', 'clerk', 'supervisor', 'auditor']) {
      const browser = await app.enter(name)
      for (const q of [secret.id, phone, secret.code]) {
        const started = await browser.post('/search').type('form').send({ q })
        const { text } = await browser.get(started.headers.location ?? '/search')
        expect(text).not.toContain('/confidential/cases')
        expect(text).not.toContain(`/cases/${secret.id}`)
      }
    }
  })

  test('leaves the house in one notice of five facts and one neutral word, and in no log', async () => {
    await office.work()

    const sent = JSON.stringify(post.mails)
    expect(post.mails.map(({ to }) => to).sort()).toEqual([
      // That something waits, twice and once.
      ...['focal@office.test', 'focal@office.test'],
      ...['grievances@funder.example', 'notifications@cnra.example'],
      'specialist@office.test',
    ])
    for (const word of [secret.id, secret.code, phone, 'AMAL']) expect(sent).not.toContain(word)
    expect(lines.length).toBeGreaterThan(100)
    for (const word of [secret.id, secret.code, phone, nature, 'AMAL'])
      expect(lines.join('')).not.toContain(word)
  })

  test('is not readable in the database, nor in any file beside it', async () => {
    const kept = await everythingIn(office)

    for (const word of [
      phone,
      nature,
      secret.code,
      secret.code.replaceAll('-', ''),
      'OFFER_SERVICES',
      'withdrawn',
      '"AMAL"',
    ])
      expect(kept.sensitive.filter((row) => row.includes(word))).toEqual([])
    // What somebody looks for is kept for half an hour, by whoever looked.
    for (const word of [phone, nature, secret.id, secret.code])
      expect(kept.general.filter((row) => row.includes(word) && !row.startsWith('searches '))).toEqual([])
    // A gateway that is none writes text messages as files: they carry the number, and no word that means anything.
    for (const [file, content] of kept.files)
      for (const word of [phone, nature, secret.id, secret.code])
        if (!(word === phone && file.endsWith('.txt'))) expect(content.includes(word), file).toBe(false)
  })

  /** The whole answer, with the reference that was asked for taken out. */
  async function ask(browser: TestAgent, method: string, route: string, id: string): Promise<string> {
    const address = addressOf(route, id)
    const sent = { revision: 3, q: id, key: 'x', phrase: 'comeSee' }
    const found =
      method === 'get'
        ? await browser.get(address).redirects(0)
        : await browser.post(address).type('form').send(sent)
    const { status, headers, text, body } = found
    const whole = `${status} ${headers.location ?? ''} ${headers['content-type']} ${bare(text ?? String(body))}`
    return whole.replaceAll(id, '…')
  }

  const tells = (answer: string): boolean =>
    [phone, secret.code, secret.id, nature].some((word) => isSaid(answer, word))
})

/** A code among the choices of an empty form says nothing. */
const isSaid = (body: string, word: string): boolean =>
  body.replaceAll(/<option value="\w+"[^>]*>[^<]*<\/option>/g, '').includes(word)

/** A page without what is made for each request. */
const bare = (html: string): string =>
  html
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')
    .replaceAll(/\/search\/[\w-]+/g, '')
    .replaceAll(/(org:resource" value=")\w+/g, '$1')

/** Every row of every table, and every file under DATA_DIR. */
async function everythingIn({ db, dataDir }: Office) {
  const tables: { name: string }[] =
    db.kind === 'sqlite'
      ? await db.all("SELECT name FROM sqlite_master WHERE type = 'table'")
      : await db.all("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
  const rows = new Map<string, string[]>()
  for (const { name } of tables)
    rows.set(
      name,
      (await db.read(name)).map((row: object) => `${name} ${JSON.stringify(row)}`),
    )
  const ours = (name: string) => name.startsWith('sensitive_') || name === 'vault'
  const of = (mine: boolean) => [...rows].filter(([name]) => ours(name) === mine).flatMap(([, all]) => all)
  const files = await readdir(dataDir, { recursive: true, withFileTypes: true }).catch(() => [])
  const contents = files
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name)
      return [file, (await readFile(file)).toString('latin1')] as const
    })
  return { sensitive: of(true), general: of(false), files: await Promise.all(contents) }
}
