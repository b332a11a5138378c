// A lifecycle that is none of the product's own, with its forms, deadlines, letters and words, runs through the whole house.
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Grant } from '../../src/accounts/schema.ts'
import { messagesOf } from '../../src/cases/messages.ts'
import { projection } from '../../src/cases/projection.ts'
import { verify } from '../../src/engine/verify.ts'
import { languages } from '../../src/i18n/i18n.ts'
import { endOfDay } from '../../src/platform/clock.ts'
import { lifecycle } from '../../workflows/case-words.ts'
import { workflows } from '../../workflows/index.ts'
import type { Role } from '../../workflows/kit.ts'
import forage from '../data/forage-programme.json' with { type: 'json' }
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { formOf, post } from '../web/acting.ts'
import { errorBeside, missingTexts, wordsOf } from '../web/reading.ts'
import { referenceIn } from '../web/register-desk.ts'
import { recovery, inputs as recoveryInputs } from './recovery.ts'

const service = {
  code: 'REPAYMENT',
  names: { fr: 'Remboursement échelonné', ar: 'الإرجاع بالأقساط', en: 'Repayment in instalments' },
  workflow: 'recovery',
}
const category = {
  code: 'UNDUE_SUM',
  names: { fr: 'Somme indue', ar: 'مبلغ غير مستحق', en: 'Undue sum' },
}
const pack = {
  ...forage,
  code: 'RECOVERY',
  prefix: 'REC',
  services: [...forage.services, service],
  categories: [...forage.categories, category],
}

const at = (role: Role, entity = 'ZAGORA'): Grant => ({ role, programme: 'RECOVERY', entity })

/** The form of the desk of Zagora, filled in. */
const brought = () => ({
  key: randomUUID(),
  programme: 'RECOVERY',
  entity: 'ZAGORA',
  service: 'REPAYMENT',
  channel: 'desk',
  receivedOn: '',
  category: 'UNDUE_SUM',
  object: 'Rendre 1 200 dirhams versés deux fois',
  description: 'J’ai reçu deux fois le remboursement du compteur et je veux le rendre en trois fois.',
  language: 'fr',
  relation: 'beneficiary',
  name: 'Brahim Oubihi',
})

const schedule = 'Trois fois 400 dirhams, le 25 de chaque mois.'

