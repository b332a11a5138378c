// npm run upgrade: carries the open cases of a lifecycle to a newer version, one by one, and names those that stay.
import { parseArgs } from 'node:util'
import { compose } from '../compose.ts'
import { type UpgradeTotals, type UpgradeWish, upgradeAll } from '../engine/upgrade-all.ts'
import { spoken } from '../i18n/said.ts'
import { requireCurrentZoneData, systemClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { openDatabase } from '../platform/database.ts'
import { obey, understood } from './command.ts'
import { requireCurrent, requireVersion, say, showProgress, wholeNumber } from './ground.ts'

const USAGE = `Usage: npm run upgrade -- --workflow NAME --to N [--programme CODE] [--limit N] [--dry-run]
  --programme CODE  only the cases of this programme
  --limit N         stops after so many cases were carried; the next run goes on from there
  --dry-run         says what would become of each case, and changes nothing`

const ALL_CARRIED = 0
const SOME_REFUSED = 2

process.exitCode = await obey(
  understood(() => readWish(process.argv.slice(2))),
  USAGE,
  async (wish) => {
    const totals = await run(wish)
    say(process.stdout, summary(totals, wish))
    return totals.refused > 0 ? SOME_REFUSED : ALL_CARRIED
  },
)

/** @throws TypeError for an option that is none. */
function readWish(args: string[]): UpgradeWish | undefined {
  const text = { type: 'string' } as const
  const options = {
    workflow: text,
    to: text,
    programme: text,
    limit: text,
    'dry-run': { type: 'boolean', default: false },
  } as const
  const { values } = parseArgs({ args, options })
  const { workflow, programme, 'dry-run': dryRun } = values
  const [to, limit] = [wholeNumber(values.to), wholeNumber(values.limit)]
  if (!workflow || to === undefined || (values.limit !== undefined && limit === undefined)) return undefined
  return { workflow, to, programme, limit, dryRun }
}

async function run(wish: UpgradeWish): Promise<UpgradeTotals> {
  requireCurrentZoneData()
  const { databaseUrl, dataDir } = readConfig(process.env)
  const db = openDatabase(databaseUrl)
  try {
    await requireCurrent(db)
    const { engine, machines } = compose({ db, clock: systemClock, dataDir })
    requireVersion(machines, wish.workflow, wish.to)
    return await upgradeAll({ db, engine }, wish, {
      refused: (id, why) => say(process.stdout, `${id} stays: ${spoken('en', why)}`),
      progress: ({ carried, refused }) => showProgress(`${carried} carried, ${refused} refused`),
    })
  } finally {
    await db.close()
  }
}

function summary({ carried, closed, refused }: UpgradeTotals, { workflow, to, dryRun }: UpgradeWish): string {
  const were = dryRun ? 'would be' : 'were'
  return `${workflow}@${to}: ${carried} cases ${were} carried, ${refused} refused; ${closed} are over and stay.`
}
