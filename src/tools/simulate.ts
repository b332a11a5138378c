// npm run simulate: leads the cases that were through another version of their lifecycle and says what would end otherwise.
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { workflows } from '../../workflows/index.ts'
import { projection } from '../cases/projection.ts'
import { createMachines } from '../engine/machines.ts'
import type { Instance } from '../engine/projection.ts'
import { type SimulationTotals, type SimulationWish, simulate } from '../engine/simulate.ts'
import type { Standing } from '../engine/simulate-case.ts'
import { dayOf, requireCurrentZoneData, startOfDay, systemClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { openDatabase } from '../platform/database.ts'
import { obey, understood } from './command.ts'
import { requireCurrent, requireVersion, say, showProgress, wholeNumber } from './ground.ts'
import { caseLines, totalsLines } from './simulate-report.ts'

const USAGE = `Usage: npm run simulate -- --workflow NAME --version N --since DATE [--programme CODE] [--json]
  --since DATE      only cases to which something happened on this day (2026-01-31) or later
  --programme CODE  only the cases of this programme
  --json            one line of JSON for each case found, the totals last`

const DONE = 0

type Wish = SimulationWish & { json: boolean }

process.exitCode = await obey(
  understood(() => readWish(process.argv.slice(2))),
  USAGE,
  async (wish) => {
    const totals = await run(wish)
    say(process.stdout, wish.json ? JSON.stringify(totals) : totalsLines(totals, wish))
    return DONE
  },
)

/** @throws TypeError for an option that is none. */
function readWish(args: string[]): Wish | undefined {
  const text = { type: 'string' } as const
  const options = {
    workflow: text,
    version: text,
    since: text,
    programme: text,
    json: { type: 'boolean', default: false },
  } as const
  const { values } = parseArgs({ args, options })
  const { workflow, programme, json } = values
  const version = wholeNumber(values.version)
  const since = z.iso.date().safeParse(values.since).data
  if (!workflow || version === undefined || since === undefined) return undefined
  return { workflow, version, since: startOfDay(since), programme, json }
}

/** Reads by the connections that cannot write. */
async function run(wish: Wish): Promise<SimulationTotals> {
  requireCurrentZoneData()
  const machines = createMachines(workflows)
  requireVersion(machines, wish.workflow, wish.version)
  const db = openDatabase(readConfig(process.env).databaseUrl)
  try {
    await requireCurrent(db)
    const parts = { db, machines, projection, standingOf, dayOf, now: systemClock.now() }
    return await simulate(parts, wish, {
      found: (id, result) =>
        say(process.stdout, wish.json ? JSON.stringify({ id, ...result }) : caseLines(id, result)),
      progress: ({ cases, differs }) => showProgress(`${cases} cases, ${differs} differ`),
    })
  } finally {
    await db.close()
  }
}

/** The row of the case says it in the words of worklists and figures. */
function standingOf(instance: Instance): Standing {
  const row = projection.ofState(instance).find(({ table }) => table === 'cases')?.rows[0]
  const word = z.string().nullable()
  return {
    state: word.parse(row?.state),
    mark: word.parse(row?.mark),
    closingOn: word.parse(row?.closing_on),
  }
}
