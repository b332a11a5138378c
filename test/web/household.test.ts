// The public page of a household: its own decision for two numbers that belong together, and nothing for any other pair.
import { beforeAll, expect, test } from 'vitest'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { missingTexts, wordsOf } from './reading.ts'
import { filled, post as postForm, referenceIn } from './register-desk.ts'
import { openRoad, type Road } from './roads.ts'

const pair = { cnie: 'BK771203', phone: '0661778899' }
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

  beforeAll(async () => {
    road = await openRoad((await open()).db, 'TADAMON_COVID', {
      line: 'agent',
      decides: 'clerk',
      confirms: 'supervisor',
    })
    const form = filled({
      programme: 'TADAMON_COVID',
      entity: 'CENTRE_1212',
      service: 'ELIGIBILITY',
      channel: 'phone',
      category: 'RAMED_CARD',
      name: 'Rachida Ouhaddou',
      ...pair,
    })
    id = referenceIn(await postForm(await road.app.enter('line'), '/cases', form))
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

  test('stops whoever guesses, known pair or not, and lets them come back', async () => {
    const guess = () => ask({ cnie: 'AB123456', phone: '0611111111' })
    const tries: number[] = []
    for (let n = 0; n < 12; n++) tries.push((await guess()).status)
    road.office.clock.advance(days(1) + 1)

    expect(tries.slice(0, 10)).toEqual(Array(10).fill(200))
    expect(tries.slice(10)).toEqual([429, 429])
    expect((await guess()).status).toBe(200)
  })
})

test('weighs little: one small sheet, no script, no font', async () => {
  const { createAssets } = await import('../../src/web/assets.ts')
  const { readFile } = await import('node:fs/promises')
  const sheet = await readFile(new URL('../../public/css/household.css', import.meta.url), 'utf8')
  const tokens = await readFile(new URL('../../public/css/tokens.css', import.meta.url), 'utf8')

  expect(createAssets().url('css/household.css')).toMatch(/^\/assets\/css\/household-/)
  expect(sheet.length + tokens.length).toBeLessThan(20_000)
})
