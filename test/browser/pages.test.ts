// Every page, as people with a disability and people with a small screen meet it: in French and in Arabic.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lead, leadTo, type Place } from '../cases/roads.ts'
import type { Name } from '../support/office.ts'
import { type House, openHouse, type Seat } from './house.ts'
import { faultsOf, overflowOf } from './rules.ts'

const WIDE = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
const SMALL = { width: 320, height: 640 }

/** Whose page of a case in which place; an act asked for by name has its own form. */
const cases: [Place, Name, query: string][] = [
  ['received', 'clerk', ''],
  ['qualified', 'clerk', ''],
  ['waiting', 'clerk', ''],
  ['referred', 'processor', ''],
  ['promised', 'clerk', ''],
  ['broken', 'processor', ''],
  ['answerable', 'clerk', ''],
  ['submitted', 'supervisor', ''],
  ['submitted', 'supervisor', '?act=ASSIGN'],
  ['approved', 'clerk', ''],
  ['undelivered', 'clerk', ''],
  ['settled', 'closer', '?act=SEND_BACK'],
  ['closed', 'auditor', ''],
  ['late', 'agent', ''],
]

const lists: [string, Name][] = [
  ['/work', 'clerk'],
  ['/work?filter=held', 'processor'],
  ['/approvals', 'supervisor'],
  ['/closures', 'closer'],
  ['/commitments', 'clerk'],
  ['/notices', 'clerk'],
  ['/search', 'clerk'],
  ['/cases/new?channel=mail', 'clerk'],
  ['/account', 'clerk'],
  ['/users', 'admin'],
  ['/users/new', 'admin'],
  ['/lifecycles', 'clerk'],
  ['/lifecycles/complaint/2', 'clerk'],
  ['/lifecycles/complaint/2?part=clock&zoom=100', 'supervisor'],
  ['/lifecycles/eligibility/1', 'auditor'],
  ['/lifecycles/complaint/cases?state=received', 'supervisor'],
  ['/calendar', 'admin'],
  ['/calendar/new', 'admin'],
  ['/absences', 'supervisor'],
  ['/exports', 'auditor'],
  ['/incidents', 'admin'],
  ['/nothing-here', 'clerk'],
]

let house: House
const ids = new Map<Place, string>()

beforeAll(async () => {
  house = await openHouse()
  const { office } = house
  const known = { cnie: 'BE123456', phone: '0612345678', email: 'fatima@example.ma' }
  for (const [place] of cases) {
    const id = await leadTo(office, place, place === 'undelivered' ? {} : known)
    const content = Buffer.from('%PDF-1.7\n')
    const name = 'justificatif_de_versement_mars_2026_agence_de_rabat_agdal_signe.pdf'
    const documents = await office.documents.keep([{ name, content }])
    if (place !== 'closed') await office.commands.attach(id, documents, office.staff.agent)
    ids.set(place, id)
  }
  ids.set('promised', await leadTo(office, 'promised', known))
})
afterAll(() => house.close())

test('a page that breaks the rules is found out', async () => {
  const { page } = await house.visit({ viewport: SMALL })
  await page.setContent(
    '<!doctype html><html lang="fr"><title>x</title><img src="x"><div style="width:900px">x</div>',
  )

  expect(await faultsOf(page)).toEqual([expect.stringContaining('image-alt')])
  expect(await overflowOf(page)).toEqual(['908 in 320', expect.stringContaining('width:900px')])
  await page.context().close()
})

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

  /** Looks at a page in three sizes. */
  const keepsTheRules = async (page: Page) => {
    expect(await page.locator(`html[lang=${language}]`).count()).toBe(1)
    await page.setViewportSize(WIDE)
    expect(await faultsOf(page)).toEqual([])
    await page.setViewportSize(PHONE)
    expect(await faultsOf(page)).toEqual([])
    await page.setViewportSize(SMALL)
    expect(await overflowOf(page)).toEqual([])
    await page.setViewportSize(WIDE)
  }

  test('the door, and the door that stays shut', async () => {
    const { page, faults } = await house.visit({ locale: language })
    await page.goto(`/language/${language}`)
    await keepsTheRules(page)

    await page.fill('#login', 'clerk@office.test')
    await page.fill('#password', 'not the password')
    await page.click('#enter')
    await page.locator('[role=alert]').waitFor()

    await keepsTheRules(page)
    expect(faults).toEqual([])
    await page.context().close()
  })

  test.each(lists)('%s of a %s', async (path, name) => {
    const page = await seatOf(name)
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(path === '/nothing-here' ? 404 : 200)

    await keepsTheRules(page)
  })

  test('what was found', async () => {
    const page = await seatOf('clerk')
    await page.goto('/search')
    await page.fill('#q', 'fatima')
    await page.press('#q', 'Enter')
    await page.locator('.j-worklist').waitFor()

    await keepsTheRules(page)
  })

  test.each(cases)('a case that is %s, for a %s %s', async (place, name, query) => {
    const page = await seatOf(name)
    const answer = await page.goto(`/cases/${ids.get(place)}${query}`)
    expect(answer?.status()).toBe(200)
    for (const details of await page.locator('main details summary').all()) await details.click()

    await keepsTheRules(page)
  })

  test('the way a case took', async () => {
    const page = await seatOf('clerk')
    await page.goto(`/cases/${ids.get('broken')}/chart`)

    await keepsTheRules(page)
  })

  test('a receipt, and numbers that are shown', async () => {
    const page = await seatOf('clerk')
    await page.goto(`/cases/${ids.get('received')}/receipt`)
    await keepsTheRules(page)

    await page.goto(`/cases/${ids.get('received')}`)
    await page.locator('#sheet form button').click()
    await page.getByText('BE123456').waitFor()
    await keepsTheRules(page)
  })

  test('a form that lacks something', async () => {
    const page = await seatOf('clerk')
    await page.goto(`/cases/${ids.get('received')}`)
    await page.locator('#act-send').click()
    await page.locator('[data-focus=errors]').waitFor()

    await keepsTheRules(page)
  })

  test('a form for which somebody was faster', async () => {
    const page = await seatOf('clerk')
    const id = await leadTo(house.office, 'referred')
    await page.goto(`/cases/${id}?act=TELL_ANSWER_FOLLOWS`)
    await page.fill('[name=note]', 'Appelée deux fois')
    await lead(house.office, id, 'commit')
    await page.locator('#act-send').click()
    await page.locator('#kept').waitFor()

    await keepsTheRules(page)
  })

  test('the form that hands a case over, what it lacks, and what is left of the case', async () => {
    const page = await seatOf('supervisor')
    const id = await leadTo(house.office, 'referred')
    await page.goto(`/cases/${id}/release`)
    await keepsTheRules(page)

    await page.locator('[name=destination][value=confidential]').check()
    await page.locator('main form .btn-primary').click()
    await page.locator('[data-focus=errors]').waitFor()
    await keepsTheRules(page)

    await page.locator('[name=destination][value=otherBody]').check()
    await page.locator('[name=understood]').check()
    await page.locator('main form .btn-primary').click()
    await page.locator('[data-focus=flash]').waitFor()
    await keepsTheRules(page)
  })

  test('nothing of all this broke the policy, threw an error or asked another host', () => {
    for (const [name, { faults }] of seats) expect([name, faults]).toEqual([name, []])
  })
})
