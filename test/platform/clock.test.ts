// Civil time is Casablanca's, which was an hour ahead of Greenwich but in Ramadan, and since 20 September 2026 is not.
import { describe, expect, test } from 'vitest'
import {
  addDays,
  dayOf,
  daysBetween,
  endOfDay,
  requireCurrentZoneData,
  startOfDay,
} from '../../src/platform/clock.ts'
import { hours, instantOf, testClock } from '../support/clock.ts'

const utc = (text: string) => Date.parse(text)

describe('the civil day of Casablanca', () => {
  test.each([
    [
      'in winter 2023, an hour ahead of Greenwich',
      '2023-01-10',
      '2023-01-09T23:00:00Z',
      '2023-01-10T23:00:00Z',
    ],
    ['in Ramadan 2023, with Greenwich', '2023-03-25', '2023-03-25T00:00:00Z', '2023-03-26T00:00:00Z'],
    ['in summer 2023, ahead again', '2023-07-01', '2023-06-30T23:00:00Z', '2023-07-01T23:00:00Z'],
    ['in Ramadan 2026, with Greenwich', '2026-03-01', '2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z'],
    ['the day before the last change', '2026-09-19', '2026-09-18T23:00:00Z', '2026-09-19T23:00:00Z'],
    ['the day of the last change', '2026-09-20', '2026-09-19T23:00:00Z', '2026-09-21T00:00:00Z'],
    [
      'the day after it, with Greenwich for good',
      '2026-09-21',
      '2026-09-21T00:00:00Z',
      '2026-09-22T00:00:00Z',
    ],
    ['in July 2027, still with Greenwich', '2027-07-01', '2027-07-01T00:00:00Z', '2027-07-02T00:00:00Z'],
  ])('%s: starts and ends at its own midnight', (_when, day, start, end) => {
    expect(new Date(startOfDay(day)).toISOString()).toBe(new Date(start).toISOString())
    expect(new Date(endOfDay(day)).toISOString()).toBe(new Date(end).toISOString())
  })

  test.each([
    ['just before midnight in winter', '2023-01-10T22:59:59.999Z', '2023-01-10'],
    ['at midnight in winter', '2023-01-10T23:00:00Z', '2023-01-11'],
    ['late in a Ramadan evening', '2023-03-25T23:30:00Z', '2023-03-25'],
    ['at eleven at night in Greenwich before the change', '2026-09-19T23:00:00Z', '2026-09-20'],
    ['at eleven at night in Greenwich after the change', '2026-09-20T23:00:00Z', '2026-09-20'],
  ])('%s is the day people write on a letter', (_when, at, day) => {
    expect(dayOf(utc(at))).toBe(day)
  })

  test('every day of seven years begins where the one before ended, and is itself from end to end', () => {
    for (let day = '2022-01-01'; day < '2029-01-01'; day = addDays(day, 1)) {
      expect(endOfDay(day)).toBe(startOfDay(addDays(day, 1)))
      expect([dayOf(startOfDay(day)), dayOf(endOfDay(day) - 1)]).toEqual([day, day])
    }
  })

  test('a day on which the clock changes has one hour more or one less', () => {
    const length = (day: string) => (endOfDay(day) - startOfDay(day)) / hours(1)

    expect(length('2023-03-19')).toBe(25)
    expect(length('2023-04-23')).toBe(23)
    expect(length('2026-09-20')).toBe(25)
    expect(length('2023-01-10')).toBe(24)
  })
})

describe('counting days', () => {
  test.each([
    ['2023-01-10', 10, '2023-01-20'],
    ['2023-02-27', 2, '2023-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-09-19', 2, '2026-09-21'],
    ['2023-01-01', -1, '2022-12-31'],
  ])('%s and %i days is %s, and back', (from, days, to) => {
    expect(addDays(from, days)).toBe(to)
    expect(daysBetween(from, to)).toBe(days)
  })

  test('a day that does not exist is refused', () => {
    expect(() => addDays('2023-02-30', 1)).toThrow(RangeError)
  })
})

describe('the time-zone data', () => {
  test('of this runtime knows the change of 2026', () => {
    expect(() => requireCurrentZoneData()).not.toThrow()
  })

  test.each(['2025c', '2026a', '2026b', ''])(
    'of version "%s" stops the start with one clear line',
    (version) => {
      expect(() => requireCurrentZoneData(version)).toThrow(/^time-zone data .*2026c or newer is needed.*$/)
    },
  )

  test.each(['2026c', '2026d', '2027a'])('of version %s is good', (version) => {
    expect(() => requireCurrentZoneData(version)).not.toThrow()
  })
})

describe("the tests' own clock", () => {
  test('stands still until it is moved', () => {
    const clock = testClock('2023-01-10')
    const start = clock.now()

    clock.advance(hours(14))

    expect(clock.now() - start).toBe(hours(14))
    expect([clock.dayOf(start), clock.dayOf(clock.now())]).toEqual(['2023-01-10', '2023-01-11'])
  })

  test('is set in the civil time of Casablanca', () => {
    const clock = testClock(0)

    clock.setDay('2023-01-10', '10:00')

    expect(clock.now()).toBe(utc('2023-01-10T09:00:00Z'))
    expect(instantOf('2026-10-01', '10:00')).toBe(utc('2026-10-01T10:00:00Z'))
  })
})
