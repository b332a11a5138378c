// The door of whoever enters by herself, in a real browser: on a small telephone, without scripts, and left in a hurry.
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, type Seat } from './house.ts'
import { faultsOf, overflowOf } from './rules.ts'

const PHONE = { width: 390, height: 844 }
const SMALL = { width: 320, height: 640 }

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const closing = async ({ page }: Seat) => page.context().close()

/** Fills in what has to be chosen and sends it; gives the code that is shown. */
async function enter(page: Page, lang: string): Promise<string> {
  await page.goto(`/private?lang=${lang}`)
  await page.selectOption('#programme', 'DAAM')
  await page.selectOption('#nature', 'harassment')
  await page.click('#send')
  return page.locator('p#code').innerText()
}

/** Opens what a code leads to. */
async function follow(page: Page, code: string): Promise<void> {
  await page.locator('a[href^="/private/follow"]').click()
  await page.fill('input#code', code)
  await page.click('#open')
  await page.locator('#say-contactMe').waitFor()
}

/** Serves the page that the way out leads to; gives what was asked of it. */
async function serveExit(page: Page): Promise<string[]> {
  const asked: string[] = []
  await page.route('https://www.google.com/**', async (route) => {
    asked.push(JSON.stringify(route.request().headers().referer ?? null))
    await route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><title>Elsewhere</title>Elsewhere',
    })
  })
  return asked
}

const historyOf = (page: Page): Promise<number> => page.evaluate(() => history.length)

describe.each(['fr', 'ar'] as const)('in %s', (lang) => {
  test('every page keeps the rules in three sizes, and fits a small telephone', async () => {
    const seat = await house.visit({ locale: lang })
    const { page, faults } = seat
    const keepsTheRules = async () => {
      expect(await page.locator(`html[lang=${lang}]`).count()).toBe(1)
      for (const size of [PHONE, SMALL]) {
        await page.setViewportSize(size)
        // What the bar on top half covers while the page is scrolled is no target that is too small.
        await page.evaluate(() => scrollTo(0, 0))
        expect(await faultsOf(page)).toEqual([])
        expect(await overflowOf(page)).toEqual([])
        expect(await smallTargets(page)).toEqual([])
      }
    }

    await page.goto(`/private?lang=${lang}`)
    await keepsTheRules()
    await page.check('[name=contactBy][value=sms]')
    await keepsTheRules()
    await page.click('#send')
    await page.locator('[data-focus=errors]').waitFor()
    await keepsTheRules()
    const code = await enter(page, lang)
    await keepsTheRules()
    await page.locator('a[href^="/private/follow"]').click()
    await page.locator('input#code').fill('ABCD')
    await page.click('#open')
    await page.locator('#code-e').waitFor()
    await keepsTheRules()
    await page.fill('input#code', code)
    await page.click('#open')
    await page.click('#say-contactMe')
    await page.locator('.is-hers').waitFor()
    await keepsTheRules()
    expect(faults).toEqual([])
    await closing(seat)
  })
})

/** What a thumb would miss: links and buttons lower than 44 px, but those in a running text. */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'main a:not(li a), header a, button, select, input:not([type=hidden]), .j-choice label',
      ),
    ]
      .filter((element) => element instanceof HTMLElement && element.offsetParent !== null)
      .filter((element) => !element.closest('.j-choice label') || element.matches('label'))
      .filter((element) => element.getBoundingClientRect().height < 44)
      .map((element) => element.outerHTML.slice(0, 100)),
  )

