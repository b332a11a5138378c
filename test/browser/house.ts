// The office in a real browser: the real server in this process, our clock, and people who sit down at a page.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { type Served, serve } from '../../src/web/serve.ts'
import { openApp } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { openTestDatabase } from '../support/databases.ts'
import { type Name, type Office, openOffice, PASSWORD } from '../support/office.ts'

export type House = {
  office: Office
  served: Served
  /** Somebody's page, signed in and in their language. */
  sit(name: Name, language?: 'fr' | 'ar', options?: BrowserContextOptions): Promise<Seat>
  /** A page of somebody who is not in yet. */
  visit(options?: BrowserContextOptions): Promise<Seat>
  close(): Promise<void>
}

export type Seat = {
  page: Page
  /** What must never be seen: violations of the policy, errors of scripts, requests to other hosts. */
  faults: string[]
  /** How often a whole page was loaded. */
  loads(): number
}

/** Opens the house; close it in the end. */
export async function openHouse(): Promise<House> {
  const database = await openTestDatabase('sqlite')
  const office = await openOffice(database.db)
  const { app } = openApp(office)
  const [served, browser] = await Promise.all([serve(app, { port: 0, host: '127.0.0.1' }), launchBrowser()])
  const visit = (options: BrowserContextOptions = {}) => seatIn(browser, served.address, options)
  return {
    office,
    served,
    visit,
    sit: async (name, language = 'fr', options = {}) => {
      const seat = await visit(options)
      await signIn(seat.page, name)
      await seat.page.context().request.get(`/language/${language}`, { maxRedirects: 0 })
      return seat
    },
    close: async () => {
      await browser.close()
      await served.stop(1_000)
      await database.drop()
    },
  }
}

/** Signs somebody in at their page, again when days have passed since. */
export async function signIn(page: Page, name: Name): Promise<void> {
  const form = { login: `${name}@office.test`, password: PASSWORD }
  await page.context().request.post('/sign-in', { form, maxRedirects: 0 })
}

async function seatIn(browser: Browser, address: string, options: BrowserContextOptions): Promise<Seat> {
  const context = await browser.newContext({ baseURL: address, locale: 'fr-MA', ...options })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const faults: string[] = []
  let loads = 0
  page.on('load', () => {
    loads += 1
  })
  page.on('console', (message) => {
    // The browser itself reports answers such as 422 as errors: those are answers of ours.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== address && protocol !== 'data:') faults.push(`asked ${request.url()}`)
  })
  return { page, faults, loads: () => loads }
}

/** Fills in the form of an act, whatever its fields are drawn as. */
export async function fillIn(page: Page, input: Record<string, string>): Promise<void> {
  const form = page.locator('#act form, form#register').first()
  for (const [name, value] of Object.entries(input)) {
    const field = form.locator(`[name="${name}"]`).first()
    const kind = await field.evaluate((element) => element.getAttribute('type') ?? element.tagName)
    if (kind === 'radio' || kind === 'checkbox')
      await form.locator(`[name="${name}"][value="${value}"]`).check()
    else if (kind === 'SELECT') await field.selectOption(value)
    else await field.fill(value)
  }
}

/** Sends the form of an act and waits until the page says what happened; gives its words. */
export async function sendAct(page: Page): Promise<string> {
  await page.locator('#act-send').click()
  const flash = page.locator('#flash [data-focus=flash]')
  await flash.waitFor()
  return flash.innerText()
}

/** What has the focus: what a keyboard is at. */
export const focused = (page: Page): Promise<{ focus: string | undefined; id: string; text: string }> =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement
    return { focus: at.dataset.focus, id: at.id, text: at.innerText.slice(0, 200) }
  })
