// A register in a real office: history without alarms, complaints to answer, and nothing twice.
import { expect, test } from 'vitest'
import { Invalid } from '../../src/errors.ts'
import { testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import {
  consumer,
  consumerFile,
  consumerMap,
  fileOf,
  importing,
  memory,
  officeOf,
  reasonsOf,
  TODAY,
} from './registers.ts'

const wish = { file: consumerFile, programme: consumer, map: consumerMap }

test('the 349 lines of the public register are read as they stand', async () => {
  const { take, taken } = memory()

  const { totals } = await importing({ ...wish, take })

  expect(totals).toEqual({ taken: 349, known: 0, refused: 0 })
  expect(taken.get('import:CONSUMER:2105582')).toEqual({
    programme: 'CONSUMER',
    entity: 'INTAKE',
    channel: 'web',
    receivedOn: '2016-09-12',
    closedOn: '2016-09-12',
    category: 'CREDIT_REPORTING',
    object: "Credit reporting company's investigation",
    description: "Equifax\nCredit reporting company's investigation\nInvestigation took too long",
    language: 'en',
    relation: 'anonymous',
    name: '',
    phone: '',
    email: '',
    address: '',
    cnie: '',
    beneficiary: null,
    externalKey: '2105582',
  })
})

eachDatabase('a register', (open) => {
  const clock = testClock(TODAY)

  test('lands once as history: closed, without deadlines to watch or anything to send', async () => {
    const { db } = await open()
    const take = officeOf(db, clock).takeRegister

    const first = await importing({ ...wish, take, clock })
    const second = await importing({ ...wish, take, clock })

    expect([first.totals.taken, second.totals.known]).toEqual([349, 349])
    const byChannel = await db.read('cases').select('channel').count('* as n').groupBy('channel')
    expect(Object.fromEntries(byChannel.map(({ channel, n }) => [channel, Number(n)]))).toEqual({
      web: 314,
      phone: 17,
      exchange: 11,
      mail: 7,
    })
    expect(await db.read('cases').whereNull('closing_on')).toEqual([])
    expect(await Promise.all([db.read('timers'), db.read('outbox'), db.read('tasks')])).toEqual([[], [], []])
  })

  test('opens its complaints when they are still to be answered', async () => {
    const { db } = await open()
    const take = officeOf(db, clock).takeRegister

    const { totals } = await importing({ ...wish, take, clock, live: true })

    expect(totals.taken).toBe(349)
    expect(await db.read('tasks').where({ next: 'QUALIFY' })).toHaveLength(349)
    expect(await db.read('registrations').where({ external_key: '2105582' })).toHaveLength(1)
  })
})

test('a complaint the office refuses is explained alone, and the rest of its batch goes through', async () => {
  const { take, taken } = memory()
  const file = fileOf(
    `N°,Reçue le,Close le,Catégorie,Description\n${[1, 2, 3].map((n) => `${n},5/1/2023,9/1/2023,OTHER,Text ${n}`).join('\n')}`,
  )
  const picky: typeof take = async (rows, options) => {
    if (rows.some(({ input }) => input.externalKey === '2')) {
      throw new Invalid({ category: { key: 'field.category.choose' } })
    }
    return take(rows, options)
  }

  const { totals, verdicts } = await importing({ file, take: picky })

  expect(totals).toEqual({ taken: 2, known: 0, refused: 1 })
  expect(reasonsOf(verdicts)).toEqual({ 3: ['category:field.category.choose'] })
  expect(taken.size).toBe(2)
})

test('when the office fails the import stops, and says so', async () => {
  const broken = async () => {
    throw new Error('disk full')
  }

  await expect(importing({ ...wish, take: broken })).rejects.toThrow('disk full')
})

test('a known beneficiary is linked by card or by number', async () => {
  const { take, taken } = memory()
  const file = fileOf(
    'N°,Reçue le,Close le,Catégorie,Description,Nom,CIN,Identifiant\n1,5/1/2023,9/1/2023,OTHER,Text,Aïcha,ab 123456,\n2,5/1/2023,9/1/2023,OTHER,Text,Aïcha,,T-9\n3,5/1/2023,9/1/2023,OTHER,Text,Aïcha,,\n',
  )
  const findBeneficiary = async (cnie: string, number: string) => `${cnie}|${number}`

  await importing({ file, take, findBeneficiary })

  const linked = [...taken.values()].map((input) => (input as { beneficiary: string | null }).beneficiary)
  expect(linked).toEqual(['AB123456|', '|T-9', null])
})
