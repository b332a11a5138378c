// The web application: one column of steps that every request goes down, then the routes.
import path from 'node:path'
import compression from 'compression'
import express, { type Express, type Request } from 'express'
import type { Parts } from '../accounts/commands.ts'
import type { Passwords } from '../accounts/passwords.ts'
import { createDoor } from '../accounts/sign-in.ts'
import type { Road } from '../confidential/road.ts'
import type { Clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { type Assets, iconMarkup } from './assets.ts'
import { errorPage, nothingHere } from './errors.ts'
import { drawPages, locals } from './locals.ts'
import { requestLog } from './logging.ts'
import { createMetrics } from './metrics.ts'
import { homeOf, type Nav } from './nav.ts'
import type { Routes } from './router.ts'
import { accountRoutes } from './routes/account.ts'
import { feedRoutes } from './routes/feeds.ts'
import { healthRoutes, type Life } from './routes/health.ts'
import { householdRoutes } from './routes/household.ts'
import { openDataRoutes } from './routes/open-data.ts'
import { privateRoutes } from './routes/private.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { userRoutes } from './routes/users.ts'
import { confirmationRoutes } from './routes/users-confirmations.ts'
import type { WithPlaces } from './routes/users-places.ts'
import { sameSiteOnly, securityHeaders } from './security.ts'
import { createDoorkeeper, saveBeforeRedirect, sessions } from './session.ts'
import { sessionSecret } from './session-secret.ts'
import { SessionStore } from './session-store.ts'

export type Deps = {
  config: Config
  db: Database
  clock: Clock
  log: Log
  assets: Assets
  passwords: Passwords
  programmes: readonly WithPlaces[]
  /** The places of a person; the first one is where signing in leads. */
  nav: Nav
  /** The routes of the other nouns. */
  routes: readonly Routes[]
  /** Where somebody may enter by herself; without one there is no such page. */
  road?: Road
  /** Told when the process is about to stop. */
  life?: Life
}

/** The application over its parts; it opens and starts nothing. */
export function createApp(deps: Deps): Express {
  const { config, db, log, assets } = deps
  const metrics = createMetrics()
  const parts: Parts = { db, clock: deps.clock, passwords: deps.passwords }
  const door = createDoor(parts)
  const store = new SessionStore(deps)
  const secret = sessionSecret(config)
  const doorkeeper = createDoorkeeper(door, store)

  const app = bareApp(deps)
  app.use(metrics.count, requestLog(log), securityHeaders(config))
  app.use(assets.router)
  app.use(healthRoutes({ db, metrics, life: deps.life ?? { stopping: false } }).router)
  app.use(compression({ filter: isPage }))
  app.use(sessions(config, secret, store), saveBeforeRedirect, doorkeeper.recognise)
  app.use(locals(deps.programmes, baseUrlOf(config)), drawPages(deps.nav))
  app.use(sameSiteOnly(config))
  app.use(express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 2000 }))

  for (const { router } of deps.routes) app.use(router)
  const own = { ...deps, parts, door, doorkeeper, secret, home: homeOf(deps.nav), baseUrl: baseUrlOf(config) }
  for (const add of [
    signInRoutes,
    accountRoutes,
    householdRoutes,
    openDataRoutes,
    feedRoutes,
    userRoutes,
    confirmationRoutes,
  ])
    app.use(add(own).router)
  if (deps.road) app.use(privateRoutes({ ...own, road: deps.road }).router)
  app.use(nothingHere, errorPage(log))
  return app
}

function bareApp({ config, assets }: Deps): Express {
  const app = express()
  app.disable('x-powered-by')
  // Pages are made for one person and one moment: comparing them costs more than sending them.
  app.set('etag', false)
  app.set('query parser', 'simple')
  app.set('trust proxy', config.trustProxy === 0 ? false : config.trustProxy)
  app.set('views', path.join(import.meta.dirname, '../../views'))
  app.set('view engine', 'ejs')
  if (config.production) app.enable('view cache')
  Object.assign(app.locals, { asset: assets.url, icon: iconMarkup(assets.url), demo: config.demo })
  return app
}

/** Assets are packed already, files are what they are: only pages are worth it. */
const isPage = (_req: unknown, res: { getHeader(name: string): unknown }): boolean =>
  String(res.getHeader('Content-Type')).startsWith('text/html')

const baseUrlOf =
  (config: Config) =>
  (req: Request): string =>
    config.baseUrl?.replace(/\/$/, '') ?? `${req.protocol}://${req.host}`
