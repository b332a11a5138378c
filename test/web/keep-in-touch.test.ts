// Nobody waits for weeks without a word: the reminder on the clerk's list, the text that is ready, and what counts anew.
import { beforeEach, describe, expect, test } from 'vitest'
import { lead, typed } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { formOf } from './acting.ts'
import { errorBeside, missingTexts, typedIn, wordsOf } from './reading.ts'

/** Fifteen working days from 25 November 2026 are over. */
const LATER = '2026-12-17'

eachDatabase('whoever waits for a long time', (open) => {
  let office: Office
  let app: App
  beforeEach(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
    for (const [name, role, entity] of [
      ['clerk', 'clerk', 'RABAT_AGDAL'],
      ['processor', 'processor', 'BENEFITS'],
      ['supervisor', 'supervisor', 'RABAT_AGDAL'],
      ['closer', 'closer', 'RABAT_AGDAL'],
    ] as const) {
      const login = `amo-${name}`
      office.staff[name] = await office.hire(login, [{ role, programme: 'AMO_TADAMON', entity }])
    }
  })

  const register = (fields: Parameters<Office['register']>[0] = {}) =>
    office.register(
      {
        programme: 'AMO_TADAMON',
        entity: 'RABAT_AGDAL',
        service: 'COMPLAINT',
        category: 'REIMBURSEMENT',
        object: 'Remboursement de mars',
        ...fields,
      },
      office.staff.clerk,
    )
  const refer = async (id: string) => {
    const { clerk } = office.staff
    const { object } = await office.row(id)
    await office.act(id, clerk, 'QUALIFY', { ...typed.qualify, category: 'REIMBURSEMENT', object })
    await office.act(id, clerk, 'CONCLUDE', { ...typed.treat, unit: 'BENEFITS' })
  }
  const until = async (day: string) => {
    office.clock.setDay(day)
    await office.work()
  }
  const owed = async (id: string) => {
    const rows = await office.db.read('tasks').where({ case_id: id, next: 'KEEP_IN_TOUCH' })
    return rows.length === 1
  }
  const lastMessage = async (id: string) =>
    office.db.read('messages').where({ case_id: id }).orderBy('seq', 'desc').first()
  const formAt = (id: string) => formOf(app, 'amo-clerk', id, 'KEEP_IN_TOUCH')

  test('stands on the clerk’s list, with the text ready and the day of the next reminder after it', async () => {
    const id = await register()
    await until('2026-12-15')
    expect(await owed(id)).toBe(false)
    await until(LATER)
    expect(await owed(id)).toBe(true)

    const { browser, page, send } = await formAt(id)
    expect(wordsOf((await browser.get('/work')).text)).toContain('Donner des nouvelles')
    const news = typedIn(page.text, 'news') ?? ''
    expect(news).toContain('« Remboursement de mars »')
    expect(news).toContain('nous allons l’étudier')
    expect(typedIn(page.text, 'toldOn')).toBe(LATER)
    expect(typedIn(page.text, 'channel')).toBe('desk')
    await send({ channel: 'desk', toldOn: LATER, news }).expect(303)
    await office.work()

    expect(await owed(id)).toBe(false)
    const message = await lastMessage(id)
    expect(message).toMatchObject({ effect: 'tellNews', channel: 'desk', status: 'byHand' })
    expect(office.clock.dayOf(Number(message.sent_at))).toBe(LATER)
    expect(message.body).toContain(news)
    const { text } = await browser.get(`/cases/${id}`)
    expect(wordsOf(text)).toContain('remis au guichet')
    // Fifteen working days later, and not one before: two holidays of January lie between.
    await until('2027-01-07')
    expect(await owed(id)).toBe(false)
    await until('2027-01-13')
    expect(await owed(id)).toBe(true)
  })

  test('is told in their own language by a letter that leaves by itself', async () => {
    const id = await register({
      channel: 'web',
      language: 'ar',
      email: 'fatima@example.ma',
      object: 'التعويض',
    })
    await refer(id)
    await until(LATER)

    const { page, send } = await formAt(id)
    const news = typedIn(page.text, 'news') ?? ''
    expect(news).toContain('«التعويض»')
    expect(news).toContain('لدى المصلحة')
    await send({ channel: 'email', toldOn: LATER, news }).expect(303)
    await office.work()

    const message = await lastMessage(id)
    expect(message).toMatchObject({ effect: 'tellNews', channel: 'email', status: 'sent', language: 'ar' })
    expect(message.body).toContain(news)
    expect(message.sms).toContain('لم ننسَ ملفكم')
  })

  test('hears the promised date they were told before, and of a deadline that has passed', async () => {
    const promised = await register()
    await refer(promised)
    await office.act(promised, office.staff.processor, 'COMMIT', {
      dueOn: '2027-01-20',
      work: typed.done.work,
    })
    await lead(office, promised, 'notify')
    const late = await register()
    await office.act(late, office.staff.clerk, 'QUALIFY', { ...typed.qualify, category: 'REIMBURSEMENT' })
    await until(LATER)

    expect(typedIn((await formAt(promised)).page.text, 'news')).toMatch(/au plus tard le 20 janvier 2027/)
    expect(typedIn((await formAt(late)).page.text, 'news')).toMatch(/ce jour est passé/)
  })

  test.each([
    ['an answer announced', 'TELL_ANSWER_FOLLOWS', { toldOn: '2026-12-10' }],
    ['documents asked', 'ASK_DOCUMENTS', { documents: 'La facture du médecin.' }],
  ])('has heard by %s, and is asked after only so many days later', async (_what, event, input) => {
    const id = await register()
    if (event === 'TELL_ANSWER_FOLLOWS') await refer(id)
    await until('2026-12-10')
    await office.act(id, office.staff.clerk, event, input)

    await until('2026-12-24')
    expect(await owed(id)).toBe(false)
    await until('2027-01-06')
    expect(await owed(id)).toBe(true)
  })

  test('has heard by the announcement of a date, even when the reminder was there already', async () => {
    const id = await register()
    await refer(id)
    await until(LATER)
    expect(await owed(id)).toBe(true)

    await office.act(id, office.staff.processor, 'COMMIT', { dueOn: '2027-02-10', work: typed.done.work })
    await lead(office, id, 'notify')
    await office.work()

    expect(await owed(id)).toBe(false)
  })

  test('is not asked after once an answer left; and counts from that day when the closer sends it back', async () => {
    const id = await register()
    await office.act(id, office.staff.clerk, 'QUALIFY', { ...typed.qualify, category: 'REIMBURSEMENT' })
    await until('2026-12-10')
    await lead(office, id, 'conclude', 'answer', 'approve', 'send')
    await until(LATER)
    expect(await owed(id)).toBe(false)

    await lead(office, id, 'sendBack')
    await office.work()
    expect(await owed(id)).toBe(false)
    await until('2027-01-06')
    expect(await owed(id)).toBe(true)
  })

  test('is never asked after where the programme asks for nothing', async () => {
    const id = await office.register({ programme: 'TAYSSIR', entity: 'CNRA' }, office.staff.stranger)
    office.clock.advance(days(90))
    await office.work()

    expect(await owed(id)).toBe(false)
  })

  describe('and what the form refuses', () => {
    test.each([
      ['a day to come', { channel: 'desk', toldOn: '2026-12-18' }, 'act-toldOn'],
      ['a day before the complaint', { channel: 'desk', toldOn: '2026-11-24' }, 'act-toldOn'],
      ['a way that is not open', { channel: 'email', toldOn: LATER }, 'act-channel'],
      ['nothing said', { channel: 'desk', toldOn: LATER, news: '' }, 'act-news'],
    ])('%s', async (_what, input, field) => {
      const id = await register()
      await until(LATER)
      const { send } = await formAt(id)

      const { status, text } = await send({ news: 'Votre dossier est à l’étude.', ...input })

      expect(status).toBe(422)
      expect(errorBeside(text, field)).toBeTruthy()
      expect(missingTexts(text)).toEqual([])
      expect(await owed(id)).toBe(true)
    })
  })
})
