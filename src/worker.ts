// npm run worker: the worker alone, for several machines on one PostgreSQL database.
import { workflows } from '../workflows/index.ts'
import { createPrepare } from './cases/facts.ts'
import { projection } from './cases/projection.ts'
import { createEngine } from './engine/engine.ts'
import { createMachines } from './engine/machines.ts'
import { standingJobs } from './jobs/standing.ts'
import { startWorker } from './jobs/worker.ts'
import { systemClock as clock, requireCurrentZoneData } from './platform/clock.ts'
import { type Config, readConfig, WrongSetting } from './platform/config.ts'
import { openDatabase } from './platform/database.ts'
import { createLog } from './platform/log.ts'
import { migrate } from './platform/migrate.ts'
import { createProgrammes, programmes } from './programmes/index.ts'

try {
  await main(readConfig(process.env))
} catch (error) {
  if (!(error instanceof WrongSetting)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

async function main({ databaseUrl, logLevel }: Config): Promise<void> {
  if (databaseUrl.startsWith('sqlite:')) {
    throw new WrongSetting(
      'The worker alone needs PostgreSQL (DATABASE_URL=postgres://…): with SQLite it runs inside `npm start`.',
    )
  }
  requireCurrentZoneData()
  const log = createLog(logLevel)
  const db = openDatabase(databaseUrl)
  await migrate(db, databaseUrl)
  const prepare = createPrepare(createProgrammes(programmes), new Set())
  const engine = createEngine({ db, clock, machines: createMachines(workflows), projection, prepare })
  const worker = startWorker({ db, engine, clock, log, jobs: standingJobs({ db, clock, log }) })
  log.info('worker started')

  const stop = async () => {
    await worker.stop()
    await db.close()
    log.info('worker stopped')
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}
