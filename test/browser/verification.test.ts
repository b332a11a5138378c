// The pages of a verification and of a correction as people meet them: in French and in Arabic, wide and on a phone.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { grantOf } from '../../src/accounts/schema.ts'
import { PASSWORD } from '../support/office.ts'
import { missingTexts } from '../web/reading.ts'
import { founded, putOnSheet, right, transmitted } from '../web/tayssir-office.ts'
import { fillIn, type House, openHouse, sendAct } from './house.ts'
import { faultsOf, overflowOf } from './rules.ts'

let house: House
let asked: string
let correcting: string
beforeAll(async () => {
  house = await openHouse()
  const { office } = house
  const hire = (login: string, role: 'clerk' | 'supervisor' | 'verifier', place: string) =>
    office.hire(login, [grantOf(role, place)])
  const people = {
    clerk: await hire('tay-clerk', 'clerk', 'TAYSSIR/CNRA'),
    supervisor: await hire('tay-boss', 'supervisor', 'TAYSSIR/CNRA'),
    closer: await hire('tay-closer', 'clerk', 'TAYSSIR/CNRA'),
    verifier: await hire('menps', 'verifier', 'TAYSSIR/MENPS'),
  }
  const { number } = await putOnSheet(office.db)
  asked = (await transmitted({ office, people }, number)).id
  const made = await transmitted({ office, people }, number)
  correcting = made.id
  await office.act(correcting, people.verifier, 'REPORT_FINDING', founded)
  await office.act(correcting, people.clerk, 'REQUEST_CORRECTION', {
    field: 'cnie',
    claimed: right,
    evidence: made.proof,
    reason: 'La copie de la carte le montre, des deux côtés.',
  })
})
afterAll(() => house.close())

const enter = async (login: string, language: 'fr' | 'ar', javaScriptEnabled = true) => {
  const seat = await house.visit({ javaScriptEnabled })
  const { request } = seat.page.context()
  await request.post('/sign-in', {
    form: { login: `${login}@office.test`, password: PASSWORD },
    maxRedirects: 0,
  })
  await request.get(`/language/${language}`, { maxRedirects: 0 })
  return seat
}

const keepsTheRules = async (page: Page, language: string) => {
  expect(await page.locator(`html[lang=${language}]`).count()).toBe(1)
  expect(missingTexts(await page.content())).toEqual([])
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    expect([width, await overflowOf(page), await faultsOf(page)]).toEqual([width, [], []])
  }
}

describe.each(['fr', 'ar'] as const)('in %s', (language) => {
  test('the ministry reads its worklist and what it is asked', async () => {
    const { page, faults } = await enter('menps', language)
    await page.goto('/')
    await keepsTheRules(page, language)

    await page.locator(`.j-w-act a[href^="/verifications/${asked}"]`).click()
    await page.locator('#asked').waitFor()

    await keepsTheRules(page, language)
    expect(faults).toEqual([])
  })

  test('whoever approves reads what was found and what is asked', async () => {
    const { page, faults } = await enter('tay-boss', language)

    await page.goto(`/cases/${correcting}`)

    expect(await page.locator('#finding, #correction, #act').count()).toBe(3)
    await keepsTheRules(page, language)
    expect(faults).toEqual([])
  })
})

test('the whole road is walked without a script', async () => {
  const approver = await enter('tay-boss', 'fr', false)
  await approver.page.goto(`/cases/${correcting}`)
  await approver.page.locator('#correction form button').click()
  expect(await approver.page.locator('#correction').innerText()).toContain(right)
  expect(await sendAct(approver.page)).toContain('Correction approuvée et faite')

  const ministry = await enter('menps', 'fr', false)
  await ministry.page.goto(`/verifications/${asked}`)
  const { ground: _, ...report } = founded
  await fillIn(ministry.page, report)
  expect(await sendAct(ministry.page)).toContain('Vérifiée par l’organisme')
  expect(new URL(ministry.page.url()).pathname).toBe('/work')

  const clerk = await enter('tay-clerk', 'fr', false)
  await clerk.page.goto(`/cases/${asked}?act=REQUEST_CORRECTION`)
  expect(await clerk.page.locator('.j-current').innerText()).toContain('Sur la fiche aujourd’hui')
  expect(await clerk.page.locator('#sheet del').count()).toBe(1)
})