eachDatabase('a lifecycle from elsewhere', (open) => {
  let office: Office
  let app: App
  beforeAll(async () => {
    const { db } = await open()
    office = await openOffice(db, { lifecycles: [...workflows, recovery], extraPacks: [pack] })
    app = openApp(office)
    await office.hire('r.clerk', [at('clerk')])
    await office.hire('r.processor', [at('processor', 'METERS'), at('supervisor')])
    await office.hire('r.supervisor', [at('supervisor')])
    await office.hire('r.closer', [at('closer')])
  })

  const send = (who: string, id: string, event: string, input: object = {}) =>
    post({ app, office }, who, id, event, input)
  const act = async (who: string, id: string, event: string, input: object = {}) =>
    expect(await send(who, id, event, input), event).toMatchObject({ status: 303 })
  const pass = async (day: string) => {
    office.clock.setDay(day)
    await office.work()
  }
  /** A case that was brought at the desk on Wednesday, 25 November 2026, and lies with the unit for meters. */
  const routed = async () => {
    office.clock.setDay('2026-11-25')
    const browser = await app.enter('r.clerk')
    const id = referenceIn(await browser.post('/cases').type('form').send(brought()).expect(303))
    await act('r.clerk', id, 'ROUTE', { unit: 'METERS' })
    return id
  }
  const proposed = async () => {
    const id = await routed()
    await act('r.processor', id, 'PROPOSE_SCHEDULE', { lastOn: '2027-02-25', schedule })
    await office.work()
    return id
  }
  const toldOf = async (case_id: string, effect: string) => {
    const rows = await office.db.read('notices').where({ case_id, effect }).orderBy('desk')
    return rows.map(({ desk }) => desk)
  }

  test('draws the forms of its own acts, and says beside the field what it does not accept', async () => {
    const id = await routed()

    const { page } = await formOf(app, 'r.processor', id, 'PROPOSE_SCHEDULE')
    const past = await send('r.processor', id, 'PROPOSE_SCHEDULE', { lastOn: '2026-11-24', schedule })

    expect(wordsOf(page.text)).toContain('Les montants, les dates, et le dernier jour.')
    expect(page.text).toMatch(/<input[^>]*name="lastOn"/)
    expect(page.text).toMatch(/<textarea[^>]*name="schedule"/)
    expect(missingTexts(page.text)).toEqual([])
    expect(past).toMatchObject({ status: 422, changed: false })
    expect(errorBeside(past.text, 'act-lastOn')).toContain('La dernière échéance est dans le futur')
    expect(past.text).toContain(schedule)
  })

  test('writes its own letters, in words that were typed, and counts its own days', async () => {
    const id = await proposed()

    const letter = (await messagesOf(office.db, id)).find(({ effect }) => effect === 'tellSchedule')
    const task = await office.db.read('tasks').where({ case_id: id }).first('desk', 'due_at')

    expect(letter?.subject).toBe(`Échéancier pour ${id}`)
    expect(letter?.body).toContain(schedule)
    expect(letter?.body).toContain('25 février 2027')
    // Fifteen working days after 25 November.
    expect(task).toMatchObject({ desk: 'RECOVERY/ZAGORA/clerk' })
    expect(Number(task.due_at)).toBe(endOfDay('2026-12-16'))
  })

  test('shows what was typed into its forms, and why a schedule comes back', async () => {
    const id = await proposed()
    await act('r.clerk', id, 'RECORD_CONSENT', { consent: 'accepted' })
    await act('r.supervisor', id, 'RETURN_SCHEDULE', { reason: 'La dernière échéance est trop proche.' })

    const { text } = await (await app.enter('r.processor')).get(`/cases/${id}`).expect(200)

    expect(wordsOf(text)).toContain('La dernière échéance est trop proche.')
    expect(wordsOf(text)).toContain('Elle accepte')
  })

  test('tells the desks it names when its own deadline passes, once', async () => {
    const id = await proposed()

    await pass('2026-12-17')
    await pass('2026-12-18')

    expect(await office.row(id)).toMatchObject({ state: 'unanswered' })
    expect(await toldOf(id, 'alertNoConsent')).toEqual([
      'RECOVERY/ZAGORA/clerk',
      'RECOVERY/ZAGORA/supervisor',
    ])
    const { text } = await (await app.enter('r.clerk')).get('/notices').expect(200)
    expect(wordsOf(text)).toContain('Un échéancier est sans réponse')
  })

  test('is approved by somebody else than who proposed it, followed to its last day, closed, and proved', async () => {
    const id = await proposed()
    await act('r.clerk', id, 'RECORD_CONSENT', { consent: 'accepted' })

    const own = await send('r.processor', id, 'APPROVE_SCHEDULE')
    expect(own).toMatchObject({ changed: false })
    expect(wordsOf(own.text)).toContain('Vous avez proposé cet échéancier')
    await act('r.supervisor', id, 'APPROVE_SCHEDULE')
    await pass('2027-02-25')
    expect(await office.row(id)).toMatchObject({ state: 'followed' })
    await pass('2027-02-26')
    await act('r.closer', id, 'CLOSE', { synthesis: 'Trois échéances payées, la dernière le 25 février.' })

    expect(await office.row(id)).toMatchObject({ workflow: 'recovery', state: 'closed', outcome: 'answered' })
    const report = await verify({ ...office, projection })
    expect(report).toMatchObject({ wrong: 0 })
  })

  test.each(languages)('is drawn, listed and read in its own words: %s', async (language) => {
    const id = await proposed()
    const words = recovery.texts?.[language].recovery
    const browser = await app.enter('r.clerk', language)

    const pages = ['/lifecycles', '/lifecycles/recovery/1', `/cases/${id}`, `/cases/${id}/chart`, '/work']
    for (const page of pages) {
      const { text } = await browser.get(page).expect(200)
      expect(missingTexts(text), page).toEqual([])
      expect(wordsOf(text), page).not.toContain('recovery.')
    }
    const { text } = await browser.get('/lifecycles/recovery/1')
    expect(wordsOf(text)).toContain(wordsOf(String(typeof words === 'object' && words.name)))
  })
})

describe('a lifecycle that cannot be is refused at once:', () => {
  const { machine } = recovery
  const form = recoveryInputs.RETURN_SCHEDULE
  const { PROPOSE_SCHEDULE: _, ...fewer } = recoveryInputs

  test.each([
    ['an act without a form', fewer, 'recovery@1: PROPOSE_SCHEDULE has no form'],
    ['a form of no act', { ...recoveryInputs, PAY: form }, 'PAY has a form, but no transition with meta.by'],
    [
      'a second form of a known act',
      { ...recoveryInputs, CLOSE: form },
      'CLOSE has a form that all cases share',
    ],
  ])('%s', (_what, inputs, why) => {
    expect(() => lifecycle('recovery', 1, machine, { inputs })).toThrow(why)
  })
})
