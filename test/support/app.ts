// The application of an office, and its people in front of it.
import { createServer } from 'node:http'
import type { Express } from 'express'
import request from 'supertest'
import type TestAgent from 'supertest/lib/agent.js'
import type { Language } from '../../src/i18n/i18n.ts'
import { type Config, readConfig } from '../../src/platform/config.ts'
import { createLog, type Log } from '../../src/platform/log.ts'
import { createApp } from '../../src/web/app.ts'
import { createAssets } from '../../src/web/assets.ts'
import { caseNav } from '../../src/web/case-nav.ts'
import { officeRoutes } from '../../src/web/case-routes.ts'
import { cheapPasswords, type Office, PASSWORD } from './office.ts'

const assets = createAssets()

export type App = {
  app: Express
  /** Somebody's browser, before signing in. */
  visitor(): TestAgent
  /** Somebody's browser, after signing in, in their language; `name` is what stands before the @. */
  enter(name: string, language?: Language): Promise<TestAgent>
}

/** Opens the application of an office, as in production: templates are read once. */
export function openApp(office: Office, config: Partial<Config> = {}, log: Log = createLog('silent')): App {
  const app = createApp({
    config: {
      ...readConfig({ NODE_ENV: 'production', SESSION_SECRET: 'a secret of thirty-two letters, or so' }),
      ...config,
    },
    db: office.db,
    clock: office.clock,
    log,
    assets,
    passwords: cheapPasswords,
    programmes: office.programmes.all,
    nav: caseNav(office),
    routes: officeRoutes(office),
    road: office.road,
  })
  // One server for all requests; whoever is done with the office leaves it, and it keeps no process.
  const server = createServer(app).listen(0).unref()
  const visitor = () => request.agent(server)
  return {
    app,
    visitor,
    enter: async (name, language = 'fr') => {
      const browser = visitor()
      const login = { login: `${name}@office.test`, password: PASSWORD }
      await browser.post('/sign-in').type('form').send(login).expect(303)
      await browser.get(`/language/${language}`).expect(303)
      return browser
    },
  }
}
