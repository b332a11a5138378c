// The office without a mouse: everything is reached by keys, and the focus lands where one has to read next.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leadTo, typed } from '../cases/roads.ts'
import { PASSWORD } from '../support/office.ts'
import { focused, type House, openHouse } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

/** Presses Tab until something has the focus; says so when that never comes. */
async function tabTo(page: Page, selector: string, most = 80): Promise<void> {
  for (let n = 0; n < most; n++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
  }
  throw new Error(`${selector} is not reached by Tab`)
}

/** Whether one sees where the focus is. */
const focusIsSeen = (page: Page) =>
  page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement as Element)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
  })

test('one signs in, opens the first case, fills in its form, is told what lacks, and hands it on', async () => {
  const { office } = house
  const id = await leadTo(office, 'qualified')
  const { page } = await house.visit()

  await page.goto('/')
  await tabTo(page, '#login')
  await page.keyboard.type('clerk@office.test')
  await tabTo(page, '#password')
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/work')

  await page.keyboard.press('Tab')
  expect((await focused(page)).text).toBe('Aller au contenu')
  await tabTo(page, '.j-who')
  expect(await focusIsSeen(page)).toBe(true)
  await page.keyboard.press('Enter')
  await page.locator('#act').waitFor()
  expect(page.url()).toContain(`/cases/${id}`)

  await tabTo(page, '#act-send')
  await page.keyboard.press('Enter')
  await page.locator('[data-focus=errors]').waitFor()
  await page.waitForFunction(() => document.activeElement?.matches('[data-focus=errors]'))
  expect((await focused(page)).text).toContain('Écrivez la conclusion')

  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.type(typed.conclude.conclusion)
  expect(await page.locator('#act-conclusion').inputValue()).toBe(typed.conclude.conclusion)
  // To be found out by the unit is what it says so far; the next answer is yes.
  await tabTo(page, '[name=founded]')
  await page.keyboard.press('ArrowDown')
  await tabTo(page, '[name=route]')
  await page.keyboard.press('Space')
  await tabTo(page, '#act-send')
  await page.keyboard.press('Enter')
  await page.locator('[data-focus=flash]').waitFor()
  await page.waitForFunction(() => document.activeElement?.matches('[data-focus=flash]'))

  expect((await focused(page)).text).toContain('Analyse conclue')
  expect((await office.row(id)).state).toBe('answerable')
  await page.context().close()
})

test('j and k walk down and up the list, and Enter opens', async () => {
  for (let n = 0; n < 3; n++) await leadTo(house.office, 'received')
  const { page } = await house.sit('clerk')
  await page.goto('/work')
  const names = page.locator('.j-who')
  const at = () => names.evaluateAll((all) => all.indexOf(document.activeElement as HTMLElement))

  await page.keyboard.press('j')
  expect(await at()).toBe(0)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  expect(await at()).toBe(2)
  await page.keyboard.press('k')
  expect(await at()).toBe(1)

  const href = await names.nth(1).getAttribute('href')
  await page.keyboard.press('Enter')
  await page.locator('#act').waitFor()
  expect(new URL(page.url()).pathname).toBe(href)

  // After a page came in without reloading, the keys still are the list's, and letters still go into fields.
  await page.locator('.j-rail a[href="/work"]').press('Enter')
  await page.locator('.j-who').first().waitFor()
  await page.keyboard.press('j')
  expect(await at()).toBe(0)
  await page.locator('#q').press('j')
  expect(await page.locator('#q').inputValue()).toBe('j')
  await page.context().close()
})

test('what does not apply is out of the way, and what was typed in it is not sent', async () => {
  const id = await leadTo(house.office, 'received')
  const { page } = await house.sit('clerk')
  await page.goto(`/cases/${id}`)
  const note = page.locator('#act-identityNote')

  expect(await note.isVisible()).toBe(false)
  await page.locator('[name=identity][value=notVerifiable]').check()
  await note.fill('Pas de carte sur elle.')
  await page.locator('[name=identity][value=verified]').check()

  expect(await note.isVisible()).toBe(false)
  expect(await note.isDisabled()).toBe(true)
  await page.context().close()
})
