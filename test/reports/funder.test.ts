// The half-yearly report for the funder: nothing small, and plans as they stood when the half-year ended.
import { beforeAll, expect, test } from 'vitest'
import { countSealed } from '../../src/cases/counting.ts'
import { seal } from '../../src/engine/seals.ts'
import { addAction, openPlan } from '../../src/plans/commands.ts'
import { ActionForm, PlanForm } from '../../src/plans/schema.ts'
import type { FigureTable } from '../../src/reports/figure-table.ts'
import { reportFigures } from '../../src/reports/report-kinds.ts'
import { lead } from '../cases/roads.ts'
import { days, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'

const query = { kind: 'funder', programme: 'DAAM', entity: '', from: '2026-07-01', to: '2026-12-31' } as const

eachDatabase('the report for the funder', (open) => {
  let office: Office
  let tables: FigureTable[]
  const make = () => reportFigures(office.db, office, query, '2027-02-01')
  const table = (key: string) => tables.find((one) => one.key === key)

  beforeAll(async () => {
    office = await openOffice((await open()).db, { clock: testClock('2026-10-02') })
    for (let n = 0; n < 24; n += 1) {
      const id = await office.register({ channel: n < 21 ? 'desk' : 'email', email: 'a@b.ma' })
      if (n >= 14) continue
      office.clock.advance(days(n % 3 === 0 ? 12 : 1))
      await office.work()
      await lead(office, id, 'qualify', 'conclude', 'answer', 'approve', 'send', 'close')
    }
    await seal(office.db, office.clock)
    await countSealed(office.db)
    tables = await make()
  }, 120_000)

  test('tells what is large enough, and hides the rest with what would give it away', () => {
    expect(table('complaints')?.lines[0]?.values.slice(0, 2)).toEqual([24, 14])
    const channels = Object.fromEntries(
      (table('publicChannels')?.lines ?? []).map(({ code, values }) => [code, values[0]]),
    )
    // Three came by mail: with the total of 24, what came at the desk would say so.
    expect(channels.email).toBe('hidden')
    expect(Object.values(channels).filter((n) => n === 'hidden').length).toBeGreaterThan(1)
    for (const { lines } of tables.filter(({ key }) => key !== 'plans'))
      for (const { values } of lines)
        for (const [at, value] of values.slice(0, 2).entries())
          if (typeof value === 'number') expect([at, value >= 5]).toEqual([at, true])
  })

  test('stands in the order of the programme, which tells nothing of what is hidden', () => {
    const order = office.programmes.get('DAAM').channels.map(({ code }): string => code)
    const shown = table('publicChannels')?.lines.map(({ code }) => code) ?? []

    expect(shown.length).toBeGreaterThan(1)
    expect(shown).toEqual(shown.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)))
  })

  test('shows plans as they stood on the last day, and no later change', async () => {
    const { auditor } = office.staff
    const key = crypto.randomUUID()
    const plan = { key, place: 'DAAM', title: 'Payer à temps', origin: 'report', why: 'Rapport de juin' }
    await openPlan(office, auditor, PlanForm.parse(plan))
    const action = (n: number, weight: number) =>
      ActionForm.parse({
        ...{ key: n, title: `Former les agents ${n}`, weight: String(weight) },
        ...{ owner: '', ownerName: 'CNRA', dueOn: '2026-12-01' },
      })
    await addAction(office, auditor, key, action(1, 3))
    office.clock.set(Date.parse('2027-01-20T10:00:00Z'))
    await addAction(office, auditor, key, action(2, 5))

    tables = await make()

    expect(table('plans')?.lines).toEqual([
      { by: 'plan', code: key, label: 'Payer à temps', values: [null, 0, 'notStarted', null] },
      {
        ...{ by: 'action', code: `${key}/1`, label: 'Former les agents 1' },
        values: [3, 0, 'notStarted', '2026-12-01'],
      },
    ])
  })
})
