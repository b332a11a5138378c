// Every lifecycle a pack names is one the product can run; a pack that names another stops the start in one line, as does a broken file.
import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { compose, type Ground, packFolder } from '../../src/compose.ts'
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

test('a file that is no JSON is named', () => {
  const dataDir = path.join(inject('sqliteFolder'), randomUUID())
  mkdirSync(packFolder(dataDir), { recursive: true })
  writeFileSync(path.join(packFolder(dataDir), 'land.json'), '{ "code": "LAND", }')

  expect(() => start({ dataDir })).toThrow('Wrong programme pack (land.json). It is no JSON: ')
})

test('a lifecycle nobody wrote is named with its programme', () => {
  const service = { ...programme('MICROFINANCE').services[1], workflow: 'lottery' }

  expect(() => start({ extraPacks: [{ ...forests, workflow: 'complaint@9' }] })).toThrow(
    'Wrong programme pack (FORESTS). No lifecycle is called complaint@9',
  )
  expect(() => start({ extraPacks: [{ ...forests, services: [service] }] })).toThrow('called lottery')
})
