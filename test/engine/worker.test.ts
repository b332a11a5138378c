// What happens when nobody is looking: deadlines, deliveries, jobs, and what goes wrong with them.
import pino from 'pino'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type Effect, INCIDENT_AFTER, LEASE, leaseEffects } from '../../src/engine/due.ts'
import { incidents, retryEffect } from '../../src/engine/incidents.ts'
import { lastSeal } from '../../src/engine/seals.ts'
import { sayFailure } from '../../src/jobs/failure.ts'
import { createSchedule, type Job } from '../../src/jobs/schedule.ts'
import { standingJobs } from '../../src/jobs/standing.ts'
import { type Deliver, round, startWorker, type WorkerParts } from '../../src/jobs/worker.ts'
import { type Database, openDatabase } from '../../src/platform/database.ts'
import { days, hours, instantOf, minutes, testClock } from '../support/clock.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'
import { amina, bachir, furnish, type Library, openLibrary, salma } from './library.ts'

const until = (condition: () => Promise<boolean>) =>
  vi.waitFor(async () => expect(await condition()).toBe(true), { timeout: 20_000, interval: 20 })

eachDatabase('worker', (open) => {
  const clock = testClock()
  let database: TestDatabase
  let db: Database
  let library: Library
  let logged: string[]

  beforeEach(async () => {
    clock.setDay('2026-03-02')
    database = await open()
    db = database.db
    await furnish(db)
    library = openLibrary(db, clock)
    logged = []
  })

  const parts = (more: Partial<WorkerParts> = {}): WorkerParts => {
    const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) })
    return { db, engine: library.engine, clock, log, deliver: async () => {}, jobs: [], ...more }
  }
  /** Looks at everything until there is nothing left to do. */
  const workOff = async (given: WorkerParts) => {
    const schedule = createSchedule(given.jobs, clock)
    while (await round(given, schedule, new AbortController().signal));
  }
  const eventsOf = async (id: string) => {
    const rows = await db.read('journal').where({ instance_id: id }).orderBy('seq')
    return rows.map(({ event, at }) => [event.split('.')[2] ?? event, at])
  }

  describe('deadlines', () => {
    test('are carried out when they are due, not before', async () => {
      await library.lend('B-1', '2026-03-10')
      clock.set(instantOf('2026-03-11', '00:00') - 1)
      await workOff(parts())
      expect(await eventsOf('B-1')).toHaveLength(1)

      clock.advance(1)
      await workOff(parts())

      expect((await eventsOf('B-1')).at(-1)).toEqual(['untilDue', instantOf('2026-03-11', '00:00')])
      expect((await library.verify()).faults).toEqual([])
    })

    test('missed while everything was down are carried out at the start, as of the instant they were due', async () => {
      await library.lend('B-1', '2026-03-10')
      clock.setDay('2026-04-20')
      const again = openDatabase(database.url)

      const worker = startWorker(parts({ db: again, engine: openLibrary(again, clock).engine }))
      await until(async () => (await eventsOf('B-1')).length === 3)
      await worker.stop()
      await again.close()

      const due = instantOf('2026-03-11', '00:00')
      expect((await eventsOf('B-1')).slice(1)).toEqual([
        ['untilDue', due],
        ['untilLost', due + days(7)],
      ])
    })

    test('are carried out once by several workers while clerks work on the same cases', async () => {
      const ids = Array.from({ length: 12 }, (_, n) => `B-${n}`)
      for (const id of ids) await library.lend(id, '2026-03-10')
      clock.setDay('2026-03-12')
      const others = database.kind === 'postgres' ? [1, 2].map(() => openDatabase(database.url)) : []

      const workers = [db, ...others].map((each) =>
        startWorker(
          parts({
            db: each,
            engine: openLibrary(each, clock).engine,
            jobs: standingJobs({ db: each, clock, log: parts().log }),
          }),
        ),
      )
      const clerks = [amina, bachir, salma].flatMap((clerk) =>
        ids.map((id) => library.send(id, 'NOTE', clerk, { shelf: clerk.id, text: 'seen' })),
      )
      await Promise.all(clerks)
      await until(async () => (await db.read('timers').where('due_at', '<', clock.now())).length === 0)
      await until(async () => (await db.read('outbox').where({ status: 'waiting' })).length === 0)
      await Promise.all(workers.map((worker) => worker.stop()))
      await Promise.all(others.map((each) => each.close()))

      for (const id of ids) {
        const events = (await eventsOf(id)).map(([event]) => event)
        expect(events.filter((event) => event === 'untilDue')).toEqual(['untilDue'])
        expect(events).toHaveLength(5)
      }
      expect(logged).toEqual([])
      expect((await library.verify()).faults).toEqual([])
    })

    test('that fail are tried again with back-off, become an incident, and hold up no other case', async () => {
      await library.lend('B-1', '2026-03-10')
      await library.lend('B-2', '2026-03-10')
      clock.setDay('2026-03-12')
      const broken = new Error('no mailbox for Fatima <fatima@example.ma>, +212 600-112233')
      const engine = {
        fire: (id: string) => (id === 'B-1' ? Promise.reject(broken) : library.engine.fire(id)),
      }

      const waits: number[] = []
      for (let attempt = 1; attempt <= INCIDENT_AFTER; attempt++) {
        expect(await incidents(db, 10)).toEqual([])
        await workOff(parts({ engine }))
        const timer = await db.read('timers').where({ instance_id: 'B-1' }).first()
        waits.push(timer.next_at - clock.now())
        expect((await library.verify()).faults).toEqual([])
        clock.set(timer.next_at)
      }

      expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 80_000])
      expect(await eventsOf('B-2')).toHaveLength(2)
      const [incident] = await incidents(db, 10)
      expect(incident).toMatchObject({ kind: 'timer', instance_id: 'B-1', attempts: 5, seq: null })
      expect(`${incident?.error} ${logged.join()}`).not.toMatch(/fatima@|112233/)

      await workOff(parts())
      expect(await eventsOf('B-1')).toHaveLength(2)
      expect(await incidents(db, 10)).toEqual([])
    })
  })

  describe('effects', () => {
    test('are delivered once, with what tells them apart', async () => {
      await library.lend('B-1', '2026-03-10')
      await library.send('B-1', 'ASK_BACK', amina)
      const delivered: Effect[] = []
      const deliver: Deliver = async (effect) => void delivered.push(effect)

      await workOff(parts({ deliver }))
      clock.advance(days(1))
      await workOff(parts({ deliver }))

      expect(delivered).toMatchObject([
        { instance_id: 'B-1', seq: 1, n: 0, effect: 'greet', at: instantOf('2026-03-02') },
        { instance_id: 'B-1', seq: 2, n: 0, effect: 'tell' },
      ])
      expect((await library.verify()).faults).toEqual([])
    })

    test('leased by a worker that died are taken by another when the lease ends', async () => {
      await library.lend('B-1', '2026-03-10')
      await leaseEffects(db, clock.now(), 5)
      const deliver = vi.fn<Deliver>(async () => {})

      clock.advance(LEASE - 1)
      await workOff(parts({ deliver }))
      expect(deliver).not.toHaveBeenCalled()

      clock.advance(1)
      await workOff(parts({ deliver }))
      expect(deliver).toHaveBeenCalledOnce()
      expect((await library.verify()).faults).toEqual([])
    })

    test('that keep failing stop, are an incident, and are tried once more when somebody says so', async () => {
      await library.lend('B-1', '2026-03-10')
      const deliver = vi.fn<Deliver>().mockRejectedValue(new Error('550 no such user: fatima@example.ma'))

      for (let day = 0; day < INCIDENT_AFTER + 2; day++) {
        await workOff(parts({ deliver }))
        expect((await library.verify()).faults).toEqual([])
        clock.advance(hours(2))
      }

      expect(deliver).toHaveBeenCalledTimes(INCIDENT_AFTER)
      const [incident] = await incidents(db, 10)
      expect(incident).toMatchObject({
        kind: 'effect',
        name: 'greet',
        seq: 1,
        n: 0,
        attempts: INCIDENT_AFTER,
      })
      expect(incident?.error).toBe('Error: 550 no such user: …')

      await retryEffect(db, { instance_id: 'B-1', seq: 1, n: 0 }, clock.now())
      await workOff(parts({ deliver: deliver.mockResolvedValue() }))
      expect(await incidents(db, 10)).toEqual([])
      expect(deliver).toHaveBeenCalledTimes(INCIDENT_AFTER + 1)
      expect((await library.verify()).faults).toEqual([])
    })

    test('wait while there is nothing to deliver with', async () => {
      await library.lend('B-1', '2026-03-10')
      const { deliver: _, ...without } = parts()

      await workOff(without)

      expect(await db.read('outbox').where({ status: 'waiting' })).toHaveLength(1)
    })
  })

  describe('stopping', () => {
    test('finishes the delivery in hand and begins no other', async () => {
      await library.lend('B-1', '2026-03-10')
      await library.lend('B-2', '2026-03-10')
      const begun: string[] = []
      const gate = Promise.withResolvers<void>()
      const deliver: Deliver = async ({ instance_id }) => {
        begun.push(instance_id)
        await gate.promise
      }

      const worker = startWorker(parts({ deliver }))
      await until(async () => begun.length === 1)
      const stopped = worker.stop()
      gate.resolve()
      await stopped

      expect(begun).toHaveLength(1)
      expect(await db.read('outbox').where({ status: 'done' })).toHaveLength(1)
      expect(await db.read('outbox').where({ status: 'waiting' })).toHaveLength(1)
    })
  })

  test('a database that goes away for a while is told once a look, and work goes on after it', async () => {
    await library.lend('B-1', '2026-03-10')
    clock.setDay('2026-03-12')
    let away = true
    const shaky: Database = {
      ...db,
      transaction: (work) => (away ? Promise.reject(new Error('away')) : db.transaction(work)),
    }

    const worker = startWorker(parts({ db: shaky }))
    await until(async () => logged.length > 0)
    away = false
    await until(async () => (await eventsOf('B-1')).length === 2)
    await worker.stop()

    expect(logged[0]).toContain('worker cannot work')
  })

  test('the standing jobs seal every minute', async () => {
    await library.lend('B-1', '2026-03-10')
    const given = parts({ jobs: standingJobs({ db, clock, log: parts().log }) })
    const schedule = createSchedule(given.jobs, clock)
    const look = () => round(given, schedule, new AbortController().signal)

    await look()
    await library.send('B-1', 'ASK_BACK', amina)
    clock.advance(minutes(1) - 1)
    await look()
    expect(await lastSeal(db)).toMatchObject({ id: 1 })

    clock.advance(1)
    await look()
    expect(await lastSeal(db)).toMatchObject({ id: 2 })
  })
})

