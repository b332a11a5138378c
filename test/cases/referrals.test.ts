// Referrals of the ombudsman: a case of their own, joined to the one they are about, with its letters and its answer.
import { beforeAll, expect, test } from 'vitest'
import { projection } from '../../src/cases/projection.ts'
import { verify } from '../../src/engine/verify.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { daysLater, today } from './appeal-office.ts'
import { leadTo, typed } from './roads.ts'

eachDatabase('a referral of the ombudsman', (open) => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice((await open()).db)
  })

  const refer = (about = '') =>
    office.register({
      channel: 'ombudsman',
      about,
      externalKey: '412/2026',
      phone: '0612345678',
      email: 'fatima@example.ma',
      address: 'Hay Essalam, Rabat',
    })
  const told = (id: string, effect: string) => office.db.read('messages').where({ case_id: id, effect })

  test('has sixty days, whatever the case it is about, and is known to that case and its people', async () => {
    const first = await leadTo(office, 'answerable')
    const id = await refer(first)
    await office.work()

    expect(await office.row(id)).toMatchObject({
      workflow: 'ombudsman',
      about: first,
      due_on: daysLater(office, 60),
    })
    expect((await office.row(first)).state).toBe('answerable')
    const desks = await office.db.read('notices').where({ case_id: first, effect: 'tellReferralJoined' })
    expect(desks.map(({ desk }) => desk).sort()).toEqual(['DAAM/RABAT/clerk', 'DAAM/RABAT/supervisor'])
  })

  test('is about a case that is seen, or about none', async () => {
    await expect(refer('DAA-2222-2222')).rejects.toMatchObject({
      fields: { about: { key: 'field.about.unknown' } },
    })
    expect((await office.row(await refer())).about).toBeNull()
  })

  test('speaks to the ombudsman’s office and never to the telephone of the complainant', async () => {
    const id = await refer()
    await office.work()

    expect(await told(id, 'acknowledge')).toMatchObject([
      { channel: 'ombudsman', status: 'byHand', recipient: '' },
    ])
  })

  test('keeps its letters, is answered on paper with its day, and closed by somebody else', async () => {
    const id = await refer()
    const { clerk, supervisor, closer } = office.staff
    const letter = { direction: 'in', letterOn: daysLater(office, -6), summary: 'Demande de renseignements.' }
    await office.act(id, clerk, 'RECORD_LETTER', letter)
    await expect(
      office.act(id, clerk, 'RECORD_LETTER', { ...letter, direction: 'out' }),
    ).rejects.toMatchObject({ fields: { letterOn: { key: 'field.letterOn.tooEarly' } } })
    await expect(
      office.act(id, clerk, 'RECORD_LETTER', { ...letter, letterOn: daysLater(office, 1) }),
    ).rejects.toMatchObject({ fields: { letterOn: { key: 'field.letterOn.future' } } })
    await office.act(id, clerk, 'ANALYSE_REFERRAL', {
      conclusion: 'Le versement est parti le 3 mars.',
      founded: 'no',
    })
    await office.act(id, clerk, 'SUBMIT_ANSWER', typed.answer)
    await office.act(id, supervisor, 'APPROVE')
    await office.act(id, clerk, 'SEND_ANSWER', { channel: 'mail', sentOn: today(office), proof: 'RR 44120' })
    await office.work()
    await office.act(id, closer, 'CLOSE', typed.synthesis)

    const [answer] = await told(id, 'sendAnswer')
    expect(answer).toMatchObject({ channel: 'mail', status: 'byHand', recipient: '', proof: 'RR 44120' })
    expect(answer.sent_at).not.toBeNull()
    expect(answer.body).not.toContain('recours auprès de nous')
    expect((await office.row(id)).state).toBe('closed')
    await office.act(id, clerk, 'RECORD_LETTER', { ...letter, letterOn: today(office) })
  })

  test('and the case it is about are as their journals say', async () => {
    expect((await verify({ ...office, projection })).faults).toEqual([])
  })
})
