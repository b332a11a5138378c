// That the browser of the tests is a real one, and draws what the people of the office read.
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'

const arabicFont = '@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-400-normal.woff2'

describe('the browser of the tests', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  test('draws Arabic letters joined, in the font of our pages', async () => {
    const font = (await readFile(fileURLToPath(import.meta.resolve(arabicFont)))).toString('base64')
    const page = await browser.newPage()

    await page.setContent(`<style>
      @font-face { font-family: Plex; src: url(data:font/woff2;base64,${font}) }
      span { font: 40px Plex; white-space: nowrap }
    </style>
    <body dir="rtl"><span id="joined">شكاية</span> <span id="apart">ش ك ا ي ة</span>`)
    await page.evaluate(() => document.fonts.ready)
    const width = (id: string) =>
      page.locator(`#${id}`).evaluate((word) => word.getBoundingClientRect().width)

    expect(await page.evaluate(() => [...document.fonts].map((face) => face.status))).toEqual(['loaded'])
    expect(await width('joined')).toBeGreaterThan(40)
    expect(await width('joined')).toBeLessThan(0.8 * (await width('apart')))
  })

  test('draws Latin text on a page that brings no font', async () => {
    const page = await browser.newPage()

    await page.setContent('<span id="word">Réclamation</span>')

    expect((await page.locator('#word').boundingBox())?.width).toBeGreaterThan(40)
  })

  test('posts a form and follows to the next page', async () => {
    const office = createServer((request, response) => {
      if (request.method === 'POST') response.writeHead(303, { location: '/received' })
      response.end('<!doctype html><title>Office</title><form method="post"><button>Send</button></form>')
    }).listen(0, '127.0.0.1')
    await once(office, 'listening')
    const { port } = office.address() as AddressInfo
    const page = await browser.newPage()

    await page.goto(`http://127.0.0.1:${port}/`)
    await page.click('button')
    await page.waitForURL('**/received')
    office.closeAllConnections()
    office.close()

    expect(await page.title()).toBe('Office')
  })
})
