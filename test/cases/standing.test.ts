// That a case gets everywhere through the whole house: what the office sees of it in each place.
import { beforeAll, expect, test } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { leadTo, type Place } from './roads.ts'

type Seen = { state: string; stage: string; mark: string; desks: string[] }

const clerk = 'DAAM/RABAT/clerk'
const unit = 'DAAM/PAYMENTS/processor'
const supervisor = 'DAAM/RABAT/supervisor'
const closer = 'DAAM/RABAT/closer'

/** Where a case of that day stands, and the desks at which it waits. */
const table: Record<Place, Seen> = {
  received: { state: 'received', stage: 'qualify', mark: 'onTime', desks: [clerk] },
  qualified: { state: 'qualified', stage: 'analyse', mark: 'onTime', desks: [clerk] },
  waiting: { state: 'waiting', stage: 'qualify', mark: 'onTime', desks: [clerk] },
  refused: { state: 'answerable', stage: 'respond', mark: 'onTime', desks: [clerk] },
  referred: { state: 'referred', stage: 'commit', mark: 'onTime', desks: [unit, clerk] },
  noticed: { state: 'referred', stage: 'commit', mark: 'onTime', desks: [unit] },
  returnedToClerk: { state: 'qualified', stage: 'analyse', mark: 'onTime', desks: [clerk] },
  committed: { state: 'committed', stage: 'commit', mark: 'onTime', desks: [clerk] },
  promised: {
    state: 'promised',
    stage: 'commit',
    mark: 'held',
    desks: [unit, `${unit}/held`, `${clerk}/held`],
  },
  renewed: {
    state: 'committed',
    stage: 'commit',
    mark: 'held',
    desks: [`${unit}/held`, clerk, `${clerk}/held`],
  },
  treated: { state: 'answerable', stage: 'respond', mark: 'counted', desks: [clerk] },
  answerable: { state: 'answerable', stage: 'respond', mark: 'onTime', desks: [clerk] },
  submitted: { state: 'submitted', stage: 'respond', mark: 'onTime', desks: [supervisor] },
  returned: { state: 'answerable', stage: 'respond', mark: 'onTime', desks: [clerk] },
  approved: { state: 'approved', stage: 'respond', mark: 'onTime', desks: [clerk] },
  settled: { state: 'settled', stage: 'close', mark: 'onTime', desks: [closer] },
  dispensed: { state: 'settled', stage: 'close', mark: 'onTime', desks: [closer] },
  withdrawn: { state: 'settled', stage: 'close', mark: 'onTime', desks: [closer] },
  sentBack: { state: 'answerable', stage: 'respond', mark: 'onTime', desks: [clerk] },
  closed: { state: 'closed', stage: 'close', mark: 'stopped', desks: [] },
  reopened: { state: 'qualified', stage: 'analyse', mark: 'onTime', desks: [clerk] },
  undelivered: { state: 'settled', stage: 'close', mark: 'onTime', desks: [closer, clerk] },
  missing: { state: 'referred', stage: 'commit', mark: 'onTime', desks: [unit, clerk] },
  broken: { state: 'broken', stage: 'commit', mark: 'onTime', desks: [unit] },
  dueSoon: { state: 'received', stage: 'qualify', mark: 'dueSoon', desks: [clerk] },
  overdue: { state: 'qualified', stage: 'analyse', mark: 'overdue', desks: [clerk] },
  late: { state: 'answerable', stage: 'respond', mark: 'late', desks: [clerk] },
}

eachDatabase('a case that was registered today', (open) => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice((await open()).db)
  })

  test.each(Object.entries(table) as [Place, Seen][])(
    'and is %s by now stands in its step, under its mark, at the right desks',
    async (place, seen) => {
      const id = await leadTo(office, place)

      const { state, stage, mark } = await office.row(id)
      const tasks = await office.db.read('tasks').where({ case_id: id })

      expect({ state, stage, mark, desks: tasks.map(({ desk }) => desk).sort() }).toEqual({
        ...seen,
        desks: seen.desks.toSorted(),
      })
    },
  )
})
