// Effects leave after the commit: at least once, again when they fail, and in sight of people when they keep failing.
import { beforeEach, expect, test, vi } from 'vitest'
import { type Effect, INCIDENT_AFTER, LEASE, leaseEffects } from '../../src/engine/due.ts'
import { incidents, retryEffect } from '../../src/engine/incidents.ts'
import { sayFailure } from '../../src/jobs/failure.ts'
import type { Deliver } from '../../src/jobs/worker.ts'
import { days, hours, instantOf } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { amina } from './library.ts'
import { openShop, type Shop } from './shop.ts'

eachDatabase('effects', (open) => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop(await open())
  })

  test('are delivered once, with what tells them apart', async () => {
    await shop.library.lend('B-1', '2026-03-10')
    await shop.library.send('B-1', 'ASK_BACK', amina)
    const delivered: Effect[] = []
    const deliver: Deliver = async (effect) => void delivered.push(effect)

    await shop.workOff(shop.parts({ deliver }))
    shop.clock.advance(days(1))
    await shop.workOff(shop.parts({ deliver }))

    expect(delivered).toMatchObject([
      { instance_id: 'B-1', seq: 1, n: 0, effect: 'greet', at: instantOf('2026-03-02') },
      { instance_id: 'B-1', seq: 2, n: 0, effect: 'tell' },
    ])
    expect((await shop.library.verify()).faults).toEqual([])
  })

  test('leased by a worker that died are taken by another when the lease ends', async () => {
    await shop.library.lend('B-1', '2026-03-10')
    await leaseEffects(shop.db, shop.clock.now(), 5)
    const deliver = vi.fn<Deliver>(async () => {})

    shop.clock.advance(LEASE - 1)
    await shop.workOff(shop.parts({ deliver }))
    expect(deliver).not.toHaveBeenCalled()

    shop.clock.advance(1)
    await shop.workOff(shop.parts({ deliver }))
    expect(deliver).toHaveBeenCalledOnce()
    expect((await shop.library.verify()).faults).toEqual([])
  })

  test('that keep failing stop, are an incident, and are tried once more when somebody says so', async () => {
    await shop.library.lend('B-1', '2026-03-10')
    const deliver = vi.fn<Deliver>().mockRejectedValue(new Error('550 no such user: fatima@example.ma'))

    for (let day = 0; day < INCIDENT_AFTER + 2; day++) {
      await shop.workOff(shop.parts({ deliver }))
      expect((await shop.library.verify()).faults).toEqual([])
      shop.clock.advance(hours(2))
    }

    expect(deliver).toHaveBeenCalledTimes(INCIDENT_AFTER)
    const [incident] = await incidents(shop.db, 10)
    expect(incident).toMatchObject({
      kind: 'effect',
      name: 'greet',
      seq: 1,
      n: 0,
      attempts: INCIDENT_AFTER,
    })
    expect(incident?.error).toBe('Error: 550 no such user: …')

    await retryEffect(shop.db, { instance_id: 'B-1', seq: 1, n: 0 }, shop.clock.now())
    await shop.workOff(shop.parts({ deliver: deliver.mockResolvedValue() }))
    expect(await incidents(shop.db, 10)).toEqual([])
    expect(deliver).toHaveBeenCalledTimes(INCIDENT_AFTER + 1)
    expect((await shop.library.verify()).faults).toEqual([])
  })

  test('wait while there is nothing to deliver with', async () => {
    await shop.library.lend('B-1', '2026-03-10')
    const { deliver: _, ...without } = shop.parts()

    await shop.workOff(without)

    expect(await shop.db.read('outbox').where({ status: 'waiting' })).toHaveLength(1)
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
