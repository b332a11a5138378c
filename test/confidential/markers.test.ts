// Whoever is not on the confidential road learns nothing of it: every route, as everybody else, whatever was added since.
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Writable } from 'node:stream'
import pino from 'pino'
import type TestAgent from 'supertest/lib/agent.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SETTLED } from '../../src/accounts/settled.ts'
import { projection } from '../../src/cases/projection.ts'
import { newReference } from '../../src/cases/reference.ts'
import { lookInto } from '../../src/confidential/looking.ts'
import { seal } from '../../src/engine/seals.ts'
import { type Report, verify } from '../../src/engine/verify.ts'
import { allRoutes } from '../../src/web/router.ts'
import { type MailServer, startMailServer } from '../notifications/mail-server.ts'
import { type App, openApp } from '../support/app.ts'
import { testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { names, type Office, openOffice } from '../support/office.ts'
import { enclose } from './enclosed.ts'
import { addressOf, type Each, further, makeOneOfEach, queryOf } from './one-of-each.ts'
import { bringCase, refer, step } from './steps.ts'
import { watchQueries } from './watched-queries.ts'

/** What stands nowhere else. */
const phone = '0699887766'
const nature = 'forcedMarriage'

/** Those who serve on the road, and second people in a role; everybody else, a visitor too, is looked at. */
const serving = ['focal', 'specialist', 'clerk2', 'supervisor2']
const others = [...names.filter((name) => !serving.includes(name)), ...further, 'visitor']

/** They answer by the clock of the machine. */
const moving = ['/metrics', '/health/ready', '/health/live']

/** They list what was taken: asked for before the walk takes anything. */
const first = ['/exports', '/journal/reads']

/** What is no page, whoever asks, and why. */
const neverPages: Readonly<Record<string, string>> = {
  '/': 'leads to where somebody begins',
  '/language/:code': 'leads back, in another language',
  '/cases/:id/acts/:event': 'leads to the form on the page of the case',
  '/confidential/cases/:id/acts/:event': 'leads to the form on the page of the case',
  '/confidential/doors/:id/grant': 'leads to the list of doors',
  '/setup/:token': 'is there while nobody administers',
}

eachDatabase('what is added on the confidential road', (open) => {
  let office: Office
  let app: App
  let post: MailServer
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

  /** Every page that is asked for, those first that list what the others leave behind. */
  const pages = (): string[] => {
    const gets = allRoutes(app.app).filter(({ method, path: route }) => method === 'get' && !isAsset(route))
    const routes = [...new Set(gets.map(({ path: route }) => route))]
    return [...first, ...routes.filter((route) => !first.includes(route))]
  }

  /** Every page somebody can ask for, without what is drawn anew each time. */
  async function pagesOf(name: string): Promise<Map<string, string>> {
    const browser = await enter(name)
    const found = new Map<string, string>()
    // What the one before took is not what this one is shown.
    await office.db.write('exports').whereNotIn('id', taken).del()
    for (const route of pages()) {
      if (moving.includes(route)) continue
      watched.now(route)
      const answer = await browser.get(addressOf(route, each) + queryOf(route)).redirects(0)
      const body = answer.text ?? String(answer.body)
      found.set(route, `${answer.status} ${answer.headers.location ?? ''} ${bare(body)}`)
    }
    return found
  }

  const everyPage = async () => {
    const found = new Map<string, Map<string, string>>()
    for (const name of others) found.set(name, await pagesOf(name))
    return found
  }

  let before: Awaited<ReturnType<typeof everyPage>>
  let proved: Report
  let each: Each
  let taken: string[]
  let watched: ReturnType<typeof watchQueries>

  beforeAll(async () => {
    post = await startMailServer()
    const clock = testClock('2026-11-18')
    office = await openOffice((await open()).db, { clock, smtpUrl: post.url, log })
    app = openApp(office, {}, log)
    clock.advance(SETTLED)
    watched = watchQueries(app.app)
    each = await makeOneOfEach(office)
    taken = (await office.db.read('exports').select('id')).map(({ id }) => id)
    before = await everyPage()
    post.mails.length = 0
    proved = await verify({ ...office, projection })
    const contact = { contactBy: 'sms', contactPoint: phone }
    secret = await bringCase(office, { nature, linked: 'yes', ageBand: 'young', sex: 'female', ...contact })
    await bringCase(office, { nature: 'rape' })
    await step(office.road, office.staff.focal, secret.id, 'SAY', { phrase: 'comeSee' })
    await step(office.road, office.staff.focal, secret.id, 'SEND_NOTICE')
    await refer(office, secret.id, { shareNature: true, shareContact: true })
    await office.work()
  }, 300_000)
  afterAll(() => post.close())

  test('moves no page, list, count, figure, feed or export of anybody else', async () => {
    const after = await everyPage()

    for (const name of others) expect(after.get(name), name).toEqual(before.get(name))
  }, 300_000)

  test('is told by no field of any address: as a reference that is nowhere, to the letter', async () => {
    const ghost = newReference('DAA')
    const differing: string[] = []
    // The pages were watched while they read.
    expect(watched.queriesOf('/journal')).toContain('ref=REF')
    expect(watched.queriesOf('/causes/:id/verify')).toContain('after=REF')
    for (const name of others) {
      const browser = await enter(name)
      const answers = async (route: string, query: string, id: string) => {
        const added = query.replaceAll('REF', id)
        const address = addressOf(route, each) + queryOf(route)
        return said(
          await browser.get(`${address}${address.includes('?') ? '&' : '?'}${added}`).redirects(0),
          id,
        )
      }
      for (const [route] of [...(before.get(name) ?? [])].filter(isShown))
        for (const query of watched.queriesOf(route)) {
          const there = await answers(route, query, secret.id)
          if (tells(there) || there !== (await answers(route, query, ghost)))
            differing.push(`${name} ${route}?${query}`)
        }
    }

    expect(differing).toEqual([])
  }, 300_000)

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
        if (['/sign-out', '/sign-in'].includes(route) || isAsset(route)) continue
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
  }, 300_000)

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

  // The last one: it adds cases.
  test('is looked for on every page there is: each was shown to somebody', async () => {
    const shown = new Set(
      [...before.values()].flatMap((all) => [...all].filter(isShown).map(([route]) => route)),
    )
    const id = await enclose(office, [Buffer.from('%PDF-1.4\nScellé\n%%EOF')])
    const focal = await app.enter('focal')
    const { revision } = await office.db.read('sensitive_instances').where({ id }).first('revision')
    const wish = { id, input: { purpose: 'refer' }, revision }
    const { files } = await lookInto(office.road, wish, office.staff.focal)
    const further = { ...each, '/confidential/cases': { id, event: 'SAY', file: files[0]?.id ?? '' } }
    for (const browser of [focal, app.visitor()])
      for (const route of pages().filter((one) => !shown.has(one))) {
        const { status } = await browser.get(addressOf(route, further) + queryOf(route)).redirects(0)
        if (status === 200) shown.add(route)
      }

    const never = pages().filter((route) => !shown.has(route))
    expect(never.sort()).toEqual(Object.keys(neverPages).sort())
  })

  /** The whole answer, with the reference that was asked for taken out. */
  async function ask(browser: TestAgent, method: string, route: string, id: string): Promise<string> {
    const address = addressOf(route, each, id)
    const sent = { revision: 3, q: id, key: 'x', phrase: 'comeSee' }
    const found =
      method === 'get'
        ? await browser.get(address).redirects(0)
        : await browser.post(address).type('form').send(sent)
    return said(found, id)
  }

  const tells = (answer: string): boolean =>
    [phone, secret.code, secret.id, nature].some((word) => isSaid(answer, word))
})

const isAsset = (route: string): boolean => route.startsWith('/assets')

const isShown = ([, answer]: [route: string, answer: string]): boolean => answer.startsWith('200')

type Answer = Awaited<ReturnType<TestAgent['get']>>

/** A whole answer, with the reference that was asked for taken out. */
const said = ({ status, headers, text, body }: Answer, id: string): string =>
  `${status} ${headers.location ?? ''} ${headers['content-type']} ${bare(text ?? String(body))}`.replaceAll(
    id,
    '…',
  )

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
