// What happens when nobody is looking, put together: deadlines, deliveries and the standing jobs.
import { forgetExpired } from './accounts/sessions.ts'
import { system } from './cases/policy.ts'
import type { House } from './compose.ts'
import { INCIDENT_AFTER } from './engine/due.ts'
import { standingJobs } from './jobs/standing.ts'
import { startWorker, type Worker } from './jobs/worker.ts'
import { createCarriers } from './notifications/carriers.ts'
import { createDelivery } from './notifications/delivery.ts'
import type { Config } from './platform/config.ts'
import type { Log } from './platform/log.ts'

const HOUR = 3_600_000

/** Starts the worker of a house; several may share one PostgreSQL database. */
export function startBackground(house: House, config: Config, log: Log): Worker {
  const { db, clock, engine, programmes } = house
  const deliver = createDelivery({
    db,
    clock,
    programmes,
    carriers: createCarriers(config),
    mostAttempts: INCIDENT_AFTER,
    failed: (id, input, tx) => engine.send({ id, type: 'DELIVERY_FAILED', input, actor: system }, tx),
  })
  const forget = { name: 'forget', every: HOUR, run: () => forgetExpired(db, clock.now()) }
  return startWorker({ db, engine, clock, log, deliver, jobs: [...standingJobs({ db, clock, log }), forget] })
}
