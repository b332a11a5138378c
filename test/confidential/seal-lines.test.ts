// What the worker writes down of its seals: the hashes of both ledgers, and of cases nothing.
import pino from 'pino'
import { expect, test } from 'vitest'
import { startBackground } from '../../src/background.ts'
import { readConfig } from '../../src/platform/config.ts'
import { eachDatabase } from '../support/databases.ts'
import { openOffice } from '../support/office.ts'
import { bringCase } from './steps.ts'

eachDatabase('the log of a worker', (open) => {
  test('holds the hash of every seal, and of the confidential ledger the newest, once a day', async () => {
    const office = await openOffice((await open()).db)
    const id = await office.register()
    const { id: sensitive } = await bringCase(office)
    const lines: Record<string, unknown>[] = []
    const sealed = Promise.withResolvers<void>()
    const write = (line: string) => {
      const read: Record<string, unknown> = JSON.parse(line)
      if (read.msg === 'sealed') lines.push(read)
      if (lines.length === 2) sealed.resolve()
    }

    const config = { ...readConfig({}), dataDir: office.dataDir }
    const worker = startBackground(office, config, pino({ base: null }, { write }))
    await sealed.promise
    await worker.stop()

    const hashes = async (table: string) => (await office.db.read(table).first('id', 'hash')) ?? {}
    const [general, confidential] = [await hashes('seals'), await hashes('sensitive_seals')]
    const bare = { level: 30, time: expect.any(Number), msg: 'sealed' }
    expect(lines.sort((a, b) => String(b.ledger).localeCompare(String(a.ledger)))).toEqual([
      { ...bare, ledger: 'general', seal: general.id, hash: general.hash },
      { ...bare, ledger: 'confidential', hash: confidential.hash },
    ])
    for (const one of [id, sensitive]) expect(JSON.stringify(lines)).not.toContain(one)
  })
})
