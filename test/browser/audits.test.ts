// The pages of audits and of plans, as people with a disability and people with a small screen meet them.
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerItem, askReopening } from '../../src/audits/commands.ts'
import { itemsOf } from '../../src/audits/queries.ts'
import { addAction, openPlan } from '../../src/plans/commands.ts'
import { ActionForm, PlanForm } from '../../src/plans/schema.ts'
import { checklist, closeSome, draw, notInOrder } from '../audits/steps.ts'
import type { Name } from '../support/office.ts'
import { type House, openHouse, type Seat } from './house.ts'
import { faultsOf, overflowOf } from './rules.ts'

const WIDE = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
const SMALL = { width: 320, height: 640 }

let house: House
const pages: [string, Name][] = [
  ['/audits?step=quarter', 'supervisor'],
  ['/audits', 'auditor'],
  ['/audits/new', 'auditor'],
  ['/plans', 'reporter'],
  ['/plans/new', 'supervisor'],
]
let open: string

beforeAll(async () => {
  house = await openHouse()
  const { office } = house
  const { auditor, supervisor } = office.staff
  await closeSome(office, 3)
  const sample = await draw(office)
  const [done, waiting] = await itemsOf(office.db, auditor, sample)
  const key = { sample, caseId: done?.case_id ?? '' }
  await answerItem(office, auditor, key, checklist(notInOrder))
  await askReopening(office, auditor, key)
  const form = {
    key: randomUUID(),
    place: 'DAAM/RABAT',
    title: 'Réduire les versements revenus',
    origin: 'report',
  }
  const plan = await openPlan(office, supervisor, PlanForm.parse({ ...form, why: 'Recommandation 3' }))
  const action = { key: '1', title: 'Vérifier les comptes', weight: '40', dueOn: '2026-11-01' }
  await addAction(office, supervisor, plan, ActionForm.parse({ ...action, ownerName: 'Direction' }))
  open = `/audits/${sample}/${waiting?.case_id}`
  pages.push(
    [`/audits/${sample}`, 'auditor'],
    [`/audits/${sample}/${done?.case_id}`, 'supervisor'],
    [open, 'auditor'],
    [`/plans/${plan}`, 'supervisor'],
    [`/plans/${plan}/actions/1`, 'auditor'],
  )
})
afterAll(() => house.close())

describe.each(['fr', 'ar'] as const)('in %s', (language) => {
  const seats = new Map<Name, Seat>()
  const seatOf = async (name: Name) => {
    const seat = seats.get(name) ?? (await house.sit(name, language, { viewport: WIDE }))
    seats.set(name, seat)
    return seat.page
  }
  afterAll(async () => {
    for (const { page } of seats.values()) await page.context().close()
  })

  const brokenRules = async (page: Page): Promise<string[]> => {
    const wide = await faultsOf(page)
    await page.setViewportSize(PHONE)
    const phone = await faultsOf(page)
    await page.setViewportSize(SMALL)
    const over = await overflowOf(page)
    await page.setViewportSize(WIDE)
    return [...wide, ...phone, ...over]
  }

  test('every page keeps the rules, at every size', async () => {
    for (const [path, name] of pages) {
      const page = await seatOf(name)
      await page.goto(path)

      expect([path, await brokenRules(page)]).toEqual([path, []])
    }
  })

  test('a reason is asked for where the answer is no, and nowhere else', async () => {
    const page = await seatOf('auditor')
    await page.goto(open)
    const reason = page.locator('#evidenceReason')
    expect(await reason.isVisible()).toBe(false)

    await page.locator('input[name=evidence][value=no]').check()

    await reason.waitFor({ state: 'visible' })
    expect(await page.locator('#datesReason').isVisible()).toBe(false)
    expect(await brokenRules(page)).toEqual([])
  })
})
