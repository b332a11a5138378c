// The program: puts the house together, serves it, and leaves it tidily when asked to stop.
import { prepareSetup } from './accounts/links.ts'
import { createPasswords } from './accounts/passwords.ts'
import { startBackground } from './background.ts'
import { followCalendar, openCalendar } from './calendars/follow.ts'
import { compose } from './compose.ts'
import { masterOf, requireMaster } from './confidential/master.ts'
import type { DemoGround } from './demo/load.ts'
import type { Worker } from './jobs/worker.ts'
import { requireCurrentZoneData, systemClock } from './platform/clock.ts'
import { readConfig, WrongSetting } from './platform/config.ts'
import { type Database, openDatabase } from './platform/database.ts'
import { createLog } from './platform/log.ts'
import { migrate } from './platform/migrate.ts'
import { WrongPack } from './programmes/index.ts'
import { createApp } from './web/app.ts'
import { createAssets } from './web/assets.ts'
import { caseNav } from './web/case-nav.ts'
import { officeRoutes } from './web/case-routes.ts'
import { type Served, serve } from './web/serve.ts'

// Whoever waits for an answer longer than this is cut off when the process has to stop.
const STOP_WITHIN = 10_000

try {
  await start()
} catch (error) {
  process.stderr.write(`${lineOf(error)}\n`)
  process.exit(1)
}

async function start(): Promise<void> {
  requireCurrentZoneData()
  const config = readConfig(process.env, { demo: process.argv.includes('--demo') })
  const log = createLog(config.logLevel)
  const clock = systemClock
  const db = openDatabase(config.databaseUrl)
  await migrate(db, config.databaseUrl)

  const life = { stopping: false }
  const passwords = createPasswords()
  const assets = createAssets()
  const master = masterOf(config)
  await requireMaster(db, master, log)
  const house = compose({ db, clock, dataDir: config.dataDir, master })
  await openCalendar(db, house.calendar)
  const unfollow = followCalendar(house.calendar, log)
  const common = { config, db, clock, log, life, passwords, assets }
  const office = {
    programmes: house.programmes.all,
    nav: caseNav(house),
    routes: officeRoutes(house),
    road: house.road,
  }
  if (config.demo) await showDemo({ db, clock, dataDir: config.dataDir, log, master })
  const token = await prepareSetup({ db, clock })
  const served = await serve(createApp({ ...common, ...office }), config)
  const worker = config.worker ? startBackground(house, config, log) : undefined
  // Before anybody is told the address: whoever knows it may already ask us to stop.
  const stop = () => {
    if (life.stopping) return
    life.stopping = true
    unfollow()
    void leave(served, worker, db)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)

  const address = config.baseUrl?.replace(/\/$/, '') ?? served.address
  say(`Jawab answers at ${address}`)
  if (token) say(`Create the administrator: ${address}/setup/${token}`)
}

/** Loads the demonstration on an empty database, and says who may enter. */
async function showDemo(ground: DemoGround): Promise<void> {
  const { loadDemo } = await import('./demo/load.ts')
  const { accounts } = await loadDemo(ground)
  if (accounts.length === 0) return
  say('Demonstration accounts, password demo-jawab:')
  for (const { login, name, role } of accounts) say(`  ${login.padEnd(26)}${name} (${role})`)
}

async function leave(served: Served, worker: Worker | undefined, db: Database): Promise<void> {
  await Promise.all([served.stop(STOP_WITHIN), worker?.stop()])
  await db.close()
  process.exit(0)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** What a person can put right is told in a line; anything else is a fault of ours, with its trace. */
function lineOf(error: unknown): string {
  if (error instanceof WrongSetting || error instanceof WrongPack) return error.message
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'EADDRINUSE' || code === 'EACCES') return `Wrong setting. PORT or HOST: ${error.message}`
  if (/^(ECONNREFUSED|ENOTFOUND|SQLITE_CANTOPEN|28P01|28000|3D000)$/.test(code))
    return `Wrong setting. DATABASE_URL: ${error.message || code}`
  return error.stack ?? error.message
}
