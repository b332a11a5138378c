// The quarterly report: the figures that were published of the school transfers come out of the cases, to the last one.
import { beforeAll, describe, expect, test } from 'vitest'
import type { FigureTable } from '../../src/reports/figure-table.ts'
import { quarterFigures } from '../../src/reports/quarter.ts'
import { testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { faultsIn } from '../support/multiplied.ts'
import { type Office, openOffice } from '../support/office.ts'
import { openSchoolTransfers, PERIOD, published, sample } from './school-transfers.ts'

const query = {
  places: [{ programme: 'TAYSSIR', entity: '' }],
  ...PERIOD,
  today: '2023-04-01',
}

/** A table by line and column. */
const valuesOf = (tables: readonly FigureTable[], key: string) => {
  const table = tables.find((one) => one.key === key)
  return Object.fromEntries(
    (table?.lines ?? []).map(({ code, values }) => [
      code,
      Object.fromEntries(table?.columns.map((column, at) => [column.key, values[at]]) ?? []),
    ]),
  )
}

const round = (share: unknown) => Math.round(Number(share) * 100) / 100

// The whole runs on SQLite alone: both databases read the same rows, and the sample shows it.
eachDatabase('the quarterly report', (open, kind) => {
  const whole = kind === 'sqlite'
  let office: Office
  let tables: FigureTable[]

  beforeAll(async () => {
    office = await openOffice((await open()).db, { clock: testClock('2023-01-10') })
    await openSchoolTransfers(office, whole ? published : sample)
    tables = await quarterFigures(office.db, query)
  }, 600_000)

  test('is made of cases that follow from their journals', async () => {
    expect(await faultsIn(office, 40)).toEqual([])
  })

  test('agrees with itself: every margin is the sum of its parts', () => {
    const { all, web, other } = valuesOf(tables, 'groups')
    expect(all?.received).toBe(Number(web?.received) + Number(other?.received))
    for (const group of [all, web, other])
      expect(group?.received).toBe(
        ['founded', 'notFounded', 'undetermined', 'request'].reduce((n, key) => n + Number(group?.[key]), 0),
      )
    expect(valuesOf(tables, 'categories').categories).toMatchObject({
      web: web?.received,
      other: other?.received,
      all: all?.received,
    })
    expect(valuesOf(tables, 'grounds').grounds?.all).toBe(all?.notFounded)
  })

  test('says how fast, the mean and what half and nine of ten took at most', () => {
    const { web, other } = valuesOf(tables, 'groups')
    expect(web).toMatchObject({ average: 10, median: 10, p90: 14, treated: 100 })
    // A day is what the source calls 24 hours.
    expect(other).toMatchObject({ average: 1, median: 1, p90: 2, treated: 100 })
  })

  describe.runIf(whole)('of 10 January to 29 March 2023', () => {
    test('received: 32,773 on the web and 241 otherwise; the web is 99 % of all', () => {
      const { all, web, other } = valuesOf(tables, 'groups')
      expect([web?.received, other?.received, all?.received]).toEqual([32_773, 241, 33_014])
      expect(Math.round((100 * Number(web?.received)) / Number(all?.received))).toBe(99)
    })

    test('by category', () => {
      const categories = valuesOf(tables, 'categories')
      expect(categories.ENROLMENT_REFUSED).toMatchObject({ web: 4_588, other: 10 })
      expect(categories.PAYMENT_MISSING).toMatchObject({ web: 25_235, other: 163 })
      expect(categories.AMOUNT_WRONG).toMatchObject({ web: 2_950, other: 0 })
      expect(categories.TECHNICAL).toMatchObject({ web: 0, other: 68 })
      expect(4_588 + 25_235 + 2_950).toBe(32_773)
      expect(163 + 68 + 10).toBe(241)
    })

    test('founded and not founded, with the grounds; what is neither', () => {
      const { web, other } = valuesOf(tables, 'groups')
      expect(web).toMatchObject({ founded: 7_792, notFounded: 24_981, undetermined: 0, request: 0 })
      expect(other).toMatchObject({ founded: 9, notFounded: 80 })
      expect(Number(other?.undetermined) + Number(other?.request)).toBe(152)
      const { undeclaredChange } = valuesOf(tables, 'grounds')
      expect(undeclaredChange?.web).toBe(7_600)
      expect(round(undeclaredChange?.webShare)).toBe(30.42)
    })
  })
})
