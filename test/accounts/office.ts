// An office for tests: the real application over a real database, with people who can be hired and signed in.
import { pino } from 'pino'
import request from 'supertest'
import type TestAgent from 'supertest/lib/agent.js'
import { insertAccount, insertGrant, type Parts } from '../../src/accounts/commands.ts'
import { createPasswords } from '../../src/accounts/passwords.ts'
import { findSignedIn } from '../../src/accounts/queries.ts'
import type { AccountLanguage, Grant, SignedIn } from '../../src/accounts/schema.ts'
import { type Config, readConfig } from '../../src/platform/config.ts'
import { programmes } from '../../src/programmes/index.ts'
import { createApp, type Deps } from '../../src/web/app.ts'
import { createAssets } from '../../src/web/assets.ts'
import { accountNav } from '../../src/web/nav.ts'
import { type TestClock, testClock } from '../support/clock.ts'
import type { TestDatabase } from '../support/databases.ts'

export const PASSWORD = 'la clef des champs'

// The real algorithm at a price that tests can pay.
export const cheapPasswords = createPasswords({ memory: 64, passes: 1 })
const assets = createAssets()

export type Hired = { name?: string; language?: AccountLanguage; grants?: Grant[]; pending?: Grant[] }

export type Office = {
  app: ReturnType<typeof createApp>
  parts: Parts
  clock: TestClock
  /** What was written to the log so far. */
  logged(): string
  /** Makes an account with `PASSWORD`. */
  hire(login: string, hired?: Hired): Promise<SignedIn>
  /** Somebody's browser, before signing in. */
  visitor(): TestAgent
  /** Somebody's browser, after signing in. */
  enter(login: string, password?: string): Promise<TestAgent>
}

export type OfficeOptions = { config?: Partial<Config>; deps?: Partial<Deps> }

/** Opens an office over a database. */
export function openOffice({ db }: Pick<TestDatabase, 'db'>, options: OfficeOptions = {}): Office {
  const clock = testClock('2026-11-25')
  const parts = { db, clock, passwords: cheapPasswords }
  const lines: string[] = []
  const app = createApp({
    config: { ...readConfig({ SESSION_SECRET: 'a secret of thirty-two letters, or so' }), ...options.config },
    ...parts,
    log: pino({ base: null }, { write: (line) => lines.push(line) }),
    assets,
    programmes,
    nav: accountNav,
    routes: [],
    ...options.deps,
  })
  const visitor = () => request.agent(app)
  return {
    app,
    parts,
    clock,
    visitor,
    logged: () => lines.join(''),
    hire: (login, hired) => hire(parts, login, hired),
    enter: async (login, password = PASSWORD) => {
      const browser = visitor()
      await browser.post('/sign-in').type('form').send({ login, password }).expect(303)
      return browser
    },
  }
}

async function hire(parts: Parts, login: string, hired: Hired = {}): Promise<SignedIn> {
  const { name = login, language = 'fr', grants = [], pending = [] } = hired
  const passwordHash = await parts.passwords.hash(PASSWORD)
  const id = await parts.db.transaction(async (tx) => {
    const userId = await insertAccount(parts, tx, { login, name, language, passwordHash }, 'test')
    for (const grant of grants) await insertGrant(parts, tx, { userId, ...grant, pending: false }, 'test')
    for (const grant of pending) await insertGrant(parts, tx, { userId, ...grant, pending: true }, 'test')
    return userId
  })
  return findSignedIn(parts.db, id)
}

export const admin: Grant = { role: 'admin', programme: '*', entity: '' }
export const clerk: Grant = { role: 'clerk', programme: 'TAYSSIR', entity: '' }
export const auditor: Grant = { role: 'auditor', programme: 'TAYSSIR', entity: '' }
export const focal: Grant = { role: 'focal_point', programme: 'TAYSSIR', entity: '' }
