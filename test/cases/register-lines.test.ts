// A line of a register is taken once, and nothing leads from it to its case: no key, no order, no name.
import { createHash, randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { formOf, type Office, openOffice } from '../support/office.ts'
import { dumpOf, handOver } from './release-office.ts'

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex')
const keys = Array.from({ length: 12 }, (_, n) => `import:DAAM:Zqligne-${n}`)

eachDatabase('the lines of a register', (open) => {
  let office: Office
  beforeEach(async () => {
    office = await openOffice((await open()).db)
  })

  const lineOf = (key: string, more = {}) => {
    const { key: _form, ...form } = formOf(office.clock)
    return { key, input: { ...form, ...more, beneficiary: null } }
  }
  const take = (rows: ReturnType<typeof lineOf>[], live = true) =>
    office.commands.takeRegister(rows, { live })
  const whereIs = async (...words: string[]) =>
    [...(await dumpOf(office.db))].filter(([, text]) => words.some((word) => text.includes(word)))

  test('open their cases without a key, closed ones of the past too', async () => {
    const past = { receivedOn: '2026-11-10', closedOn: '2026-11-20' }
    await take([lineOf('import:DAAM:1')])
    await take([lineOf('import:DAAM:2', past)], false)

    const opened = await office.db.read('instances').select('opening_key')
    expect(opened).toEqual([{ opening_key: null }, { opening_key: null }])
  })

  test('are remembered as hashes, in an order that is not that of their cases, and nowhere else', async () => {
    await take(keys.map((key) => lineOf(key)))

    const kept = await office.db.all<{ hash: string }>('SELECT * FROM import_keys')
    expect(kept.map((row) => Object.keys(row))).toEqual(kept.map(() => ['hash']))
    expect(kept.map(({ hash }) => hash).toSorted()).toEqual(keys.map(hashOf).sort())
    if (office.db.kind === 'postgres') expect(kept.map(({ hash }) => hash)).toEqual(keys.map(hashOf).sort())
    expect((await whereIs(...keys.map(hashOf))).map(([table]) => table)).toEqual(['import_keys'])
    expect(await whereIs('Zqligne')).toEqual([])
  })

  test('are taken once, within one register and after it', async () => {
    const [one, two] = [lineOf('import:DAAM:1'), lineOf('import:DAAM:2')]

    expect(await take([one, two, one])).toEqual(['taken', 'taken', 'known'])
    expect(await take([two, lineOf('import:DAAM:3')])).toEqual(['known', 'taken'])
    expect(await office.db.read('cases')).toHaveLength(3)
  })

  test('are known where an earlier version kept them as the keys of their cases', async () => {
    const key = randomUUID()
    await office.register({ key })

    expect(await take([lineOf(`form:${key}`)])).toEqual(['known'])
  })

  test('bring no case back that has left since', async () => {
    await take([lineOf('import:DAAM:1')])
    const { id } = await office.db.read('cases').first('id')
    await handOver(office, id)

    expect(await take([lineOf('import:DAAM:1')])).toEqual(['known'])

    expect(await office.db.read('cases').select('id', 'outcome')).toEqual([{ id, outcome: 'takenOver' }])
    expect(await office.db.read('instances').select('opening_key')).toEqual([{ opening_key: null }])
    expect((await whereIs(id)).map(([table]) => table)).not.toContain('import_keys')
  })
})
