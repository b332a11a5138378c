// A due day ends at its own midnight, whatever the law says of the clock, and a case that was counted otherwise is put right.
import { expect, test } from 'vitest'
import { followClock } from '../../src/calendars/recompute.ts'
import { createCommands } from '../../src/cases/commands.ts'
import { dueDates } from '../../src/cases/deadlines.ts'
import { createPrepare } from '../../src/cases/facts.ts'
import { projection } from '../../src/cases/projection.ts'
import { createEngine, type Prepare } from '../../src/engine/engine.ts'
import { programme } from '../../src/programmes/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { formOf, type Office } from '../support/office.ts'
import { dueOf, faultsOf, openCalendarOffice, reasonsOf } from './office.ts'

const desk = { channel: 'desk', service: '' }
const none: ReadonlySet<string> = new Set()

// Ramadan 2026 was lived an hour behind the year; since 20 September the kingdom is on Greenwich time.
test.each([
  ['into Ramadan', '2026-02-10', '2026-02-20', '2026-02-21T00:00:00Z'],
  ['out of Ramadan', '2026-03-15', '2026-03-25', '2026-03-25T23:00:00Z'],
  ['over the whole of Ramadan', '2026-02-13', '2026-02-23', '2026-02-24T00:00:00Z'],
  ['to the clock of for good', '2026-09-15', '2026-09-25', '2026-09-26T00:00:00Z'],
  ['before any change', '2026-02-01', '2026-02-11', '2026-02-11T23:00:00Z'],
])('a deadline that runs %s ends at the midnight of its day', (_way, receivedOn, dueOn, midnight) => {
  const due = dueDates(programme('DAAM'), desk, receivedOn, none)

  expect(due.dueOn).toBe(dueOn)
  expect(due.dueAt).toBe(Date.parse(midnight))
})

test('the ombudsman’s sixty days pass over two changes of the clock and end at midnight', () => {
  const due = dueDates(programme('DAAM'), { ...desk, channel: 'ombudsman' }, '2026-02-01', none)

  expect(due.dueOn).toBe('2026-04-02')
  expect(due.dueAt).toBe(Date.parse('2026-04-02T23:00:00Z'))
  expect(due.soonAt).toBe(Date.parse('2026-03-21T00:00:00Z'))
})

eachDatabase('a case counted by the clock of before', (open) => {
  test('gets the midnight of the same day, journalled, and nobody is told of it', async () => {
    const office = await openCalendarOffice((await open()).db)
    const id = await registerByOldClock(office)
    const right = await office.register()
    expect((await office.row(id)).due_at).toBe(Date.parse('2026-11-14T23:00:00Z'))

    expect(await followClock(office)).toBe(1)
    expect(await followClock(office)).toBe(0)
    await office.work()

    expect((await office.row(id)).due_at).toBe(Date.parse('2026-11-15T00:00:00Z'))
    expect(await dueOf(office, id)).toBe('2026-11-14')
    expect(await reasonsOf(office, id)).toHaveLength(1)
    expect(await reasonsOf(office, right)).toEqual([])
    expect(await office.db.read('notices').where({ effect: 'tellRescheduled' })).toEqual([])
    expect(await office.db.read('messages').where({ effect: 'tellNewDate' })).toEqual([])
    expect(await faultsOf(office)).toEqual([])
  })

  test('whose programme gives other days by now is left as it was promised', async () => {
    const office = await openCalendarOffice((await open()).db)
    const id = await office.register()
    const generous = office.programmes.all.map((pack) => ({
      ...pack,
      deadline: { ...pack.deadline, days: pack.deadline.days + 5 },
    }))
    const get = (code: string) => generous.find((pack) => pack.code === code)
    const programmes = { ...office.programmes, all: generous, find: get }

    expect(await followClock({ ...office, programmes })).toBe(0)
    expect(await reasonsOf(office, id)).toEqual([])
  })
})

const HOUR = 3_600_000

/** A complaint taken while the rules of the zone still put midnight an hour earlier. */
async function registerByOldClock(office: Office): Promise<string> {
  const { db, clock, machines, programmes, calendar } = office
  const prepare = createPrepare(programmes, calendar.days)
  const earlier: Prepare = (...given) => {
    const prepared = prepare(...given)
    const facts = Object.entries(prepared.facts ?? {}).map(([name, value]) => [
      name,
      ['soonAt', 'dueAt', 'lateAt', 'noticeBy'].includes(name) ? Number(value) - HOUR : value,
    ])
    return { ...prepared, facts: Object.fromEntries(facts) }
  }
  const engine = createEngine({ db, clock, machines, projection, prepare: earlier })
  const commands = createCommands({ db, clock, machines, engine, programmes })
  return (await commands.register(formOf(clock), [], office.staff.clerk)).id
}
