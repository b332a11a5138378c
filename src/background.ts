// What happens when nobody is looking, put together: deadlines, deliveries and the standing jobs.
import { forgetExpired } from './accounts/sessions.ts'
import { FOLLOW_EVERY } from './calendars/follow.ts'
import { followClock, recomputeChanges } from './calendars/recompute.ts'
import { keepLists } from './cases/keepers.ts'
import { freeOrphans } from './cases/orphans.ts'
import { system } from './cases/policy.ts'
import type { House } from './compose.ts'
import { INCIDENT_AFTER } from './engine/due.ts'
import { standingJobs } from './jobs/standing.ts'
import { startWorker, type Worker } from './jobs/worker.ts'
import { createCarriers } from './notifications/carriers.ts'
import { createDelivery } from './notifications/delivery.ts'
import type { Config } from './platform/config.ts'
import type { Log } from './platform/log.ts'
import { foldStays } from './reports/fold-stays.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const FOLD_EVERY = 5_000
const SEALS_TOGETHER = 5

/** Starts the worker of a house; several may share one PostgreSQL database. */
export function startBackground(house: House, config: Config, log: Log): Worker {
  const { db, clock, engine, programmes, machines } = house
  const deliver = createDelivery({
    db,
    clock,
    programmes,
    lifecycles: machines,
    carriers: createCarriers(config),
    mostAttempts: INCIDENT_AFTER,
    failed: (id, input, tx) => engine.send({ id, type: 'DELIVERY_FAILED', input, actor: system }, tx),
  })
  const jobs = [
    ...standingJobs({ db, clock, log }),
    // Few at a time: after an upgrade a million cases are counted, and deadlines wait for no figure.
    { name: 'fold', every: FOLD_EVERY, run: () => foldStays(db, SEALS_TOGETHER) },
    { name: 'forget', every: HOUR, run: () => forgetExpired(db, clock.now()) },
    // A form that carries files ends with its session, half a day after it began at the latest.
    { name: 'sweep', every: DAY, run: () => house.documents.sweep(clock.now() - DAY) },
    { name: 'free', every: HOUR / 6, run: () => freeOrphans(db, engine) },
    { name: 'keepers', every: HOUR / 6, run: () => keepLists(db, engine) },
    { name: 'recompute', every: FOLLOW_EVERY, run: () => recomputeChanges(house) },
    { name: 'clock', every: DAY, run: () => followClock(house) },
  ]
  return startWorker({ db, engine, clock, log, deliver, jobs })
}
