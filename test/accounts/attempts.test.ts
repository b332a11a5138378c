// Guessing is slowed down, the same on both databases.
import { describe, expect, test } from 'vitest'
import { createLimiter, networkOf } from '../../src/accounts/attempts.ts'
import { TooMany } from '../../src/errors.ts'
import { minutes, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase('a limit on tries', (open) => {
  const limit = { name: 'door', tries: 3, within: minutes(15) }

  test('lets three through, refuses the fourth and says how long to wait', async () => {
    const clock = testClock()
    const limiter = createLimiter((await open()).db, clock, limit)
    for (let i = 0; i < 3; i++) await limiter.take('salma', '10.0.0.1')
    clock.advance(minutes(5))

    const refused = await limiter.take('salma', '10.0.0.1').catch((error: unknown) => error)

    expect(refused).toBeInstanceOf(TooMany)
    expect(refused).toHaveProperty('seconds', 600)
    await limiter.take('salma', '10.0.0.2')
  })

  test('starts afresh when its while is over', async () => {
    const clock = testClock()
    const limiter = createLimiter((await open()).db, clock, limit)
    for (let i = 0; i < 3; i++) await limiter.take('x')
    clock.advance(minutes(15))

    await limiter.take('x')
    await limiter.take('x')
  })

  test('counts tries that come all at once', async () => {
    const limiter = createLimiter((await open()).db, testClock(), limit)

    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => limiter.take('x')))

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  })

  test('does not count what is given back, and forgets what is forgotten', async () => {
    const limiter = createLimiter((await open()).db, testClock(), limit)
    for (let i = 0; i < 10; i++) {
      await limiter.take('x')
      await limiter.giveBack('x')
    }
    for (let i = 0; i < 3; i++) await limiter.take('x')
    await limiter.forget('x')

    await limiter.take('x')
  })

  test('leaves the transactions of others alone', async () => {
    const { db } = await open()
    const limiter = createLimiter(db, testClock(), { ...limit, tries: 100 })
    const write = () => db.transaction((tx) => tx.run("UPDATE users SET name = name WHERE id = 'nobody'"))

    const all = Array.from({ length: 20 }, () => [limiter.take('x'), write(), limiter.giveBack('x'), write()])

    await expect(Promise.all(all.flat())).resolves.toBeDefined()
  })

  test('keeps neither login nor address', async () => {
    const { db } = await open()
    await createLimiter(db, testClock(), limit).take('salma@office.test', '10.0.0.1')

    const rows = await db.read('attempts').select()

    expect(JSON.stringify(rows)).not.toMatch(/salma|10\.0\.0\.1/)
  })
})

describe('a place on the network', () => {
  test.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s is %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network)
  })
})
