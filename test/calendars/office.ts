// An office with a programme that counts working days beside those of the product, over the kept calendar.
import { insertGrant } from '../../src/accounts/commands.ts'
import { openCalendar } from '../../src/calendars/follow.ts'
import { type RecomputeParts, recomputeChanges } from '../../src/calendars/recompute.ts'
import { projection } from '../../src/cases/projection.ts'
import { verify } from '../../src/engine/verify.ts'
import type { Database } from '../../src/platform/database.ts'
import { daam } from '../../src/programmes/daam.ts'
import { testClock } from '../support/clock.ts'
import { type Name, type Office, openOffice } from '../support/office.ts'

/** DAAM, counted in working days. */
const workdays = {
  ...daam,
  code: 'WORKDAYS',
  prefix: 'WRK',
  deadline: { ...daam.deadline, basis: 'working' },
}

const grants: Partial<Record<Name, 'PAYMENTS' | 'RABAT'>> = {
  agent: 'RABAT',
  clerk: 'RABAT',
  processor: 'PAYMENTS',
  supervisor: 'RABAT',
  closer: 'RABAT',
}

/** Opens it on Wednesday 4 November 2026; the 6th and the 18th are holidays. */
export async function openCalendarOffice(db: Database): Promise<Office> {
  const office = await openOffice(db, { clock: testClock('2026-11-04'), extraPacks: [workdays] })
  await openCalendar(db, office.calendar)
  await db.transaction(async (tx) => {
    for (const [name, entity] of Object.entries(grants)) {
      const viewer = office.staff[name as Name]
      const grant = { role: viewer.grants[0]?.role ?? 'clerk', programme: 'WORKDAYS', entity }
      viewer.grants.push(grant)
      await insertGrant(office, tx, { userId: viewer.id, ...grant, pending: false }, 'test')
    }
  })
  return office
}

/** A complaint that counts working days. */
export const registerWorkdays = (office: Office, fields: Parameters<Office['register']>[0] = {}) =>
  office.register({ programme: 'WORKDAYS', ...fields })

/** What workers do once every process knows the calendar: until no change waits. */
export async function settle(office: Office, parts: Partial<RecomputeParts> = {}): Promise<void> {
  office.clock.advance(15_000)
  for (let run = 0; run < 10; run++) await recomputeChanges({ ...office, ...parts })
}

/** The due day of a case, as its row has it. */
export const dueOf = async (office: Office, id: string): Promise<string> => (await office.row(id)).due_on

/** How often a case was rescheduled, with the reasons. */
export async function reasonsOf({ db }: Office, id: string): Promise<string[]> {
  const rows: { input: string }[] = await db
    .read('journal as j')
    .join('journal_inputs as i', (join) => join.on('i.instance_id', 'j.instance_id').andOn('i.seq', 'j.seq'))
    .where({ 'j.instance_id': id, 'j.event': 'RESCHEDULE' })
    .orderBy('j.seq')
    .select('i.input')
  return rows.map(({ input }) => JSON.parse(input).input.reason)
}

/** What the verifier finds wrong. */
export async function faultsOf({ db, clock, machines }: Office): Promise<unknown[]> {
  return (await verify({ db, clock, machines, projection })).faults
}
