// A client asks to put an instalment off: checked, decided by somebody else, told with its new day or its ground.
import { beforeAll, expect, test } from 'vitest'
import { addDays } from '../../src/platform/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { formOf } from './acting.ts'
import { errorBeside, missingTexts, typedIn, wordsOf } from './reading.ts'
import { filled, post as postForm, referenceIn } from './register-desk.ts'
import { openRoad, type Road } from './roads.ts'

const checked = {
  identity: 'verified',
  arrears: 'no',
  crisis: 'yes',
  conclusion: 'Le cheptel a été vendu après deux années de sécheresse.',
}
const granted = {
  decision: 'granted',
  explanation: 'Votre échéance est reportée sans frais ni pénalité.',
}
const refused = {
  decision: 'refused',
  ground: 'alreadyDeferred',
  explanation: 'Cette échéance a déjà été reportée une fois cette année.',
}

eachDatabase('a request to defer an instalment', (open) => {
  let road: Road
  const today = () => road.office.clock.dayOf(road.office.clock.now())

  const fields = (more: Record<string, string> = {}) =>
    filled({
      programme: 'MICROFINANCE',
      entity: 'MOBILE_46',
      service: 'DEFERRAL',
      channel: 'desk',
      category: 'DROUGHT',
      language: 'fr',
      object: 'Échéance de décembre à reporter',
      phone: '0661223344',
      ...more,
    })
  const register = async (more?: Record<string, string>) =>
    referenceIn(await postForm(await road.app.enter('van'), '/cases', fields(more)))
  const checkedCase = async () => {
    const id = await register()
    await road.go('checks', id, 'CHECK_REQUEST', checked)
    return id
  }

  beforeAll(async () => {
    road = await openRoad((await open()).db, 'MICROFINANCE', {
      van: 'agent',
      checks: 'clerk',
      decides: 'supervisor',
      closes: 'closer',
    })
  })

  test('is brought to a branch or one of 81 mobile units, found in a list by what each of them is', async () => {
    const { text } = await (await road.app.enter('van')).get('/cases/new?programme=MICROFINANCE')

    const select = /<select[^>]*name="entity"[\s\S]*?<\/select>/.exec(text)?.[0] ?? ''
    const groups = [...select.matchAll(/<optgroup label="([^"]+)">([\s\S]*?)<\/optgroup>/g)]
    expect(groups.map(([, label]) => label)).toEqual(['Sièges et bureaux', 'Agences', 'Unités mobiles'])
    expect(groups[2]?.[2]?.match(/<option/g)).toHaveLength(81)
  })

  test('that is granted gives the new day of the instalment in its letter and on its page', async () => {
    const id = await checkedCase()
    const instalmentOn = addDays(today(), 40)
    await road.go('decides', id, 'DECIDE_DEFERRAL', { ...granted, instalmentOn })
    await road.go('checks', id, 'TELL_DECISION', { channel: 'sms', sentOn: today() })
    await road.office.work()

    const told = await road.office.db.read('messages').where({ case_id: id, effect: 'tellDecision' }).first()
    expect([told.channel, told.status]).toEqual(['sms', 'sent'])
    expect(told.sms).toMatch(/le report est accordé. Nouvelle date de l’échéance\u00a0: 4 janvier 2027/)
    const page = wordsOf((await (await road.app.enter('closes')).get(`/cases/${id}`)).text)
    expect(page).toMatch(/Nouvelle échéance : \S+ 4 janv. 2027/)
    await road.go('closes', id, 'CLOSE', { synthesis: 'Report accordé et annoncé à la cliente.' })
    expect((await road.office.row(id)).state).toBe('closed')
  })

  test('that is refused tells its ground and explanation, and changes no day', async () => {
    const id = await checkedCase()
    await road.go('decides', id, 'DECIDE_DEFERRAL', refused)
    await road.go('checks', id, 'TELL_DECISION', {
      channel: 'desk',
      sentOn: today(),
      proof: 'Remise signée.',
    })
    await road.office.work()

    const told = await road.office.db.read('messages').where({ case_id: id, effect: 'tellDecision' }).first()
    expect(told.body).toContain(refused.explanation)
    expect(told.status).toBe('byHand')
    const row = await road.office.row(id)
    expect([row.decision, row.ground, row.state]).toEqual(['refused', 'alreadyDeferred', 'settled'])
  })

  test('needs a day that lies ahead, a ground where it is refused; what was typed stays', async () => {
    const id = await checkedCase()
    const { page, send } = await formOf(road.app, 'decides', id, 'DECIDE_DEFERRAL')
    expect(missingTexts(page.text)).toEqual([])

    const dayless = await send({ ...granted, instalmentOn: '' })
    const past = await send({ ...granted, instalmentOn: today() })
    const groundless = await send({ ...refused, ground: '' })

    expect([dayless.status, past.status, groundless.status]).toEqual([422, 422, 422])
    expect(errorBeside(dayless.text, 'act-instalmentOn')).toBeTruthy()
    expect(errorBeside(past.text, 'act-instalmentOn')).toBeTruthy()
    expect(errorBeside(groundless.text, 'act-ground')).toBeTruthy()
    expect(typedIn(past.text, 'explanation')).toBe(granted.explanation)
  })

  test('is not decided by whoever checked it, even one who may decide others', async () => {
    const grants = (['clerk', 'supervisor'] as const).map((role) => ({
      role,
      programme: 'MICROFINANCE',
      entity: '',
    }))
    await road.office.hire('both', grants)
    const id = await register()
    await road.go('both', id, 'CHECK_REQUEST', checked)
    const refusal = await road.post('both', id, 'DECIDE_DEFERRAL', { ...refused })

    expect([refusal.status, refusal.changed]).toEqual([403, false])
  })

  test('shows every role a page in each language without a missing text', async () => {
    const id = await checkedCase()
    for (const language of ['fr', 'ar', 'en'] as const)
      for (const name of ['van', 'checks', 'decides', 'closes']) {
        const browser = await road.app.enter(name, language)
        expect(missingTexts((await browser.get(`/cases/${id}`)).text)).toEqual([])
      }
  })
})
