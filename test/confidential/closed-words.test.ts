// What lies closed: nothing is told apart by its size, nothing stands behind it, and nobody else on the machine opens the folder.
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCase } from '../../src/confidential/reading.ts'
import { verifyRoad } from '../../src/confidential/verify-road.ts'
import { Unavailable } from '../../src/errors.ts'
import { closing, decoded, masterKey, newKey } from '../../src/platform/vault.ts'
import { breakIn } from '../engine/intruder.ts'
import { eachDatabase } from '../support/databases.ts'
import { openOffice, VAULT_KEY } from '../support/office.ts'
import { enclose } from './enclosed.ts'
import { bringCase, refer, step } from './steps.ts'

/** What closing adds to words: a nonce and a tag. */
const AROUND = 12 + 16

/** The ways in which base64 can be something else and still be read by whoever is not strict. */
const rubbish: [what: string, alter: (kept: string) => string][] = [
  ['with more behind it', (kept) => `${kept}AAAA`],
  ['with a line end', (kept) => `${kept}\n`],
  ['with signs of no alphabet', (kept) => `${kept.slice(0, 8)}!*${kept.slice(8)}`],
  ['in the alphabet of addresses', (kept) => kept.replaceAll('+', '-').replaceAll('/', '_')],
  ['without its end', (kept) => kept.replace(/=+$/, '')],
]

/** Of enough bytes that both alphabets differ, and its end is filled up. */
function one(make: () => string): string {
  const kept = Array.from({ length: 200 }, make).find((text) => /[+/].*=$/s.test(text))
  if (!kept) throw new Error('none of these has an end')
  return kept
}

describe('closed words are refused', () => {
  const close = () => {
    const words = closing(newKey())
    const kept = words.close('place', 'what was said')
    return { kept, open: (text: string) => words.open('place', text) }
  }
  const master = masterKey(VAULT_KEY)

  test.each(rubbish)('%s', (_what, alter) => {
    for (let n = 0; n < 50; n += 1) {
      const { kept, open } = close()
      expect(open(kept)).toBe('what was said')
      if (alter(kept) !== kept) expect(() => open(alter(kept))).toThrow()
    }
  })

  test.each(rubbish)('and so is a wrapped key %s', (_what, alter) => {
    // A key of 32 bytes ends where base64 does: one of 31 has an end that is filled up.
    const wrapped = one(() => master.wrap('place', newKey().subarray(1)))
    expect(master.unwrap('place', wrapped)).toHaveLength(31)
    expect(alter(wrapped)).not.toBe(wrapped)
    expect(() => master.unwrap('place', alter(wrapped))).toThrow()
  })

  test.each(rubbish)('and VAULT_KEY %s', (_what, alter) => {
    const key = one(() => newKey().toString('base64'))
    expect(masterKey(key).id).toBeTruthy()
    expect(() => masterKey(alter(key))).toThrow()
  })

  test('and no error says what stood there', () => {
    expect(() => decoded('secret!')).toThrow(/^(?!.*secret)/)
  })
})

eachDatabase('what lies closed', (open) => {
  test('takes the same room whatever was done: an act without a form is none the shorter', async () => {
    const office = await openOffice((await open()).db)
    const { road, staff, db } = office
    const said = { contactBy: 'email', contactPoint: 'elle@example.org', contactLanguage: 'fr' }
    const { id: begun } = await bringCase(office)
    const { id } = await bringCase(office, { nature: 'rape', ageBand: 'young', sex: 'female', ...said })
    await step(road, staff.focal, id, 'SEND_NOTICE')
    await refer(office, id, { shareNature: true, sharePerson: true, shareContact: true })
    await step(road, staff.specialist, id, 'ACCEPT')
    await step(road, staff.focal, id, 'SAY', { phrase: 'comeSee' })

    const rooms = async (table: string, column: string) => {
      const rows = await db.read(`sensitive_${table}`)
      const sizes = rows.map((row) => Buffer.from(row[column], 'base64').length - AROUND)
      return [...new Set(sizes)]
    }
    for (const column of ['actor', 'role', 'event']) expect(await rooms('journal', column)).toEqual([64])
    for (const column of ['from_state', 'to_state']) expect(await rooms('journal', column)).toEqual([1024])
    expect(await rooms('journal_inputs', 'input')).toEqual([1024])
    expect(await rooms('instances', 'hands')).toEqual([1024])
    expect(await rooms('instances', 'snapshot')).toEqual([4096])
    expect(await rooms('outbox', 'effect')).toEqual([64])
    expect(await db.read('sensitive_instances').whereIn('id', [begun, id])).toHaveLength(2)
  })

  test.each([
    ['sensitive_instances', 'snapshot', 'id'],
    ['sensitive_keys', 'wrapped', 'instance_id'],
  ])('with something behind it in %s is read by nobody, and is named', async (table, column, key) => {
    const database = await open()
    const office = await openOffice(database.db)
    const { id } = await bringCase(office)
    const row = await office.db
      .read(table)
      .where({ [key]: id })
      .first()
    const intruder = breakIn(database)
    await intruder(table)
      .where({ [key]: id })
      .update({ [column]: `${row[column]}AAAA` })
    await intruder.destroy()

    await expect(readCase(office.road, id, office.staff.focal)).rejects.toThrow(Unavailable)

    const { faults } = await verifyRoad(office, masterKey(VAULT_KEY))
    expect(faults.map(({ place }) => place.split(' ').slice(0, 2).join(' '))).toEqual([`${table} ${id}`])
  })

  test('lies in a folder that nobody else on the machine opens', async () => {
    const office = await openOffice((await open()).db)
    await enclose(office, [Buffer.from('%PDF-1.4\nun\n%%EOF'), Buffer.from('%PDF-1.4\ndeux\n%%EOF')])
    const folder = path.join(office.dataDir, 'confidential')

    const files = await readdir(folder)

    const modeOf = async (file: string) => (await stat(file)).mode & 0o777
    expect(files).toHaveLength(2)
    expect(await modeOf(folder)).toBe(0o700)
    for (const file of files) expect(await modeOf(path.join(folder, file))).toBe(0o600)
  })
})