describe('the way out', () => {
  const atHerPage = async (options: BrowserContextOptions = {}) => {
    const seat = await house.visit(options)
    const { page } = seat
    const asked = await serveExit(page)
    await page.goto('/sign-in')
    const code = await enter(page, 'fr')
    await follow(page, code)
    await page.click('#say-contactMe')
    await page.locator('.is-hers').waitFor()
    return { ...seat, asked, code }
  }

  test('leaves no page of this door behind: Back leads to where she was before', async () => {
    const seat = await atHerPage()
    const { page, asked } = seat
    const entries = await historyOf(page)
    const before = [...asked]

    await page.locator('[data-leave]').first().click()
    await page.waitForURL('https://www.google.com/**')

    expect(before).toEqual([])
    expect(asked).toEqual(['null'])
    expect(await historyOf(page)).toBe(entries)
    await page.goBack()
    expect(page.url()).toContain('/sign-in')
    await page.goForward()
    expect(page.url()).toContain('google.com')
    await closing(seat)
  })

  test('is three presses of Escape, when they are meant, and not two', async () => {
    const seat = await atHerPage()
    const { page } = seat

    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    expect(await page.locator('#say-contactMe').isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    await page.waitForURL('https://www.google.com/**')

    await page.goBack()
    expect(page.url()).toContain('/sign-in')
    await closing(seat)
  })

  test('is a plain link without scripts, and so is all the rest', async () => {
    const seat = await house.visit({ javaScriptEnabled: false, viewport: SMALL })
    const { page } = seat
    await serveExit(page)
    const code = await enter(page, 'ar')
    await follow(page, code)
    await page.click('#say-contactMe')
    expect(await page.locator('.is-hers').count()).toBe(1)
    expect(await page.locator('[data-keys]').isVisible()).toBe(false)
    expect(await page.context().cookies()).toEqual([])

    await page.locator('[data-leave]').last().click()
    await page.waitForURL('https://www.google.com/**')
    await closing(seat)
  })

  test('leaves nothing in the browser', async () => {
    const seat = await atHerPage()
    const { page, code } = seat

    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    const databases = await page.evaluate(async () => (await indexedDB.databases()).length)

    expect(kept).toBe('[{},{}]')
    expect(databases).toBe(0)
    expect(await page.context().cookies()).toEqual([])
    expect(page.url()).not.toContain(code.slice(0, 4))
    await closing(seat)
  })
})

test('a form sent by a trembling hand is sent once, and its code is seen', async () => {
  const seat = await house.visit()
  const { page } = seat
  await page.goto('/private?lang=fr')
  await page.selectOption('#programme', 'DAAM')
  await page.selectOption('#nature', 'other')

  await page.dblclick('#send')

  expect(await page.locator('p#code').innerText()).toMatch(/^(\w{4}\s*){4}$/)
  await closing(seat)
})

test('without a network the page stays as it is, and says so', async () => {
  const seat = await house.visit()
  const { page } = seat
  await page.goto('/private?lang=fr')
  await page.selectOption('#programme', 'DAAM')
  await page.context().setOffline(true)

  await page.click('#send')

  await page.locator('[data-lost]').waitFor()
  expect(await page.locator('#programme').inputValue()).toBe('DAAM')
  await page.context().setOffline(false)
  await closing(seat)
})

test('the number is asked only where it is needed, and the language of her page follows her', async () => {
  const seat = await house.visit()
  const { page } = seat
  await page.goto('/private?lang=fr')
  expect(await page.locator('#contactPoint').isVisible()).toBe(false)
  await page.check('[name=contactBy][value=phone]')
  expect(await page.locator('#contactPoint').isVisible()).toBe(true)
  expect(await page.locator('#wording').isVisible()).toBe(false)

  const code = await enter(page, 'fr')
  await follow(page, code)
  await page.locator('button[name=lang][value=ar]').click()

  await page.locator('html[dir=rtl] #say-contactMe').waitFor()
  await closing(seat)
})

test('the whole first page weighs less than 60 kB', async () => {
  const seat = await house.visit()
  const { page } = seat

  await page.goto('/private?lang=ar', { waitUntil: 'networkidle' })
  const weight = await page.evaluate(() => {
    const loaded = [
      ...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource'),
    ]
    return loaded.reduce(
      (sum, entry) => sum + (entry instanceof PerformanceResourceTiming ? entry.transferSize : 0),
      0,
    )
  })

  expect(weight).toBeGreaterThan(5_000)
  expect(weight).toBeLessThan(60_000)
  await closing(seat)
})
