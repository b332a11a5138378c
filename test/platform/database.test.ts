// The door to the database keeps the same promises on SQLite and on PostgreSQL.
import { beforeAll, expect, test } from 'vitest'
import { isDuplicate, openDatabase } from '../../src/platform/database.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'

const ledger = `CREATE TABLE ledger (id integer PRIMARY KEY, name text UNIQUE, at bigint, note text NOT NULL DEFAULT '')`

eachDatabase('the database', (open, kind) => {
  let office: TestDatabase
  let seen: string[] = []
  let stopAt: string | undefined

  beforeAll(async () => {
    const afterStatement = (sql: string) => {
      seen.push(sql)
      if (sql === stopAt) throw new Error('the power went')
    }
    office = await open({ empty: true, afterStatement })
    await office.db.write.raw(ledger)
  })

  const add = (id: number, name: string | null = null) =>
    office.db.transaction((tx) => tx.run('INSERT INTO ledger (id, name) VALUES (?, ?)', [id, name]))
  const ids = (from: number, to: number) =>
    office.db.read('ledger').whereBetween('id', [from, to]).orderBy('id').pluck('id')

  test('a transaction that ends well is kept whole', async () => {
    const answer = await office.db.transaction(async (tx) => {
      await tx.run('INSERT INTO ledger (id) VALUES (10)')
      await tx.run('INSERT INTO ledger (id) VALUES (11)')
      return 'done'
    })

    expect(answer).toBe('done')
    expect(await ids(10, 19)).toEqual([10, 11])
  })

  test('a transaction that throws leaves nothing, and the next one works', async () => {
    const broken = office.db.transaction(async (tx) => {
      await tx.run('INSERT INTO ledger (id) VALUES (20)')
      throw new Error('second thoughts')
    })

    await expect(broken).rejects.toThrow('second thoughts')
    await add(21)
    expect(await ids(20, 29)).toEqual([21])
  })

  test('a statement that the database refuses rolls back what came before it', async () => {
    const broken = office.db.transaction(async (tx) => {
      await tx.run('INSERT INTO ledger (id) VALUES (30)')
      await tx.run('INSERT INTO nowhere (id) VALUES (30)')
    })

    await expect(broken).rejects.toThrow(/nowhere/)
    expect(await ids(30, 39)).toEqual([])
  })

  test.runIf(kind === 'postgres')(
    'a work that swallows what the database refused is not reported as done',
    async () => {
      const careless = office.db.transaction(async (tx) => {
        await tx.run('INSERT INTO ledger (id) VALUES (32)')
        await tx.run('INSERT INTO nowhere (id) VALUES (32)').catch(() => undefined)
      })

      await expect(careless).rejects.toThrow(/rolled back/)
      await add(33)
      expect(await ids(32, 39)).toEqual([33])
    },
  )

  test('values travel beside the statement, never inside it', async () => {
    const name = `Aïcha "l'aînée"; DROP TABLE ledger; -- ? $1 شكاية`

    const rows = await office.db.transaction(async (tx) => {
      await tx.run('INSERT INTO ledger (id, name, note) VALUES (?, ?, ?)', [40, name, ''])
      return tx.all('SELECT id, name, at, note FROM ledger WHERE name = ? AND id > ?', [name, 0])
    })

    expect(rows).toEqual([{ id: 40, name, at: null, note: '' }])
  })

  test('a statement says how many rows it touched', async () => {
    await add(50)
    await add(51)

    const touched = await office.db.transaction((tx) =>
      tx.run('UPDATE ledger SET note = ? WHERE id IN (?, ?, ?)', ['read', 50, 51, 52]),
    )

    expect(touched).toBe(2)
  })

  test('an instant comes back as the number it was', async () => {
    const at = Date.UTC(2026, 8, 20, 1)

    const rows = await office.db.transaction(async (tx) => {
      await tx.run('INSERT INTO ledger (id, at) VALUES (?, ?)', [60, at])
      return tx.all('SELECT at FROM ledger WHERE id = 60')
    })

    expect(rows).toEqual([{ at }])
    expect(await office.db.read('ledger').where({ id: 60 }).first('at')).toEqual({ at })
  })

  test('a second row with the same key or the same unique name is known as a duplicate, other faults are not', async () => {
    await add(70, 'Rabat')

    const refusals = await Promise.allSettled([
      add(70),
      add(71, 'Rabat'),
      office.db.transaction((tx) => tx.run('INSERT INTO ledger (id, note) VALUES (?, ?)', [72, null])),
      office.db.write('ledger').insert({ id: 70 }),
    ])

    expect(refusals.map((each) => each.status === 'rejected' && isDuplicate(each.reason))).toEqual([
      true,
      true,
      false,
      true,
    ])
  })

  test('whoever watches sees each statement of a transaction after it ran', async () => {
    seen = []

    await add(80)

    expect(seen.map((sql) => sql.split(' ')[0])).toEqual(['BEGIN', 'INSERT', 'COMMIT'])
  })

  test('whoever watches can stop the world before the commit, and nothing is kept', async () => {
    stopAt = 'INSERT INTO ledger (id, name) VALUES (?, ?)'

    const stopped = add(90)

    await expect(stopped).rejects.toThrow('the power went')
    stopAt = undefined
    expect(await ids(90, 99)).toEqual([])
  })

  test('somebody who reads sees what was there before a transaction that is still running', async () => {
    const during = await office.db.transaction(async (tx) => {
      await tx.run('INSERT INTO ledger (id) VALUES (100)')
      return ids(100, 109)
    })

    expect(during).toEqual([])
    expect(await ids(100, 109)).toEqual([100])
  })

  test('what was written is there after closing and opening again', async () => {
    const { db, url } = await open({ empty: true })
    await db.write.raw(ledger)
    await db.write('ledger').insert({ id: 1 })
    await db.close()

    const again = openDatabase(url)
    const rows = await again.read('ledger').select('id')
    await again.close()

    expect(rows).toEqual([{ id: 1 }])
  })

  test.runIf(kind === 'sqlite')('the readers of a SQLite file cannot write', async () => {
    const attempts = [
      office.db.read('ledger').insert({ id: 110 }),
      office.db.read.raw('DROP TABLE ledger'),
      office.db.read('ledger').delete(),
    ]

    for (const attempt of attempts) await expect(attempt).rejects.toThrow(/readonly/)
  })

  test.runIf(kind === 'sqlite')(
    'transactions of a SQLite file take turns, so that none is refused',
    async () => {
      await add(120)
      const addOne = () =>
        office.db.transaction(async (tx) => {
          const [row] = await tx.all<{ at: number | null }>('SELECT at FROM ledger WHERE id = 120')
          await tx.run('UPDATE ledger SET at = ? WHERE id = 120', [(row?.at ?? 0) + 1])
        })

      await Promise.all(Array.from({ length: 50 }, addOne))

      expect(await office.db.read('ledger').where({ id: 120 }).first('at')).toEqual({ at: 50 })
    },
  )

  test.runIf(kind === 'sqlite')('a SQLite file is kept safely: synced, checked, wiped', async () => {
    const pragma = async (name: string) => Object.values((await office.db.write.raw(`PRAGMA ${name}`))[0])[0]

    expect(await pragma('journal_mode')).toBe('wal')
    expect(await pragma('synchronous')).toBe(2)
    expect(await pragma('foreign_keys')).toBe(1)
    expect(await pragma('secure_delete')).toBe(1)
  })
})
