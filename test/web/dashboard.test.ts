// The dashboard: every figure leads to as many cases as it says, within what its reader oversees.
import { beforeAll, expect, test } from 'vitest'
import { countSealed } from '../../src/cases/counting.ts'
import { seal } from '../../src/engine/seals.ts'
import { lead } from '../cases/roads.ts'
import { wanderAbout } from '../reports/figures.ts'
import { type App, openApp } from '../support/app.ts'
import { days, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { errorBeside, headingOf, missingTexts, typedIn, wordsOf } from './reading.ts'

const YEAR = '/dashboard?period=year'

/** The numbers that lead somewhere: what is written, and the address. */
function linkedNumbers(html: string): { n: number; href: string }[] {
  const links = html.matchAll(/<a[^>]* href="(\/dashboard\/cases[^"]*)"[^>]*>([\d\u202f\u00a0 ]+)<\/a>/g)
  return [...links].map(([, href = '', text = '']) => ({
    n: Number(text.replace(/\D/g, '')),
    href: href.replaceAll('&amp;', '&'),
  }))
}

const referencesIn = (html: string): Set<string> =>
  new Set([...html.matchAll(/href="\/cases\/([A-Z0-9-]+)"/g)].map(([, id = '']) => id))

eachDatabase('the dashboard', (open) => {
  let office: Office
  let app: App

  beforeAll(async () => {
    office = await openOffice((await open()).db, { clock: testClock('2026-09-25') })
    app = openApp(office)
    const wide = await office.hire('wide', [{ role: 'clerk', programme: 'DAAM', entity: '' }])
    await office.register({ entity: 'CASABLANCA' }, wide)
    await wanderAbout(office, 25, 5, () => seal(office.db, office.clock))
    const broken = await office.register()
    await lead(office, broken, 'qualify', 'treat', 'commit', 'notify')
    office.clock.advance(days(9))
    await office.work()
    for (let n = 0; n < 6; n += 1) {
      const id = await office.register()
      office.clock.advance(days(n * 3))
      await lead(office, id, 'qualify', 'conclude', 'answer', 'approve', 'send', 'close')
    }
    await seal(office.db, office.clock)
    await countSealed(office.db)
  }, 120_000)

  test('is for those who oversee and those who report; nobody else finds it', async () => {
    for (const name of ['supervisor', 'auditor', 'reporter'])
      await (await app.enter(name)).get('/dashboard').expect(200)
    for (const name of ['agent', 'clerk', 'processor', 'closer', 'admin', 'focal', 'specialist', 'verifier'])
      await (await app.enter(name)).get('/dashboard').expect(404)
  })

  test.each(['unit', 'channel', 'category', 'entity', 'sex', 'area', 'service'])(
    'leads from every figure by %s to as many cases as it says',
    async (by) => {
      const browser = await app.enter('auditor')
      const { text } = await browser.get(`${YEAR}&by=${by}`).expect(200)
      const numbers = linkedNumbers(text)

      expect(numbers.length).toBeGreaterThan(10)
      for (const { n, href } of numbers) {
        const found = new Set<string>()
        for (let next: string | undefined = href; next; ) {
          const page: string = (await browser.get(next).expect(200)).text
          for (const id of referencesIn(page)) found.add(id)
          next = /<a href="(\/dashboard\/cases[^"]*after=[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
        }
        expect([href, found.size]).toEqual([href, n])
      }
    },
  )

  test('names the unit whose promises broke first, with the cases', async () => {
    const browser = await app.enter('auditor')
    const { text } = await browser.get(YEAR).expect(200)
    const href = /<a href="(\/dashboard\/cases\?figure=broken[^"]*)">/
      .exec(text)?.[1]
      ?.replaceAll('&amp;', '&')

    const { text: list } = await browser.get(href ?? '').expect(200)

    expect(headingOf(list)).toBe('Engagements non honorés')
    const { size } = referencesIn(list)
    expect(size).toBeGreaterThan(0)
    // Whose they are and how many, and the way back to the same figures.
    const unit = wordsOf(/id="promises".*?<bdi>([^<]+)/s.exec(text)?.[1] ?? '')
    const head = wordsOf(/<div class="j-head">.*?<\/div>/s.exec(list)?.[0] ?? '')
    expect(head).toContain(unit.replace(/ \(.*/, ''))
    expect(head).toContain(`${size} dossier`)
    const back = /<nav class="j-crumb"[^>]*><a href="([^"]+)"/.exec(list)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(back).toContain('programme=DAAM')
    await browser.get(back).expect(200)
  })

  test('shows a supervisor of one place no figure of another', async () => {
    const [{ text: own }, { text: all }] = [
      await (await app.enter('supervisor')).get(`${YEAR}&by=channel`),
      await (await app.enter('auditor')).get(`${YEAR}&by=channel`),
    ]
    const received = (html: string) => Number(/aria-label="Reçues: (\d+)"/.exec(html)?.[1])

    expect(received(own)).toBe(received(all) - 1)
    const { text } = await (await app.enter('supervisor')).get(`${YEAR}&entity=CASABLANCA`)
    expect(text).not.toContain('Reçues: ')
  })

  test('gives whoever only reports the figures without any way to a case', async () => {
    const browser = await app.enter('reporter')
    const { text } = await browser.get(YEAR).expect(200)

    expect(wordsOf(text)).toContain('Reçues')
    expect(text).not.toContain('/dashboard/cases')
    await browser.get('/dashboard/cases?figure=received&from=2026-01-01&to=2026-12-31').expect(404)
  })

  test('leads whoever only reports some of it nowhere: a list would hold fewer than the figure says', async () => {
    const oversees = { role: 'supervisor', programme: 'DAAM', entity: 'RABAT' } as const
    const reports = { role: 'reporter', programme: 'DAAM', entity: 'CASABLANCA' } as const
    await office.hire('half', [oversees, reports])
    const browser = await app.enter('half')

    const { text } = await browser.get(YEAR).expect(200)
    expect(text).not.toContain('/dashboard/cases')
    const { text: own } = await browser.get(`${YEAR}&entity=RABAT`).expect(200)
    expect(own).toContain('/dashboard/cases')
  })

  test('keeps days that were typed wrong, and says so beside the field', async () => {
    const browser = await app.enter('auditor')
    const { text } = await browser.get('/dashboard?from=2026-11-30&to=2026-11-01&programme=DAAM').expect(422)

    expect(errorBeside(text, 'to')).toBe('La fin vient avant le début.')
    expect(typedIn(text, 'from')).toBe('2026-11-30')
  })

  test.each(['fr', 'ar', 'en'])('is written in %s, with a period that has nothing', async (lang) => {
    const browser = await app.enter('auditor')
    await browser.get(`/language/${lang}`)
    for (const address of [`${YEAR}&by=sex`, '/dashboard?from=2001-01-01&to=2001-01-31'])
      expect(missingTexts((await browser.get(address).expect(200)).text)).toEqual([])
  })

  test('answers addresses that were made up with nothing, or as if they said less', async () => {
    const browser = await app.enter('auditor')
    await browser.get('/dashboard/cases?figure=everything&from=2026-01-01&to=2026-12-31').expect(404)
    await browser.get('/dashboard/cases?figure=open&from=2026-13-01&to=2026-12-31').expect(404)
    await browser.get('/dashboard?programme=NONE').expect(404)
    await browser.get('/dashboard?period=always&by=religion').expect(200)
  })
})
