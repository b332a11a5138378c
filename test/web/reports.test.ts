// Reports in the browser: for whom, in which languages, kept as they were, taken as files that were written down before.
import { extractText } from 'unpdf'
import { beforeAll, describe, expect, test } from 'vitest'
import { countSealed } from '../../src/cases/counting.ts'
import { handToOtherBody } from '../../src/cases/release.ts'
import { seal } from '../../src/engine/seals.ts'
import { carryOutReplay } from '../../src/reports/replays.ts'
import { lead } from '../cases/roads.ts'
import { wanderAbout } from '../reports/figures.ts'
import { readCsv, readWorkbook } from '../reports/file-readers.ts'
import { type App, openApp } from '../support/app.ts'
import { days, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { errorBeside, flashOf, missingTexts, typedIn, wordsOf } from './reading.ts'

const YEAR = 'programme=DAAM&from=2026-01-01&to=2026-12-31'

type Browser = Awaited<ReturnType<App['enter']>>

const bytes = (browser: Browser, address: string) =>
  browser
    .get(address)
    .buffer(true)
    .parse((res, done) => {
      const pieces: Buffer[] = []
      res.on('data', (piece: Buffer) => pieces.push(piece))
      res.on('end', () => done(null, Buffer.concat(pieces)))
    })
    .expect(200)

/** The numbers of the line of a table that begins with some words. */
const lineOf = (html: string, name: string): string[] => {
  const row = html.split('<tr').find((one) => wordsOf(`<tr${one}`).trim().startsWith(name))
  return [...(row ?? '').matchAll(/<td>([^<]*)<\/td>/g)].map(([, text = '']) => text)
}

eachDatabase('reports', (open) => {
  let office: Office
  let app: App

  const count = async () => {
    await seal(office.db, office.clock)
    await countSealed(office.db)
  }
  const taken = () => office.db.read('exports').orderBy('at')

  async function kept(browser: Browser): Promise<string> {
    const form = { kind: 'quarter', programme: 'DAAM', entity: '', from: '2026-01-01', to: '2026-12-31' }
    const { headers } = await browser.post('/reports').type('form').send(form).expect(303)
    return String(headers.location)
  }

  beforeAll(async () => {
    office = await openOffice((await open()).db, { clock: testClock('2026-09-25') })
    app = openApp(office)
    const wide = await office.hire('wide', [{ role: 'clerk', programme: 'DAAM', entity: '' }])
    await office.register({ entity: 'CASABLANCA' }, wide)
    await wanderAbout(office, 20, 5, () => seal(office.db, office.clock))
    await lead(office, await office.register(), 'refuse')
    await count()
  }, 240_000)

  test('are for those who oversee, within their places, and for whoever reports', async () => {
    const received = async (name: string) => {
      const { text } = await (await app.enter(name)).get(`/reports/quarter?${YEAR}`).expect(200)
      return Number(lineOf(text, 'Ensemble')[0])
    }
    expect(await received('auditor')).toBe((await received('supervisor')) + 1)
    expect(await received('reporter')).toBe(await received('auditor'))
    const supervisor = await app.enter('supervisor')
    await supervisor.get(`/reports/quarter?${YEAR}&entity=CASABLANCA`).expect(404)
    await supervisor.get('/reports/quarter?programme=TAYSSIR').expect(404)
    for (const name of ['clerk', 'closer', 'admin', 'focal', 'verifier'])
      await (await app.enter(name)).get('/reports').expect(404)
    await (await app.enter('auditor')).get('/reports/housing').expect(404)
    await (await app.enter('reporter')).get('/reports/ombudsman').expect(404)
  })

  test.each(['fr', 'ar', 'en'])('are written in %s', async (lang) => {
    const browser = await app.enter('auditor')
    await browser.get(`/language/${lang}`)
    const address = await kept(browser)
    for (const page of [
      ...[
        '/reports',
        `/reports/quarter?${YEAR}`,
        '/reports/funder?programme=DAAM&from=2026-01-01&to=2026-06-30',
        '/reports/ombudsman',
        address,
      ],
      ...[
        '/reports/quarter?from=2001-01-01&to=2001-03-31',
        '/dashboard/cases?figure=received&from=2026-01-01&to=2026-12-31',
      ],
    ])
      expect(missingTexts((await browser.get(page).expect(200)).text)).toEqual([])
  })

  test('keep days that were typed wrong, and say so beside the field', async () => {
    const browser = await app.enter('auditor')
    const { text } = await browser
      .get('/reports/quarter?from=2026-11-30&to=2026-11-01&programme=DAAM')
      .expect(422)

    expect(errorBeside(text, 'to')).toBe('La fin vient avant le début.')
    expect(typedIn(text, 'from')).toBe('2026-11-30')
  })

  test('leave as a workbook with numbers in it, and from right to left in Arabic', async () => {
    const browser = await app.enter('auditor', 'ar')
    const { text } = await browser.get(`/reports/quarter?${YEAR}`).expect(200)
    const { body, headers } = await bytes(browser, `/reports/quarter/file?${YEAR}&format=xlsx`)
    const sheets = await readWorkbook(body)

    expect(headers['content-disposition']).toContain('quarter-DAAM-2026-01-01-2026-12-31.xlsx')
    expect(sheets.every(({ rightToLeft }) => rightToLeft)).toBe(true)
    const all = sheets[1]?.rows.find((row) => row[0]?.text === 'المجموع')
    expect(all?.[1]).toMatchObject({ type: 'number', text: lineOf(text, 'المجموع')[0] })
    expect(sheets[0]?.rows.map((row) => row[1]?.text)).toContain('Driss Alaoui')
  })

  test('leave as a PDF that says what the page says, kept ones as the same bytes each time', async () => {
    const browser = await app.enter('auditor')
    const { text: page } = await browser.get(`/reports/quarter?${YEAR}`).expect(200)
    const { body, headers } = await bytes(browser, `/reports/quarter/file?${YEAR}&format=pdf`)
    const { text } = await extractText(new Uint8Array(body), { mergePages: true })

    expect(headers['content-type']).toBe('application/pdf')
    // Spaces that must not break are told as spaces by the reader.
    expect(text).toContain(`Ensemble ${lineOf(page, 'Ensemble').join(' ').replaceAll(/\s/g, ' ')}`)
    expect(text).toContain('Driss Alaoui')
    const address = `${await kept(browser)}/file?format=pdf`
    expect(await bytes(browser, address)).toMatchObject({ body: (await bytes(browser, address)).body })
    const list = await bytes(browser, '/reports/ombudsman/file?format=pdf')
    const { text: listed } = await extractText(new Uint8Array(list.body), { mergePages: true })
    expect(listed).toContain('Saisines du Médiateur')
    await browser.get('/dashboard/file?format=pdf&by=channel').expect(404)
  })

  test('leave as CSV that says the same as the page', async () => {
    const browser = await app.enter('auditor')
    const { text: page } = await browser.get(`/reports/quarter?${YEAR}`).expect(200)
    const { text } = await browser.get(`/reports/quarter/file?${YEAR}&format=csv`).expect(200)
    const lines = readCsv(text.replace('\ufeff', ''), ';')

    expect(lines.find(([name]) => name === 'Ensemble')?.slice(1, 6)).toEqual(
      lineOf(page, 'Ensemble').slice(0, 5),
    )
  })

  test('are written down as taken before the first byte leaves, each by its programme', async () => {
    office.clock.advance(1000)
    const before = (await taken()).length
    const browser = await app.enter('supervisor')
    for (const address of [
      `/reports/quarter/file?${YEAR}&format=csv`,
      '/dashboard/file?format=xlsx&by=channel',
      '/dashboard/cases/file?figure=received&from=2026-01-01&to=2026-12-31&channel=desk',
      '/reports/ombudsman/file?format=csv',
    ]) {
      await browser.get(address).expect(200)
      office.clock.advance(1000)
    }
    const rows = (await taken()).slice(before)

    expect(rows.map(({ kind, format, programme }) => [kind, format, programme])).toEqual([
      ['quarter', 'csv', 'DAAM'],
      ['dashboard', 'xlsx', 'DAAM'],
      ['cases', 'csv', 'DAAM'],
      ['ombudsman', 'csv', 'DAAM'],
    ])
    expect(JSON.parse(rows[0].about)).toEqual({ entity: 'RABAT' })
    expect(JSON.parse(rows[2].about)).toEqual({ figure: 'received', channel: 'desk', entity: 'RABAT' })
    const { text } = await (await app.enter('auditor')).get('/exports').expect(200)
    expect(wordsOf(text)).toContain('Liste de dossiers d’un chiffre')
  })

  test('of cases hold as many as the figure says, of the reader’s places only, and nobody’s name', async () => {
    const address = '/dashboard/cases/file?figure=received&from=2026-01-01&to=2026-12-31&format=csv'
    const sizes: number[] = []
    for (const name of ['auditor', 'supervisor']) {
      const { text } = await (await app.enter(name)).get(address).expect(200)
      const [, ...rows] = readCsv(text.replace('\ufeff', ''), ';')
      sizes.push(rows.length)
      expect(text).not.toContain('Fatima Zahra')
    }
    const own = { programme: 'DAAM', restricted: 0, about: null }
    const [all, rabat] = [
      await office.db.read('cases').where(own),
      await office.db.read('cases').where({ ...own, entity: 'RABAT' }),
    ]
    expect(sizes).toEqual([all.length, rabat.length])
    await (await app.enter('clerk')).get(address).expect(404)
  })

  test('for the funder are of whole programmes and of quarters that are over, so that no difference tells of one', async () => {
    const browser = await app.enter('reporter')
    const odd = await browser.get('/reports/funder?programme=DAAM&from=2026-01-01&to=2026-06-29').expect(422)
    expect(errorBeside(odd.text, 'to')).toContain('trimestres entiers et terminés')
    expect(typedIn(odd.text, 'to')).toBe('2026-06-29')
    await browser.get('/reports/funder?programme=DAAM&from=2026-10-01&to=2026-12-31').expect(422)
    await browser.get('/reports/funder?programme=DAAM&entity=RABAT').expect(404)
    await browser
      .get('/reports/funder/file?programme=DAAM&from=2026-01-02&to=2026-06-30&format=csv')
      .expect(404)
    for (const from of ['2026-01-02', '2026-01-01']) {
      const kept = { kind: 'funder', programme: 'DAAM', from, to: '2026-06-30' }
      const { status } = await browser.post('/reports').type('form').send(kept)
      expect([from, status]).toEqual([from, from === '2026-01-01' ? 303 : 422])
    }
    const { text } = await browser.get('/reports/funder').expect(200)
    expect(text).not.toContain('id="entity"')
    // Whoever has one entity has the other reports of it.
    await (await app.enter('supervisor')).get('/reports/funder').expect(404)
    expect((await (await app.enter('supervisor')).get('/reports')).text).not.toContain('/reports/funder')
  })

  test('of the ombudsman hold all that came through him, and no restricted case', async () => {
    const fields = { channel: 'ombudsman', address: 'Rabat', relation: 'representative' }
    const [seen, hidden] = [await office.register(fields), await office.register(fields)]
    await office.db.write('cases').where({ id: hidden }).update({ restricted: 1 })
    // It came before his referrals had a life of their own.
    const older = await office.register(fields)
    await office.db.write('cases').where({ id: older }).update({ workflow: 'complaint' })
    const browser = await app.enter('supervisor')
    const { text } = await browser.get('/reports/ombudsman').expect(200)
    const { text: file } = await browser.get('/reports/ombudsman/file').expect(200)

    for (const one of [text, file]) {
      expect(one).toContain(seen)
      expect(one).toContain(older)
      expect(one).not.toContain(hidden)
    }
    await office.db.write('cases').where({ id: hidden }).update({ restricted: 0 })
    await office.db.write('cases').where({ id: older }).update({ workflow: 'ombudsman' })
  })

  describe('that are kept', () => {
    test('stay as they were, say what has changed since, and are found again', async () => {
      await count()
      const browser = await app.enter('auditor')
      const address = await kept(browser)
      const { text: then } = await browser.get(address).expect(200)
      expect(flashOf(then)).toBe('Rapport gardé.')
      expect(wordsOf(then)).toContain('Fait par Driss Alaoui')
      expect(wordsOf(then)).toContain('Rien n’a changé')
      const received = Number(lineOf(then, 'Ensemble')[0])

      await office.register()
      await count()

      const { text: now } = await browser.get(address).expect(200)
      expect(Number(lineOf(now, 'Ensemble')[0])).toBe(received)
      expect(wordsOf(now)).not.toContain('Rien n’a changé')
      expect(lineOf(now, 'Réclamations par voie de réception: Reçues').slice(0, 3)).toContain(
        String(received + 1),
      )
      expect((await browser.get('/reports')).text).toContain(address)
      const { text: file } = await browser.get(`${address}/file?format=csv`).expect(200)
      expect(readCsv(file.replace('\ufeff', ''), ';').find(([name]) => name === 'Ensemble')?.[1]).toBe(
        String(received),
      )
    })

    test('of a whole programme are not for whoever oversees a part of it', async () => {
      const address = await kept(await app.enter('auditor'))
      const supervisor = await app.enter('supervisor')

      await supervisor.get(address).expect(404)
      await supervisor.get(`${address}/file`).expect(404)
      await supervisor.post(`${address}/replay`).expect(404)
      expect((await supervisor.get('/reports')).text).not.toContain(address)
      const form = { kind: 'quarter', programme: 'DAAM', entity: '', from: '2026-01-01', to: '2026-12-31' }
      await supervisor.post('/reports').type('form').send(form).expect(404)
    })

    test('are given again by the journal, whatever happened since, up to the seal they stand on', async () => {
      const late = await office.register()
      await lead(office, late, 'qualify', 'treat', 'commit', 'notify')
      const gone = await office.register()
      await count()
      const address = await kept(await app.enter('auditor'))

      office.clock.advance(days(8))
      await office.work()
      await lead(office, late, 'renew', 'notify', 'done')
      await office.register()
      await count()
      const browser = await app.enter('auditor')
      await browser.post(`${address}/replay`).expect(303)
      expect(wordsOf((await browser.get(address)).text)).toContain('En cours, demandé le')
      await carryOutReplay(office)

      const { text } = await browser.get(address).expect(200)
      expect(wordsOf(text)).toContain('Le journal donne les mêmes chiffres')

      const { revision } = await office.db.read('instances').where({ id: gone }).first()
      await handToOtherBody(office, gone, revision, office.staff.supervisor)
      await browser.post(`${address}/replay`).expect(303)
      await carryOutReplay(office)
      expect(wordsOf((await browser.get(address)).text)).toContain('comptés avec ce qui reste : 1')
    })

    test('name no case, so that nothing of one that leaves stays in them', async () => {
      const rows = [...(await office.db.read('reports')), ...(await office.db.read('report_replays'))]
      expect(rows.length).toBeGreaterThan(3)
      for (const row of rows) expect(JSON.stringify(row)).not.toMatch(/DAA-[0-9A-Z]{4}-/)
    })
  })
})
