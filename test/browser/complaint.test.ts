// A complaint from the desk to its closure in a real browser, along both branches, by everybody who has a part in it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { typed } from '../cases/roads.ts'
import { minutes } from '../support/clock.ts'
import type { Name } from '../support/office.ts'
import { fillIn, focused, type House, openHouse, type Seat, sendAct, signIn } from './house.ts'

const registration = {
  name: 'Fatima Zahra El Idrissi',
  category: 'PAYMENT_MISSING',
  object: 'Versement de mars non reçu',
  description: 'Je n’ai pas reçu le versement de mars.',
  language: 'fr',
}

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

describe('in French, with a script', () => {
  const seats = new Map<Name, Seat>()
  const seatOf = async (name: Name) => {
    const seat = seats.get(name) ?? (await house.sit(name))
    if (!seats.has(name)) await seat.page.goto('/')
    seats.set(name, seat)
    return seat
  }

  /** Somebody finds the case among their work, does their part of it, and reads what follows. */
  const does = async (name: Name, id: string, input: Record<string, string>, follows: RegExp) => {
    await house.office.work()
    const { page } = await seatOf(name)
    await signIn(page, name)
    await page.locator('.j-rail a[href="/work"]').click()
    await page.locator(`.j-w-act a[href^="/cases/${id}?act="]`).click()
    await page.locator('#act-send').waitFor()
    await fillIn(page, input)
    const said = await sendAct(page)
    expect(said).toMatch(follows)
    expect(said).toContain(id)
    expect((await focused(page)).focus).toBe('flash')
    house.office.clock.advance(minutes(10))
  }

  const registers = async (): Promise<string> => {
    const { page } = await seatOf('agent')
    await signIn(page, 'agent')
    if (new URL(page.url()).pathname !== '/cases/new')
      await page.locator('.j-rail a[href="/cases/new"]').click()
    await page.locator('#register #channel').selectOption('desk')
    // The desk receives while it registers: the day is said, not asked.
    await page.locator('#how .j-note').waitFor()
    await fillIn(page, registration)
    await page.locator('#save').click()
    return page.locator('.j-receipt strong.j-ref').innerText()
  }

  test('whose answer is there already is answered, approved, sent and closed by five people', async () => {
    const id = await registers()
    await does('clerk', id, { ...typed.qualify, answerExists: 'yes' }, /^Qualifiée · /)
    await does('clerk', id, typed.conclude, /^Analyse conclue · /)
    await does('clerk', id, typed.answer, /^Réponse envoyée en approbation · /)
    await does('supervisor', id, {}, /^Réponse approuvée · /)
    await does('clerk', id, { proof: 'Remise signée' }, /^Réponse envoyée · /)
    await does('closer', id, typed.synthesis, /^Close · /)

    const { page } = await seatOf('closer')
    await page.goto(`/cases/${id}`)
    expect(await page.locator('.j-big-clock').innerText()).toMatch(/close le jour même/i)
    expect(await page.locator('.j-path .is-done').count()).toBe(6)
    expect(await house.office.row(id)).toMatchObject({ state: 'closed', outcome: 'answered' })
  })

  test('that needs work is promised, told, done, answered and closed, and counts to the day it was told', async () => {
    const { clock } = house.office
    const id = await registers()
    await does('clerk', id, typed.qualify, /^Qualifiée · /)
    await does('clerk', id, typed.treat, /^Analyse conclue · /)
    clock.setDay('2026-11-27')
    await does('processor', id, { dueOn: '2026-12-10', work: typed.done.work }, /^Engagement donné · /)
    await does('clerk', id, {}, /^Engagement annoncé · /)
    clock.setDay('2026-12-09')
    await does('processor', id, typed.done, /^Travail fait · /)
    await does('clerk', id, typed.answer, /^Réponse envoyée en approbation · /)
    await does('supervisor', id, {}, /^Réponse approuvée · /)
    await does('clerk', id, {}, /^Réponse envoyée · /)
    await does('closer', id, typed.synthesis, /^Close · /)

    const { page } = await seatOf('closer')
    await page.goto(`/cases/${id}`)
    await page.locator('.j-why summary').click()
    expect(await page.locator('.j-big-clock').innerText()).toMatch(/close en 2 jours/i)
    expect(await page.locator('.j-sum').innerText()).toMatch(/27 nov/)
    expect(await house.office.row(id)).toMatchObject({ closing_on: '2026-11-27', days: 2 })
  })

  test('reloads no page for an act, asks nobody else, and breaks no rule of the policy', () => {
    for (const [name, seat] of seats) {
      expect([name, seat.faults]).toEqual([name, []])
      // The pages that were opened by address, and none besides: only files travel with a page of their own.
      const opened = { closer: 3, agent: 3 }[String(name)] ?? 1
      expect([name, seat.loads()]).toEqual([name, opened])
    }
  })
})
