// The desk in a real browser: with its script and without, on a phone, for a keyboard and a reader, on paper.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Served, serve } from '../../src/web/serve.ts'
import { fatima } from '../support/beneficiary.ts'
import { launchBrowser } from '../support/browser.ts'
import { openTestDatabase, type TestDatabase } from '../support/databases.ts'
import { PASSWORD } from '../support/office.ts'
import { type Desk, openDesk, pdf } from './register-desk.ts'

describe('the desk in a browser', () => {
  let database: TestDatabase
  let desk: Desk
  let served: Served
  let browser: Browser
  let axe: string
  beforeAll(async () => {
    database = await openTestDatabase('sqlite')
    desk = await openDesk(database.db)
    await desk.db.write('beneficiaries').insert(fatima)
    const both = [
      { role: 'clerk', programme: 'DAAM', entity: '' },
      { role: 'agent', programme: 'TAYSSIR', entity: '' },
    ] as const
    await desk.hire('two', [...both])
    await desk.hire('arabe', [...both], 'ar')
    await desk.hire('english', [...both], 'en')
    served = await serve(desk.app, { port: 0, host: '127.0.0.1' })
    browser = await launchBrowser()
    axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
  })
  afterAll(async () => {
    await browser?.close()
    await served?.stop(1000)
    await database?.drop()
  })

  const sitDown = async (login: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ baseURL: served.address, ...options })
    const page = await context.newPage()
    await page.goto('/sign-in')
    await page.fill('[name=login]', `${login}@office.test`)
    await page.fill('[name=password]', PASSWORD)
    await Promise.all([page.waitForURL('**/work'), page.press('[name=password]', 'Enter')])
    return page
  }
  const withoutScript = { javaScriptEnabled: false }

  const fillIn = async (page: Page) => {
    await page.selectOption('#entity', 'RABAT')
    await page.fill('#name', fatima.name)
    await page.selectOption('#category', 'PAYMENT_MISSING')
    await page.fill('#object', 'Versement de mars')
    await page.fill('#description', 'Je n’ai rien reçu en mars.')
    await page.check('[name=language][value=ar]')
  }

  /** What breaks the rules of accessibility on a page. */
  const faultsOf = async (page: Page) => {
    // What stands in an isolated world is not ours to allow or to forbid.
    const found = await page.evaluate(
      `new Function(${JSON.stringify(axe)}).call(window), window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] })`,
    )
    return (found as { violations: { id: string; nodes: { html: string }[] }[] }).violations.map(
      ({ id, nodes }) => `${id}: ${nodes[0]?.html}`,
    )
  }
  const overflowOf = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

  test('shows what is known while the number is typed, and the same complaint once its category is chosen', async () => {
    const known = await desk.register({ cnie: fatima.cnie, category: 'RECEPTION' })
    const page = await sitDown('two')
    await page.goto('/cases/new?programme=DAAM&channel=desk')

    await page.locator('#cnie').pressSequentially('D412412')
    await page.getByText('Aït Ourir, Al Haouz').waitFor()
    await page.fill('#object', 'Un objet gardé')
    await page.selectOption('#category', 'RECEPTION')
    await page.locator('.j-register-repeats').waitFor()

    expect(await page.locator('.j-register-repeats').innerText()).toContain(known)
    expect(await page.inputValue('#object')).toBe('Un objet gardé')
    expect(page.url()).not.toContain('D412412')
    await page.context().close()
  })

  test('draws the lists of another programme and the day of another channel around what was typed', async () => {
    const page = await sitDown('two')
    await page.goto('/cases/new?programme=DAAM&channel=desk')
    await page.fill('#description', 'Des mots qui restent')
    await page.setInputFiles('#documents', {
      name: 'a.pdf',
      mimeType: 'application/pdf',
      buffer: pdf().content,
    })

    await page.selectOption('#channel', 'mail')
    await page.fill('#receivedOn', '2026-11-20')
    await page.selectOption('#programme', 'TAYSSIR')
    await page.locator('#category option[value=TUTOR_NAME]').waitFor({ state: 'attached' })
    await page.selectOption('#channel', 'phone')
    await page.locator('#receivedOn').waitFor({ state: 'detached' })
    await page.selectOption('#programme', 'DAAM')
    await page.locator('#category option[value=CHILD_MISSING]').waitFor({ state: 'attached' })

    expect(await page.inputValue('#description')).toBe('Des mots qui restent')
    expect(await page.locator('#documents').evaluate((input: HTMLInputElement) => input.files?.length)).toBe(
      1,
    )
    expect(await page.inputValue('#channel')).toBe('phone')
    await page.context().close()
  })

  test('asks nothing of a person without a name', async () => {
    const page = await sitDown('two')
    await page.goto('/cases/new?programme=DAAM&channel=desk')
    await page.fill('#name', 'Amina')

    await page.getByLabel('Sans nom').check()

    for (const hidden of ['#name', '#cnie', '#look-up', '#contact'])
      expect(await page.locator(hidden).isVisible()).toBe(false)
    await page.getByLabel('Un organisme').check()
    expect(await page.inputValue('#name')).toBe('Amina')
    await page.context().close()
  })

  test.each([
    ['with its script', {}],
    ['without it', withoutScript],
  ])('registers %s: a mistake, a file that is kept, the receipt', async (_how, options) => {
    const page = await sitDown('two', options)
    await page.goto('/cases/new?programme=DAAM&channel=desk')
    await fillIn(page)
    await page.fill('#object', '')
    await page.setInputFiles('#documents', {
      name: 'a.pdf',
      mimeType: 'application/pdf',
      buffer: pdf().content,
    })

    await Promise.all([page.waitForURL('**/cases'), page.click('#save')])
    const told = await page.locator('[role=alert]').innerText()
    await page.click('[role=alert] a')
    await page.fill('#object', 'Versement de mars')
    await Promise.all([page.waitForURL('**/receipt'), page.click('#save')])

    expect(told).toContain('Écrivez l’objet')
    const id = /cases\/([^/]+)/.exec(page.url())?.[1] ?? ''
    expect(await page.locator('.j-receipt').innerText()).toContain(id)
    expect(await desk.db.read('documents').where({ case_id: id }).select('name')).toEqual([{ name: 'a.pdf' }])
    expect(await page.locator('[data-print]').isVisible()).toBe(options !== withoutScript)
    await page.context().close()
  })

  test('finds somebody and takes over their name without a script', async () => {
    const page = await sitDown('two', withoutScript)
    await page.goto('/cases/new?programme=DAAM&channel=desk')
    await page.fill('#cnie', fatima.cnie)
    await page.fill('#object', 'Un objet gardé')

    await page.click('#look-up')
    await page.click('#fill')

    expect(await page.inputValue('#name')).toBe(fatima.name)
    expect(await page.inputValue('#object')).toBe('Un objet gardé')
    await page.context().close()
  })

  test('is reached by keyboard in the order it is read', async () => {
    const page = await sitDown('two')
    await page.goto('/cases/new?programme=DAAM&channel=desk')
    await page.focus('#programme')
    const reached: string[] = []

    for (let at = 0; at < 22; at++) {
      reached.push(await page.evaluate(() => document.activeElement?.id ?? ''))
      await page.keyboard.press('Tab')
    }

    const stops = [
      'programme',
      'entity',
      'channel',
      'relation',
      'cnie',
      'name',
      'category',
      'documents',
      'save',
    ]
    expect(stops.map((stop) => reached.indexOf(stop))).toEqual(
      stops.map((stop) => reached.indexOf(stop)).toSorted((a, b) => a - b),
    )
    expect(reached).toContain('save')
    await page.context().close()
  })

  /** Whether a page fits every width, and is accessible on a phone and at a desk. */
  const judge = async (page: Page) => {
    for (const width of [320, 390, 800, 1100, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      expect(await overflowOf(page), `${page.url()} at ${width}`).toBe(0)
      if (width === 390 || width === 1280)
        expect(await faultsOf(page), `${page.url()} at ${width}`).toEqual([])
    }
  }

  test.each([
    ['French', 'two'],
    ['Arabic', 'arabe'],
    ['English', 'english'],
  ])('fits every screen and is accessible in %s, blank, refused and done', async (_language, login) => {
    const id = await desk.register({ cnie: fatima.cnie, language: 'ar' })
    const page = await sitDown(login)
    const broken: string[] = []
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) broken.push(message.text())
    })

    await page.goto('/cases/new?programme=DAAM&channel=mail')
    await page.fill('#cnie', fatima.cnie)
    await page.selectOption('#category', 'PAYMENT_MISSING')
    await page.locator('.j-register-repeats').waitFor()
    await judge(page)
    await Promise.all([page.waitForURL('**/cases'), page.click('#save')])
    await judge(page)
    await page.goto(`/cases/${id}/receipt`)
    await judge(page)

    expect(broken).toEqual([])
    await page.context().close()
  })

  test.each(['fr', 'ar'])('prints the receipt in %s on one page', async (lang) => {
    const id = await desk.register({
      object: 'Un objet assez long pour prendre plus d’une ligne '.repeat(4).slice(0, 200),
    })
    const page = await sitDown('two')
    await page.goto(`/cases/${id}/receipt?lang=${lang}`)

    const paper = await page.pdf({ format: 'A4' })

    expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    await page.context().close()
  })
})
