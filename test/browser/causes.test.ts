// Causes in a real browser: each case verified with one key, all answers approved with one, and pages that keep the rules.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AnswerForm, writeAnswer } from '../../src/cases/cause-answers.ts'
import { attachCase, countCases } from '../../src/cases/cause-cases.ts'
import { NoticeForm, noticesOf, publishNotice, writeNotice } from '../../src/cases/cause-notices.ts'
import { allDone, confirmedCase, openedCause, typedAnswers, typedNotice } from '../cases/cause-office.ts'
import { type House, openHouse } from './house.ts'
import { faultsOf, overflowOf } from './rules.ts'

let house: House
let cause: string
beforeAll(async () => {
  house = await openHouse()
  cause = await openedCause(house.office)
})
afterAll(() => house.close())

test('y says that a case belongs, n that it does not, l leaves it; on an Arabic keyboard too', async () => {
  const { office } = house
  for (let n = 0; n < 4; n += 1)
    await attachCase(office, office.staff.clerk, { cause, caseId: await office.register(), sure: false })
  const { page } = await house.sit('clerk')
  await page.goto(`/causes/${cause}/verify`)
  const shown = () => page.locator('input[name=case]').inputValue()
  const pressed = async (press: () => Promise<unknown>) => {
    const before = await shown()
    await press()
    await page.waitForFunction(
      (was) => document.querySelector<HTMLInputElement>('input[name=case]')?.value !== was,
      before,
    )
  }
  const counts = () => countCases(office.db, office.staff.clerk, cause)

  await pressed(() => page.keyboard.press('y'))
  expect(await counts()).toEqual({ suggested: 3, confirmed: 1 })
  await pressed(() => page.keyboard.press('n'))
  expect(await counts()).toEqual({ suggested: 2, confirmed: 1 })
  await pressed(() => page.keyboard.press('l'))
  expect(await counts()).toEqual({ suggested: 2, confirmed: 1 })
  await page.evaluate(() =>
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'غ', code: 'KeyY', bubbles: true })),
  )
  await page.locator('input[name=case]').waitFor({ state: 'detached' })
  expect(await counts()).toEqual({ suggested: 1, confirmed: 2 })
  await page.context().close()
})

test('a approves every answer of the text that stands there', async () => {
  const { office } = house
  const id = await confirmedCase(office, cause)
  const answer = await writeAnswer(office, office.staff.clerk, cause, AnswerForm.parse(typedAnswers))
  await allDone(office)
  const { page } = await house.sit('supervisor')
  await page.goto(`/causes/${cause}/answers/${answer}`)

  await page.keyboard.press('a')
  await page.waitForURL('**/bulk/*')
  await allDone(office)

  expect((await office.row(id)).state).toBe('approved')
  await page.context().close()
})

test.each(['fr', 'ar'] as const)('every page keeps the rules, wide and small, in %s', async (language) => {
  const { office } = house
  const { clerk, supervisor } = office.staff
  await confirmedCase(office, cause)
  const answer = await writeAnswer(office, clerk, cause, AnswerForm.parse(typedAnswers))
  await allDone(office)
  await writeNotice(office, clerk, cause, NoticeForm.parse(typedNotice))
  const { draft } = await noticesOf(office.db, cause)
  await publishNotice(office, supervisor, cause, draft?.n ?? 0)
  await writeNotice(office, clerk, cause, NoticeForm.parse(typedNotice))
  await confirmedCase(office, cause, {}, [])
  const own = `/causes/${cause}`
  const { page, faults } = await house.sit('clerk', language)
  const judge = await house.sit('supervisor', language)
  const visitor = await house.visit({ locale: language })

  for (const [seat, path] of [
    ...['/causes', own, `${own}/notice`, `${own}/answer`, `${own}/verify`, '/bulk', `/bulk/${answer}`].map(
      (path) => [page, path] as const,
    ),
    ...[own, `${own}/notice`, `${own}/answers/${answer}`].map((path) => [judge.page, path] as const),
    ...['/known', `/known/${cause}`].map((path) => [visitor.page, path] as const),
  ]) {
    await seat.setViewportSize({ width: 1280, height: 900 })
    expect((await seat.goto(path))?.status()).toBe(200)
    expect([path, await faultsOf(seat)]).toEqual([path, []])
    await seat.setViewportSize({ width: 320, height: 640 })
    expect([path, await overflowOf(seat)]).toEqual([path, []])
  }
  expect([...faults, ...judge.faults, ...visitor.faults]).toEqual([])
  for (const one of [page, judge.page, visitor.page]) await one.context().close()
})
