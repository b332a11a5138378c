// A new programme is configuration and texts only: a file dropped into the data folder is used from the desk to the closure.
import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, inject, test } from 'vitest'
import type { Grant } from '../../src/accounts/schema.ts'
import { compose, packFolder } from '../../src/compose.ts'
import { endOfDay } from '../../src/platform/clock.ts'
import type { Role } from '../../workflows/kit.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { post } from '../web/acting.ts'
import { errorBeside, wordsOf } from '../web/reading.ts'
import { referenceIn } from '../web/register-desk.ts'

const file = path.join(import.meta.dirname, '../data/forage-programme.json')

const at = (role: Role, entity = 'ZAGORA'): Grant[] => [{ role, programme: 'FORAGE', entity }]

/** The form of the desk of Zagora, filled in. */
const brought = (fields: Record<string, string> = {}) => ({
  key: randomUUID(),
  programme: 'FORAGE',
  entity: 'ZAGORA',
  service: 'COMPLAINT',
  channel: 'desk',
  receivedOn: '',
  category: 'BILL_WRONG',
  object: 'Facture du douar comptée deux fois',
  description: 'Le compteur du douar Tansikht a été relevé deux fois ce mois.',
  language: 'fr',
  relation: 'beneficiary',
  name: 'Brahim Oubihi',
  ...fields,
})

eachDatabase('a programme of a file', (open) => {
  let office: Office
  let app: App
  beforeAll(async () => {
    const { db } = await open()
    const dataDir = path.join(inject('sqliteFolder'), randomUUID())
    mkdirSync(packFolder(dataDir), { recursive: true })
    copyFileSync(file, `${packFolder(dataDir)}/forage.json`)
    // The office is the usual one; its house is the one that reads the folder.
    const usual = await openOffice(db)
    office = { ...usual, ...compose({ db, clock: usual.clock, dataDir }), clock: usual.clock }
    app = openApp(office)
    await usual.hire('f.clerk', at('clerk'))
    await usual.hire('f.processor', at('processor', 'METERS'))
    await usual.hire('f.supervisor', at('supervisor'))
    await usual.hire('f.closer', at('closer'))
  })

  const register = async (fields: Record<string, string> = {}) => {
    const browser = await app.enter('f.clerk')
    return referenceIn(await browser.post('/cases').type('form').send(brought(fields)).expect(303))
  }
  const act = async (who: string, id: string, event: string, input: object = {}) =>
    expect(await post({ app, office }, who, id, event, input), event).toMatchObject({ status: 303 })
  /** Qualifies a complaint and gives it to the unit for the meters. */
  const forward = async (id: string, about: object, conclusion: string) => {
    await act('f.clerk', id, 'QUALIFY', {
      identity: 'verified',
      nature: 'collective',
      admissibility: 'complaint',
      checkQualification: 'true',
      checkBeneficiary: 'true',
      checkUnit: 'true',
      answerExists: 'no',
      ...about,
    })
    const treat = { conclusion, founded: 'unknown', route: 'treat', unit: 'METERS' }
    await act('f.clerk', id, 'CONCLUDE', treat)
  }

  test('stands on the registration form with its own places, channels and categories', async () => {
    const browser = await app.enter('f.clerk', 'ar')

    const { text } = await browser.get('/cases/new?programme=FORAGE&channel=desk').expect(200)

    expect(text).toContain('فرع زاكورة')
    expect(text).toContain('فاتورة خاطئة')
    expect(text).not.toContain('TAYSSIR')
  })

  test('counts its own days: seven working days, three for a water cut', async () => {
    // A Wednesday; nothing is closed until the end of the year.
    office.clock.set(Date.parse('2026-11-25T09:00:00Z'))

    const bill = await office.row(await register())
    const cut = await office.row(await register({ service: 'BREAKDOWN', category: 'NO_WATER' }))

    expect(bill.id).toMatch(/^FOR-/)
    expect(Number(bill.due_at)).toBe(endOfDay('2026-12-04'))
    expect(Number(cut.due_at)).toBe(endOfDay('2026-11-30'))
  })

  test('is taken from the desk to the closure, each by the hands of its own office', async () => {
    const id = await register()
    const today = office.clock.dayOf(office.clock.now())

    await forward(
      id,
      { category: 'BILL_WRONG', object: 'Facture du douar comptée deux fois', kind: 'payment' },
      'Deux relevés le même jour.',
    )
    await act('f.processor', id, 'COMMIT', { dueOn: today, work: 'Annuler le second relevé.' })
    await act('f.clerk', id, 'NOTIFY_COMMITMENT', { toldOn: today })
    await act('f.processor', id, 'REPORT_DONE', { founded: 'yes', work: 'Second relevé annulé.' })
    await act('f.clerk', id, 'SUBMIT_ANSWER', {
      language: 'fr',
      text: 'Monsieur, le second relevé est annulé.',
    })
    await act('f.supervisor', id, 'APPROVE')
    await act('f.clerk', id, 'SEND_ANSWER', { channel: 'desk', sentOn: today, proof: 'Remise signée' })
    await act('f.closer', id, 'CLOSE', {
      synthesis: 'Relevé annulé, réponse remise au représentant du douar.',
    })

    expect(await office.row(id)).toMatchObject({ programme: 'FORAGE', state: 'closed', outcome: 'answered' })
    const page = await (await app.enter('f.closer')).get(`/cases/${id}`).expect(200)
    expect(wordsOf(page.text)).toContain('Forages et eau rurale')
  })

  test('refuses a promise beyond the days it allows', async () => {
    const id = await register()
    await forward(
      id,
      { category: 'DIRTY_WATER', object: 'Eau salée depuis une semaine', kind: 'technical' },
      'Analyse à refaire.',
    )

    const far = await post({ app, office }, 'f.processor', id, 'COMMIT', {
      dueOn: '2026-12-31',
      work: 'Changer le compteur du point d’eau.',
    })

    expect(far).toMatchObject({ status: 422, changed: false })
    expect(errorBeside(far.text, 'act-dueOn')).toContain('20 jours au plus')
  })

  test('exists for nobody of another programme', async () => {
    const id = await register()

    const stranger = await app.enter('stranger')

    await stranger.get(`/cases/${id}`).expect(404)
  })
})
