// Whoever enters by herself: from the form to the code, to the messages, to an end that she chooses; and nothing that stays.
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '../../src/cases/policy.ts'
import { readDesk } from '../../src/confidential/desk.ts'
import { readCase } from '../../src/confidential/reading.ts'
import { natures, OUTSIDE } from '../../workflows/sensitive-facts.ts'
import { onDesk, refer, step } from '../confidential/steps.ts'
import { openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { errorBeside, headingOf, missingTexts, summaryOf, typedIn, wordsOf } from './reading.ts'

const CODE =
  /<span>([0-9A-Z]{4})<\/span> <span>([0-9A-Z]{4})<\/span> <span>([0-9A-Z]{4})<\/span> <span>([0-9A-Z]{4})<\/span>/
const codeIn = (html: string) => (CODE.exec(html) ?? []).slice(1).join('-')

const told = { programme: 'DAAM', nature: 'harassment' }
const reached = { contactBy: 'sms', contactPoint: '06 99 88 77 66', contactHours: 'evening' }

const CARE = /<p[^>]* data-care>[\s\S]*?<\/p>/g

/** A page as its words, without what is there to choose from, and without what everybody is told about care. */
const said = (html: string) => wordsOf(html.replaceAll(/<select[\s\S]*?<\/select>/g, '').replaceAll(CARE, ''))

/** What no page of a visitor may lack or carry. */
function expectDiscreet(answer: { headers: Record<string, unknown>; text: string }): void {
  const { headers, text } = answer
  expect(headers['cache-control']).toBe('no-store')
  expect(headers['set-cookie']).toBeUndefined()
  expect(headers['x-robots-tag']).toContain('noindex')
  expect(missingTexts(text)).toEqual([])
  expect(wordsOf(text)).not.toMatch(/\bprivate\.\w/)
  expect(text).not.toMatch(/DAA-|<textarea|localStorage/)
  expect(text.match(/data-leave>/g)).toHaveLength(2)
  expect(text).not.toContain('/language/')
}

eachDatabase('the door of whoever enters by herself', (open) => {
  let office: Office
  const send = (path: string, form: object, from = '10.0.0.1') =>
    openApp(office, { trustProxy: 1 })
      .visitor()
      .post(path)
      .set('X-Forwarded-For', from)
      .type('form')
      .send(form)
  const enter = (form: object = {}, from?: string) =>
    send('/private', { key: randomUUID(), ...told, ...form }, from)
  const say = (code: string, what: string) => send('/private/say', { code, say: what })
  const follow = (code: string) => send('/private/follow', { code })
  const counted = async () =>
    Number((await office.db.read('sensitive_instances').count({ n: '*' }).first())?.n)

  beforeAll(async () => {
    office = await openOffice((await open()).db)
  })

  test('leads from the form to a code, to messages, to an answer, and to the end of the sharing', async () => {
    const { road, staff } = office
    const brought = await enter(reached, '10.1.0.1')
    const code = codeIn(brought.text)
    const [id = ''] = await onDesk(road, staff.focal)

    const before = await follow(code)
    await step(road, staff.focal, id, 'SAY', { phrase: 'comeSee' })
    const answered = await say(code, 'contactMe')
    await refer(office, id)
    const shared = await follow(` ${code.toLowerCase().replaceAll('-', ' ')} `)
    const seen = await onDesk(road, staff.specialist)
    const stopped = await say(code, 'withdraw')

    expect(brought.status).toBe(200)
    expect(said(before.text)).toContain('Pas encore de message')
    expect(said(before.text)).toContain('partagé avec aucun service')
    expect(before.text).not.toContain('value="withdraw"')
    expect(said(answered.text)).toContain('Vous pouvez venir nous voir quand vous voulez.')
    expect(said(answered.text)).toContain('C’est envoyé.')
    expect(answered.text).toMatch(/class="is-hers"><p>Contactez-moi/)
    expect(said(shared.text)).toContain('On attend sa réponse')
    expect(shared.text).toContain('value="withdraw"')
    expect(seen).toEqual([id])
    expect(said(stopped.text)).toContain('C’est arrêté.')
    expect(said(stopped.text)).toContain('ne voit plus votre dossier')
    expect(stopped.text).not.toContain('value="withdraw"')
    expect(await onDesk(road, staff.specialist)).toEqual([])
    for (const answer of [brought, before, answered, shared, stopped]) {
      expectDiscreet(answer)
      for (const secret of [id, '0699887766', '06 99 88']) expect(answer.text).not.toContain(secret)
    }
  })

  test('keeps the safe choice for her when she chooses nothing but what happened', async () => {
    const before = await onDesk(office.road, office.staff.focal)
    await enter({}, '10.1.0.2')

    const { rows } = await readDesk(office.road, office.staff.focal, { waiting: true })
    const mine = rows.find(({ id }) => !before.includes(id))
    expect(mine?.context).toMatchObject({
      ...{ programme: 'DAAM', via: 'self', nature: 'harassment', linked: 'unknown', ageBand: 'unknown' },
      ...{ contactBy: 'none', contactPoint: null, calls: 'never', wording: 'neutral' },
    })
  })

  test('takes the same form sent twice as one, and does not show its code again', async () => {
    const key = randomUUID()
    const first = await enter({ key }, '10.1.0.3')
    const count = await counted()
    const second = await enter({ key }, '10.1.0.3')

    expect(codeIn(first.text)).not.toBe('')
    expect(codeIn(second.text)).toBe('')
    expect(headingOf(second.text)).toBe('Déjà reçu')
    expect(await counted()).toBe(count)
    expectDiscreet(second)
  })

  test('brings one case of a form that arrives several times at once', async () => {
    const key = randomUUID()
    const count = await counted()

    const answers = await Promise.all([1, 2, 3].map(() => enter({ key }, '10.1.0.4')))

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(answers.filter(({ text }) => codeIn(text) !== '')).toHaveLength(1)
    expect(await counted()).toBe(count + 1)
  })

  test('says beside each field what lacks, keeps what was chosen, and stores nothing', async () => {
    const count = await counted()
    const typed = {
      ageBand: 'teen',
      sex: 'female',
      linked: 'yes',
      contactBy: 'email',
      contactPoint: '0612345678',
    }

    const bare = await enter({ programme: '', nature: '', lang: 'en', ...typed }, '10.1.0.5')
    const nearly = await enter({ lang: 'ar', ...typed }, '10.1.0.5')

    expect(summaryOf(bare.text).map(({ id }) => id)).toEqual(['programme', 'nature', 'contactPoint'])
    expect(summaryOf(nearly.text).map(({ id }) => id)).toEqual(['contactPoint'])
    for (const { id } of summaryOf(bare.text)) expect(errorBeside(bare.text, id)).toBeTruthy()
    expect(errorBeside(nearly.text, 'contactPoint')).toBeTruthy()
    expect(bare.text).toContain('<html lang="en" dir="ltr">')
    expect(nearly.text).toContain('<html lang="ar" dir="rtl">')
    expect(await counted()).toBe(count)
    for (const answer of [bare, nearly]) {
      expect(answer.status).toBe(422)
      for (const [name, value] of Object.entries(typed)) expect(typedIn(answer.text, name)).toBe(value)
      expectDiscreet(answer)
    }
  })

  test('asks nobody to correct a number that the way she chose does not need, and keeps none', async () => {
    const { text, status } = await enter({ contactBy: 'none', contactPoint: 'chez ma mère' }, '10.1.0.12')
    const back = await enter({ nature: '', contactBy: 'none', contactPoint: 'chez ma mère' }, '10.1.0.12')

    expect(status).toBe(200)
    expect(codeIn(text)).not.toBe('')
    expect(back.text).not.toContain('chez ma mère')
  })

  test('refuses a programme and a choice that do not exist as it refuses what lacks', async () => {
    const count = await counted()

    for (const wrong of [{ programme: 'NOWHERE' }, { nature: 'gossip' }, { ...reached, calls: 'always' }])
      expect((await enter(wrong, '10.1.0.6')).status).toBe(422)
    expect(await counted()).toBe(count)
  })

  test('answers every wrong code with the very same page but for what was typed', async () => {
    const code = codeIn((await enter({}, '10.1.0.7')).text)
    const wrong = [`${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`, 'ABCD', '', 'é'.repeat(500)]

    const answers = []
    for (const typed of wrong) answers.push(await follow(typed))

    for (const answer of answers) {
      expect(answer.status).toBe(422)
      expect(errorBeside(answer.text, 'code')).toContain('Ce code n’ouvre rien')
      expectDiscreet(answer)
    }
    const bare = answers.map(({ text }) => text.replace(/(name="code"[^>]*) value="[^"]*"/, '$1'))
    expect(new Set(bare).size).toBe(1)
  })

  test('says that a stop is not possible where nothing is shared, and changes nothing', async () => {
    const code = codeIn((await enter({}, '10.1.0.8')).text)

    const refused = await say(code, 'withdraw')

    expect(refused.status).toBe(422)
    expect(said(refused.text)).toContain('Rien n’a changé.')
    expectDiscreet(refused)
  })

  test('stops writing to whoever asks for it, and opens again for whoever comes back', async () => {
    const { road, staff, clock } = office
    const before = await onDesk(road, staff.focal)
    const code = codeIn((await enter(reached, '10.1.0.9')).text)
    const [id = ''] = (await onDesk(road, staff.focal)).filter((one) => !before.includes(one))
    const noticed = { sentOn: clock.dayOf(clock.now()), way: 'mail' }

    await say(code, 'dontContactMe')
    const silent = await readCase(road, id, staff.focal)
    await step(road, staff.focal, id, 'OFFER_SERVICES', { legal: true })
    await step(road, staff.focal, id, 'DECLINE')
    await step(road, staff.focal, id, 'SEND_NOTICE')
    await road.engine.send({ id, type: 'NOTICE_FAILED', input: { to: 'funder' }, actor: system })
    for (const to of ['institution', 'funder'])
      await step(road, staff.focal, id, 'RECORD_NOTICE', { to, ...noticed })
    await step(road, staff.focal, id, 'CLOSE')
    const closed = await follow(code)
    const back = await say(code, 'contactMe')

    expect(silent.context).toMatchObject({ contactBy: 'none', contactPoint: null, calls: 'never' })
    expect(said(closed.text)).toContain('Cette demande est terminée.')
    expect(closed.text.match(/name="say" value="\w+"/g)).toEqual(['name="say" value="contactMe"'])
    expect(said(back.text)).not.toContain('Cette demande est terminée.')
    expect((await readCase(road, id, staff.focal)).states.handling).toBe('received')
  })

  test('keeps the code nowhere, and of the number only what a key opens', async () => {
    const { text } = await enter({ ...reached, contactPoint: '0611223399' }, '10.1.0.10')
    const code = codeIn(text)
    await say(code, 'thanks')

    const all = JSON.stringify(await dump(office))

    expect(all.length).toBeGreaterThan(10_000)
    for (const secret of [code, code.replaceAll('-', ''), '0611223399', '10.1.0.10'])
      expect(all).not.toContain(secret)
  })

  test('keeps nothing in the browser and follows the language of its address', async () => {
    const visitor = openApp(office).visitor()
    for (const lang of ['fr', 'ar', 'en'])
      for (const path of ['/private', '/private/follow', '/private/say']) {
        const answer = await visitor.get(`${path}?lang=${lang}`).set('Accept-Language', 'fr')
        expect(answer.status).toBe(200)
        expect(answer.text).toContain(`<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">`)
        expect(answer.text).toContain(`name="lang" value="${lang}"`)
        expectDiscreet(answer)
      }
    expect((await visitor.get('/private?lang=xx')).status).toBe(200)
  })

  test('says in no language what happened, but where it is chosen; and nothing of it in its title', async () => {
    const visitor = openApp(office).visitor()
    for (const lang of ['fr', 'ar', 'en']) {
      const { text } = await visitor.get(`/private?lang=${lang}`)
      for (const option of natures) expect(text).toContain(`<option value="${option}">`)
      expect(said(text)).not.toMatch(/violen|viol\b|sexuel|sexual|rape|harc|harass|عنف|اغتصاب|جنسي|تحرش/i)
      expect(/<title>(.*?)<\/title>/.exec(text)?.[1]).not.toMatch(/violen|عنف/i)
    }
  })

  test('tells everybody where to be treated, and has no title but the name of the house', async () => {
    const visitor = openApp(office).visitor()
    const house = { fr: 'Jawab', ar: 'جواب', en: 'Jawab' }
    for (const [lang, name] of Object.entries(house)) {
      const form = await visitor.get(`/private?lang=${lang}`)
      const code = await enter({ lang, nature: lang === 'fr' ? 'other' : 'rape' }, '10.1.0.13')
      for (const { text } of [form, code]) {
        expect(text.match(CARE)).toHaveLength(1)
        expect(/<title>(.*?)<\/title>/.exec(text)?.[1]).toBe(name)
      }
    }
  })

  test('tells whoever asks to be contacted that nobody can, where there is no way', async () => {
    const code = codeIn((await enter({}, '10.1.0.14')).text)
    const reachable = codeIn((await enter(reached, '10.1.0.14')).text)

    const alone = await say(code, 'contactMe')
    const heard = await say(reachable, 'contactMe')
    await say(reachable, 'dontContactMe')
    const after = await say(reachable, 'contactMe')

    for (const { text } of [alone, after]) expect(said(text)).toContain('aucun moyen de vous joindre')
    expect(said(heard.text)).not.toContain('aucun moyen de vous joindre')
  })

  test('offers an answer where there is a question, and apart, said in full, what erases her number', async () => {
    const { road, staff } = office
    const before = await onDesk(road, staff.focal)
    const code = codeIn((await enter(reached, '10.1.0.15')).text)
    const [id = ''] = (await onDesk(road, staff.focal)).filter((one) => !before.includes(one))
    const offered = (html: string) => [...html.matchAll(/ id="say-(\w+)"/g)].map(([, what]) => what)

    const first = await follow(code)
    await step(road, staff.focal, id, 'SAY', { phrase: 'howAreYou' })
    const asked = await follow(code)
    const answered = await say(code, 'yes')

    expect(offered(first.text)).toEqual(['contactMe', 'dontContactMe'])
    expect(offered(asked.text)).toEqual(['yes', 'no', 'contactMe', 'thanks', 'dontContactMe'])
    const [, folded = ''] = /<details>([\s\S]*?)<\/details>/.exec(asked.text) ?? []
    expect(folded).toMatch(/sera effacé[\s\S]*value="dontContactMe"/)
    const above = ({ text }: { text: string }) =>
      text.slice(text.indexOf('<main'), text.indexOf('class="p-replies"'))
    expect(above(answered)).toBe(above(asked))
  })

  test('says of a service outside that it was chosen, not that it was told', async () => {
    const { road, staff, clock } = office
    const before = await onDesk(road, staff.focal)
    const code = codeIn((await enter(reached, '10.1.0.16')).text)
    const [id = ''] = (await onDesk(road, staff.focal)).filter((one) => !before.includes(one))
    await step(road, staff.focal, id, 'OFFER_SERVICES', { legal: true })
    await step(road, staff.focal, id, 'CONSENT', { given: 'spoken', legal: true, understood: true })
    const followUpOn = clock.dayOf(clock.now() + 7 * 86_400_000)
    await step(road, staff.focal, id, 'REFER', { to: OUTSIDE, followUpOn })

    const { text } = await follow(code)

    expect(said(text)).toContain('Un service d’aide a été choisi avec vous.')
    expect(said(text)).not.toContain('a été prévenu')
  })

  test('speaks to her about the calls that she wants and did not allow', async () => {
    const { text, status } = await enter({ ...reached, contactBy: 'phone', calls: 'never' }, '10.1.0.17')

    expect(status).toBe(422)
    expect(errorBeside(text, 'calls')).toContain('Pour recevoir un appel, dites oui ici.')
  })

  test('takes no code from an address', async () => {
    const code = codeIn((await enter({}, '10.1.0.11')).text)

    const { text } = await openApp(office).visitor().get(`/private/follow?code=${code}`)

    expect(text).not.toContain(code)
    expect(headingOf(text)).toBe('Lire mes messages')
  })
})

/** Every row of every table. */
async function dump({ db }: Office): Promise<unknown[]> {
  const sqlite = db.read.client.config.client === 'sqlite3'
  const tables: { name: string }[] = sqlite
    ? await db.read('sqlite_master').where({ type: 'table' }).select('name')
    : await db
        .read('information_schema.tables')
        .where({ table_schema: 'public' })
        .select('table_name as name')
  const rows = []
  for (const { name } of tables)
    if (!/^sqlite_|_fts|search/.test(name)) rows.push(await db.read(name).select())
  return rows
}

/** Posts forms as somebody new, from a network. */
const postFrom = (office: Office) => (path: string, form: object, from: string) =>
  openApp(office, { trustProxy: 1 }).visitor().post(path).set('X-Forwarded-For', from).type('form').send(form)

eachDatabase('whoever tries too often', (open) => {
  test('is told to wait in words, whoever else is there goes on, and a right code counts for nothing', async () => {
    const office = await openOffice((await open()).db)
    const post = postFrom(office)
    const enter = (from: string, form: object = {}) =>
      post('/private', { key: randomUUID(), ...told, ...form }, from)
    const guess = (code: string, from: string) => post('/private/follow', { code }, from)
    const code = codeIn((await enter('10.9.0.1')).text)

    for (let n = 0; n < 25; n++) expect((await guess(code, '10.9.0.1')).status).toBe(200)
    const wrong = []
    for (let n = 0; n < 21; n++) wrong.push(await guess('0000-0000-0000-0000', '10.9.0.1'))
    const brought = []
    for (let n = 0; n < 21; n++) brought.push(await enter('10.9.0.2'))
    for (let n = 0; n < 22; n++) await enter('10.9.0.3', { nature: '' })

    expect(wrong.slice(0, 20).every(({ status }) => status === 422)).toBe(true)
    expect(brought.slice(0, 20).every(({ status }) => status === 200)).toBe(true)
    for (const last of [wrong.at(-1), brought.at(-1)]) {
      expect(last?.status).toBe(429)
      expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0)
      expect(wordsOf(last?.text ?? '')).toMatch(/Trop d’essais.*8350/)
      if (last) expectDiscreet(last)
    }
    // Each is told how long, and whoever tried codes not that nothing of them was kept.
    expect(wordsOf(wrong.at(-1)?.text ?? '')).toMatch(/quart d’heure/)
    expect(wordsOf(wrong.at(-1)?.text ?? '')).not.toMatch(/enregistré/)
    expect(wordsOf(brought.at(-1)?.text ?? '')).toMatch(/Rien n’a été enregistré. Revenez dans une heure/)
    expect((await guess(code, '10.9.0.4')).status).toBe(200)
    expect((await enter('10.9.0.3')).status).toBe(200)
    // A right code opens, whatever was tried from there.
    expect((await guess(code, '10.9.0.1')).status).toBe(200)
  })

  test('shuts the door for nobody else, however many they are', async () => {
    const office = await openOffice((await open()).db)
    const post = postFrom(office)
    const code = codeIn((await post('/private', { key: randomUUID(), ...told }, '10.8.0.1')).text)
    for (let n = 0; n < 1100; n++) await post('/private/follow', { code: 'none' }, `10.7.${n >> 4}.1`)
    for (let n = 0; n < 110; n++) await post('/private', { key: randomUUID(), ...told }, `10.6.${n >> 3}.1`)

    expect((await post('/private/follow', { code }, '10.8.0.2')).status).toBe(200)
    expect((await post('/private', { key: randomUUID(), ...told }, '10.8.0.2')).status).toBe(200)
    const kept = await office.db.read('attempts').pluck('key')
    expect(kept.filter((key) => !key.startsWith('visit:'))).toEqual([])
  }, 120_000)
})

eachDatabase('without a key', (open) => {
  test('the door says that it is closed, with the numbers to call, and stores nothing', async () => {
    const office = await openOffice((await open()).db, { master: null })
    const visitor = openApp(office).visitor()
    const before = JSON.stringify(await dump(office))

    const seen = await visitor.get('/private')
    const sent = await visitor
      .post('/private')
      .type('form')
      .send({ key: randomUUID(), ...told })
    const followed = await visitor.post('/private/follow').type('form').send({ code: 'ABCD' })

    expect([seen, sent, followed].map(({ status }) => status)).toEqual([200, 503, 503])
    for (const answer of [seen, sent, followed]) {
      expect(headingOf(answer.text)).toBe('Cette porte est fermée pour le moment')
      for (const number of ['19', '177', '8350']) expect(answer.text).toContain(`href="tel:${number}"`)
      expect(answer.text).not.toContain('name="nature"')
      expectDiscreet(answer)
    }
    expect(JSON.stringify(await dump(office))).toBe(before)
  })
})

describe('the weight of the page', () => {
  test('is under 60 kB, and no sheet is red, moves, or asks for a font', async () => {
    const { readFile } = await import('node:fs/promises')
    const read = (name: string) => readFile(new URL(`../../public/${name}`, import.meta.url), 'utf8')
    const [sheet, base, tokens, script] = await Promise.all(
      ['css/private.css', 'css/visitor.css', 'css/tokens.css', 'js/leave.js'].map(read),
    )

    const rules = `${sheet}${base}`.replaceAll(/\/\*[\s\S]*?\*\//g, '')
    expect(rules).not.toMatch(/--overdue|--late|animation|transition|@font-face|\bred\b/)
    expect(`${sheet}${base}${tokens}${script}`.length).toBeLessThan(30_000)
  })
})
