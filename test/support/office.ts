// A whole office for tests: the real house on a real database, our clock, people with accounts, and a worker by hand.
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { inject } from 'vitest'
import { insertAccount, insertGrant } from '../../src/accounts/commands.ts'
import { createPasswords } from '../../src/accounts/passwords.ts'
import { findSignedIn } from '../../src/accounts/queries.ts'
import type { AccountLanguage, Grant, SignedIn } from '../../src/accounts/schema.ts'
import { removeDeparted } from '../../src/cases/departures.ts'
import type { Viewer } from '../../src/cases/desks.ts'
import { system } from '../../src/cases/policy.ts'
import { RegistrationForm } from '../../src/cases/registration.ts'
import type { CaseRow } from '../../src/cases/rows.ts'
import { compose, type House } from '../../src/compose.ts'
import { createConfidentialDelivery } from '../../src/confidential/delivery.ts'
import { tellDoors } from '../../src/confidential/tell-doors.ts'
import { INCIDENT_AFTER } from '../../src/engine/due.ts'
import { createSchedule } from '../../src/jobs/schedule.ts'
import { round } from '../../src/jobs/worker.ts'
import { type Carriers, createCarriers } from '../../src/notifications/carriers.ts'
import { createDelivery } from '../../src/notifications/delivery.ts'
import type { Database } from '../../src/platform/database.ts'
import { createLog, type Log } from '../../src/platform/log.ts'
import { type MasterKey, masterKey } from '../../src/platform/vault.ts'
import type { Role, Workflow } from '../../workflows/kit.ts'
import { type TestClock, testClock } from './clock.ts'

/** The key of the confidential road in tests. */
export const VAULT_KEY = Buffer.alloc(32, 7).toString('base64')

export const PASSWORD = 'la clef des champs'

// The real algorithm at a price that tests can pay.
export const cheapPasswords = createPasswords({ memory: 64, passes: 1 })

const at = (role: Role, programme = 'DAAM', entity = 'RABAT'): Grant => ({ role, programme, entity })

/** Everybody: the desk of Rabat of DAAM with its unit for payments, the rest of the house, and one of another programme. */
const everybody = {
  agent: { name: 'Nadia Amrani', grants: [at('agent')] },
  clerk: { name: 'Salma Benjelloun', grants: [at('clerk')] },
  clerk2: { name: 'Yassine Ouali', grants: [at('clerk')] },
  processor: { name: 'Karim Tazi', grants: [at('processor', 'DAAM', 'PAYMENTS')] },
  supervisor: { name: 'Latifa Idrissi', grants: [at('supervisor')] },
  supervisor2: { name: 'Omar Fassi', grants: [at('supervisor')] },
  closer: { name: 'Hind Chraïbi', grants: [at('closer')] },
  auditor: { name: 'Driss Alaoui', grants: [at('auditor', 'DAAM', '')] },
  focal: { name: 'Samira Bennis', grants: [at('focal_point', 'DAAM', '')] },
  specialist: { name: 'Zineb Lahlou', grants: [at('specialist', 'DAAM', 'AMAL')] },
  verifier: { name: 'Mehdi Sefrioui', grants: [at('verifier', 'DAAM', '')] },
  reporter: { name: 'Rachid Kettani', grants: [at('reporter', 'DAAM', '')] },
  admin: { name: 'Aïcha Berrada', grants: [at('admin', '*', '')] },
  stranger: { name: 'Hamza Naciri', grants: [at('clerk', 'TAYSSIR', ''), at('supervisor', 'TAYSSIR', '')] },
} satisfies Record<string, { name: string; grants: Grant[] }>

export type Name = keyof typeof everybody
export const names = Object.keys(everybody) as Name[]

export type Office = House & {
  clock: TestClock
  /** Where files lie. */
  dataDir: string
  /** Everybody by the name of their part. */
  staff: Record<Name, SignedIn>
  /** Makes one more account, with `PASSWORD`. */
  hire(login: string, grants: Grant[], language?: AccountLanguage): Promise<SignedIn>
  /** Registers a complaint, at the desk of Rabat unless it is said otherwise; gives its reference. */
  register(fields?: Partial<Record<keyof RegistrationForm, string>>, by?: Viewer): Promise<string>
  /** Sends an event as a person, on the case as it stands. */
  act(id: string, who: Viewer, type: string, input?: Record<string, unknown>): Promise<void>
  /** What the worker does until nothing is left: deadlines that have passed, then what has to be told. */
  work(): Promise<void>
  row(id: string): Promise<CaseRow>
}

