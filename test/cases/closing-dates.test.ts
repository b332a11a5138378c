// The table of the closing date (docs/domain.md, section 7), lived through: a letter, the office, its days.
import { beforeAll, expect, test } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { lead, typed } from './roads.ts'

type Promised = { notified: string; due: string }
type Line = {
  story: string
  promises: Promised[]
  realised?: string
  validated: string
  closing: string
  days: number
}

const first = { notified: '2023-01-13', due: '2023-02-10' }

const table: Line[] = [
  {
    story: 'answered without a commitment counts to its closure',
    promises: [],
    validated: '2023-01-17',
    closing: '2023-01-17',
    days: 7,
  },
  {
    story: 'kept before the date counts to the day the date was told',
    promises: [first],
    realised: '2023-02-08',
    validated: '2023-02-12',
    closing: '2023-01-13',
    days: 3,
  },
  {
    story: 'kept on the very day counts to the day the date was told',
    promises: [first],
    realised: '2023-02-10',
    validated: '2023-02-12',
    closing: '2023-01-13',
    days: 3,
  },
  {
    story: 'told after the deadline counts to the day the date was told',
    promises: [{ notified: '2023-01-25', due: '2023-02-10' }],
    realised: '2023-02-08',
    validated: '2023-02-12',
    closing: '2023-01-25',
    days: 15,
  },
  {
    story: 'broken and renewed counts to the day the work was done',
    promises: [first, { notified: '2023-02-11', due: '2023-03-01' }],
    realised: '2023-02-27',
    validated: '2023-03-02',
    closing: '2023-02-27',
    days: 48,
  },
  {
    story: 'moved before it was broken counts to the day the work was done, too',
    promises: [first, { notified: '2023-02-05', due: '2023-03-01' }],
    realised: '2023-02-27',
    validated: '2023-03-02',
    closing: '2023-02-27',
    days: 48,
  },
]

eachDatabase('a letter received on 10 January 2023 and', (open) => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice((await open()).db)
  })

  test.each(table)('$story', async ({ promises, realised, validated, closing, days }) => {
    const id = await keyedIn(office)
    await lead(office, id, 'qualify', realised ? 'treat' : 'conclude')
    for (const [n, promise] of promises.entries()) await promiseOn(office, id, promise, n)
    if (realised) await at(office, realised, () => lead(office, id, 'done'))
    await at(office, validated, () => answerAndClose(office, id))

    const { closing_on, days: counted, state, mark } = await office.row(id)

    expect({ closing_on, counted, state, mark }).toEqual({
      closing_on: closing,
      counted: days,
      state: 'closed',
      mark: 'stopped',
    })
  })

  test('told of its date only after the work was done counts to its closure', async () => {
    const id = await keyedIn(office)
    await lead(office, id, 'qualify', 'treat')
    await office.act(id, office.staff.processor, 'COMMIT', {
      dueOn: '2023-02-10',
      work: typed.done.work,
    })
    await at(office, '2023-01-14', () => lead(office, id, 'done'))
    await at(office, '2023-01-17', () => answerAndClose(office, id))

    expect(await office.row(id)).toMatchObject({ closing_on: '2023-01-17', days: 7 })
  })

  test('sent back as not done counts to the day it was really done', async () => {
    const id = await keyedIn(office)
    await lead(office, id, 'qualify', 'treat')
    await promiseOn(office, id, first, 0)
    await at(office, '2023-02-08', () => lead(office, id, 'done'))
    await at(office, '2023-02-09', () => lead(office, id, 'returnWork'))
    await at(office, '2023-02-14', () => lead(office, id, 'done'))
    await at(office, '2023-02-15', () => answerAndClose(office, id))

    expect(await office.row(id)).toMatchObject({ closing_on: '2023-02-14', days: 35, broken: 1 })
  })

  test('reopened loses its closing date; closed again, its days count from the first reception', async () => {
    const id = await keyedIn(office)
    await lead(office, id, 'qualify', 'treat')
    await promiseOn(office, id, first, 0)
    await at(office, '2023-02-08', () => lead(office, id, 'done'))
    await at(office, '2023-02-12', () => answerAndClose(office, id))
    await at(office, '2023-02-20', () => lead(office, id, 'reopen'))

    const open = await office.row(id)
    expect(open).toMatchObject({ closing_on: null, days: null, reopened: 1, mark: 'late', broken: 0 })
    expect(await office.db.read('commitments').where({ case_id: id })).toEqual([])

    await lead(office, id, 'conclude')
    await at(office, '2023-02-24', () => answerAndClose(office, id, office.staff.clerk2))
    expect(await office.row(id)).toMatchObject({ closing_on: '2023-02-24', days: 45, reopened: 1 })
  })
})

/** The digitisation centre registered it on the tenth, the clerk keys it in on the eleventh. */
async function keyedIn(office: Office): Promise<string> {
  office.clock.setDay('2023-01-11')
  const letter = { channel: 'mail', receivedOn: '2023-01-10', address: '12, rue des Consuls, Rabat' }
  return office.register(letter)
}

async function at(office: Office, day: string, work: () => Promise<void>): Promise<void> {
  office.clock.setDay(day)
  await office.work()
  await work()
}

/** The unit names a date, the first time or again, and the complainant hears of it that day. */
async function promiseOn(office: Office, id: string, { notified, due }: Promised, n: number) {
  const { processor, clerk } = office.staff
  await at(office, notified, async () => {
    const text = { work: typed.done.work, reason: typed.reason.reason }
    await office.act(id, processor, n === 0 ? 'COMMIT' : 'RENEW', { dueOn: due, ...text })
    await office.act(id, clerk, 'NOTIFY_COMMITMENT', { toldOn: notified })
  })
}

async function answerAndClose(office: Office, id: string, writer = office.staff.clerk) {
  await office.act(id, writer, 'SUBMIT_ANSWER', typed.answer)
  await lead(office, id, 'approve')
  const sentOn = office.clock.dayOf(office.clock.now())
  await office.act(id, writer, 'SEND_ANSWER', { channel: 'mail', sentOn })
  await lead(office, id, 'close')
}
