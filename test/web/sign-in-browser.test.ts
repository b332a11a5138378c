// The doors in a real browser: with and without scripts, and what htmx makes of our errors.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NotFound } from '../../src/errors.ts'
import { routes } from '../../src/web/router.ts'
import { type Served, serve } from '../../src/web/serve.ts'
import { clerk, openOffice, PASSWORD } from '../accounts/office.ts'
import { launchBrowser } from '../support/browser.ts'
import { openTestDatabase, type TestDatabase } from '../support/databases.ts'

const failing = routes()
failing.post('/refusing', 'public', () => {
  throw new NotFound()
})
failing.post('/failing', 'public', () => {
  throw new Error('told to nobody')
})

let browser: Browser
let database: TestDatabase
let served: Served
let address = ''

beforeAll(async () => {
  browser = await launchBrowser()
  database = await openTestDatabase('sqlite')
  const office = openOffice(database, { deps: { routes: [failing] } })
  await office.hire('salma@office.test', { name: 'Salma Benjelloun', grants: [clerk] })
  served = await serve(office.app, { port: 0, host: '127.0.0.1' })
  address = served.address
})

afterAll(async () => {
  await browser.close()
  await served.stop(0)
  await database.drop()
})

async function openPage(options: {
  javaScriptEnabled: boolean
}): Promise<{ page: Page; violations: string[] }> {
  const context = await browser.newContext({ ...options, locale: 'fr-MA' })
  const page = await context.newPage()
  const violations: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text())
  })
  return { page, violations }
}

async function signIn(page: Page, password: string): Promise<void> {
  await page.fill('#login', 'salma@office.test')
  await page.fill('#password', password)
  await page.click('#enter')
}

test.each([true, false])('one comes in, is refused and goes out, scripts %s', async (javaScriptEnabled) => {
  const { page, violations } = await openPage({ javaScriptEnabled })
  await page.goto(`${address}/account`)
  await signIn(page, 'not the password')
  expect(await page.inputValue('#login')).toBe('salma@office.test')
  expect(await page.locator('[role=alert]').count()).toBe(1)

  await signIn(page, PASSWORD)
  await page.waitForURL('**/account')
  await page.click('#leave')
  await page.waitForURL('**/sign-in')

  await page.goto(`${address}/account`)
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  expect(violations).toEqual([])
})

test('an error of a piece of a page is told above it and takes nothing of the page away', async () => {
  const { page, violations } = await openPage({ javaScriptEnabled: true })
  await page.goto(`${address}/account`)
  await signIn(page, PASSWORD)
  await page.waitForURL('**/account')

  for (const [path, words] of [
    ['/refusing', 'Cette page n’existe pas'],
    ['/failing', 'Quelque chose n’a pas marché'],
  ] as const) {
    await page.locator('#leave').evaluate((button, post) => {
      button.setAttribute('hx-post', post)
      button.setAttribute('hx-target', '#main h1')
      Reflect.get(globalThis, 'htmx').process(button)
    }, path)
    await page.click('#leave')
    await page.locator('#flash', { hasText: words }).waitFor()
    expect(await page.locator('#main h1').innerText()).toBe('Mon compte')
  }
  expect(violations).toEqual([])
})
