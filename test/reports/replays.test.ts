// Reports worked out anew from the journal: whatever happened since, they say what they said when they were made.
import { beforeAll, expect, test } from 'vitest'
import { countSealed } from '../../src/cases/counting.ts'
import { seal } from '../../src/engine/seals.ts'
import { keepReport, latestReports, readReport } from '../../src/reports/kept-reports.ts'
import { askReplay, carryOutReplay, replayOf } from '../../src/reports/replays.ts'
import { lead } from '../cases/roads.ts'
import { minutes, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { wanderAbout } from './figures.ts'

const query = {
  kind: 'quarter',
  programme: 'DAAM',
  entity: '',
  from: '2026-09-28',
  to: '2026-11-20',
} as const

eachDatabase('reports that are worked out anew', (open) => {
  let office: Office

  const make = async () => {
    await seal(office.db, office.clock)
    await countSealed(office.db)
    // Reports of one instant would be in no order.
    office.clock.advance(1)
    return keepReport(office, office.staff.auditor, query)
  }

  beforeAll(async () => {
    office = await openOffice((await open()).db, { clock: testClock('2026-09-25') })
    await wanderAbout(office, 40, 7, make)
    const again = await office.register()
    await lead(office, again, 'qualify', 'conclude', 'answer', 'approve', 'send', 'close')
    await make()
    // Closed then, and open again now.
    await lead(office, again, 'reopen')
    await make()
  }, 240_000)

  test('say the same, each as of its own seal', async () => {
    const { db, clock, staff } = office
    const made = await latestReports(db, staff.auditor)
    expect(made.length).toBeGreaterThan(8)
    expect(made.every(({ settled }) => settled)).toBe(true)
    expect(new Set(made.map(({ seal }) => seal)).size).toBeGreaterThan(8)

    for (const { id } of made) await askReplay({ db, clock }, id)
    for (let n = 0; n < made.length; n += 1) await carryOutReplay(office)

    let differing = 0
    const [now] = made
    for (const { id } of made) {
      const { figures } = await readReport(db, staff.auditor, id)
      const replayed = await replayOf(db, id)
      expect(replayed).toMatchObject({ erased: 0 })
      expect(replayed?.figures).toEqual(figures)
      if (
        JSON.stringify(figures) !==
        JSON.stringify((await readReport(db, staff.auditor, now?.id ?? '')).figures)
      )
        differing += 1
    }
    // They are different reports: nothing is proved by figures that never moved.
    expect(differing).toBeGreaterThan(5)
  }, 120_000)

  test('say the same to the funder', async () => {
    const [from, to] = ['2026-07-01', '2026-12-31']
    const { db, clock, staff } = office
    await seal(db, clock)
    await countSealed(db)
    clock.advance(1)
    const id = await keepReport(office, staff.auditor, { ...query, kind: 'funder', from, to })
    await askReplay({ db, clock }, id)
    await carryOutReplay(office)

    const { figures } = await readReport(db, staff.auditor, id)
    expect((await replayOf(db, id))?.figures).toEqual(figures)
  }, 60_000)

  test('know that something was moving when it was not sealed yet', async () => {
    const { db, staff } = office
    await make()
    await office.register()
    const id = await keepReport(office, staff.auditor, query)

    expect((await readReport(db, staff.auditor, id)).settled).toBe(false)
  })

  test('are done once, however many workers there are, and again when a worker died', async () => {
    const { db, clock, staff } = office
    const [report] = await latestReports(db, staff.auditor)
    const id = report?.id ?? ''
    await askReplay({ db, clock }, id)
    await db
      .write('report_replays')
      .where({ report_id: id })
      .update({ next_at: clock.now() + minutes(60) })
    await carryOutReplay(office)
    expect((await replayOf(db, id))?.finishedAt).toBeNull()

    clock.advance(minutes(61))
    await Promise.all([carryOutReplay(office), carryOutReplay(office)])
    expect((await replayOf(db, id))?.finishedAt).toBe(clock.now())
  })
})
