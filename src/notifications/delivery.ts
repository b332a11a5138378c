// Carries out the effects of lifecycles: notices at desks, messages to complainants. At least once; seen once.
import { keepMessage, type MessageRow, recordAttempt, recordFailed, recordSent } from '../cases/messages.ts'
import { postNotices } from '../cases/notices.ts'
import { isLanguage } from '../i18n/i18n.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Programme, Programmes } from '../programmes/index.ts'
import type { Carriers } from './carriers.ts'
import { type Effect, type Facts, type Lifecycles, readFacts } from './facts.ts'
import type { Parcel } from './parcel.ts'
import { planOf } from './plan.ts'
import { allPresent, type Presence, readPresence } from './presence.ts'
import { isForStaff } from './staff.ts'
import { asUndelivered, Undelivered } from './undelivered.ts'

/** The input of the event that brings a message back to the clerk. */
export type Failure = { message: string; channel: string; error: string }

export type DeliveryParts = {
  db: Database
  clock: Clock
  programmes: Programmes
  lifecycles: Lifecycles
  carriers: Carriers
  /** After this many attempts a message has failed and goes back to the clerk. */
  mostAttempts: number
  /** Tells the case (DELIVERY_FAILED, by the system) within the transaction that marks the message. */
  failed(caseId: string, failure: Failure, tx: Tx): Promise<unknown>
}

/**
 * What the worker calls for each effect it leased. An effect that was carried out before changes nothing.
 * @throws to be called again later; the error says why without naming anybody.
 */
export function createDelivery(parts: DeliveryParts): (effect: Effect) => Promise<void> {
  return async (effect) => {
    const facts = await readFacts(parts, effect)
    if (!facts) return
    const { notices, message } = planOf(effect, facts, await presenceFor(parts, effect, facts))
    await postNotices(parts.db, notices)
    if (!message) return
    // What was planned first is what is sent, whatever changed since.
    const kept = await keepMessage(parts.db, message)
    if (kept?.status === 'waiting') await carry(parts, effect, kept, facts.programme)
  }
}

/** Letters are for nobody who could be away. */
async function presenceFor(
  { db, clock }: DeliveryParts,
  { effect }: Effect,
  facts: Facts,
): Promise<Presence> {
  return isForStaff(effect, facts) ? readPresence(db, facts, clock.dayOf(clock.now())) : allPresent
}

async function carry(parts: DeliveryParts, effect: Effect, message: MessageRow, programme: Programme) {
  try {
    await handOver(parts, message, programme)
  } catch (error) {
    return missed(parts, effect, message, asUndelivered(error))
  }
  await recordSent(parts.db, message.id, parts.clock.now())
}

async function handOver({ carriers, clock }: DeliveryParts, message: MessageRow, programme: Programme) {
  const { id, channel, recipient, subject, body, sms } = message
  if (recipient === '') throw new Undelivered('noAddress', true)
  const language = isLanguage(message.language) ? message.language : 'fr'
  const sender = programme.body[language]
  const parcel: Parcel = { id, to: recipient, language, sender, subject, body, sms, at: clock.now() }
  await (channel === 'email' ? carriers.email(parcel) : carriers.sms(parcel))
}

/** Tries again later, or gives up: marking the message and telling the case are one transaction, so it is told once. */
async function missed(parts: DeliveryParts, effect: Effect, message: MessageRow, failure: Undelivered) {
  const { id, case_id, channel } = message
  const error = failure.message
  if (!failure.permanent && effect.attempts + 1 < parts.mostAttempts) {
    await recordAttempt(parts.db, id, error)
    throw failure
  }
  await parts.db.transaction(async (tx) => {
    if (await recordFailed(tx, id, error)) await parts.failed(case_id, { message: id, channel, error }, tx)
  })
}
