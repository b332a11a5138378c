// The loops that work when nobody is looking: deadlines with what the schedule says, and beside them deliveries.
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Effect,
  leaseEffects,
  leaseTimers,
  postponeEffect,
  postponeTimer,
  settleEffect,
} from '../engine/due.ts'
import type { Engine } from '../engine/engine.ts'
import { general, type Ledger } from '../engine/ledger.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { sayFailure } from './failure.ts'
import { createSchedule, type Job, type Schedule } from './schedule.ts'

/**
 * Carries out an effect, such as a mail. It may be asked twice for the same one: its instance, seq and n tell.
 * It gives up by itself within ten seconds; when it throws, the worker tries again later.
 */
export type Deliver = (effect: Effect) => Promise<void>

export type WorkerParts = {
  db: Database
  engine: Pick<Engine, 'fire'>
  clock: Clock
  log: Log
  /** Without it effects wait. */
  deliver?: Deliver
  jobs: readonly Job[]
  /** Jobs each in a loop of its own: whatever holds one up holds up no deadline, and no other of them. */
  aside?: readonly Job[]
  /** The general one when absent. Of any other one nothing is named in the log: not a case, not a deadline. */
  ledger?: Ledger
}

export type Worker = {
  /** Resolves when the work in hand is done; what was not begun is left to others. */
  stop(): Promise<void>
}

/** Milliseconds between two looks when there is nothing to do, and the longest while the database is away. */
const IDLE = 1_000
const AWAY = 30_000

/** Few at a time: what a worker that dies had leased waits for a minute. */
const TIMERS = 20
const EFFECTS = 5

/** Starts a worker; several may share one PostgreSQL database. */
export function startWorker(parts: WorkerParts): Worker {
  const stopping = new AbortController()
  const done = work(parts, stopping.signal)
  return {
    stop: () => {
      stopping.abort()
      return done
    },
  }
}

/** Side by side: a mail server that hangs holds up mails, not deadlines. */
async function work(parts: WorkerParts, signal: AbortSignal): Promise<void> {
  const { clock, jobs, aside = [] } = parts
  const looks = looksOf(parts, createSchedule(jobs, clock), signal)
  for (const job of aside) {
    const schedule = createSchedule([job], clock)
    looks.push(async () => {
      await runJobs(parts, schedule, signal)
      return false
    })
  }
  await Promise.all(looks.map((look) => keepLooking(look, parts.log, signal)))
}

async function keepLooking(look: Look, log: Log, signal: AbortSignal): Promise<void> {
  let pause = IDLE
  while (!signal.aborted) {
    try {
      const busy = await look()
      pause = IDLE
      if (busy) continue
    } catch (error) {
      pause = Math.min(pause * 2, AWAY)
      log.error({ failure: sayFailure(error), pause }, 'worker cannot work')
    }
    await sleep(pause, undefined, { signal }).catch(() => undefined)
  }
}

/** One look at a kind of work; whether there was anything to do. */
type Look = () => Promise<boolean>

/** What a worker looks at: deadlines with the schedule, and deliveries. */
function looksOf(parts: WorkerParts, schedule: Schedule, signal: AbortSignal): Look[] {
  return [
    async () => {
      const fired = await fireTimers(parts, signal)
      await runJobs(parts, schedule, signal)
      return fired > 0
    },
    async () => (await deliverEffects(parts, signal)) > 0,
  ]
}

/** One look at everything, one after the other; whether there was anything to do. */
export async function round(parts: WorkerParts, schedule: Schedule, signal: AbortSignal): Promise<boolean> {
  let busy = false
  for (const look of looksOf(parts, schedule, signal)) busy = (await look()) || busy
  return busy
}

async function fireTimers(parts: WorkerParts, signal: AbortSignal): Promise<number> {
  const { db, engine, clock, log, ledger = general } = parts
  const leased = await leaseTimers(db, clock.now(), TIMERS, ledger)
  // The engine carries out whatever is due on a case at once.
  for (const [id, timers] of Map.groupBy(leased, ({ instance_id }) => instance_id)) {
    if (signal.aborted) break
    try {
      await engine.fire(id)
    } catch (error) {
      const failure = sayFailure(error)
      const about = { instance: id, timers: timers.map(({ name }) => name) }
      log.error({ ...named(ledger, about), failure }, 'deadline failed')
      for (const timer of timers) await postponeTimer(db, timer, clock.now(), failure, ledger)
    }
  }
  return leased.length
}

async function deliverEffects(parts: WorkerParts, signal: AbortSignal): Promise<number> {
  const { db, deliver, clock, log, ledger = general } = parts
  if (!deliver) return 0
  const leased = await leaseEffects(db, clock.now(), EFFECTS, ledger)
  for (const effect of leased) {
    if (signal.aborted) break
    try {
      await deliver(effect)
    } catch (error) {
      const failure = sayFailure(error)
      const about = { instance: effect.instance_id, effect: effect.effect }
      // A line without names is one that only another ledger leaves: its own desks say what could not be told.
      if (ledger === general) log.warn({ ...about, failure }, 'delivery failed')
      await postponeEffect(db, effect, clock.now(), failure, ledger)
      continue
    }
    await settleEffect(db, effect, ledger)
  }
  return leased.length
}

const named = (ledger: Ledger, about: object): object => (ledger === general ? about : {})

async function runJobs({ log }: WorkerParts, schedule: Schedule, signal: AbortSignal): Promise<void> {
  for (const job of schedule.due()) {
    if (signal.aborted) break
    await job.run().catch((error: unknown) => {
      log.error({ job: job.name, failure: sayFailure(error) }, 'job failed')
    })
  }
}
