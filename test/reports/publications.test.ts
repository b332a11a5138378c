// Open data: published once when a period is over and settled, the same whatever stays secret, and never changed.
import { beforeAll, describe, expect, test } from 'vitest'
import { countSealed } from '../../src/cases/counting.ts'
import { seal } from '../../src/engine/seals.ts'
import type { Database } from '../../src/platform/database.ts'
import { daysOf, findPublication, publishDue, publishedPeriods } from '../../src/reports/publications.ts'
import { csvOf, type OpenRow, sumOfQuarters } from '../../src/reports/published-file.ts'
import { lead } from '../cases/roads.ts'
import { bringCase } from '../confidential/steps.ts'
import { days, instantOf, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'

const count = async ({ db, clock }: Office): Promise<void> => {
  await seal(db, clock)
  await countSealed(db)
}

const contentOf = async (db: Database, period: string): Promise<string | undefined> =>
  (await findPublication(db, period))?.content

/** A summer of complaints at Rabat, most of them closed; the day is 25 November when it returns. */
async function summer(office: Office): Promise<void> {
  for (let n = 0; n < 24; n += 1) {
    const id = await office.register()
    if (n % 4 === 3) await lead(office, id, 'refuse', 'answer', 'approve', 'send', 'close')
    else if (n % 4 !== 2) await lead(office, id, 'qualify', 'conclude', 'answer', 'approve', 'send', 'close')
    office.clock.advance(days(2))
  }
  office.clock.set(instantOf('2026-11-25'))
}

eachDatabase('open data', (open) => {
  let office: Office
  let db: Database
  let first: string

  beforeAll(async () => {
    office = await openOffice((await open()).db, { clock: testClock('2026-07-03') })
    db = office.db
    await summer(office)
    await seal(db, office.clock)
  }, 120_000)

  test('waits until what happened in the period is counted', async () => {
    expect(await publishDue(office)).toEqual([])
    await countSealed(db)

    office.clock.set(instantOf('2026-10-30', '23:00'))
    expect(await publishDue(office)).toEqual([])
    office.clock.set(instantOf('2026-10-31', '00:10'))
    expect(await publishDue(office)).toEqual(['2026-Q3'])

    first = (await contentOf(db, '2026-Q3')) ?? ''
    office.clock.set(instantOf('2026-11-25'))
  })

  test('says what the cases say, and no figure under five', async () => {
    const { publication } = (await findPublication(db, '2026-Q3')) ?? expect.fail('nothing was published')
    const own = publication.rows.filter(({ programme }) => programme === 'DAAM')
    const cases = await db.read('cases').where({ programme: 'DAAM' })
    const told = (facet: string, value: string, measure: string) =>
      own.find((row) => row.facet === facet && row.value === value && row.measure === measure)?.n

    expect(publication).toMatchObject({ from: '2026-07-01', to: '2026-09-30', publishedOn: '2026-10-31' })
    expect(told('total', '', 'received')).toBe(cases.length)
    expect(told('total', '', 'closed')).toBe(cases.filter((row) => row.closing_on !== null).length)
    expect(told('total', '', 'founded')).toBe(cases.filter((row) => row.founded === 'yes').length)
    expect(told('category', 'PAYMENT_MISSING', 'received')).toBe(cases.length)
    expect(own.filter(({ facet }) => facet === 'channel').map(({ value }) => value)).toEqual(
      Array(4).fill('desk'),
    )
    for (const { n, flag } of publication.rows) {
      expect(n === null || n >= 5).toBe(true)
      expect(flag).toBe(n === null ? 'suppressed' : '')
    }
    expect(publication.rows.filter(({ programme, n }) => programme !== 'DAAM' && n !== null)).toEqual([])
  })

  test('explains every code it uses, in three languages', async () => {
    const { publication } = (await findPublication(db, '2026-Q3')) ?? expect.fail('nothing was published')
    const { columns, facets, measures, flags, values } = publication.dictionary

    for (const { programme, facet, value, measure, flag } of publication.rows) {
      const known = [values.programme[programme], facets[facet], measures[measure]]
      if (flag) known.push(flags[flag])
      if (value)
        known.push(
          {
            ...{ channel: values.channel, sex: values.sex, area: values.area, verdict: values.verdict },
            ...{ category: values.category[programme], entity: values.entity[programme] },
          }[facet]?.[value],
        )
      for (const names of known)
        expect([facet, value, names?.fr, names?.ar, names?.en].every(defined)).toBe(true)
    }
    expect(Object.keys(columns)).toEqual(csvOf(publication).split('\r\n')[0]?.split(','))
  })

  test('is the same to the byte whatever restricted and sensitive cases there are', async () => {
    await db.write('publications').delete()
    office.clock.set(instantOf('2026-08-12'))
    const keeper = await office.hire('keeper', [
      { role: 'supervisor', programme: 'INTEGRITY', entity: '' },
      { role: 'clerk', programme: 'INTEGRITY', entity: '' },
    ])
    for (let n = 0; n < 12; n += 1) {
      await office.register({ programme: 'INTEGRITY', entity: 'CENTRAL', category: 'BRIBE' }, keeper)
      await bringCase(office, { nature: 'rape', sex: 'female' })
    }
    expect(await db.read('cases').where({ restricted: 1 })).toHaveLength(12)
    await count(office)
    office.clock.set(instantOf('2026-10-31', '00:10'))

    expect(await publishDue(office)).toEqual(['2026-Q3'])

    expect(await contentOf(db, '2026-Q3')).toBe(first)
  })

  test('stays as it was published, whatever is corrected, and whoever publishes', async () => {
    const id = (await db.read('cases').where({ programme: 'DAAM', restricted: 0 }).first('id')).id
    await lead(office, id, 'reopen')
    office.clock.set(instantOf('2026-11-25'))
    await count(office)

    expect(await Promise.all([publishDue(office), publishDue(office)])).toEqual([[], []])

    expect(await contentOf(db, '2026-Q3')).toBe(first)
  })

  test('of many workers is made by one', async () => {
    await db.write('publications').delete()

    const made = await Promise.all([publishDue(office), publishDue(office), publishDue(office)])

    expect(made.flat()).toEqual(['2026-Q3'])
    expect(await publishedPeriods(db)).toEqual(['2026-Q3'])
  })
})

eachDatabase('a year of open data', (open) => {
  test('follows its last quarter, and is the sum of what the quarters tell', async () => {
    const office = await openOffice((await open()).db, { clock: testClock('2026-01-31') })
    const { db } = office
    const cell = (month: string, channel: string, bucket: number, n: number) =>
      (['received', 'closed'] as const).flatMap((measure) =>
        [
          ['', ''],
          ['channel', channel],
          ['category', 'PAYMENT_MISSING'],
          ['entity', 'RABAT'],
        ].map(([facet, part]) => ({
          ...{ programme: 'DAAM', entity: '', facet, measure, grain: 'month', span: `2025-${month}`, part },
          ...{ bucket: measure === 'received' ? 2 + bucket * 2 : bucket, n },
        })),
      )
    const rows = ['02', '05', '08', '11'].flatMap((month, n) => [
      ...cell(month, 'desk', 0, 40 + n),
      ...cell(month, 'desk', 1, 20),
      ...cell(month, 'mail', 0, n === 2 ? 3 : 30),
    ])
    const cells = new Map<string, (typeof rows)[number]>()
    for (const row of rows) {
      const { n, ...key } = row
      const known = cells.get(JSON.stringify(key))
      cells.set(JSON.stringify(key), { ...row, n: n + (known?.n ?? 0) })
    }
    await db.write('case_figures').insert([...cells.values()])

    expect(await publishDue(office)).toEqual(['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4', '2025'])

    expect(await publishedPeriods(db)).toEqual(['2025', '2025-Q4', '2025-Q3', '2025-Q2', '2025-Q1'])
    const told = async (period: string, facet: string, value: string, measure = 'received') =>
      (await findPublication(db, period))?.publication.rows.find(
        (row) =>
          row.programme === 'DAAM' && row.facet === facet && row.value === value && row.measure === measure,
      )?.n
    expect(await told('2025', 'total', '')).toBe(4 * 60 + 6 + 93)
    // In the third quarter three letters came: they and what stands beside them are hidden there, and so in the year.
    expect(await told('2025-Q3', 'channel', 'desk')).toBeNull()
    expect(await told('2025-Q2', 'channel', 'mail')).toBe(30)
    expect(await told('2025-Q3', 'channel', 'mail')).toBeNull()
    expect(await told('2025', 'channel', 'mail')).toBeNull()
    expect(await publishDue(office)).toEqual([])
  })
})

describe('the periods', () => {
  test.each([
    ['2026-Q1', '2026-01-01', '2026-03-31'],
    ['2024-Q1', '2024-01-01', '2024-03-31'],
    ['2026-Q2', '2026-04-01', '2026-06-30'],
    ['2026-Q3', '2026-07-01', '2026-09-30'],
    ['2026-Q4', '2026-10-01', '2026-12-31'],
    ['2026', '2026-01-01', '2026-12-31'],
  ])('%s is from %s to %s', (period, from, to) => {
    expect(daysOf(period)).toEqual({ period, from, to })
  })

  test('a year tells nothing that one of its quarters hides, and nothing that a quarter does not have', () => {
    const row = (period: string, value: string, n: number | null): OpenRow => ({
      ...{ period, programme: 'P', facet: 'channel', value, measure: 'received', n },
      flag: n === null ? 'suppressed' : '',
    })
    const quarters = [1, 2, 3, 4].map((n) => [
      row(`2026-Q${n}`, 'told', 10 + n),
      row(`2026-Q${n}`, 'once hidden', n === 2 ? null : 50),
      ...(n === 4 ? [] : [row(`2026-Q${n}`, 'given up', 50)]),
    ])

    expect(sumOfQuarters('2026', quarters)).toEqual([
      row('2026', 'told', 50),
      row('2026', 'once hidden', null),
      row('2026', 'given up', null),
    ])
  })
})

const defined = (value: unknown): boolean => typeof value === 'string'
