// Her form in another language: all that was chosen stays, with scripts and without, and Enter sends instead of turning it back.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

test.each([true, false])('with scripts: %s', async (javaScriptEnabled) => {
  const { page, faults } = await house.visit({ javaScriptEnabled, viewport: { width: 390, height: 844 } })

  await page.goto('/private?lang=fr')
  await page.selectOption('#programme', 'unsure')
  await page.selectOption('#nature', 'harassment')
  await page.check('[name=contactBy][value=sms]')
  await page.fill('#contactPoint', '0612345678')
  await page.click('.p-langs button[lang=ar]')
  await page.locator('html[lang=ar]').waitFor()

  expect(page.url()).not.toMatch(/0612345678|unsure|harassment/)
  expect(await page.inputValue('#programme')).toBe('unsure')
  expect(await page.inputValue('#nature')).toBe('harassment')
  expect(await page.isChecked('[name=contactBy][value=sms]')).toBe(true)
  expect(await page.inputValue('#contactPoint')).toBe('0612345678')
  await page.press('#contactPoint', 'Enter')
  await page.locator('p#code').waitFor()
  expect(await page.locator('html[lang=ar]').count()).toBe(1)
  expect(faults).toEqual([])
  await page.context().close()
})
