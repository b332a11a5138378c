// Fills an empty installation with people, beneficiaries and complaints, so that every screen has something to show.
import { accountsOfDomain } from '../accounts/queries.ts'
import { openCalendar } from '../calendars/follow.ts'
import { countSealed } from '../cases/counting.ts'
import { compose, type House } from '../compose.ts'
import { seal } from '../engine/seals.ts'
import { addDays, type Clock, dayOf } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import type { MasterKey } from '../platform/vault.ts'
import { foldStays } from '../reports/fold-stays.ts'
import { makeAccounts } from './accounts.ts'
import { playAppeals } from './appeals.ts'
import { playAudits } from './audits.ts'
import { type Planned, planCast } from './cast.ts'
import { playCauses } from './causes.ts'
import { playConfidential } from './confidential.ts'
import { writeCorrespondence } from './correspondence.ts'
import { confirmPastFeasts } from './feasts.ts'
import { misprinted } from './misprints.ts'
import { movableClock } from './movable-clock.ts'
import { instantOf, officeDays } from './office-days.ts'
import { playPlans } from './plans.ts'
import { passDeadlines, play } from './play.ts'
import { drawRegistry, type Entry, usualLines, writeRegistry } from './registry.ts'
import { DEMO_DOMAIN } from './staff.ts'
import { traceOf } from './traces.ts'

export type DemoAccount = { login: string; name: string; role: string }

export type DemoGround = {
  db: Database
  clock: Clock
  dataDir: string
  log: Log
  /** With it the confidential road has something to show too. */
  master?: MasterKey | null
}

/** The office was set up so many days before. */
const SINCE_DAYS = 300

/**
 * Loads the demonstration into an empty database; where somebody has an account already it changes nothing.
 * Everything lies before the clock's now. The accounts are those that the sign-in page offers.
 */
export async function loadDemo(ground: DemoGround): Promise<{ accounts: DemoAccount[] }> {
  const { db } = ground
  const known = await db.read('users').first('id')
  if (!known) await fill(ground)
  return { accounts: await offeredIn(db) }
}

async function fill({ db, log, master = null, ...ground }: DemoGround): Promise<void> {
  const now = ground.clock.now()
  const today = dayOf(now)
  const clock = movableClock(now)
  const house = compose({ db, clock, dataDir: ground.dataDir, master })
  await openCalendar(db, house.calendar)
  await confirmPastFeasts(db, house.calendar, today)

  const people = await makeAccounts(db, clock, instantOf(addDays(today, -SINCE_DAYS), 9 * 60))
  const registry = drawRegistry()
  const days = officeDays(house.holidays())
  const cast = planCast({ registry, people, programmes: house.programmes.all, days, today, now })
  await fillRegistry(house, registry, cast, today)
  const stuck = await play(house, clock, cast)
  for (const error of stuck) log.warn({ err: error }, 'a case of the demonstration stays where it is')
  await playAppeals({ house, clock, people, days, today })
  await playCauses({ house, clock, people, days, today })
  await playAudits({ house, clock, people, days, today })
  await playPlans({ house, clock, people, days, today })
  clock.set(now)
  await passDeadlines(house)
  await writeCorrespondence(house, people)
  if (house.road.open) await playConfidential({ road: house.road, people, clock, today, now })
  await seal(db, ground.clock)
  await foldStays(db)
  await countSealed(db)
  log.info({ cases: cast.length, beneficiaries: registry.length }, 'demonstration loaded')
}

async function fillRegistry(
  { db }: House,
  registry: readonly Entry[],
  cast: readonly Planned[],
  today: string,
): Promise<void> {
  const lines = [...registry.flatMap((entry) => usualLines(entry, today)), ...cast.flatMap(traceOf)]
  await db.transaction((tx) => writeRegistry(tx, misprinted(registry, cast), lines))
}

async function offeredIn(db: Database): Promise<DemoAccount[]> {
  const accounts = await accountsOfDomain(db, DEMO_DOMAIN)
  return accounts.map(({ login, name, grants }) => ({ login, name, role: grants[0]?.role ?? '' }))
}
