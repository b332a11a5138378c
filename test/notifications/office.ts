// An office of a test: the real engine and programmes on a real database, people at their desks, a worker by hand.
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { inject } from 'vitest'
import { type Commands, createCommands } from '../../src/cases/commands.ts'
import type { Viewer } from '../../src/cases/desks.ts'
import { createPrepare } from '../../src/cases/facts.ts'
import { type MessageRow, messagesOf } from '../../src/cases/messages.ts'
import { system } from '../../src/cases/policy.ts'
import { projection } from '../../src/cases/projection.ts'
import { RegistrationForm } from '../../src/cases/registration.ts'
import {
  type Effect,
  INCIDENT_AFTER,
  leaseEffects,
  leaseTimers,
  postponeEffect,
  settleEffect,
} from '../../src/engine/due.ts'
import { createEngine, type Engine } from '../../src/engine/engine.ts'
import { createMachines } from '../../src/engine/machines.ts'
import { type CarrierSettings, createCarriers } from '../../src/notifications/carriers.ts'
import { createDelivery } from '../../src/notifications/delivery.ts'
import type { Database } from '../../src/platform/database.ts'
import { createProgrammes, programmes as packs } from '../../src/programmes/index.ts'
import { workflows } from '../../workflows/index.ts'
import type { Role } from '../../workflows/kit.ts'
import type { TestClock } from '../support/clock.ts'

export const programmes = createProgrammes(packs)

/** Somebody of the Rabat desk of DAAM; processors belong to its unit for payments. */
export const person = (id: string, role: Role): Viewer => ({
  id,
  grants: [{ role, programme: 'DAAM', entity: role === 'processor' ? 'PAYMENTS' : 'RABAT' }],
})

export const clerk = person('karim', 'clerk')
export const processor = person('pascal', 'processor')
export const supervisor = person('samira', 'supervisor')
export const closer = person('chafik', 'closer')
export const auditor = person('aicha', 'auditor')

export type Office = {
  engine: Engine
  commands: Commands
  deliver: (effect: Effect) => Promise<void>
  /** Registers a complaint at the desk of Rabat and returns its reference. */
  register(fields?: Record<string, string>): Promise<string>
  /** Sends an event as a person, on the case as it stands. */
  act(id: string, who: Viewer, type: string, input?: Record<string, unknown>): Promise<unknown>
  /** What the worker does when it looks once: deadlines, then effects. Returns the effects it tried. */
  work(): Promise<Effect[]>
  messages(id: string): Promise<MessageRow[]>
  /** The desks that were told, by effect. */
  told(id: string): Promise<Record<string, string[]>>
}

/** An office on a database; without a server or gateway its letters become files. */
export function openOffice(db: Database, clock: TestClock, settings: Partial<CarrierSettings> = {}): Office {
  const machines = createMachines(workflows)
  const prepare = createPrepare(programmes, () => new Set())
  const engine = createEngine({ db, clock, machines, projection, prepare })
  const commands = createCommands({ machines, db, clock, engine, programmes })
  // A folder that goes with the run.
  const dataDir = path.join(inject('sqliteFolder'), randomUUID())
  const deliver = createDelivery({
    db,
    clock,
    programmes,
    lifecycles: machines,
    carriers: createCarriers({
      smtpUrl: undefined,
      smsUrl: undefined,
      baseUrl: 'https://jawab.example',
      dataDir,
      ...settings,
    }),
    mostAttempts: INCIDENT_AFTER,
    failed: (id, input, tx) => engine.send({ id, type: 'DELIVERY_FAILED', input, actor: system }, tx),
  })
  return {
    engine,
    commands,
    deliver,
    register: async (fields = {}) => (await commands.register(formOf(clock, fields), [], clerk)).id,
    act: async (id, who, type, input = {}) => commands.act(id, type, input, await revisionOf(db, id), who),
    work: () => work(db, clock, engine, deliver),
    messages: (id) => messagesOf(db, id),
    told: (id) => told(db, id),
  }
}

function formOf(clock: TestClock, fields: Record<string, string>): RegistrationForm {
  return RegistrationForm.parse({
    key: randomUUID(),
    programme: 'DAAM',
    entity: 'RABAT',
    channel: 'email',
    receivedOn: clock.dayOf(clock.now()),
    category: 'PAYMENT_MISSING',
    object: 'Versement de mars',
    description: 'Je n’ai pas reçu le versement de mars.',
    language: 'fr',
    relation: 'beneficiary',
    name: 'Fatima Zahra',
    email: 'fatima@example.ma',
    ...fields,
  })
}

async function revisionOf(db: Database, id: string): Promise<number> {
  const row = await db.read('instances').where({ id }).first('revision')
  return row.revision
}

async function work(
  db: Database,
  clock: TestClock,
  engine: Engine,
  deliver: (effect: Effect) => Promise<void>,
): Promise<Effect[]> {
  for (const { instance_id } of await leaseTimers(db, clock.now(), 100)) await engine.fire(instance_id)
  const effects = await leaseEffects(db, clock.now(), 100)
  for (const effect of effects) {
    await deliver(effect).then(
      () => settleEffect(db, effect),
      (error: Error) => postponeEffect(db, effect, clock.now(), error.message),
    )
  }
  return effects
}

async function told(db: Database, id: string): Promise<Record<string, string[]>> {
  const rows = await db.read('notices').where({ case_id: id }).orderBy('desk')
  const byEffect = Object.groupBy(rows, (row) => String(row.effect))
  return Object.fromEntries(
    Object.entries(byEffect).map(([effect, some = []]) => [effect, some.map((row) => String(row.desk))]),
  )
}

/** What people type on the way from reception to an answer that is sent. */
export const typed = {
  qualify: {
    identity: 'verified',
    category: 'PAYMENT_MISSING',
    object: 'Versement de mars',
    kind: 'payment',
    nature: 'individual',
    admissibility: 'complaint',
    checkQualification: 'on',
    checkBeneficiary: 'on',
    checkUnit: 'on',
    answerExists: 'no',
  },
  treat: { conclusion: 'Le versement est à refaire.', founded: 'unknown', route: 'treat', unit: 'PAYMENTS' },
  answerable: { conclusion: 'Le versement est parti le 3.', founded: 'yes', route: 'answer' },
  done: { founded: 'yes', work: 'Le versement a été refait.' },
} as const

/** Takes a case to the point where its answer may be sent. */
export async function approve(office: Office, id: string, answer: { language: string; text: string }) {
  await office.act(id, clerk, 'QUALIFY', typed.qualify)
  await office.act(id, clerk, 'CONCLUDE', typed.answerable)
  await office.act(id, clerk, 'SUBMIT_ANSWER', answer)
  await office.act(id, supervisor, 'APPROVE')
}

/** Takes a case to its business unit. */
export async function refer(office: Office, id: string) {
  await office.act(id, clerk, 'QUALIFY', typed.qualify)
  await office.act(id, clerk, 'CONCLUDE', typed.treat)
}
