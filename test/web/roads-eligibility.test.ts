// A refused household in front of the hotline: decided, confirmed by somebody else, told, and paid by the road of every payment.
import { beforeAll, expect, test } from 'vitest'
import { addDays } from '../../src/platform/clock.ts'
import { fatima } from '../support/beneficiary.ts'
import { eachDatabase } from '../support/databases.ts'
import { formOf } from './acting.ts'
import { contest, rachida } from './household-desk.ts'
import { errorBeside, missingTexts, typedIn, wordsOf } from './reading.ts'
import { openRoad, type Road } from './roads.ts'

const household = {
  ...fatima,
  ...rachida,
  id: 'B-COV',
  programme: 'TADAMON_COVID',
  number: 'COV-88-1042',
  name_ar: 'رشيدة أوحدو',
}
const accepted = {
  identity: 'verified',
  decision: 'accepted',
  unit: 'PAYMENTS',
  explanation: 'Votre carte RAMED est reconnue.\nVotre ménage remplit les conditions.',
}
const refused = {
  identity: 'verified',
  decision: 'refused',
  ground: 'income',
  explanation: 'يتوفر رب الأسرة على أجر مصرح به لدى الصندوق الوطني للضمان الاجتماعي.',
}

eachDatabase('a refused household', (open) => {
  let road: Road
  const today = () => road.office.clock.dayOf(road.office.clock.now())
  const messages = (id: string) => road.office.db.read('messages').where({ case_id: id }).orderBy('at')

  const register = (fields: Record<string, string> = {}) =>
    contest(road.app, { language: 'fr', object: 'Aide refusée malgré la carte RAMED', ...fields })

  beforeAll(async () => {
    road = await openRoad((await open()).db, 'TADAMON_COVID', {
      line: 'agent',
      decides: 'clerk',
      confirms: 'supervisor',
      pays: 'processor',
      closes: 'closer',
    })
    await road.office.db.write('beneficiaries').insert(household)
  })

  test('that is accepted becomes eligible on its sheet, hears so, and is paid by a dated commitment', async () => {
    const id = await register()
    expect(wordsOf((await (await road.app.enter('decides')).get('/work')).text)).toContain(
      'Contester un refus d’éligibilité',
    )
    await road.go('decides', id, 'DECIDE_ELIGIBILITY', accepted)
    await road.office.work()
    const before = await messages(id)
    expect(before.map(({ effect }) => effect)).toEqual(['acknowledge'])

    await road.go('confirms', id, 'CONFIRM_DECISION')
    await road.office.work()

    const told = (await messages(id)).at(-1)
    expect([told?.effect, told?.channel]).toEqual(['tellDecision', 'sms'])
    expect(told?.sms).toContain('votre ménage est accepté')
    const page = wordsOf((await (await road.app.enter('decides')).get(`/cases/${id}`)).text)
    expect(page).toMatch(/Éligibilité/)
    expect(page).toContain('BK771203'.slice(-3))

    await road.go('pays', id, 'COMMIT', {
      dueOn: addDays(today(), 6),
      work: 'Verser l’aide de mars au ménage.',
    })
    await road.go('decides', id, 'NOTIFY_COMMITMENT', { toldOn: today() })
    await road.go('pays', id, 'REPORT_DONE', { founded: 'yes', work: 'Versement mis à disposition.' })
    await road.go('decides', id, 'SUBMIT_ANSWER', {
      language: 'ar',
      text: 'تم صرف الدعم لفائدة أسرتكم ويمكنكم سحبه من أي وكالة.',
    })
    await road.go('confirms', id, 'APPROVE')
    await road.go('decides', id, 'SEND_ANSWER', { channel: 'sms', sentOn: today() })
    await road.go('closes', id, 'CLOSE', { synthesis: 'Ménage accepté, aide versée dans le délai annoncé.' })

    const row = await road.office.row(id)
    expect([row.state, row.decision, row.founded]).toEqual(['closed', 'accepted', 'yes'])
    const [sheet] = await road.office.db.read('beneficiaries').where({ id: household.id })
    expect(sheet.eligibility).toBe('accepted')
  })

  test('that is refused reads the ground and its explanation in its own language, and how to appeal', async () => {
    const id = await register({ language: 'ar' })
    await road.go('decides', id, 'DECIDE_ELIGIBILITY', refused)
    await road.go('confirms', id, 'CONFIRM_DECISION')
    await road.office.work()

    const told = (await messages(id)).at(-1)
    expect([told?.effect, told?.language]).toEqual(['tellDecision', 'ar'])
    expect(told?.sms).toContain(refused.explanation)
    expect(told?.body).toContain(refused.explanation)
    const row = await road.office.row(id)
    expect([row.state, row.founded, row.ground]).toEqual(['settled', 'no', 'income'])
    await road.go('closes', id, 'CLOSE', { synthesis: 'Refus expliqué au ménage dans sa langue.' })
  })

  test('is decided with a ground or with a unit, each asked beside its field; what was typed stays', async () => {
    const id = await register()
    const { page, send } = await formOf(road.app, 'decides', id, 'DECIDE_ELIGIBILITY')
    expect(missingTexts(page.text)).toEqual([])

    const groundless = await send({ ...refused, ground: '' })
    const nowhere = await send({ ...accepted, unit: '' })
    const unexplained = await send({ ...refused, explanation: 'non' })

    expect([groundless.status, nowhere.status, unexplained.status]).toEqual([422, 422, 422])
    expect(errorBeside(groundless.text, 'act-ground')).toBeTruthy()
    expect(typedIn(groundless.text, 'explanation')).toBe(refused.explanation)
    expect(errorBeside(nowhere.text, 'act-unit')).toBeTruthy()
    expect(errorBeside(unexplained.text, 'act-explanation')).toBeTruthy()
  })

  test('hears nothing of a decision that is sent back, and of the one that is confirmed', async () => {
    const id = await register()
    await road.go('decides', id, 'DECIDE_ELIGIBILITY', refused)
    await road.go('confirms', id, 'RETURN_DECISION', { reason: 'La carte RAMED est valable jusqu’en juin.' })
    await road.office.work()
    expect((await messages(id)).map(({ effect }) => effect)).toEqual(['acknowledge'])

    const page = wordsOf((await (await road.app.enter('decides')).get(`/cases/${id}`)).text)
    expect(page).toContain('La carte RAMED est valable jusqu’en juin.')
    await road.go('decides', id, 'DECIDE_ELIGIBILITY', accepted)
    await road.go('confirms', id, 'CONFIRM_DECISION')
    expect((await road.office.row(id)).state).toBe('referred')
  })

  test('shows every role a page in each language without a missing text', async () => {
    const id = await register()
    await road.go('decides', id, 'DECIDE_ELIGIBILITY', accepted)
    for (const language of ['fr', 'ar', 'en'] as const)
      for (const name of ['line', 'decides', 'confirms', 'closes']) {
        const browser = await road.app.enter(name, language)
        expect(missingTexts((await browser.get(`/cases/${id}`)).text)).toEqual([])
      }
  })
})
