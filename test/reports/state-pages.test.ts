// Where a figure leads to: the cases of a state page by page; and the figures in words.
import { beforeAll, expect, test } from 'vitest'
import { seal } from '../../src/engine/seals.ts'
import { formats } from '../../src/i18n/format.ts'
import { languages, translator } from '../../src/i18n/i18n.ts'
import { lifeWords } from '../../src/i18n/life.ts'
import { foldStays } from '../../src/reports/fold-stays.ts'
import { shownFigures } from '../../src/web/pages/state-figures.ts'
import { leadTo } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { days, hours, minutes } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { headingOf, missingTexts, summaryOf, wordsOf } from '../web/reading.ts'

const RECEIVED = '/lifecycles/complaint/cases?state=received'

eachDatabase('the cases of a state', (open) => {
  let office: Office
  let app: App

  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
    const wide = await office.hire('wide', [{ role: 'clerk', programme: 'DAAM', entity: '' }])
    await leadTo(office, 'closed')
    await seal(office.db, office.clock)
    await foldStays(office.db)
    for (let n = 0; n < 60; n += 1) {
      await office.register({ entity: n % 3 === 0 ? 'CASABLANCA' : 'RABAT' }, wide)
      // Some were received at the same instant.
      if (n % 4 === 0) office.clock.advance(minutes(3))
    }
    await office.register({ programme: 'TAYSSIR', entity: 'CNRA' }, office.staff.stranger)
  })

  const refsOf = (html: string) =>
    [...html.matchAll(/<bdi class="j-ref">([^<]+)</g)].map(([, ref = '']) => ref)
  const nextOf = (html: string) => {
    const [, href] = /<a href="([^"]+after=[^"]+)">/.exec(html) ?? []
    return href?.replaceAll('&amp;', '&')
  }

  async function listOf(who: string, address = RECEIVED): Promise<string[][]> {
    const browser = await app.enter(who)
    const pages: string[][] = []
    for (let next: string | undefined = address; next; ) {
      const { text } = await browser.get(next).expect(200)
      pages.push(refsOf(text))
      next = nextOf(text)
    }
    return pages
  }

  const kept = async (where: object): Promise<string[]> =>
    office.db
      .read('cases')
      .where({ state: 'received', programme: 'DAAM', ...where })
      .orderBy([{ column: 'received_at', order: 'desc' }, { column: 'id' }])
      .pluck('id')

  test('come in pages that lose nothing and show nothing twice, newest reception first', async () => {
    const pages = await listOf('auditor')

    expect(pages.map(({ length }) => length)).toEqual([25, 25, 10])
    expect(pages.flat()).toEqual(await kept({}))
  })

  test('are those of one entity to whoever oversees one, or asks for one', async () => {
    expect((await listOf('supervisor')).flat()).toEqual(await kept({ entity: 'RABAT' }))
    const asked = `${RECEIVED}&programme=DAAM&entity=CASABLANCA`
    expect((await listOf('auditor', asked)).flat()).toEqual(await kept({ entity: 'CASABLANCA' }))
    expect((await listOf('supervisor', asked)).flat()).toEqual([])
    expect((await listOf('stranger')).flat()).toHaveLength(1)
  })

  test('speak the language of the reader', async () => {
    for (const language of languages) {
      const { text } = await (await app.enter('auditor', language)).get(RECEIVED).expect(200)
      expect(headingOf(text)).toBe(translator(language)('complaint.state.received'))
      expect(missingTexts(text)).toEqual([])
      expect(text).not.toMatch(/\bfigures\.\w/)
    }
    const none = await (await app.enter('auditor'))
      .get('/lifecycles/complaint/cases?state=approved')
      .expect(200)
    expect(wordsOf(none.text)).toContain('Aucun dossier ne s’y trouve maintenant')
  })

  test('are led to from the page of their lifecycle, over the place and the period that were chosen', async () => {
    const { version } = office.machines.newest('complaint')
    const page = `/lifecycles/complaint/${version}`
    for (const language of languages) {
      const { text } = await (await app.enter('auditor', language)).get(page).expect(200)
      expect(missingTexts(text)).toEqual([])
      expect(text).not.toMatch(/\bfigures\.\w+</)
      expect(text).toContain('/lifecycles/complaint/cases?state=received')
      expect(text).toContain(translator(language)('figures.fewHint'))
    }
    const auditor = await app.enter('auditor')
    const chosen = await auditor.get(`${page}?from=2026-11-01&to=2026-12-31&programme=DAAM&entity=CASABLANCA`)
    expect(chosen.text).toContain(
      `state=received&amp;version=${version}&amp;programme=DAAM&amp;entity=CASABLANCA`,
    )
    // A figure is of one version, and so is the list it leads to.
    expect((await listOf('auditor', `${RECEIVED}&version=${version}`)).flat()).toEqual(
      await kept({ version }),
    )
    expect((await listOf('auditor', `${RECEIVED}&version=1`)).flat()).toEqual(await kept({ version: 1 }))
    await auditor.get(`${RECEIVED}&version=99`).expect(404)
    const wrong = await auditor.get(`${page}?from=2026-11-30&to=2026-11-01`).expect(200)
    expect(summaryOf(wrong.text).map(({ id }) => id)).toEqual(['to'])
    const far = await auditor.get(`${page}?from=9999-12-31&to=9999-12-31`).expect(200)
    expect(summaryOf(far.text).map(({ id }) => id)).toEqual(['from', 'to'])
    await auditor.get('/lifecycles/constructor/cases?state=received').expect(404)
  })

  test('are nothing to those who work on cases, and a state that is none is nothing', async () => {
    await (await app.enter('clerk')).get(RECEIVED).expect(404)
    await (await app.enter('admin')).get(RECEIVED).expect(404)
    const auditor = await app.enter('auditor')
    await auditor.get('/lifecycles/complaint/cases').expect(404)
    await auditor.get('/lifecycles/complaint/cases?state=nowhere').expect(404)
    await auditor.get(`${RECEIVED}&after=nonsense`).expect(200)
  })
})

