// A job in a loop of its own: it comes round, and whatever holds it up holds up no deadline.
import { expect, test } from 'vitest'
import { startWorker } from '../../src/jobs/worker.ts'
import { eachDatabase } from '../support/databases.ts'
import { openShop, until } from './shop.ts'

eachDatabase('a job aside', (open) => {
  test('that hangs holds up no deadline', async () => {
    const shop = await openShop(await open())
    await shop.library.lend('B-1', '2026-03-10')
    const gate = Promise.withResolvers<void>()
    let runs = 0
    const run = () => {
      runs += 1
      return gate.promise
    }
    const worker = startWorker({ ...shop.parts({}), aside: [{ name: 'slow', every: 1, run }] })
    await until(async () => runs === 1)

    shop.clock.setDay('2026-03-12')
    await until(async () => (await shop.eventsOf('B-1')).length === 2)

    expect(runs).toBe(1)
    gate.resolve()
    await worker.stop()
    expect(shop.logged).toEqual([])
  })
})
