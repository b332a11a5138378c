// npm run figures: counts every case anew, for a house whose figures `npm run verify` found to be wrong.
import { rebuildFigures } from '../cases/counting.ts'
import { readConfig } from '../platform/config.ts'
import { openDatabase } from '../platform/database.ts'
import { obey } from './command.ts'
import { requireCurrent, say } from './ground.ts'

const USAGE = 'Usage: npm run figures'

process.exitCode = await obey(process.argv.length === 2 ? {} : undefined, USAGE, async () => {
  const db = openDatabase(readConfig(process.env).databaseUrl)
  try {
    await requireCurrent(db)
    say(process.stdout, `The cases under ${await rebuildFigures(db)} seals were counted anew.`)
    return 0
  } finally {
    await db.close()
  }
})
