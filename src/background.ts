// What happens when nobody is looking, put together: deadlines, deliveries and the standing jobs.
import { ABSOLUTE, forgetExpired } from './accounts/sessions.ts'
import { carryOutDraws } from './audits/draw-work.ts'
import { FOLLOW_EVERY } from './calendars/follow.ts'
import { followClock, recomputeChanges } from './calendars/recompute.ts'
import { carryOutBulk } from './cases/bulk-work.ts'
import { countSealed } from './cases/counting.ts'
import { removeDeparted } from './cases/departures.ts'
import { indexExisting } from './cases/index-existing.ts'
import { keepLists } from './cases/keepers.ts'
import { freeOrphans } from './cases/orphans.ts'
import { system } from './cases/policy.ts'
import { projection } from './cases/projection.ts'
import { tallySealed } from './cases/tally.ts'
import { sweepTraces } from './cases/traces.ts'
import { carryOnVerifying, orderNightly } from './cases/verify-work.ts'
import type { House } from './compose.ts'
import { createConfidentialDelivery } from './confidential/delivery.ts'
import { masterOf } from './confidential/master.ts'
import { type Road, sealRoad } from './confidential/road.ts'
import { sweepSealed } from './confidential/sealed-files.ts'
import { tellDoors } from './confidential/tell-doors.ts'
import { verifyRoad } from './confidential/verify-road.ts'
import { INCIDENT_AFTER } from './engine/due.ts'
import { quietSealing, standingJobs } from './jobs/standing.ts'
import { startWorker, type Worker } from './jobs/worker.ts'
import { type Carriers, createCarriers } from './notifications/carriers.ts'
import { createDelivery } from './notifications/delivery.ts'
import type { Config } from './platform/config.ts'
import type { Log } from './platform/log.ts'
import { foldStays } from './reports/fold-stays.ts'
import { publishDue } from './reports/publications.ts'
import { carryOutReplay } from './reports/replays.ts'

const SECOND = 1_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const FOLD_EVERY = 5_000
const SEALS_TOGETHER = 5

/** So many cases that were there before the index of texts are added to it in a second. */
const INDEXED_TOGETHER = 500

/** Starts the worker of a house; several may share one PostgreSQL database. */
export function startBackground(house: House, config: Config, log: Log): Worker {
  const { db, clock, engine, programmes, machines } = house
  const carriers = createCarriers(config)
  const deliver = createDelivery({
    db,
    clock,
    programmes,
    lifecycles: machines,
    carriers,
    mostAttempts: INCIDENT_AFTER,
    failed: (id, input, tx) => engine.send({ id, type: 'DELIVERY_FAILED', input, actor: system }, tx),
  })
  const jobs = [
    ...standingJobs({ db, clock, log }),
    // Few at a time: after an upgrade a million cases are counted, and deadlines wait for no figure.
    { name: 'fold', every: FOLD_EVERY, run: () => foldStays(db, SEALS_TOGETHER) },
    { name: 'count', every: FOLD_EVERY, run: () => countSealed(db, SEALS_TOGETHER) },
    { name: 'publish', every: HOUR / 6, run: () => publishDue(house) },
    { name: 'tally', every: FOLD_EVERY, run: () => tallySealed(db, SEALS_TOGETHER) },
    { name: 'verifyNightly', every: HOUR / 6, run: () => orderNightly({ db, clock }) },
    { name: 'forget', every: HOUR, run: () => forgetExpired(db, clock.now()) },
    // A form that carries files ends with its session, half a day after it began at the latest.
    { name: 'sweep', every: HOUR, run: () => house.documents.sweep(clock.now() - ABSOLUTE - HOUR) },
    { name: 'depart', every: MINUTE, run: () => removeDeparted(db, config.dataDir) },
    { name: 'free', every: HOUR / 6, run: () => freeOrphans(db, engine) },
    { name: 'keepers', every: HOUR / 6, run: () => keepLists(db, engine) },
    { name: 'recompute', every: FOLLOW_EVERY, run: () => recomputeChanges(house) },
    { name: 'clock', every: DAY, run: () => followClock(house) },
  ]
  const verified = { db, clock, machines, projection }
  const road = async () => (await verifyRoad({ db, clock }, masterOf(config))).wrong > 0
  const workers = [
    // What somebody ordered on many cases holds up no deadline.
    startWorker({
      ...{ db, engine, clock, log, deliver, jobs },
      aside: [
        { name: 'bulk', every: SECOND, run: () => carryOutBulk(house) },
        { name: 'draw', every: SECOND, run: () => carryOutDraws(house) },
        // A year of a programme is replayed for minutes.
        { name: 'replay', every: FOLD_EVERY, run: () => carryOutReplay(house) },
        // Indexes of a large house are made anew for minutes.
        { name: 'traces', every: HOUR, run: () => sweepTraces(db) },
        { name: 'index', every: SECOND, run: () => indexExisting(db, INDEXED_TOGETHER) },
        { name: 'verify', every: SECOND, run: () => carryOnVerifying(verified, { road }) },
      ],
    }),
    ...(house.road.open ? [startRoad(house.road, config, { log, carriers })] : []),
  ]
  return { stop: async () => void (await Promise.all(workers.map((worker) => worker.stop()))) }
}

/** The confidential road has loops of its own: whatever holds one of the two up, the other goes on. */
function startRoad(road: Road, config: Config, { log, carriers }: { log: Log; carriers: Carriers }): Worker {
  const { db, engine, clock, ledger, dataDir } = road
  const leaves = { email: config.smtpUrl !== undefined, sms: config.smsUrl !== undefined }
  const deliver = createConfidentialDelivery({ ...road, carriers, leaves, mostAttempts: INCIDENT_AFTER })
  const jobs = [
    ...quietSealing({ db, log, ledger }, () => sealRoad(road)),
    { name: 'sweepSealed', every: DAY, run: () => sweepSealed(db, dataDir, clock.now() - DAY) },
  ]
  // At once, as far as a mail can be.
  const aside = [
    { name: 'tellDoors', every: FOLD_EVERY, run: () => tellDoors({ ...road, carriers, leaves }) },
  ]
  return startWorker({ db, engine, clock, log, deliver, jobs, aside, ledger })
}
