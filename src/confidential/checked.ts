// What the chart cannot know, or would say only in a second round: asked beside it, and said together with what it refuses.
import { isRunning, type SensitiveContext, sensitiveContext } from '../../workflows/sensitive-facts.ts'
import type { Engine, Outcome, Sending } from '../engine/engine.ts'
import type { Live } from '../engine/instance.ts'
import { type FieldErrors, Invalid } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { beforeItEnds } from './exact-reason.ts'
import { stateIn } from './projection.ts'
import { bodiesFor } from './referring.ts'
import { withStored } from './stored-contact.ts'

type Input = Record<string, unknown>
type Parts = { engine: Engine; clock: Clock; programmes: Programmes }
type Asking = { parts: Parts; tx: Tx; context: SensitiveContext; input: Input }
type Check = (asking: Asking) => FieldErrors | Promise<FieldErrors>

/**
 * Sends an event in the transaction of whoever calls. That the act is not theirs, or not possible now, comes first; of
 * the fields, everything that is wrong is said at once.
 * @throws Invalid for a body where nobody is active or that gives nothing she agreed to, for a notice to whoever was told
 * already, and for no news of a help that goes on without another day to ask; Refused to end a case whose answer nobody
 * read; refusals as the engine's.
 */
export async function sendChecked(
  parts: Parts,
  tx: Tx,
  sending: Sending & { input: Input },
  live: Live,
): Promise<Outcome> {
  const context = sensitiveContext(live.snapshot.context)
  const input = sending.type === 'SET_CONTACT' ? withStored(context, sending.input) : sending.input
  const wrong = (await checks[sending.type]?.({ parts, tx, context, input })) ?? {}
  const unread = beforeItEnds(sending.type, stateIn(live.snapshot, 'answer'))
  const outcome = await parts.engine.send({ ...sending, input }, tx).catch((error: unknown) => {
    throw error instanceof Invalid ? new Invalid({ ...error.fields, ...wrong }) : error
  })
  // Thrown in their transaction: what was sent is undone.
  if (unread) throw unread
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
  return outcome
}

const isDay = (typed: unknown): typed is string =>
  typeof typed === 'string' && /^\d{4}-\d\d-\d\d$/.test(typed)

/** A body, or a day that is not ahead. */
const ofReferral: Check = async ({
  parts: { programmes, clock },
  tx,
  context,
  input: { to, followUpOn },
}) => {
  const bodies = await bodiesFor(tx, programmes.get(context.programme), context)
  const unfit = typeof to === 'string' ? bodies.get(to) : null
  const passed = isDay(followUpOn) && followUpOn <= clock.dayOf(clock.now())
  return {
    ...(unfit && { to: { key: `field.to.${unfit}` } }),
    ...(passed && { followUpOn: { key: 'refusal.followUpAhead' } }),
  }
}

/** Told is told: a second proof would say that something else had left. */
const ofNotice: Check = ({ parts: { clock }, context: { notices, receivedOn }, input: { to, sentOn } }) => {
  const told = (to === 'institution' || to === 'funder') && notices[to] !== null
  const outside = isDay(sentOn) && (sentOn < receivedOn || sentOn > clock.dayOf(clock.now()))
  return {
    ...(told && { to: { key: 'field.to.alreadyTold' } }),
    ...(outside && { sentOn: { key: 'refusal.toldByNow' } }),
  }
}

/** While the help goes on, whoever heard nothing of her asks again: without a day the case would wait for nobody here. */
const ofNews: Check = ({ context: { referrals }, input: { reached, nextOn } }) => {
  const again = reached === 'no' && isRunning(referrals.at(-1))
  return again && !nextOn ? { nextOn: { key: 'field.nextOn.missing' } } : {}
}

const checks: Partial<Record<string, Check>> = {
  ...{ REFER: ofReferral, RECORD_NOTICE: ofNotice, FOLLOW_UP: ofNews },
}
