// The pages of cases, wherever they stand and whoever reads them: every word written in the reader's language.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languages } from '../../src/i18n/i18n.ts'
import { leadTo, type Place, places } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase, openTestDatabase, type TestDatabase } from '../support/databases.ts'
import { type Name, type Office, openOffice } from '../support/office.ts'
import { headingOf, idsOf, missingTexts } from './reading.ts'

const readers: Name[] = ['agent', 'clerk', 'processor', 'supervisor', 'closer', 'auditor']

/** A case in every place, by the place. */
async function casesOf(office: Office): Promise<Map<Place, string>> {
  const cases = new Map<Place, string>()
  for (const place of places) cases.set(place, await leadTo(office, place))
  // Time passed on the way to some places: these promises run now.
  for (const place of ['promised', 'renewed'] as const) cases.set(place, await leadTo(office, place))
  return cases
}

/** Reads the page of every case as one reader. */
async function readAll(app: App, cases: Map<Place, string>, name: Name, language: 'fr' | 'ar' | 'en') {
  const browser = await app.enter(name, language)
  for (const [place, id] of cases) {
    const { status, text } = await browser.get(`/cases/${id}`)
    // A business unit sees what was referred to it, and no more.
    if (name === 'processor' && status === 404) continue
    const ids = idsOf(text)

    expect([place, status, missingTexts(text)]).toEqual([place, 200, []])
    expect([place, ids.filter((each, at) => ids.indexOf(each) !== at)]).toEqual([place, []])
    expect(headingOf(text)).toContain('Versement')
  }
}

test('a key that stands where a text should is seen', () => {
  expect(missingTexts('<p>Le dossier case.flash.done.</p>')).toEqual(['case.flash.done.'])
  expect(missingTexts('<p aria-label="word.role.clerk">Voir case.ma et a@work.ma</p>')).toEqual([
    'case.ma',
    'word.role.clerk',
  ])
})

eachDatabase('the page of a case in every place it can stand', (open) => {
  let app: App
  let cases: Map<Place, string>
  beforeAll(async () => {
    const office = await openOffice((await open()).db)
    app = openApp(office)
    cases = await casesOf(office)
  })

  test.each(readers)('says everything to a %s in words', (name) => readAll(app, cases, name, 'fr'))
})

describe('in any language', () => {
  let database: TestDatabase
  let app: App
  let cases: Map<Place, string>
  beforeAll(async () => {
    database = await openTestDatabase('sqlite')
    const office = await openOffice(database.db)
    app = openApp(office)
    cases = await casesOf(office)
  })
  afterAll(() => database.drop())

  test.each(readers)('the page of a case says everything to a %s in words', async (name) => {
    for (const language of languages) await readAll(app, cases, name, language)
  })

  test.each(readers)('the form of each act that a %s may take says everything in words', async (name) => {
    for (const language of languages) {
      const browser = await app.enter(name, language)
      for (const [act, href] of await actsOf(browser, cases)) {
        const { status, text } = await browser.get(href)

        expect([href, status, missingTexts(text)]).toEqual([href, 200, []])
        expect(text).toMatch(new RegExp(`action="/cases/[\\w-]+/acts/${act}"`))
      }
    }
  })

  test.each([
    '/work',
    '/work?filter=held',
    '/work?filter=returned&stage=respond',
    '/approvals',
    '/commitments',
    '/notices',
    '/search',
  ])('the page at %s says everything in words', async (page) => {
    for (const language of languages) {
      const browser = await app.enter(page === '/approvals' ? 'supervisor' : 'clerk', language)

      const { status, text } = await browser.get(page)

      expect([language, status, missingTexts(text)]).toEqual([language, 200, []])
    }
  })
})

/** Every act that a reader is offered somewhere, with one address where it is. */
async function actsOf(
  browser: Awaited<ReturnType<App['enter']>>,
  cases: Map<Place, string>,
): Promise<Map<string, string>> {
  const acts = new Map<string, string>()
  for (const id of cases.values()) {
    const { text } = await browser.get(`/cases/${id}`)
    for (const [, href = '', act = ''] of text.matchAll(/href="(\/cases\/[\w-]+\?act=([A-Z_]+))#act"/g))
      acts.set(act, href)
  }
  return acts
}
