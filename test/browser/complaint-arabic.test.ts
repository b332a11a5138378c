// The same complaint in Arabic, without any script: forms and links are enough.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { typed } from '../cases/roads.ts'
import { minutes } from '../support/clock.ts'
import type { Name } from '../support/office.ts'
import { missingTexts } from '../web/reading.ts'
import { fillIn, type House, openHouse, type Seat, sendAct } from './house.ts'

const registration = {
  relation: 'beneficiary',
  name: 'عائشة الفاسي',
  category: 'PAYMENT_MISSING',
  object: 'لم أتوصل بدعم مارس',
  description: 'لم أتوصل بالدعم منذ شهرين رغم تحديث المعلومات.',
  language: 'ar',
}
const answer = { language: 'ar', text: 'سيدتي، أُعيد صرف الدعم وهو رهن إشارتكم بالوكالة.' }

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

test('a complaint is registered, answered, approved, sent and closed in Arabic without a script', async () => {
  const { office } = house
  const seats = new Map<Name, Seat>()
  const seatOf = async (name: Name) => {
    const seat =
      seats.get(name) ?? (await house.sit(name, 'ar', { javaScriptEnabled: false, locale: 'ar-MA' }))
    seats.set(name, seat)
    return seat.page
  }
  const isArabic = async (name: Name) => {
    const page = await seatOf(name)
    expect(await page.locator('html[lang=ar][dir=rtl]').count()).toBe(1)
    expect(missingTexts(await page.content())).toEqual([])
  }
  const does = async (name: Name, id: string, input: Record<string, string>, says: string) => {
    const page = await seatOf(name)
    await page.goto('/work')
    await isArabic(name)
    await page.locator(`.j-w-act a[href^="/cases/${id}?act="]`).click()
    await isArabic(name)
    await fillIn(page, input)
    const said = await sendAct(page)
    expect(said).toContain(says)
    await isArabic(name)
    await office.work()
    office.clock.advance(minutes(5))
  }

  const desk = await seatOf('agent')
  await desk.goto('/')
  await desk.locator('#channel').selectOption('desk')
  await desk.locator('noscript button, [formaction="/cases/new"]').first().click()
  await desk.locator('#how .j-note').waitFor()
  await fillIn(desk, registration)
  await desk.locator('#save').click()
  const id = await desk.locator('.j-receipt strong.j-ref').innerText()
  await isArabic('agent')

  await does('clerk', id, typed.qualify, 'كُيّفت')
  await does('clerk', id, typed.conclude, 'انتهت الدراسة')
  await does('clerk', id, answer, 'أُرسل الجواب للمصادقة')
  await does('supervisor', id, {}, 'صودق على الجواب')
  await does('clerk', id, {}, 'أُرسل الجواب')
  await does('closer', id, { synthesis: 'أُعيد صرف الدعم وتوصلت به المشتكية.' }, 'أُغلق')

  expect(await office.row(id)).toMatchObject({ state: 'closed', outcome: 'answered', days: 0 })
  for (const [name, { faults }] of seats) expect([name, faults]).toEqual([name, []])
})

test('a form that lacks something comes back in Arabic, and its summary leads to the field', async () => {
  const id = await house.office.register({ language: 'ar' })
  const { page } = await house.sit('clerk', 'ar', { javaScriptEnabled: false })
  await page.goto(`/cases/${id}`)
  await fillIn(page, { object: 'لم أتوصل بالدعم' })

  await page.locator('#act-send').click()
  await page.locator('[data-focus=errors] a[href="#act-kind"]').click()

  expect(new URL(page.url()).hash).toBe('#act-kind')
  expect(await page.locator('[name=object]').inputValue()).toBe('لم أتوصل بالدعم')
  expect(await page.locator('#act-kind-e').innerText()).toMatch(/\p{Script=Arabic}/u)
})