export type OfficeOptions = {
  clock?: TestClock
  /** Programmes beside those of the product. */
  extraPacks?: readonly unknown[]
  /** Lifecycles instead of the product's own. */
  lifecycles?: readonly Workflow[]
  /** A mail server and a telephone gateway. */
  smtpUrl?: string | undefined
  /** What the worker writes down. */
  log?: Log
  smsUrl?: string | undefined
  /** Another key of the confidential road; null for none. */
  master?: MasterKey | null
}

/** Opens an office over a database of its own. */
export async function openOffice(db: Database, options: OfficeOptions = {}): Promise<Office> {
  const { clock = testClock('2026-11-25'), smtpUrl, smsUrl, log = createLog('silent'), ...others } = options
  // A folder that goes with the run.
  const dataDir = path.join(inject('sqliteFolder'), randomUUID())
  const house = compose({ db, clock, dataDir, master: masterKey(VAULT_KEY), ...others })
  // Without a mail server or a gateway, letters become files.
  const carriers = createCarriers({ smtpUrl, smsUrl, baseUrl: undefined, dataDir })
  const passwordHash = await cheapPasswords.hash(PASSWORD)
  const hire = (login: string, grants: Grant[], { name = login, language = 'fr' as AccountLanguage } = {}) =>
    hired({ db, clock }, { login: `${login}@office.test`, name, language, passwordHash }, grants)
  const staff: Partial<Record<Name, SignedIn>> = {}
  for (const who of names) staff[who] = await hire(who, everybody[who].grants, everybody[who])
  const everyone = staff as Record<Name, SignedIn>
  return {
    ...house,
    clock,
    staff: everyone,
    hire: (login, grants, language) => hire(login, grants, language ? { language } : {}),
    register: async (fields = {}, by = everyone.clerk) =>
      (await house.commands.register(formOf(clock, fields), [], by)).id,
    act: async (id, who, type, input = {}) => {
      const { revision } = await db.read('instances').where({ id }).first('revision')
      await house.commands.act(id, type, input, revision, who)
    },
    dataDir,
    work: workerOf(house, { dataDir, carriers, log }),
    row: (id) => db.read('cases').where({ id }).first(),
  }
}

async function hired(
  parts: { db: Database; clock: TestClock },
  account: { login: string; name: string; language: AccountLanguage; passwordHash: string },
  grants: readonly Grant[],
): Promise<SignedIn> {
  const id = await parts.db.transaction(async (tx) => {
    const userId = await insertAccount(parts, tx, account, 'test')
    for (const grant of grants) await insertGrant(parts, tx, { userId, ...grant, pending: false }, 'test')
    return userId
  })
  return findSignedIn(parts.db, id)
}

/** The form of the desk, as somebody filled it in. */
export function formOf(
  clock: TestClock,
  fields: Partial<Record<keyof RegistrationForm, string>> = {},
): RegistrationForm {
  return RegistrationForm.parse({
    key: randomUUID(),
    programme: 'DAAM',
    entity: 'RABAT',
    channel: 'desk',
    receivedOn: clock.dayOf(clock.now()),
    category: 'PAYMENT_MISSING',
    object: 'Versement de mars non reçu',
    description: 'Je n’ai pas reçu le versement de mars.\n\nMerci de vérifier.',
    language: 'fr',
    relation: 'beneficiary',
    name: 'Fatima Zahra El Idrissi',
    ...fields,
  })
}

type Tools = { dataDir: string; carriers: Carriers; log: Log }

function workerOf(house: House, { dataDir, carriers, log }: Tools): () => Promise<void> {
  const { db, engine, clock, programmes, machines, road } = house
  const deliver = createDelivery({
    db,
    clock,
    programmes,
    lifecycles: machines,
    carriers,
    mostAttempts: INCIDENT_AFTER,
    failed: (id, input, tx) => engine.send({ id, type: 'DELIVERY_FAILED', input, actor: system }, tx),
  })
  const parts = { db, engine, clock, log, deliver, jobs: [] }
  const leaves = { email: true, sms: true }
  const confidential = {
    ...{ db, engine: road.engine, clock, log, jobs: [], ledger: road.ledger },
    deliver: createConfidentialDelivery({ ...road, carriers, leaves, mostAttempts: INCIDENT_AFTER }),
  }
  const all = road.open ? [parts, confidential] : [parts]
  return async () => {
    const { signal } = new AbortController()
    for (const each of all) while (await round(each, createSchedule([], clock), signal));
    if (road.open) await tellDoors({ ...road, carriers, leaves })
    await removeDeparted(db, dataDir)
  }
}
