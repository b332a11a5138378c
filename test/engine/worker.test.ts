// The loop itself: how it stops, what it does when the database is away, and what it does by the clock.
import { beforeEach, describe, expect, test } from 'vitest'
import { lastSeal } from '../../src/engine/seals.ts'
import { createSchedule, type Job } from '../../src/jobs/schedule.ts'
import { standingJobs } from '../../src/jobs/standing.ts'
import { type Deliver, round, startWorker } from '../../src/jobs/worker.ts'
import type { Database } from '../../src/platform/database.ts'
import { minutes, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { amina } from './library.ts'
import { openShop, type Shop, until } from './shop.ts'

eachDatabase('worker', (open) => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop(await open())
  })

  describe('stopping', () => {
    test('finishes the delivery in hand and begins no other', async () => {
      await shop.library.lend('B-1', '2026-03-10')
      await shop.library.lend('B-2', '2026-03-10')
      const begun: string[] = []
      const gate = Promise.withResolvers<void>()
      const deliver: Deliver = async ({ instance_id }) => {
        begun.push(instance_id)
        await gate.promise
      }

      const worker = startWorker(shop.parts({ deliver }))
      await until(async () => begun.length === 1)
      const stopped = worker.stop()
      gate.resolve()
      await stopped

      expect(begun).toHaveLength(1)
      expect(await shop.db.read('outbox').where({ status: 'done' })).toHaveLength(1)
      expect(await shop.db.read('outbox').where({ status: 'waiting' })).toHaveLength(1)
    })
  })

  test('a delivery that hangs holds up no deadline', async () => {
    await shop.library.lend('B-1', '2026-03-10')
    const gate = Promise.withResolvers<void>()
    const worker = startWorker(shop.parts({ deliver: () => gate.promise }))
    await until(
      async () => (await shop.db.read('outbox').where('next_at', '>', shop.clock.now())).length === 1,
    )

    shop.clock.setDay('2026-03-12')
    await until(async () => (await shop.eventsOf('B-1')).length === 2)

    gate.resolve()
    await worker.stop()
    expect(shop.logged).toEqual([])
  })

  test('a database that goes away for a while is told once a look, and work goes on after it', async () => {
    await shop.library.lend('B-1', '2026-03-10')
    shop.clock.setDay('2026-03-12')
    let away = true
    const shaky: Database = {
      ...shop.db,
      transaction: (work) => (away ? Promise.reject(new Error('away')) : shop.db.transaction(work)),
    }

    const worker = startWorker(shop.parts({ db: shaky }))
    await until(async () => shop.logged.length > 0)
    away = false
    await until(async () => (await shop.eventsOf('B-1')).length === 2)
    await worker.stop()

    expect(shop.logged[0]).toContain('worker cannot work')
  })

  test('the standing jobs seal every minute', async () => {
    await shop.library.lend('B-1', '2026-03-10')
    const given = shop.parts({ jobs: standingJobs(shop.parts()) })
    const schedule = createSchedule(given.jobs, shop.clock)
    const look = () => round(given, schedule, new AbortController().signal)

    await look()
    await shop.library.send('B-1', 'ASK_BACK', amina)
    shop.clock.advance(minutes(1) - 1)
    await look()
    expect(await lastSeal(shop.db)).toMatchObject({ id: 1 })

    shop.clock.advance(1)
    await look()
    expect(await lastSeal(shop.db)).toMatchObject({ id: 2 })
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
