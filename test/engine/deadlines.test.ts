// Deadlines when nobody is looking: on time, late, by several workers at once, and when they fail.
import { beforeEach, expect, test } from 'vitest'
import { INCIDENT_AFTER } from '../../src/engine/due.ts'
import { incidents } from '../../src/engine/incidents.ts'
import { standingJobs } from '../../src/jobs/standing.ts'
import { startWorker } from '../../src/jobs/worker.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { days, instantOf } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { amina, bachir, openLibrary, salma } from './library.ts'
import { openShop, type Shop, until } from './shop.ts'

eachDatabase('deadlines', (open) => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop(await open())
  })

  test('are carried out when they are due, not before', async () => {
    await shop.library.lend('B-1', '2026-03-10')
    shop.clock.set(instantOf('2026-03-11', '00:00') - 1)
    await shop.workOff(shop.parts())
    expect(await shop.eventsOf('B-1')).toHaveLength(1)

    shop.clock.advance(1)
    await shop.workOff(shop.parts())

    expect((await shop.eventsOf('B-1')).at(-1)).toEqual(['untilDue', instantOf('2026-03-11', '00:00')])
    expect((await shop.library.verify()).faults).toEqual([])
  })

  test('missed while everything was down are carried out at the start, as of the instant they were due', async () => {
    await shop.library.lend('B-1', '2026-03-10')
    shop.clock.setDay('2026-04-20')
    const again = openDatabase(shop.database.url)

    const worker = startWorker(shop.parts({ db: again, engine: openLibrary(again, shop.clock).engine }))
    await until(async () => (await shop.eventsOf('B-1')).length === 3)
    await worker.stop()
    await again.close()

    const due = instantOf('2026-03-11', '00:00')
    expect((await shop.eventsOf('B-1')).slice(1)).toEqual([
      ['untilDue', due],
      ['untilLost', due + days(7)],
    ])
  })

  test('are carried out once by several workers while clerks work on the same cases', async () => {
    const ids = Array.from({ length: 12 }, (_, n) => `B-${n}`)
    for (const id of ids) await shop.library.lend(id, '2026-03-10')
    shop.clock.setDay('2026-03-12')
    const others = shop.database.kind === 'postgres' ? [1, 2].map(() => openDatabase(shop.database.url)) : []

    const workers = [shop.db, ...others].map((each) =>
      startWorker(
        shop.parts({
          db: each,
          engine: openLibrary(each, shop.clock).engine,
          jobs: standingJobs({ ...shop.parts(), db: each }),
        }),
      ),
    )
    const clerks = [amina, bachir, salma].flatMap((clerk) =>
      ids.map((id) => shop.library.send(id, 'NOTE', clerk, { shelf: clerk.id, text: 'seen' })),
    )
    await Promise.all(clerks)
    await until(
      async () => (await shop.db.read('timers').where('due_at', '<', shop.clock.now())).length === 0,
    )
    await until(async () => (await shop.db.read('outbox').where({ status: 'waiting' })).length === 0)
    await Promise.all(workers.map((worker) => worker.stop()))
    await Promise.all(others.map((each) => each.close()))

    for (const id of ids) {
      const events = (await shop.eventsOf(id)).map(([event]) => event)
      expect(events.filter((event) => event === 'untilDue')).toEqual(['untilDue'])
      expect(events).toHaveLength(5)
    }
    expect(shop.logged).toEqual([])
    expect((await shop.library.verify()).faults).toEqual([])
  })

  test('that fail are tried again with back-off, become an incident, and hold up no other case', async () => {
    await shop.library.lend('B-1', '2026-03-10')
    await shop.library.lend('B-2', '2026-03-10')
    shop.clock.setDay('2026-03-12')
    const broken = new Error('no mailbox for Fatima <fatima@example.ma>, +212 600-112233')
    const engine = {
      fire: (id: string) => (id === 'B-1' ? Promise.reject(broken) : shop.library.engine.fire(id)),
    }

    const waits: number[] = []
    for (let attempt = 1; attempt <= INCIDENT_AFTER; attempt++) {
      expect(await incidents(shop.db, 10)).toEqual([])
      await shop.workOff(shop.parts({ engine }))
      const timer = await shop.db.read('timers').where({ instance_id: 'B-1' }).first()
      waits.push(timer.next_at - shop.clock.now())
      expect((await shop.library.verify()).faults).toEqual([])
      shop.clock.set(timer.next_at)
    }

    expect(waits.slice(0, 5)).toEqual([5_000, 10_000, 20_000, 40_000, 80_000])
    expect(waits).toHaveLength(INCIDENT_AFTER)
    expect(await shop.eventsOf('B-2')).toHaveLength(2)
    const [incident] = await incidents(shop.db, 10)
    expect(incident).toMatchObject({ kind: 'timer', instance_id: 'B-1', attempts: INCIDENT_AFTER, seq: null })
    expect(`${incident?.error} ${shop.logged.join()}`).not.toMatch(/fatima@|112233/)

    await shop.workOff(shop.parts())
    expect(await shop.eventsOf('B-1')).toHaveLength(2)
    expect(await incidents(shop.db, 10)).toEqual([])
  })
})
