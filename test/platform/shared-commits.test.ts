// Works that share a commit: each one whole or undone, none told before it is kept.
import { expect, test } from 'vitest'
import { openTestDatabase } from '../support/databases.ts'

const ledger = 'CREATE TABLE ledger (id integer PRIMARY KEY, note text)'

async function openLedger() {
  const seen: string[] = []
  let stopAt = ''
  const office = await openTestDatabase('sqlite', {
    empty: true,
    afterStatement: (sql) => {
      seen.push(sql)
      if (sql === stopAt) throw new Error('the power went')
    },
  })
  const { db } = office
  await db.write.raw(ledger)
  const add = (id: number) => db.transaction((tx) => tx.run('INSERT INTO ledger (id) VALUES (?)', [id]))
  const ids = (): Promise<number[]> => db.read('ledger').orderBy('id').pluck('id')
  const stop = (sql: string) => {
    stopAt = sql
  }
  return { ...office, add, ids, seen, stop }
}

test('works that come together are kept by one commit, in the order they came', async () => {
  const { db, seen, drop } = await openLedger()
  const order: number[] = []

  await Promise.all(
    [1, 2, 3, 4].map((id) =>
      db.transaction(async (tx) => {
        await tx.run('INSERT INTO ledger (id) VALUES (?)', [id])
        order.push(id)
      }),
    ),
  )

  expect(order).toEqual([1, 2, 3, 4])
  expect(seen.filter((sql) => sql === 'COMMIT')).toHaveLength(1)
  await drop()
})

test('one that throws is undone alone, wherever it stands', async () => {
  const { db, add, ids, drop } = await openLedger()
  const broken = (id: number) =>
    db.transaction(async (tx) => {
      await tx.run('INSERT INTO ledger (id) VALUES (?)', [id])
      throw new Error(`second thoughts about ${id}`)
    })

  const told = await Promise.allSettled([broken(1), add(2), broken(3), add(4), add(4), add(5), broken(6)])

  expect(told.map(({ status }) => status === 'fulfilled')).toEqual([
    false,
    true,
    false,
    true,
    false,
    true,
    false,
  ])
  expect(await ids()).toEqual([2, 4, 5])
  await drop()
})

test('when the shared transaction itself breaks, everybody in it fails, and the next ones work', async () => {
  const { add, ids, stop, drop } = await openLedger()
  stop('SAVEPOINT joined')

  const told = await Promise.allSettled([add(1), add(2), add(3)])

  expect(told.map((each) => each.status === 'rejected' && String(each.reason))).toEqual([
    'Error: the power went',
    'Error: the power went',
    false,
  ])
  expect(await ids()).toEqual([3])
  await drop()
})

test('a reader sees nothing of a commit that is still shared', async () => {
  const { db, add, ids, drop } = await openLedger()
  let during: number[] = [-1]

  await Promise.all([
    add(1),
    db.transaction(async () => {
      during = await ids()
    }),
  ])

  expect(during).toEqual([])
  expect(await ids()).toEqual([1])
  await drop()
})

test('plain writes, single statements and works take turns; a statement that is refused harms nobody', async () => {
  const { db, add, ids, drop } = await openLedger()

  const single = (id: number) => db.run('INSERT INTO ledger (id) VALUES (?)', [id])
  const told = await Promise.allSettled([
    ...[1, 2, 3].map(add),
    db.write('ledger').insert({ id: 10 }),
    ...[11, 11].map(single),
    ...[4, 5].map(add),
  ])

  expect(told.map(({ status }) => status === 'fulfilled')).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
    true,
    true,
  ])
  expect(await ids()).toEqual([1, 2, 3, 4, 5, 10, 11])
  await drop()
})

test.each([
  ['does not prepare', 'INSERT INTO nowhere (id) VALUES (?)', [11]],
  ['has too many values', 'INSERT INTO ledger (id) VALUES (?)', [11, 12]],
  ['has values of the wrong kind', 'INSERT INTO ledger (id) VALUES (?)', ['eleven']],
  ['fails while it runs', 'INSERT INTO ledger (id, note) SELECT id + 10, json(note) FROM ledger', []],
])('a single statement that %s fails alone', async (_what, sql, values) => {
  const { db, add, ids, drop } = await openLedger()
  await db.run("INSERT INTO ledger (id, note) VALUES (1, '{}'), (2, 'no json')")

  const told = await Promise.allSettled([add(3), db.run(sql, values), add(4)])

  expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await ids()).toEqual([1, 2, 3, 4])
  await drop()
})

test('a single statement for which the disk has no room fails with everybody in it', async () => {
  const { db, add, ids, drop } = await openLedger()
  await db.write.raw('PRAGMA max_page_count = 50')
  const large = () => db.run('INSERT INTO ledger (id, note) VALUES (11, zeroblob(1000000))')

  const told = await Promise.allSettled([add(3), large(), add(4)])

  expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
  expect(await ids()).toEqual([4])
  await drop()
})