describe('a schedule', () => {
  const job = (name: string, every: number): Job => ({ name, every, run: async () => {} })

  test('runs everything at the start, then each in its rhythm', () => {
    const clock = testClock(0)
    const schedule = createSchedule([job('often', 10), job('seldom', 25)], clock)
    const seen: string[] = []

    for (; clock.now() <= 50; clock.advance(5)) {
      for (const { name } of schedule.due()) seen.push(`${clock.now()} ${name}`)
    }

    expect(seen).toEqual([
      '0 often',
      '0 seldom',
      '10 often',
      '20 often',
      '25 seldom',
      '30 often',
      '40 often',
      '50 often',
      '50 seldom',
    ])
  })

  test('does not wait for a clock that was set back', () => {
    const clock = testClock('2026-03-02')
    const schedule = createSchedule([job('often', 10)], clock)
    schedule.due()

    clock.setDay('2023-01-01')

    expect(schedule.due()).toHaveLength(1)
    expect(schedule.due()).toHaveLength(0)
  })
})

test.each([
  [new Error('550 5.1.1 <fatima.z@mail.example.ma>: unknown'), 'Error: 550 5.1.1 <…>: unknown'],
  [new TypeError('cannot call +212 6 00 11 22 33 now'), 'TypeError: cannot call … now'],
  ['duplicate BK-123456 refused', 'duplicate BK-… refused'],
  [new Error('timeout after 5000 ms'), 'Error: timeout after 5000 ms'],
])('a failure is said without addresses and numbers of people (%s)', (error, said) => {
  expect(sayFailure(error)).toBe(said)
})
