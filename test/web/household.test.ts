// The public page of a household: its own decision for two numbers that belong together, and nothing for any other pair.
import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { openApp } from '../support/app.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { contest, rachida } from './household-desk.ts'
import { missingTexts, wordsOf } from './reading.ts'
import { openRoad, type Road } from './roads.ts'

const pair = { cnie: rachida.cnie, phone: rachida.phone }
const refused = {
  identity: 'verified',
  decision: 'refused',
  ground: 'income',
  explanation: 'يتوفر رب الأسرة على أجر مصرح به.',
}

eachDatabase('the page of a household', (open) => {
  let road: Road
  let id: string
  const ask = (form: object, language = 'fr') => {
    const visitor = road.app.visitor()
    return visitor
      .get(`/language/${language}`)
      .then(() => visitor.post('/eligibility').type('form').send(form))
  }

  /** Where each visitor comes from their own place. */
  const behindProxy = () => openApp(road.office, { trustProxy: 1 })

  beforeAll(async () => {
    road = await openRoad((await open()).db, 'TADAMON_COVID', {
      line: 'agent',
      decides: 'clerk',
      confirms: 'supervisor',
      examines: 'clerk',
      judges: 'supervisor',
    })
    id = await contest(road.app)
  })

  test('says before any decision that it is studied, and no more once one waits for its confirmation', async () => {
    const before = await ask(pair)
    await road.go('decides', id, 'DECIDE_ELIGIBILITY', refused)
    const decided = await ask(pair)

    for (const { status, text, headers } of [before, decided]) {
      expect(status).toBe(200)
      expect(headers['cache-control']).toBe('no-store')
      expect(wordsOf(text)).toContain('Votre demande est à l’étude')
      expect(text).not.toContain(refused.explanation)
    }
  })

  test('shows the decision with its explanation as it was sent, and not whose it is', async () => {
    await road.go('confirms', id, 'CONFIRM_DECISION')
    await road.office.work()

    for (const language of ['fr', 'ar', 'en']) {
      const { text } = await ask({ cnie: 'bk 771203', phone: '+212 661 77 88 99' }, language)
      expect(text).toContain(refused.explanation)
      expect(text).toContain('<div class="p-letter" lang="ar" dir="rtl">')
      expect(missingTexts(text)).toEqual([])
      for (const secret of ['Rachida', pair.cnie, pair.phone, '771203']) expect(text).not.toContain(secret)
    }
  })

  test('after an appeal that stands, shows no letter of the round before beside a decision nobody confirmed', async () => {
    const today = road.office.clock.dayOf(road.office.clock.now())
    await road.go('line', id, 'LODGE_APPEAL', {
      cameBy: 'phone',
      receivedOn: today,
      reason: 'Le revenu déclaré est celui de l’an passé.',
    })
    const appeal = await road.office.db.read('cases').where({ about: id, workflow: 'appeal' }).first('id')
    await road.go('examines', appeal.id, 'EXAMINE_APPEAL', {
      conclusion: 'L’attestation de la caisse le confirme.',
    })
    await road.go('judges', appeal.id, 'DECIDE_APPEAL', {
      decision: 'upheld',
      explanation: 'تبين أن الدخل المصرح به يخص السنة الماضية.',
    })
    const accepted = {
      identity: 'verified',
      decision: 'accepted',
      unit: 'PAYMENTS',
      explanation: 'استوفت الأسرة شروط الاستفادة من الدعم.',
    }
    const anew = await ask(pair)
    await road.go('decides', id, 'DECIDE_ELIGIBILITY', accepted)
    const waiting = await ask(pair)
    await road.go('confirms', id, 'CONFIRM_DECISION')
    const untold = await ask(pair)
    await road.office.work()
    const told = await ask(pair)

    for (const { text } of [anew, waiting, untold]) {
      expect(wordsOf(text)).toContain('Votre demande est à l’étude')
      for (const letter of [refused, accepted]) expect(text).not.toContain(letter.explanation)
    }
    expect(wordsOf(told.text)).toContain('Votre ménage est accepté')
    expect(told.text).toContain(accepted.explanation)
    expect(told.text).not.toContain(refused.explanation)
  })

  test('answers a card with another telephone, and a card nobody knows, with the very same page', async () => {
    const [other, unknown] = await Promise.all([
      ask({ ...pair, phone: '0600000000' }),
      ask({ cnie: 'ZZ999999', phone: '0600000000' }),
    ])

    expect(other.status).toBe(200)
    expect(wordsOf(other.text)).toContain('Aucune demande avec ces deux numéros')
    expect(other.text).toBe(unknown.text)
  })

  test('asks again, beside the field, for half a number, and takes none in its address', async () => {
    const half = await ask({ cnie: 'BK', phone: '06' })
    const inAddress = await road.app.visitor().get('/eligibility?cnie=BK771203&phone=0661778899')

    expect(half.status).toBe(422)
    expect(wordsOf(half.text)).toContain('Ce numéro n’est pas complet')
    expect(inAddress.text).not.toContain('value="BK')
    expect(wordsOf(inAddress.text)).not.toContain('éligible.')
  })

  test('stops whoever guesses, known pair or not, shuts nobody else out, and lets them come back', async () => {
    const guess = (from: string) =>
      behindProxy()
        .visitor()
        .post('/eligibility')
        .set('X-Forwarded-For', from)
        .type('form')
        .send({ ...pair, phone: '0611111111' })
    const tries: number[] = []
    for (let n = 0; n < 12; n++) tries.push((await guess('10.1.1.1')).status)

    expect(tries.slice(0, 10)).toEqual(Array(10).fill(200))
    expect(tries.slice(10)).toEqual([429, 429])
    expect((await guess('10.2.2.2')).status).toBe(200)
    road.office.clock.advance(days(1) + 1)
    expect((await guess('10.1.1.1')).status).toBe(200)
  })

  test('stops one place that tries many cards', async () => {
    const from = '10.3.3.3'
    const tries: number[] = []
    for (let n = 0; n < 31; n++) {
      const browser = behindProxy().visitor().post('/eligibility').set('X-Forwarded-For', from)
      tries.push((await browser.type('form').send({ cnie: `AB${100_000 + n}`, phone: '0611111111' })).status)
    }

    expect(tries.filter((status) => status === 200)).toHaveLength(30)
    expect(tries.at(-1)).toBe(429)
  })

  test('keeps of a try nothing by which the card could be found without the secret', async () => {
    await ask({ cnie: 'KK100200', phone: '0611111111' })

    const kept = await road.office.db.read('attempts').whereLike('key', 'household%').select('key')
    const keys = kept.map(({ key }) => String(key).split(':')[1])
    const plain = (...what: string[]) => createHash('sha256').update(JSON.stringify(what)).digest('base64url')
    expect(keys.length).toBeGreaterThan(1)
    for (const network of ['127.0.0.1', '::1', '']) {
      expect(keys).not.toContain(plain('KK100200', network))
      expect(keys).not.toContain(plain(network))
    }
    expect(keys).not.toContain(plain('KK100200'))
  })

  test('is found from the page where one signs in, in each language', async () => {
    for (const language of ['fr', 'ar', 'en']) {
      const visitor = road.app.visitor()
      await visitor.get(`/language/${language}`)
      const { text } = await visitor.get('/sign-in')
      expect(text).toContain('href="/eligibility"')
      expect(missingTexts(text)).toEqual([])
    }
  })
})

test('weighs little: one small sheet, no script, no font', async () => {
  const { createAssets } = await import('../../src/web/assets.ts')
  const { readFile } = await import('node:fs/promises')
  const read = (name: string) => readFile(new URL(`../../public/css/${name}.css`, import.meta.url), 'utf8')
  const sheets = await Promise.all(['household', 'visitor', 'tokens'].map(read))

  expect(createAssets().url('css/household.css')).toMatch(/^\/assets\/css\/household-/)
  expect(sheets.join('').length).toBeLessThan(20_000)
})
