// npm run worker: the worker alone, for several machines on one PostgreSQL database.
import { startBackground } from './background.ts'
import { followCalendar, openCalendar } from './calendars/follow.ts'
import { compose } from './compose.ts'
import { masterOf, requireMaster } from './confidential/master.ts'
import { requireCurrentZoneData, systemClock } from './platform/clock.ts'
import { readConfig, WrongSetting } from './platform/config.ts'
import { openDatabase } from './platform/database.ts'
import { createLog } from './platform/log.ts'
import { migrate } from './platform/migrate.ts'

try {
  await start()
} catch (error) {
  if (!(error instanceof WrongSetting)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

async function start(): Promise<void> {
  requireCurrentZoneData()
  const config = readConfig(process.env)
  if (config.databaseUrl.startsWith('sqlite:')) {
    throw new WrongSetting(
      'Wrong setting. DATABASE_URL: the worker alone needs postgres://; with SQLite it runs inside npm start.',
    )
  }
  const log = createLog(config.logLevel)
  const db = openDatabase(config.databaseUrl)
  await migrate(db, config.databaseUrl)
  const master = masterOf(config)
  await requireMaster(db, master, log)
  const house = compose({ db, clock: systemClock, dataDir: config.dataDir, master })
  await openCalendar(db, house.calendar)
  const unfollow = followCalendar(house.calendar, log)
  const worker = startBackground(house, config, log)
  log.info('worker started')

  const stop = async () => {
    unfollow()
    await worker.stop()
    await db.close()
    log.info('worker stopped')
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}
