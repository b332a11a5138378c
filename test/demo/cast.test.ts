import { describe, expect, test } from 'vitest'
import { grantOf } from '../../src/accounts/schema.ts'
import { actorOf } from '../../src/cases/policy.ts'
import type { Colleague } from '../../src/demo/accounts.ts'
import { planCast } from '../../src/demo/cast.ts'
import { officeDays } from '../../src/demo/office-days.ts'
import { drawRegistry } from '../../src/demo/registry.ts'
import { staff } from '../../src/demo/staff.ts'
import { dayOf } from '../../src/platform/clock.ts'
import { holidays } from '../../src/programmes/holidays.ts'
import { programmes } from '../../src/programmes/index.ts'
import { instantOf } from '../support/clock.ts'

const people: Colleague[] = staff.map((person) => {
  const grants = person.places.map((place) => grantOf(person.role, place))
  return {
    ...person,
    id: person.account,
    login: person.account,
    grants,
    actor: actorOf({ id: person.account, grants }),
  }
})

const planAt = (now: number) =>
  planCast({
    registry: drawRegistry(),
    people,
    programmes,
    days: officeDays(holidays),
    today: dayOf(now),
    now,
  })

describe('the cast of the demonstration', () => {
  test.each([
    ['on a working morning', instantOf('2026-11-18', '10:40')],
    ['just after midnight', instantOf('2026-11-23', '00:03')],
    ['on a Sunday evening', instantOf('2026-12-06', '21:30')],
    ['on a holiday', instantOf('2027-01-01', '12:00')],
    ['in another year', instantOf('2028-02-29', '16:59')],
  ])('has played its part %s, each case in order', (_when, now) => {
    const cast = planAt(now)

    for (const { steps } of cast) {
      const moments = steps.map(({ at }) => at)
      expect(moments.at(-1)).toBeLessThan(now)
      expect(moments).toEqual(moments.toSorted((a, b) => a - b))
    }
  })

  test('is the same each time', () => {
    const now = instantOf('2026-11-18', '10:40')
    const told = () => JSON.stringify(planAt(now).map(({ steps }) => steps))

    expect(told()).toBe(told())
  })

  test('gives every case its own reference', () => {
    const references = planAt(instantOf('2026-11-18')).map(({ scene }) => scene.reference)

    expect(new Set(references).size).toBe(references.length)
  })
})
