// The page of open data and its files: for everybody, in three languages, small, and taken once.
import { beforeAll, describe, expect, test } from 'vitest'
import { findPublication, publishDue } from '../../src/reports/publications.ts'
import { csvOf } from '../../src/reports/published-file.ts'
import { type App, openApp } from '../support/app.ts'
import { testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { idsOf, missingTexts, wordsOf } from './reading.ts'

/** What was counted in August: enough to be told, but for one letter. */
const cells = (['received', 'closed'] as const).flatMap((measure) =>
  [
    ...['', 'entity'].map((facet) => ({ facet, part: facet && 'RABAT', n: 61 })),
    ...['desk', 'web', 'phone'].map((part) => ({ facet: 'channel', part, n: 20 })),
    { facet: 'channel', part: 'mail', n: 1 },
  ].map((cell) => ({
    ...{ programme: 'DAAM', entity: '', grain: 'month', span: '2026-08', measure },
    ...{ bucket: measure === 'received' ? 2 : 0 },
    ...cell,
  })),
)

eachDatabase('open data', (open) => {
  let office: Office
  let app: App

  beforeAll(async () => {
    office = await openOffice((await open()).db, { clock: testClock('2026-11-25') })
    app = openApp(office)
  })

  test('says so while nothing is published', async () => {
    const { text } = await app.visitor().get('/open-data').expect(200)

    expect(wordsOf(text)).toContain('Rien n’est encore publié.')
    await app.visitor().get('/open-data/2026-Q3.csv').expect(404)
  })

  describe('once a quarter is published', () => {
    beforeAll(async () => {
      await office.db.write('case_figures').insert(cells)
      expect(await publishDue(office)).toEqual(['2026-Q3'])
    })

    const publication = async () =>
      (await findPublication(office.db, '2026-Q3')) ?? expect.fail('nothing was published')

    test.each(['fr', 'ar', 'en'])('is a page of its figures in %s, without signing in', async (language) => {
      const visitor = app.visitor()
      await visitor.get(`/language/${language}`)

      const { text } = await visitor.get('/open-data?period=2026-Q3&programme=DAAM').expect(200)

      expect(missingTexts(text)).toEqual([])
      expect(new Set(idsOf(text)).size).toBe(idsOf(text).length)
      expect(text).toContain(`lang="${language}"`)
      expect(text).not.toMatch(/<script|style="/)
      expect(text.length).toBeLessThan(40_000)
      expect(wordsOf(text)).toMatch(/\b61\b/)
    })

    test('says what is hidden, and shows no figure under five', async () => {
      const { text } = await app.visitor().get('/open-data?programme=DAAM').expect(200)
      const channels = /<table id="channel">([\s\S]*?)<\/table>/.exec(text)?.[1] ?? ''

      expect(wordsOf(channels)).toMatch(/téléphone 20 .*guichet 20 .*courrier non publié .*site non publié/)
      expect([...channels.matchAll(/<bdi>([^<]*)<\/bdi>/g)].map(([, n]) => Number(n))).toEqual([
        20, 20, 20, 20,
      ])
    })

    test('shows the first programme to whoever asks for none, and nothing of a period that is not there', async () => {
      await app.visitor().get('/open-data?programme=NONE').expect(200)
      await app.visitor().get('/open-data?period=rubbish').expect(200)
      for (const path of [
        '?period=2020-Q1',
        '/2020-Q1.json',
        '/2026-Q3.pdf',
        '/2026-Q3',
        '/2026-Q5.csv',
        '/..%2f..%2fx',
      ])
        await app.visitor().get(`/open-data${path}`).expect(404)
    })

    test('gives the file as it is kept, the same to everybody', async () => {
      const { content } = await publication()
      const asked = await app.visitor().get('/open-data/2026-Q3.json').expect(200)
      const auditor = await (await app.enter('auditor', 'ar')).get('/open-data/2026-Q3.json').expect(200)

      expect(asked.text).toBe(content)
      expect(auditor.text).toBe(content)
      expect(asked.headers['content-type']).toBe('application/json; charset=utf-8')
      expect(asked.headers['cache-control']).toBe('public, max-age=86400')
      expect(asked.headers['set-cookie']).toBeUndefined()
      expect(asked.body.licence.name).toBe('CC BY 4.0')
    })

    test('gives its rows as CSV', async () => {
      const asked = await app.visitor().get('/open-data/2026-Q3.csv').expect(200)

      expect(asked.headers['content-type']).toBe('text/csv; charset=utf-8')
      expect(asked.text).toBe(csvOf((await publication()).publication))
      const lines = asked.text.split('\r\n')
      expect(lines[0]).toBe('period,programme,facet,value,measure,n,flag')
      expect(lines).toContain('2026-Q3,DAAM,total,,received,61,')
      expect(lines).toContain('2026-Q3,DAAM,channel,mail,received,,suppressed')
      for (const line of lines.slice(1, -1)) expect(line).toMatch(/^2026-Q3(,\w*){4},(\d+,|,suppressed)$/)
    })

    test('is not sent again to whoever has it', async () => {
      for (const file of ['2026-Q3.csv', '2026-Q3.json']) {
        const { headers } = await app.visitor().get(`/open-data/${file}`).expect(200)
        const again = await app
          .visitor()
          .get(`/open-data/${file}`)
          .set('If-None-Match', headers.etag ?? '')
          .expect(304)
        expect(again.text).toBe('')
        expect(again.headers.etag).toBe(headers.etag)
        await app.visitor().get(`/open-data/${file}`).set('If-None-Match', '"something else"').expect(200)
      }
    })

    test('is refused to whoever asks without end, and to nobody else', async () => {
      const proxied = openApp(office, { trustProxy: 1 })
      const ask = (from: string) =>
        proxied.visitor().get('/open-data/2026-Q3.csv').set('X-Forwarded-For', from)
      const before = await office.db.read('attempts').pluck('key')
      await ask('203.0.113.9').expect(200)
      const key = (await office.db.read('attempts').pluck('key')).find((one) => !before.includes(one))
      expect(key).not.toContain('203.0.113.9')
      await office.db.write('attempts').where({ key }).update({ points: 300 })

      const refused = await ask('203.0.113.9').expect(429)

      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
      await ask('203.0.113.10').expect(200)
    })
  })
})
