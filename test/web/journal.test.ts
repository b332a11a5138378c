// The journal's pages: what was done, one case with its seals, who read what, the statement, verification, and the file.
import { beforeAll, describe, expect, test } from 'vitest'
import { projection } from '../../src/cases/projection.ts'
import { recordReveal } from '../../src/cases/reveals.ts'
import { tallySealed } from '../../src/cases/tally.ts'
import { openRun } from '../../src/cases/verify-runs.ts'
import { carryOnVerifying } from '../../src/cases/verify-work.ts'
import { checkFile } from '../../src/engine/check-file.ts'
import { erase } from '../../src/engine/erase.ts'
import { seal } from '../../src/engine/seals.ts'
import { languages } from '../../src/i18n/i18n.ts'
import { handOver } from '../cases/release-office.ts'
import { lead, leadTo } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { days, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, names, type Office, openOffice } from '../support/office.ts'
import { errorBeside, flashOf, missingTexts, typedIn, wordsOf } from './reading.ts'

const others = names.filter((name): name is Exclude<Name, 'auditor'> => name !== 'auditor')

eachDatabase('the journal', (open) => {
  let office: Office
  let app: App
  let closed: string
  let erased: string
  let gone: string
  let restricted: string
  let elsewhere: string

  const get = async (address: string, who: string = 'auditor') => (await app.enter(who)).get(address)
  const read = async (address: string) => (await get(address)).text
  /** The cases a page leads to. */
  const refsIn = (html: string) => [
    ...new Set([...html.matchAll(/href="\/cases\/([A-Z0-9-]+)"/g)].map(([, ref]) => ref)),
  ]

  beforeAll(async () => {
    office = await openOffice((await open()).db, { clock: testClock('2026-11-02') })
    app = openApp(office)
    elsewhere = await office.register({ programme: 'TAYSSIR', entity: 'CNRA' }, office.staff.stranger)
    closed = await office.register({ phone: '0612345678', cnie: 'AB123456', email: 'fatima@exemple.ma' })
    await lead(office, closed, 'qualify', 'conclude', 'answer', 'approve', 'send', 'close')
    await seal(office.db, office.clock)
    erased = await leadTo(office, 'returned')
    await office.db.transaction((tx) => erase(tx, erased, [2], 'retention', office.clock.now()))
    restricted = await leadTo(office, 'qualified')
    await office.db.write('cases').where({ id: restricted }).update({ restricted: 1 })
    await office.db.write('case_handlers').insert({ case_id: restricted, user_id: office.staff.auditor.id })
    gone = await leadTo(office, 'qualified')
    await handOver(office, gone)
    await leadTo(office, 'overdue')
    for (let n = 0; n < 40; n += 1) await office.register()
    await recordReveal(office.db, office.clock, closed, office.staff.clerk)
    await seal(office.db, office.clock)
    office.clock.advance(days(1))
    await office.register()
    await tallySealed(office.db)
  }, 120_000)

  describe('across cases', () => {
    test('is read page after page, and leads to each case', async () => {
      const first = await read('/journal')
      const next = /<a href="(\/journal\?after=[^"]+)">/.exec(first)?.[1] ?? ''
      const second = await read(next)

      expect(next).not.toBe('')
      const both = [...refsIn(first), ...refsIn(second)]
      expect(both).toEqual(expect.arrayContaining([closed, erased, gone]))
      for (const hidden of [restricted, elsewhere]) expect(both).not.toContain(hidden)
      expect(second).not.toMatch(/Fatima|Versement de mars/)
    })

    test.each(languages)('is written in %s', async (language) => {
      const browser = await app.enter('auditor', language)
      for (const page of ['/journal', `/cases/${closed}/journal`, '/journal/reads', '/journal/statement'])
        expect(missingTexts((await browser.get(page).expect(200)).text)).toEqual([])
      expect(missingTexts((await browser.get('/journal/verification').expect(200)).text)).toEqual([])
    })

    test('is narrowed by person, event, day, place and case', async () => {
      const { clerk, closer } = office.staff
      expect(wordsOf(await read(`/journal?by=${closer.id}`))).toContain(closer.name)
      expect(refsIn(await read(`/journal?by=${closer.id}`))).toEqual([closed])
      expect(refsIn(await read('/journal?event=CLOSE'))).toEqual([closed])
      expect(wordsOf(await read('/journal?event=untilDue'))).toContain('Échéance dépassée')
      expect(wordsOf(await read(`/journal?by=${clerk.id}&event=CLOSE`))).toContain('Rien ici')
      expect(refsIn(await read(`/journal?ref=${closed.toLowerCase().replaceAll('-', ' ')}`))).toEqual([
        closed,
      ])
      expect(wordsOf(await read('/journal?to=2026-11-01'))).toContain('Rien ici')
      expect(wordsOf(await read('/journal?place=DAAM/CASABLANCA'))).toContain('Rien ici')
      expect(refsIn(await read('/journal?place=DAAM/RABAT&event=CLOSE'))).toEqual([closed])
      expect(wordsOf(await read('/journal?place=TAYSSIR'))).toContain('Rien ici')
      expect(wordsOf(await read(`/journal?ref=${restricted}`))).toContain('Rien ici')
      expect(wordsOf(await read('/journal?event=NOTHING&after=nonsense'))).toContain('Rien ici')
    })

    test('keeps what was typed wrong, with the reason beside it', async () => {
      const answer = await get('/journal?from=2026-11-30&to=2026-11-01&ref=DAA-0000-0001')
      expect(answer.status).toBe(422)
      expect(errorBeside(answer.text, 'ref')).toBe('Cette référence n’existe pas : vérifiez chaque signe.')
      const order = await get('/journal?from=2026-11-30&to=2026-11-01')
      expect(errorBeside(order.text, 'to')).toBe('La fin vient avant le début.')
      expect(typedIn(order.text, 'from')).toBe('2026-11-30')
      expect((await get('/journal?from=yesterday')).status).toBe(422)
      expect((await get('/journal/reads?from=yesterday')).status).toBe(422)
    })

    test('says when a row was written down later than it happened', async () => {
      const late = await office.register()
      office.clock.advance(days(12))
      await office.work()
      expect(wordsOf(await read(`/journal?ref=${late}`))).toContain('écrit au journal')
    })
  })

  describe('of one case', () => {
    test('shows each row with its words, its hash and its seal', async () => {
      const rows = await office.db.read('journal').where({ instance_id: closed }).orderBy('seq')
      const html = await read(`/cases/${closed}/journal`)
      const words = wordsOf(html)

      for (const { seq, hash } of rows) {
        expect(html).toContain(`id="n${seq}"`)
        expect(html).toContain(hash.slice(0, 12))
      }
      expect(words).toContain('Sceau 1')
      expect(words).toContain('Le versement est parti le 3 mars.')
      expect(words).toContain(office.staff.closer.name)
      expect(words).toContain('À clore')
    })

    test('masks what identifies a person', async () => {
      const words = wordsOf(await read(`/cases/${closed}/journal`))
      expect(words).not.toMatch(/0612345678|06 12 34 56 78|AB123456|fatima@exemple/)
      expect(words).toContain('A•••456')
    })

    test('says what was erased, and what is not sealed yet', async () => {
      expect(wordsOf(await read(`/cases/${erased}/journal`))).toContain('Effacé selon la loi')
      const fresh = await office.register()
      expect(wordsOf(await read(`/cases/${fresh}/journal`))).toContain('À sceller dans la minute')
    })

    test('of one that left says what happened, and nothing that was told, nor by whose hand it went', async () => {
      const html = await read(`/cases/${gone}/journal`)
      expect(wordsOf(html)).toContain('Pris en charge par un autre service')
      expect(html).not.toMatch(/Versement|Fatima|takenOver/)
      expect(html).not.toContain(office.staff.supervisor.name)
    })

    test('is reached from its page by whoever audits it', async () => {
      expect(await read(`/cases/${closed}`)).toContain(`/cases/${closed}/journal`)
      expect((await get(`/cases/${closed}`, 'clerk')).text).not.toContain(`/cases/${closed}/journal`)
    })

    test('is nothing to anybody else, nor where somebody alone handles it', async () => {
      for (const id of [restricted, elsewhere, 'DAA-0000-0000', 'nothing'])
        expect((await get(`/cases/${id}/journal`)).status).toBe(404)
      for (const name of others) expect((await get(`/cases/${closed}/journal`, name)).status).toBe(404)
    })
  })

  test('says who read what', async () => {
    const words = wordsOf(await read('/journal/reads'))
    expect(words).toContain('Numéros masqués montrés')
    expect(words).toContain(office.staff.clerk.name)
    expect(refsIn(await read(`/journal/reads?by=${office.staff.clerk.id}`))).toEqual([closed])
    expect(wordsOf(await read('/journal/reads?to=2026-11-01'))).toContain('Rien ici')
  })

  describe('as a statement', () => {
    const stated = async () =>
      /\b(\d+:[0-9a-f]{64})\b/.exec(wordsOf(await read('/journal/statement')))?.[1] ?? ''

    test('says the last seal, and how many rows it vouches for', async () => {
      const head = await office.db.read('seals').orderBy('id', 'desc').first()
      const words = wordsOf(await read('/journal/statement'))

      expect(await stated()).toBe(`${head.id}:${head.hash}`)
      expect(words).toContain(head.root)
      const sealed = await office.db.read('instances').sum('sealed_revision as n').first()
      expect(words).toContain(`Lignes scellées ${sealed?.n}`)
      expect(words).toContain(office.staff.auditor.name)
    })

    test('is looked up again later', async () => {
      const noted = await stated()
      const ask = async (text: string) => read(`/journal/statement?noted=${encodeURIComponent(text)}`)

      expect(wordsOf(await ask(` ${noted.toUpperCase()} `))).toContain('dans la chaîne, inchangé')
      expect(wordsOf(await ask(`1:${'0'.repeat(64)}`))).toContain('n’est pas dans la chaîne')
      const wrong = await get('/journal/statement?noted=hello')
      expect(wrong.status).toBe(422)
      expect(errorBeside(wrong.text, 'noted')).toContain('Écrivez le numéro du sceau')
      expect(typedIn(wrong.text, 'noted')).toBe('hello')
    })
  })

  describe('is verified', () => {
    const finish = async () => {
      const { db, clock, machines } = office
      while (await openRun(db))
        await carryOnVerifying({ db, clock, machines, projection }, { road: async () => false })
    }
    const order = async (who: string) => {
      office.clock.advance(1_000)
      const browser = await app.enter(who)
      await browser.post('/journal/verification').expect(303).expect('location', '/journal/verification')
      return browser
    }

    test('when an auditor or an administrator says so, with its progress and its result', async () => {
      await office.db.write('cases').where({ id: restricted }).update({ restricted: 0 })
      await office.db.write('case_handlers').delete()
      const browser = await order('auditor')
      expect(flashOf((await browser.get('/journal/verification')).text)).toContain(
        'La vérification est lancée.',
      )
      const running = await browser.get('/journal/verification')
      expect(running.text).toContain('<progress')
      const part = await browser
        .get('/journal/verification')
        .set({ 'HX-Request': 'true', 'HX-Request-Type': 'partial' })
      expect(part.text).toMatch(/^<section class="j-panel j-sec" id="run" hx-get/)
      expect(flashOf((await (await order('admin')).get('/journal/verification')).text)).toContain(
        'déjà en cours',
      )

      await finish()

      const ended = await browser
        .get('/journal/verification')
        .set({ 'HX-Request': 'true', 'HX-Request-Type': 'partial' })
      expect(ended.headers['hx-redirect']).toBe('/journal/verification')
      expect(ended.text).toBe('')
      const { text } = await browser.get('/journal/verification').expect(200)
      expect(text).not.toContain('<progress')
      expect(wordsOf(text)).toContain('Rien ne diffère')
      expect(wordsOf(text)).toContain(office.staff.auditor.name)
      expect(wordsOf(text)).toContain('Parcours confidentiel : rien ne diffère.')
    })

    test('and what differs is an incident that auditors and administrators see, until it is mended', async () => {
      const { actor } = await office.db.read('journal').where({ instance_id: closed, seq: 2 }).first('actor')
      const second = () => office.db.write('journal').where({ instance_id: closed, seq: 2 })
      await second().update({ actor: 'Mallory' })
      const { due_at } = await office.row(elsewhere)
      await office.db.write('cases').where({ id: elsewhere }).update({ due_at: 1 })
      await order('auditor')
      await finish()

      const auditor = await app.enter('auditor')
      const page = (await auditor.get('/journal/verification')).text
      expect(wordsOf(page)).toContain('Différences : 2')
      expect(refsIn(page)).toContain(closed)
      expect(page).not.toContain(elsewhere)
      expect(wordsOf(page)).toContain('Dans des dossiers que vous ne contrôlez pas : 1')
      expect(page).not.toContain('Mallory')
      expect(page).toMatch(/j-count is-hot">1</)
      const incidents = await (await app.enter('admin')).get('/incidents')
      expect(wordsOf(incidents.text)).toContain('Le journal ne concorde pas')
      expect((await app.visitor().get('/metrics')).text).toMatch(/^jawab_incidents 1$/m)
      for (const language of languages) {
        expect(missingTexts((await (await app.enter('admin', language)).get('/incidents')).text)).toEqual([])
        const verification = await (await app.enter('admin', language))
          .get('/journal/verification')
          .expect(200)
        expect(missingTexts(verification.text)).toEqual([])
        expect(verification.text).toContain(elsewhere)
        expect(verification.text).not.toContain(`href="/cases/`)
      }

      await second().update({ actor })
      await office.db.write('cases').where({ id: elsewhere }).update({ due_at })
      await order('admin')
      await finish()
      expect(wordsOf((await auditor.get('/journal/verification')).text)).toContain('Rien ne diffère')
    })

    test('is nothing to anybody else', async () => {
      for (const name of others.filter((one) => one !== 'admin')) {
        const browser = await app.enter(name)
        await browser.get('/journal/verification').expect(404)
        await browser.post('/journal/verification').expect(404)
      }
    })
  })

  describe('is taken as a file', () => {
    async function* lines(text: string) {
      for (const line of text.split('\n').slice(0, -1)) yield line
    }

    test('by an auditor, who is written down first, with the fingerprint once it left whole', async () => {
      const auditor = await app.enter('auditor')
      const answer = await auditor.get('/exports/journal.jsonl?programme=DAAM').buffer(true).expect(200)
      expect(answer.headers['content-disposition']).toMatch(/journal-DAAM-\d+\.jsonl/)
      expect(answer.headers['content-type']).toBe('application/jsonl; charset=utf-8')
      const report = await checkFile(lines(answer.text))

      const [row] = await office.db.read('exports').where({ kind: 'file' })
      expect(row).toMatchObject({
        user_id: office.staff.auditor.id,
        programme: 'DAAM',
        seal_id: report.head?.id,
      })
      expect(row.fingerprint).toBe(report.fingerprint)
      const words = wordsOf((await auditor.get('/exports')).text)
      expect(words).toContain(report.fingerprint)
      expect(words).toContain(`jusqu’au sceau ${report.head?.id}`)
      expect(wordsOf((await auditor.get('/journal/reads')).text)).toContain(
        'Fichier du journal, avec ses preuves',
      )
    })

    test('of no programme that somebody does not audit, and by nobody else', async () => {
      const before = await office.db.read('exports')
      for (const query of ['programme=TAYSSIR', 'programme=', 'programme=DAAM&programme=TAYSSIR', ''])
        expect((await get(`/exports/journal.jsonl?${query}`)).status).toBe(404)
      for (const name of others)
        expect((await get('/exports/journal.jsonl?programme=DAAM', name)).status).toBe(404)
      expect(await office.db.read('exports')).toHaveLength(before.length)
    })
  })
})