test('figures are words: durations, warmth by the longest median, a mark on what is too little to tell', () => {
  const t = translator('fr')
  const say = { t, life: lifeWords(t, 'fr'), f: formats('fr'), lang: 'fr' } as const
  const figures = new Map([
    ['received', { now: 1200, median: hours(5), p90: days(3), stays: 900 }],
    ['qualified', { now: 0, median: days(2), p90: days(9), stays: 40 }],
    ['waiting', { now: 3, median: days(30), p90: days(60), stays: 4 }],
    ['approved', { now: 1, median: null, p90: null, stays: 0 }],
    ['settled', { now: 1, median: 30_000, p90: minutes(12), stays: 12 }],
  ])

  const shown = shownFigures(say, { name: 'complaint', version: 1 }, figures, { programme: 'DAAM' })

  const plain = (text: string | null | undefined) => text?.replaceAll(/[\u00a0\u202f]/g, ' ')
  expect(plain(shown.get('received')?.now)).toBe('1 200')
  expect(plain(shown.get('received')?.median)).toBe('5 h')
  expect(plain(shown.get('received')?.p90)).toBe('3 j')
  expect(plain(shown.get('waiting')?.median)).toBe('30 j *')
  expect(shown.get('settled')?.median).toBe('moins d’une minute')
  expect([...shown].map(([state, { heat, few }]) => [state, heat, few])).toEqual([
    ['received', 1, false],
    ['qualified', 5, false],
    ['waiting', 0, true],
    ['approved', 0, false],
    ['settled', 1, false],
  ])
  expect(shown.get('received')?.href).toBe(
    '/lifecycles/complaint/cases?state=received&version=1&programme=DAAM',
  )
  expect(shown.get('qualified')?.href).toBeNull()
  expect(shown.get('approved')?.median).toBeNull()
})
