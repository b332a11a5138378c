// Every lifecycle a pack names is one the product can run; a pack that names another stops the start in one line.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compose, type Ground } from '../../src/compose.ts'
import { programme } from '../../src/programmes/index.ts'
import { testClock } from '../support/clock.ts'
import { openTestDatabase, type TestDatabase } from '../support/databases.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase('sqlite')
})
afterAll(() => database.drop())

const start = (extra: Partial<Ground> = {}) =>
  compose({ db: database.db, clock: testClock('2026-11-25'), dataDir: '/nowhere', ...extra })

const forests = { ...programme('DAAM'), code: 'FORESTS', prefix: 'FST' }

test('all programmes start, the housing group on the first version of the lifecycle', () => {
  const { programmes, machines } = start()

  const versions = programmes.all.map(({ code, workflow }) => [code, machines.newest(workflow).version])

  expect(Object.fromEntries(versions)).toMatchObject({ DAAM: 2, HOUSING: 1 })
})

test('a lifecycle nobody wrote is named with its programme', () => {
  const service = { ...programme('MICROFINANCE').services[1], workflow: 'lottery' }

  expect(() => start({ extraPacks: [{ ...forests, workflow: 'complaint@9' }] })).toThrow(
    'Wrong programme pack (FORESTS). No lifecycle is called complaint@9',
  )
  expect(() => start({ extraPacks: [{ ...forests, services: [service] }] })).toThrow('called lottery')
})
