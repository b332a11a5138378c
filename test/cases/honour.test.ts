// The honour rate counts first dates alone (docs/domain.md, section 7), and only once their day is over.
import { beforeAll, expect, test } from 'vitest'
import { honourRates } from '../../src/cases/honour.ts'
import { addDays } from '../../src/platform/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, type Office, openOffice } from '../support/office.ts'

const today = '2026-11-25'
const day = (back: number) => addDays(today, -back)

type Told = { due: string; told?: boolean; done?: string; status?: string; unit?: string }

eachDatabase('the honour rate', (open) => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    await promised([{ due: day(1), done: day(1) }])
    await promised([{ due: day(90), done: day(95) }])
    await promised([{ due: day(10), done: day(9) }])
    await promised([{ due: day(10) }])
    // A later date, even agreed before the first had passed, restores nothing; work done by the first date does.
    await promised([{ due: day(20) }, { due: day(5), done: day(6) }])
    await promised([{ due: day(20) }, { due: day(5), done: day(20) }])
    // Of a date nobody was told, nothing was promised: the second one is the first.
    await promised([
      { due: day(40), told: false },
      { due: day(30), done: day(35) },
    ])
    // Not yet over, not told, in the period before, before both, another unit, withdrawn.
    await promised([{ due: today, done: day(3) }])
    await promised([{ due: day(3), told: false, done: day(4) }])
    await promised([{ due: day(91), done: day(91) }])
    await promised([{ due: day(180) }])
    await promised([{ due: day(181), done: day(190) }])
    await promised([{ due: day(2), done: day(2), unit: 'PENSIONS' }])
    const withdrawn = await promised([{ due: day(2) }])
    await office.db.write('cases').where({ id: withdrawn }).update({ outcome: 'withdrawn' })
  })

  async function promised(promises: Told[]): Promise<string> {
    const case_id = await office.register()
    const last = promises.length - 1
    await office.db.write('commitments').insert(
      promises.map(({ due, told = true, done, unit = 'PAYMENTS' }, n) => ({
        case_id,
        n: n + 1,
        programme: 'DAAM',
        unit,
        given_on: addDays(due, -20),
        due_on: due,
        notified_on: told ? addDays(due, -19) : null,
        realised_on: n === last ? (done ?? null) : null,
        status: n < last ? 'replaced' : 'running',
      })),
    )
    return case_id
  }

  const rates = (who: Name) => honourRates(office.db, office.programmes, office.staff[who], today)

  test('of a unit is shown to its people, for the last ninety days and those before', async () => {
    expect(await rates('processor')).toEqual([
      { programme: 'DAAM', unit: 'PAYMENTS', now: { due: 7, kept: 4 }, before: { due: 2, kept: 1 } },
    ])
  })

  test.each<Name>(['clerk', 'supervisor', 'auditor'])(
    'of every unit is shown to a %s of the programme',
    async (who) => {
      expect((await rates(who)).map(({ unit, now }) => [unit, now])).toEqual([
        ['PENSIONS', { due: 1, kept: 1 }],
        ['PAYMENTS', { due: 7, kept: 4 }],
      ])
    },
  )

  test.each<Name>(['agent', 'closer', 'focal', 'admin'])('is not shown to a %s', async (who) => {
    expect(await rates(who)).toEqual([])
  })

  test('of another programme stays there', async () => {
    const strange = await rates('stranger')

    expect(strange.map(({ programme }) => programme)).not.toContain('DAAM')
    expect(strange.every(({ now }) => now.due === 0)).toBe(true)
  })
})
